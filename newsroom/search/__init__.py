"""Search: one index over everything public, on SQLite or PostgreSQL, knowing no model of ours.

An app says in its `search.py` what its rows are as documents, like a sitemap:

    from newsroom.search import Index, register

    @register
    class PersonIndex(Index):
        kind, model, label = "person", Person, _("People")
        def names(self, person): ...
        def window(self, person): ...

The tour:

    index     Index, register, and the registry: what there is to find
    document  one object as the words that are indexed
    models    Entry, one row for each document, with the window in which readers may see it
    refresh   refresh(objects), remove(kind, ids), rebuild(): writing, in the caller's transaction
    query     a reader's line of text as small frozen dataclasses, before any SQL
    find      search(query, now=…) -> Results
    excerpt   which words of the original text to mark
    engines   the same words in SQLite's FTS5 and in PostgreSQL's tsvector

The order: what holds all the words stands before what holds some of them; a title counts four times,
the first fifty words of a text two and a half times as much as the rest. A score is multiplied by
1 + 0.1 · 2^(−age in days ÷ 180). The best 1,000 can be paged through; counts stop there. Where more than
400 can match, the newest 200 are ranked, and beside them the newest 200 whose title holds the words; what
follows stands in the order of its days. Where only some of the words
can be found, the rarest are looked for, as far as they stand in 4,000 documents together; PostgreSQL ranks
the 400 that hold most of them. On SQLite a word in 10,000 documents or more has no part in the order. On
PostgreSQL a phrase whose words must meet in more than 6,000 documents is looked for in about the newest
6,000 of them, and readers are told.

How good it is, by `evaluate_search` (November 2026) on three sets of 600 queries over 4,000 texts that
nobody here wrote: questions and the paragraph that answers them, headlines and their stories, names and
terms in 18 spellings.

                                 SQLite       PostgreSQL
    questions, MRR@10 / R@100    .836 / .963  .837 / .963
    headlines, MRR@10            .789         .790
    spellings, success@5         .990         .990

No spelling is under .938. Of the 22 questions whose paragraph is not among the first hundred, most share
no telling word with it.

How fast it is says tests/benchmark_search.py. The index takes 0.8 times the room of the text on SQLite. On
PostgreSQL it takes 0.52 times, and beside each entry stands its line of words, 0.60 times the text.
"""

from newsroom.search.index import Index, register

__all__ = ["Index", "register"]
