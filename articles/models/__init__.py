"""The newsroom's own words, one file a subject; this is only their face."""

from articles.models.article import Article
from articles.models.assignment import Assignment, AssignmentNote
from articles.models.attribution import Attribution, QuoteLink
from articles.models.byline import Byline
from articles.models.checking import Dismissal, StoryWarning
from articles.models.choices import Genre, Language, Origin, State, Urgency
from articles.models.comment import Comment
from articles.models.correction import Correction
from articles.models.front import Front, FrontChange, FrontSlot
from articles.models.history import Redaction, Transition, Version
from articles.models.house import Contributor, Section
from articles.models.picture import PhotoUse
from articles.models.place import Place, PlaceName
from articles.models.presence import Presence
from articles.models.preview import PreviewLink
from articles.models.quote import Kind, Quote, QuoteState, Verification
from articles.models.source import Citation, Occasion, Source, SourceName
from articles.models.unsent import Unsent
from articles.models.wording import WordRule

__all__ = [
    "Article",
    "Assignment",
    "AssignmentNote",
    "Attribution",
    "Byline",
    "Citation",
    "Comment",
    "Contributor",
    "Correction",
    "Dismissal",
    "Front",
    "FrontChange",
    "FrontSlot",
    "Genre",
    "Kind",
    "Language",
    "Occasion",
    "Origin",
    "PhotoUse",
    "Place",
    "PlaceName",
    "Presence",
    "PreviewLink",
    "Quote",
    "QuoteLink",
    "QuoteState",
    "Redaction",
    "Section",
    "Source",
    "SourceName",
    "State",
    "StoryWarning",
    "Transition",
    "Unsent",
    "Urgency",
    "Verification",
    "Version",
    "WordRule",
]
