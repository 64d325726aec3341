"""Rows that stand under a story's form."""

from django.contrib import admin

from articles import attributing
from articles.models import Byline, Citation
from newsroom.desk.inlines import ArabicInline


class PublicAtOnce:
    """For inlines whose rows readers see at once: on a public story only somebody at the desk edits them."""

    def _may(self, request, obj):
        at_once = obj is not None and (obj.draft_of_id is None or self.model is Citation)
        return not at_once or attributing.may(request.user, obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, obj)


class BylineInline(PublicAtOnce, ArabicInline, admin.TabularInline):
    model = Byline
    extra = 0
    fields = ["contributor", "role", "order"]
    autocomplete_fields = ["contributor"]


class CitationInline(PublicAtOnce, ArabicInline, admin.TabularInline):
    model = Citation
    extra = 0
    fields = ["source", "title", "url", "published_on"]
    autocomplete_fields = ["source"]
