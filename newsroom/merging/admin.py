"""The log of merges, and the button that takes one back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.desk.admin import ArabicAdmin, ReadOnly
from newsroom.desk.again import tried_again
from newsroom.desk.folded import FoldedTexts
from newsroom.merging.models import Merge
from newsroom.merging.relations import field_of, kind
from newsroom.merging.undoing import unmerge


class Standing(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("1", _("merged")), ("0", _("taken back"))]

    def queryset(self, request, queryset):
        return queryset.filter(undone_at__isnull=self.value() == "1") if self.value() else queryset


@admin.register(Merge)
class MergeAdmin(ReadOnly, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    """What was merged: the way back, and where old addresses lead. A merge begins at the rows themselves."""

    change_form_template = "admin/merging/merge/change_form.html"
    list_display = ["__str__", "kind", "by", "at", "standing"]
    list_select_related = ["by", "undone_by"]
    search_fields = ["winner_name", "loser_name"]
    list_filter = [Standing]
    readonly_fields = ["kind", "kept", "loser_name", "moved", "by", "at", "standing"]
    fields = readonly_fields

    @admin.display(description=_("kind"), ordering="model")
    def kind(self, merge):
        return merge.of._meta.verbose_name

    @admin.display(description=_("kept"))
    def kept(self, merge):
        meta = merge.of._meta
        change = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[merge.winner_id])
        return format_html('<a href="{}">{}</a>', change, merge.winner_name)

    @admin.display(description=_("moved"))
    def moved(self, merge):
        counts = {}
        for row in merge.absorbed.all():
            for label, ids in row.moved.items():
                what = kind(field_of(label))
                counts[what] = counts.get(what, 0) + len(ids)
        if not counts:
            return gettext("nothing")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", counts.items()))

    @admin.display(description=_("state"), ordering="undone_at")
    def standing(self, merge):
        if not merge.undone_at:
            return gettext("merged")
        return gettext("taken back by %(by)s") % {"by": merge.undone_by or "—"}

    def render_change_form(self, request, context, *args, **kwargs):
        context["title"] = capfirst(self.opts.verbose_name)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self):
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="merging_merge_undo"), *super().get_urls()]

    @tried_again
    def undo_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        merge = get_object_or_404(Merge, pk=pk)
        rows = self.admin_site._registry[merge.of]
        if not (request.user.has_perm("merging.change_merge") and rows.has_change_permission(request)):
            raise PermissionDenied
        try:
            stayed = unmerge(merge, by=request.user)
        except ValidationError as error:
            said = format_html_join(" ", "{}", ((one,) for one in error.messages))
            self.message_user(request, said, messages.ERROR)
        else:
            text = gettext("“%(name)s” stands by itself again.") % {"name": merge.loser_name}
            self.message_user(request, text, messages.SUCCESS)
            for sentence in stayed:
                self.message_user(request, sentence, messages.WARNING)
            self.log_change(request, merge, gettext("Taken back."))
        return HttpResponseRedirect(reverse("admin:merging_merge_change", args=[pk]))
