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
"""

from newsroom.search.index import Index, register

__all__ = ["Index", "register"]
