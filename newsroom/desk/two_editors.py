"""For ModelAdmins whose rows several people edit at once: nobody saves over what he has not seen.

@admin.register(Article)
class ArticleAdmin(TwoEditors, ArabicAdmin, admin.ModelAdmin): …   a form of its own is built on SeenForm,
and a template of its own extends admin/seen_form.html or includes admin/conflict.html

The loser of a race gets his form back (409) with everything he typed, what the other changed
elsewhere already in it, and side by side what both changed; the next save counts as one that has
seen it.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction

from newsroom.arabic import diff
from newsroom.desk import conflict, followed
from newsroom.desk.gone import KeepsWords
from newsroom.desk.kept import kept_no_longer
from newsroom.desk.opened import opened_still, removed_meanwhile, removed_since
from newsroom.desk.rows import names_gone
from newsroom.desk.seen_form import SeenForm


class Conflict:
    """What the page says of a lost race: who saved, when, and the differences.

    `removed_at` and `deeds`: see TwoEditors. `is_late`: nobody saved, but fields are closed by now.
    """

    def __init__(self, by, at, differences, removed_at=None, deeds=(), is_late=False):
        self.by, self.at, self.removed_at, self.deeds, self.is_late = by, at, removed_at, deeds, is_late
        self.clashes = [one for one in differences if one.is_clash]
        self.removed = [one for one in differences if one.whose == conflict.REMOVED]
        self.closed = [one for one in differences if one.whose in (conflict.CLOSED, conflict.GONE)]
        aside = (*self.clashes, *self.removed, *self.closed)
        self.merged = [one for one in differences if one not in aside]
        self.takes_over = all(one.whose == conflict.THEIRS for one in self.merged)
        self.names = {one.name for one in differences}


def _to_correct(errors, form, formsets):
    """Of the errors of a form that is given back whatever stands in it, those that somebody sees at a field or a row."""
    rows = [errors_of_row.get("id") for formset in formsets for errors_of_row in formset.errors]
    others = [form.errors.get(NON_FIELD_ERRORS), *rows]
    return [each for each in errors if not any(each is other for other in others)]


def _typed(opts):
    """The names of the model's fields that a form can have."""
    return {field.name for field in (*opts.fields, *opts.many_to_many) if field.editable}


