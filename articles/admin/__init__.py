"""The desk's side of articles: one file a subject, as the models; this is only their face."""

from articles.admin.assignment import AssignmentAdmin
from articles.admin.checking import DismissalAdmin
from articles.admin.correction import CorrectionAdmin, RedactionAdmin
from articles.admin.front import FrontAdmin
from articles.admin.house import ContributorAdmin, SectionAdmin, TagAdmin, WordRuleAdmin
from articles.admin.place import PlaceAdmin
from articles.admin.quote import QuoteAdmin
from articles.admin.source import CitationAdmin, OccasionAdmin, SourceAdmin
from articles.admin.story import ArticleAdmin

__all__ = [
    "ArticleAdmin",
    "AssignmentAdmin",
    "CitationAdmin",
    "ContributorAdmin",
    "CorrectionAdmin",
    "DismissalAdmin",
    "FrontAdmin",
    "OccasionAdmin",
    "PlaceAdmin",
    "QuoteAdmin",
    "RedactionAdmin",
    "SectionAdmin",
    "SourceAdmin",
    "TagAdmin",
    "WordRuleAdmin",
]
