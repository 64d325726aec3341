"""The quote finder: a story's text in, proposals out; an editor accepts, corrects or rejects each.

marks     quotation marks as spans, with a stack
units     sentences of words, signs and spans
cues      the lexicon: verbs of saying, class nouns, titles, bodies
verbs     reporting verbs in all their forms
gazetteer countries, first names (lists/), and words that are nobody's name
runs      which words make a personal name, a title (titles), a noun phrase (nouns), a subject (subjects)
names     who is in the story, and what a surname or a title alone refers to; cast: who they are
phrases   whom a noun phrase means; adjuncts: what stands between a verb and its subject
speakers  who speaks: behind the verb, before it, or dropped
frames    the cues of a sentence: verb, subject, complementizer
decide    quote or not, direct or mixed
interviews, spokesmen, outlets, places, when: answers, on whose behalf, through whom, where, when
propose   all of it together
"""

from newsroom.arabic.finder.propose import propose
from newsroom.arabic.finder.shapes import (
    Found,
    FoundOccasion,
    FoundPerson,
    FoundSource,
    FoundWarning,
    Known,
    Proposal,
)

__all__ = [
    "Found",
    "FoundOccasion",
    "FoundPerson",
    "FoundSource",
    "FoundWarning",
    "Known",
    "Proposal",
    "propose",
]