class TwoEditors(KeepsWords):
    form = SeenForm
    change_form_template = "admin/seen_form.html"
    # Whether the browser keeps what is typed until it is saved. Not of forms that hold a secret, or say who may what.
    is_kept = False

    # What the subclass says of its rows

    def kept_as(self, obj):
        """Under what name the browser keeps what is typed of a row, or (None) of a new one; "" where it keeps nothing."""
        return f"{self.opts.model_name}.{obj.pk if obj else 'new'}" if self.is_kept else ""

    def lock(self, obj):
        """Nobody else writes to the row until the transaction ends."""
        type(obj)._default_manager.select_for_update().filter(pk=obj.pk).first()

    def is_stale(self, request, obj):
        """Whether somebody wrote since the posted form was opened."""
        return conflict.is_written_to(
            *self._as_stored(request, obj), conflict.opened_with(request.POST.get("_opened"))
        )

    def is_led_elsewhere(self, request, obj):
        """For rows that know by another way whether somebody wrote to them: whether what they lead to changed all the
        same. What nobody typed over is taken as it is now, without a word.
        """
        return False

    def is_a_brake(self, request):
        """Whether the button takes away or stops what readers see: it acts, though somebody saved meanwhile, where
        nothing was typed that could be lost.
        """
        return False

    def saw(self, data, obj):
        """Note in the data of a form that comes back what it has seen by now."""

    def last_saved(self, obj):
        """(who, when) of the last save; None for what nobody knows."""
        log = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk)
        ).select_related("user")
        last = log.order_by("-action_time").first()
        return (last.user, last.action_time) if last else (None, None)

    def removed_at(self, request, obj):
        """When words were removed for ever since the posted form was opened; None where none were.

        From whatever it was: a form from before may hold them.
        """
        return removed_since(request, self.admin_site)

    def removed_elsewhere(self, request, obj):
        """The same, where what was typed is asked about once and stays in its fields: it is hardly about that."""
        return None

    def deeds(self, request, obj):
        """What was done with the row since the posted form was opened, beside its fields: HTML of a line each."""
        return ()

    def settled(self, name, text):
        """A posted text as it would be stored."""
        return text

    def shown_text(self, name, text):
        """A text as a reader sees it."""
        return text

    def compared_text(self, name, before, after):
        """What differs in two texts, as paragraphs of pieces (newsroom.arabic.diff)."""
        return diff.compare(*(self.shown_text(name, text) for text in (before, after)))

    def merged_text(self, obj, name, mine, theirs, opened):
        """A text with both changes, where they do not meet; None where they do."""
        return None

    # The door

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.conflict = getattr(request, "conflict", None)
        form.anew = obj is None and "_anew" in request.POST
        if obj is None:
            form.removed_at = removed_meanwhile(request, self.admin_site)
        else:
            form.removed_at = getattr(request, "removed_elsewhere", None)
        return form

    def get_fieldsets(self, request, obj=None):
        """What differs stands in no closed part of the form."""
        fieldsets = super().get_fieldsets(request, obj)
        if not getattr(request, "conflict", None):
            return fieldsets
        differ = request.conflict.names
        return [
            (title, {**options, "classes": [one for one in options.get("classes", ()) if one != "collapse"]})
            if differ.intersection(flatten_fieldsets([(title, options)]))
            else (title, options)
            for title, options in fieldsets
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = self._answer(request, object_id, form_url, extra_context)
        return kept_no_longer(request, response) if request.method == "POST" else response

    def _answer(self, request, object_id, form_url, extra_context):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            obj = self.get_object(request, object_id)
            if obj is not None and self.has_change_permission(request, obj):
                self.lock(obj)
                obj = self.get_object(request, object_id)  # as it is under the lock
            fate = self.fate(request, unquote(object_id), obj)
            if fate and self.has_change_permission(request):
                return self.words_page(request, fate)
            if fate is None:
                self._meet(request, obj)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if getattr(request, "conflict", None):
                response.status_code = 409
            return response

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.followed = followed.told(form, formsets)
        for said in request.followed:
            self.message_user(request, said, messages.WARNING)

    def _meet(self, request, obj):
        opened = conflict.opened_with(request.POST.get("_opened"))
        request.POST = conflict.chosen(request.POST)
        kinds = self.get_formsets_with_inlines(request, obj)
        stale = self.is_stale(request, obj) or any(names_gone(kind, request.POST) for kind, _inline in kinds)
        shut = self._shut(request, obj, opened)
        removed_at, elsewhere = self.removed_at(request, obj), self.removed_elsewhere(request, obj)
        is_led = not stale and self.is_led_elsewhere(request, obj)
        asked = stale or shut or removed_at or elsewhere or is_led
        if not (asked or any(name.startswith("_take_") for name in request.POST)):
            return
        form, formsets = self._as_stored(request, obj)
        data = request.POST.copy()
        if elsewhere and (conflict.is_typed_into(form, formsets, data, opened) or self.typed_beside(request)):
            request.removed_elsewhere = elsewhere
        closed = conflict.closed(*self._closed(request, obj, shut), data, opened)
        # Nobody wrote to this row, and what was typed may hold words that were removed from another all the same.
        if stale or closed or is_led or (removed_at and conflict.is_typed_into(form, formsets, data, opened)):
            data, found = conflict.meet(
                form, formsets, data, opened, self.settled,
                lambda name, *texts: self.merged_text(obj, name, *texts), removed_at is not None,
            )  # fmt: skip
            data["_opened"] = conflict.digests(form, formsets)
            self.saw(data, obj)
            mine = {one.whose for one in found} - {conflict.THEIRS}
            acts = not mine and not removed_at and self.is_a_brake(request)
            if not closed and (acts or (is_led and mine <= {conflict.BOTH})):
                request.POST = data
                return
            found = conflict.compared([*closed, *found], self.shown_text, self.compared_text)
            who, deeds = ((None, None), ())
            if stale:
                who, deeds = self.last_saved(obj), self.deeds(request, obj)
            is_late = not stale and not is_led
            request.conflict = Conflict(*who, found, removed_at, deeds, is_late)
        else:
            conflict.take_theirs(form, formsets, data)
        request.POST = data

    def _shut(self, request, obj, opened):
        """The names of fields and of rows that were open with the posted form and are so no more.

        Time went by, or a deed closed them.
        """
        shown = {*flatten_fieldsets(self.get_fieldsets(request, obj))}
        shut = _typed(self.opts) - (shown - {*self.get_readonly_fields(request, obj)})
        shut |= {
            FormSet.get_default_prefix()
            for FormSet, inline in self.get_formsets_with_inlines(request, obj)
            if not inline.has_change_permission(request, obj)
        }
        return shut & {*opened}

    def _closed(self, request, obj, shut):
        """(form, formsets) of these names, as stored now."""
        kind = forms.modelform_factory(
            self.model, fields=[*(shut & _typed(self.opts))],
            formfield_callback=lambda field, **kwargs: self.formfield_for_dbfield(field, request, **kwargs),
        )  # fmt: skip
        formsets = [
            FormSet(instance=obj, prefix=prefix, queryset=inline.get_queryset(request))
            for FormSet, inline in self.get_formsets_with_inlines(request, obj)
            if (prefix := FormSet.get_default_prefix()) in shut
        ]
        return kind(instance=obj), formsets

    def _as_stored(self, request, obj):
        """The form and the rows under it as they would open now."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=fields)(instance=obj)
        formsets = [
            FormSet(instance=obj, prefix=FormSet.get_default_prefix(), queryset=inline.get_queryset(request))
            for FormSet, inline in self.get_formsets_with_inlines(request, obj)
            if inline.has_change_permission(request, obj)
        ]
        return form, formsets

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form, formsets = (
            context["adminform"].form,
            [rows.formset for rows in context["inline_admin_formsets"]],
        )
        told = getattr(request, "conflict", None) or getattr(form, "removed_at", None)
        context["opened_at"] = opened_still(request, told)
        context["kept_as"] = self.kept_as(obj)
        if told or getattr(form, "anew", False):
            context["errors"] = _to_correct(context["errors"], form, formsets)
        if request.method == "POST":  # it comes back, and says the other one from now on
            context["followed"] = followed.told(form, formsets)
        if change and obj is not None:
            context["conflict"] = getattr(request, "conflict", None)
            for rows in context["inline_admin_formsets"] if context["conflict"] else ():
                if rows.formset.prefix in context["conflict"].names:
                    rows.classes = rows.classes.replace("collapse", "")
            context["opened"] = request.POST.get("_opened", "")
            if request.method != "POST":
                rows = [
                    inline.formset
                    for inline in context["inline_admin_formsets"]
                    if inline.has_change_permission
                ]
                context["opened"] = conflict.digests(context["adminform"].form, rows)
        return super().render_change_form(request, context, add, change, form_url, obj)
