"""A row went while somebody had its form open: what was typed is given back, and what became of the row is said.

For ModelAdmins, below TwoEditors. Whoever may add such rows presses one button, and the form of a
new one holds the words.
"""

import datetime
from typing import NamedTuple

from django import forms
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.desk.rows import posted_rows, said_by, write_rows
from newsroom.desk.sent import fields_of, flat, is_typed, readable
from newsroom.fields import could_be_id

OURS = ("csrfmiddlewaretoken", "seen", "seen_version", "typed_text")  # in a form, and typed by nobody


class Fate(NamedTuple):
    """What became of a row: "deleted", "merged", "killed", "closed" (no longer his to change) or "" for
    what nobody knows; `name` and `address` of the row, or of the one that stands for it now. `why` it is closed,
    where that is known.
    """

    how: str = ""
    name: str = ""
    by: object = None
    at: datetime.datetime = None
    address: str = ""
    why: str = ""


class KeepsWords:
    anew = _("Begin anew with this text")  # the button

    def fate(self, request, object_id, obj):
        """The Fate of the row that a posted form is about; None while it can be saved."""
        if obj is not None:
            if self.has_change_permission(request, obj):
                return None
            return Fate("closed", str(obj), why=self.why_closed(request, obj))
        log = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=object_id if could_be_id(object_id) else "",
            action_flag=DELETION,
        )
        last = log.select_related("user").order_by("-action_time").first()
        return Fate("deleted", last.object_repr, last.user, last.action_time) if last else Fate()

    def why_closed(self, request, obj):
        """Why a row is not this user's to change any more; "" where there is nothing better to say than that."""
        return ""

    def words_page(self, request, fate):
        """What was typed, to be read and copied, with what became of the row."""
        form, formsets = self._of_a_new_one(request)
        typed, chosen = [], []
        for bound in fields_of(form):
            said = self._said(bound, flat(request.POST, bound))
            if said.strip():
                (typed if is_typed(bound.field) else chosen).append((bound.label, said))
        for formset, _may_add in formsets:
            rows = said_by(formset, posted_rows(formset, request.POST))
            if rows.strip():
                typed.append((formset.model._meta.verbose_name_plural, rows))
        typed += self.typed_beside(request)
        may_add = self.has_add_permission(request) and hasattr(form, "anew")
        status = 403 if fate.how == "closed" else 409
        return self.page(
            request,
            "admin/words.html",
            title=_title(fate),
            fate=fate,
            typed=typed,
            chosen=chosen,
            had_file=bool(request.FILES),
            anew=self.anew if may_add else "",
            again=self._again(request, formsets) if may_add else (),
            status=status,
        )

    def typed_beside(self, request):
        """[(label, text)] of what was typed into the page and is no field of the row."""
        return []

    def _said(self, bound, values):
        if len(values) == 1 and isinstance(bound.field, forms.CharField):
            return self.shown_text(bound.name, self.settled(bound.name, values[0]))
        if type(bound.field) is forms.BooleanField and not any(values):
            return ""
        return readable(bound.field, values)

    def _of_a_new_one(self, request):
        """The form of a new row, and [(formset, whether it takes rows)] of those under it."""
        fields = flatten_fieldsets(self.get_fieldsets(request, None))
        form = self.get_form(request, None, change=True, fields=fields)()
        formsets = [
            (FormSet(prefix=FormSet.get_default_prefix()), inline.has_add_permission(request, None))
            for FormSet, inline in self.get_formsets_with_inlines(request, None)
        ]
        return form, formsets

    def _again(self, request, formsets):
        """[(name, value)] that the form of a new row is sent: what was typed, and each row as a new one."""
        data = request.POST.copy()
        for formset, may_add in formsets:
            rows = posted_rows(formset, data) if may_add else []
            write_rows(formset, data, [row._replace(id="") for row in rows if not row.going])
        return [
            (name, value)
            for name, values in data.lists()
            if name not in OURS and not name.startswith("_")
            for value in values
        ]


def _title(fate):
    return {
        "merged": gettext("This was merged into another while you were writing"),
        "killed": gettext("This story was killed while you were writing"),
        "closed": gettext("This is no longer yours to change"),
        "deleted": gettext("This was deleted while you were writing"),
    }.get(fate.how, gettext("This is no longer there"))
