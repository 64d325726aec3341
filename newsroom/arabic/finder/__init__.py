"""The quote finder: a story's text in, proposals out; an editor accepts, corrects or rejects each.

marks     quotation marks as spans, with a stack
units     sentences of words, signs and spans
cues      the lexicon: verbs of saying, class nouns, titles, bodies
names     who is in the story, and what a surname or a title alone refers to
frames    the cues of a sentence: verb, subject, complementizer
speakers  whom a noun phrase or a dropped subject means
decide    quote or not, direct or mixed
places    sources and occasions
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
