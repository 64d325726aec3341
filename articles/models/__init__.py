"""The newsroom's own words, one file a subject; this is only their face."""

from articles.models.article import Article, Byline, Genre, Origin, State, Urgency
from articles.models.attribution import Attribution, QuoteLink
from articles.models.front import Front, FrontChange, FrontSlot
from articles.models.history import Correction, Dismissal, Transition, Version
from articles.models.house import Contributor, Section
from articles.models.picture import PhotoUse
from articles.models.presence import Presence
from articles.models.preview import PreviewLink
from articles.models.quote import Kind, Quote, QuoteState, Verification
from articles.models.source import Citation, Occasion, Source

__all__ = [
    "Article",
    "Attribution",
    "Byline",
    "Citation",
    "Contributor",
    "Correction",
    "Dismissal",
    "Front",
    "FrontChange",
    "FrontSlot",
    "Genre",
    "Kind",
    "Occasion",
    "Origin",
    "PhotoUse",
    "Presence",
    "PreviewLink",
    "Quote",
    "QuoteLink",
    "QuoteState",
    "Section",
    "Source",
    "State",
    "Transition",
    "Urgency",
    "Verification",
    "Version",
]
