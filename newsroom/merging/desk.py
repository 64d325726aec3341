"""For ModelAdmins: where a row is used, that what is used stays, and how two rows become one."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.lists import joined
from newsroom.desk.again import tried_again
from newsroom.desk.gone import Fate
from newsroom.desk.inlines import ArabicInline, Rows
from newsroom.fields import could_be_id
from newsroom.merging.absorbing import merge
from newsroom.merging.heirs import became
from newsroom.merging.models import Absorbed, Merge
from newsroom.merging.planning import plan
from newsroom.merging.uses import uses

MOST = 10  # rows merged at once
FOUND = 20


class InUse(list):
    """The lines of the page that refuses, and whether merging is the way out."""

    can_be_merged = False


class Used:
    """Shows under the form where the row is used; what is in use cannot be deleted."""

    change_form_template = "admin/row_form.html"
    delete_confirmation_template = "admin/delete_row.html"
    delete_selected_confirmation_template = "admin/delete_rows.html"
    can_be_merged = False

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["uses"] = SimpleLazyObject(lambda: uses(obj, self.admin_site, request))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_deleted_objects(self, objs, request):
        """What is used is named with what uses it, in a line a row, not with ten thousand quotes."""
        binding = [(obj, [use for use in uses(obj, self.admin_site, request) if use.binds]) for obj in objs]
        used = [(obj, found) for obj, found in binding if found]
        if not used:
            return super().get_deleted_objects(objs, request)
        protected = InUse(
            format_html(gettext("“{}” is used {}."), obj, joined(use.sentence for use in found))
            for obj, found in used
        )
        protected.can_be_merged = self.can_be_merged
        return [str(obj) for obj, _ in used], {}, set(), protected


class UsedRows(Rows):
    """Rows under a form, of which those in use stay. `uses` of a row is set by the inline on the class it makes."""

    def refuse(self):
        for row in (form.instance for form in self.initial_forms if self._should_delete_form(form)):
            if used := [use for use in self.uses(row) if use.binds]:
                raise ValidationError(_why_it_stays(row, used), code="in_use")
        super().refuse()


def _why_it_stays(row, used):
    links = [
        format_html('<a href="{}" target="_blank">{}</a>', use.address, use.sentence)
        if use.address
        else use.sentence
        for use in used
    ]
    said = gettext(
        "“{row}” is used {places}, so it is not deleted. Give what uses it to another first, or correct the row instead. "
        "All that you typed stands here still, and is not saved yet."
    )
    return format_html(said, row=row, places=mark_safe(joined(map(conditional_escape, links))))


class UsedInline(ArabicInline):
    """For inlines of what is used elsewhere."""

    formset = UsedRows

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        made.uses = staticmethod(partial(uses, site=self.admin_site, request=request))
        return made


class Mergeable(Used):
    """Two or more rows become one: from the list, or from the form of one of them."""

    can_be_merged = True
    actions = ["merge_selected"]

    def may_merge(self, request, rows=()):
        return request.user.has_perm("merging.add_merge") and all(
            self.has_change_permission(request, row) and self.has_delete_permission(request, row)
            for row in rows or (None,)
        )

    def has_merge_permission(self, request):
        return self.may_merge(request)

    @admin.action(description=_("Merge into one"), permissions=["merge"])
    def merge_selected(self, request, queryset):
        ids = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if not 2 <= len(ids) <= MOST:
            text = gettext("Choose from two to %(most)d rows that are the same.") % {"most": MOST}
            self.message_user(request, text, messages.WARNING)
            return None
        return HttpResponseRedirect(self._address(ids))

    def fate(self, request, object_id, obj):
        fate = super().fate(request, object_id, obj)
        heir = became(self.model, [int(object_id)]) if obj is None and could_be_id(object_id) else None
        if not heir:
            return fate
        row = self.model._default_manager.get(pk=heir[int(object_id)])
        done = (
            Absorbed.objects.standing()
            .select_related("merge__by")
            .filter(model=self.opts.label_lower, object_id=object_id)
            .first()
        )
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
        return Fate("merged", str(row), done.merge.by, done.merge.at, address)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """A colleague's open page of a row that was merged meanwhile leads to the one that stands for it."""
        heir = became(self.model, [int(object_id)]) if could_be_id(object_id) else None
        if not heir:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        self.message_user(request, gettext("It was merged into this one."), messages.WARNING)
        [pk] = heir.values()
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[pk]))

    def _address(self, ids):
        here = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge")
        return f"{here}?{urlencode({'ids': ids}, doseq=True)}"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["merge_address"] = self._address([obj.pk]) if self.may_merge(request, [obj]) else ""
            if request.user.has_perm("merging.view_merge"):
                merges = Merge.objects.filter(model=self.opts.label_lower, winner_id=obj.pk, undone_at=None)
                context["merged_here"] = merges[:MOST]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @tried_again
    def merge_view(self, request):
        """Which of the chosen rows stays, what will happen, and the button that does it."""
        asked = request.POST if request.method == "POST" else request.GET
        ids = [pk for pk in asked.getlist("ids")[: MOST * 2] if could_be_id(pk)][:MOST]
        rows = list(self.get_queryset(request).filter(pk__in=ids).order_by("pk"))
        if not self.may_merge(request, rows):
            raise PermissionDenied
        used = {row.pk: sum(use.count for use in uses(row, self.admin_site, request)) for row in rows}
        chosen = next((row for row in rows if str(row.pk) == asked.get("winner")), None)
        if request.method == "POST" and chosen and len(rows) > 1:
            return self._merge(request, chosen, rows)
        winner = chosen or max(rows, key=lambda row: used[row.pk], default=None)
        losers = [row for row in rows if row != winner]
        query = asked.get("q", "").replace("\0", "").strip()[:200]
        return self.page(
            request,
            "admin/merge.html",
            title=gettext("Merge into one"),
            rows=[(row, used[row.pk], getattr(row, "latin_name", "")) for row in rows],
            winner=winner,
            plans=(plans := [plan(winner, loser, self.admin_site, request) for loser in losers]),
            may_be_done=not any(one.refusal for one in plans),
            query=query,
            found=self._found(request, rows, query),
        )

    def _found(self, request, rows, query):
        """What may be the same: the rows that a search finds, or else those of a similar name."""
        others = self.get_queryset(request).exclude(pk__in=[row.pk for row in rows])
        if query:
            found, may_repeat = self.get_search_results(request, others, query)
            return (found.distinct() if may_repeat else found)[:FOUND]
        return self.similar(rows[0]) if len(rows) == 1 else []

    def similar(self, row):
        """Rows that may be the same as `row`; who knows how to tell says so."""
        return []

    def _merge(self, request, winner, rows):
        """All of them, or none."""
        change = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[winner.pk])
        made = []
        try:
            with transaction.atomic():
                for loser in rows:
                    if loser != winner:
                        made.append(merge(winner, loser, by=request.user))
                        text = gettext("Merged with “%(loser)s”.") % {"loser": made[-1].loser_name}
                        self.log_change(request, winner, text)
        except ValidationError as error:
            said = format_html_join(" ", "{}", ((one,) for one in error.messages))
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(self._address([row.pk for row in rows]))
        for one in made:
            log = reverse("admin:merging_merge_change", args=[one.pk])
            text = gettext("“%(loser)s” is one with “%(winner)s” now.")
            self.message_user(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    text % {"loser": one.loser_name, "winner": one.winner_name},
                    log,
                    gettext("What moved, and the way back"),
                ),
            )
        return HttpResponseRedirect(change)
