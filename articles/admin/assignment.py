"""Assignments at the desk: the list by what is due next, the form with its log, and what one may do with each."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import assignments
from articles.desks import desk_of
from articles.models import Assignment, AssignmentNote, Section
from newsroom.arabic.lists import joined
from newsroom.desk.admin import ArabicAdmin, by_id
from newsroom.desk.folded import FoldedSearch
from newsroom.desk.seen_form import SeenForm
from newsroom.desk.two_editors import TwoEditors

DUE_AND_GONE = _(
    "It is due at a moment that has gone by, and stands among what is late. Correct the date if that was not meant."
)
ASKED = ["what", "brief", "section", "person", "due", "place", "occasion", "article"]


class AssignmentForm(SeenForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Note for the log"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "dir": "auto", "class": "vLargeTextField"}),
        help_text=_("Also the reason, when you decline or drop the assignment."),
    )
    user = None  # whose form it is; the admin says so

    class Meta:
        model = Assignment
        fields = "__all__"  # the admin's fieldsets choose
        widgets = {"brief": forms.Textarea({"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.saved_at.isoformat()

    def clean(self):
        data = super().clean()
        self._say_what_is_missing_of_due()
        if self.instance.pk is None:
            return data
        name = self.data.get("_act")
        if name and name != "begin":
            try:  # the row is read under the lock
                assignments.check(self.instance, name, self.user, data.get("note", ""))
            except ValidationError as error:
                self.add_error("note", error)
        return data

    def _say_what_is_missing_of_due(self):
        """The platform calls the whole moment missing where only its hour or only its day is."""
        day, hour = (self.data.get(f"{self.add_prefix('due')}_{part}") for part in (0, 1))
        if bool(day) != bool(hour) and self.has_error("due", "required"):
            del self.errors["due"]
            self.add_error("due", _("Write the hour too.") if day else _("Write the day too."))


class Mine(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("mine")), ("by_me", _("assigned by me")), ("nobody", _("nobody has it"))]

    def queryset(self, request, queryset):
        chosen = {
            "mine": {"assigned_to": request.user},
            "by_me": {"assigned_by": request.user},
            "nobody": {"assigned_to": None},
        }
        return queryset.filter(**chosen.get(self.value(), {}))


class Standing(admin.SimpleListFilter):
    """Without a choice the list shows what is still to be done."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("overdue", _("overdue")), *Assignment.State.choices, ("all", _("all"))]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("still to be done"),
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        if self.value() in Assignment.State.values:
            return queryset.filter(state=self.value())
        if self.value() == "overdue":
            return queryset.unfinished().filter(due__lt=timezone.now())
        return queryset if self.value() == "all" else queryset.unfinished()


@admin.register(Assignment)
class AssignmentAdmin(TwoEditors, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    form = AssignmentForm
    is_kept = True
    change_form_template = "admin/articles/assignment/change_form.html"
    list_display = ["what", "due_by", "assigned_to", "standing", "section", "story"]
    list_select_related = ["section", "assigned_to", "article"]
    list_filter = [Mine, Standing, "section"]
    linked_by = by_id("occasion")
    autocomplete_fields = ["occasion", "article"]
    small_choices = ["section"]
    colleagues = ["assigned_to"]
    fieldsets = [
        (None, {"fields": ["seen", "what", "brief", "section", "assigned_to", "due", "place"]}),
        (_("More"), {"fields": ["occasion", "article"], "classes": ["collapse"]}),
        (None, {"fields": ["note"]}),
    ]

    # What is shown

    def get_queryset(self, request):
        return super().get_queryset(request).filter(assignments.seen_by(request.user)).defer("article__body")

    def get_ordering(self, request):
        # What is to be done by what is due next; what is over, the latest first.
        return ["-due", "-pk"] if Standing.parameter_name in request.GET else ["due", "pk"]

    @admin.display(description=_("due"), ordering="due")
    def due_by(self, assignment):
        late = format_html(' <strong class="late">{}</strong>', gettext("overdue"))
        local = timezone.localtime(assignment.due)
        return format_html(
            '<time datetime="{}" class="due">{}</time>{}',
            local.isoformat(timespec="minutes"),
            localize(local),
            late if assignment.is_overdue(timezone.now()) else "",
        )

    @admin.display(description=_("state"), ordering="state")
    def standing(self, assignment):
        return assignment.get_state_display()

    @admin.display(description=_("assigned to"))
    def person(self, assignment):
        return assignment.assigned_to

    @admin.display(description=_("story"))
    def story(self, assignment):
        if assignment.article is None:
            return None
        address = reverse("admin:articles_article_change", args=[assignment.article_id])
        return format_html('<a href="{}">{}</a>', address, assignment.article.shown_state)

    # Who may what

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or assignments.sees(request.user, obj)
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (
            obj is None or assignments.directs(request.user, obj)
        )

    def get_readonly_fields(self, request, obj=None):
        # Whoever it is for says yes or no; only the desk changes what was asked, of whom and by when.
        return [] if obj is None or assignments.directs(request.user, obj) else ASKED

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self.get_readonly_fields(request, obj):
            return fieldsets
        # A name alone: accounts are not for everybody to open.
        names = {"assigned_to": "person"}
        return [
            (title, {**options, "fields": [names.get(name, name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        desk = desk_of(request.user)
        if db_field.name == "section":
            kwargs["queryset"] = Section.objects.shown()
            if desk is not None:
                kwargs["queryset"] = kwargs["queryset"].filter(pk__in=desk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        mine = request.user.desk_sections.shown().first()
        return {"section": mine and mine.pk, **super().get_changeform_initial_data(request)}

    # Two at one assignment: also what one of them may only read, and an act, count as a change

    def is_stale(self, request, assignment):
        return request.POST.get("seen") != assignment.saved_at.isoformat()

    def saw(self, data, assignment):
        data["seen"] = assignment.saved_at.isoformat()

    def last_saved(self, assignment):
        by, at = super().last_saved(assignment)
        note = assignment.notes.select_related(
            "by"
        ).first()  # a story that came out closes it, and is no save
        return (note.by, note.at) if note and (at is None or note.at > at) else (by, at)

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.assigned_by = request.user
        obj.save()
        if "due" in form.changed_data and obj.is_overdue(timezone.now()):
            self.message_user(request, DUE_AND_GONE, messages.WARNING)
        note = form.cleaned_data.get("note", "")
        if not change or "assigned_to" in form.changed_data:
            assignments.assigned(obj, request.user)
        if "article" in form.changed_data:
            assignments.linked(obj, request.user)
            obj.refresh_from_db(fields=["state"])
        name = request.POST.get("_act") if change else None
        if name and name != "begin":
            assignments.act(obj, name, request.user, note)
        elif note.strip():
            obj.log(AssignmentNote.Act.NOTE, request.user, note)

    def response_change(self, request, obj):
        return self._acted(request, obj) or super().response_change(request, obj)

    def _acted(self, request, obj):
        name = request.POST.get("_act")
        if name == "begin":
            was_begun = obj.has_story
            try:
                story = assignments.begin(obj, request.user)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
                return HttpResponseRedirect(reverse("admin:articles_assignment_change", args=[obj.pk]))
            said = gettext("The story is begun, and has from the assignment: %(parts)s. Write it here.")
            said %= {"parts": joined(assignments.came_along(story))}
            if was_begun:
                said = gettext("This story was begun already. Here it is.")
            self.message_user(request, said, messages.INFO if was_begun else messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
        if not name:
            return None
        now = Assignment.objects.get(pk=obj.pk)
        said = gettext("“%(what)s”: %(state)s.") % {"what": now.what, "state": now.get_state_display()}
        if name == "decline":
            said = gettext("“%(what)s” goes back to the desk with your reason.") % {"what": now.what}
        self.message_user(request, said, messages.SUCCESS)
        if not assignments.sees(request.user, now):
            return HttpResponseRedirect(reverse("admin:index"))
        return HttpResponseRedirect(reverse("admin:articles_assignment_change", args=[now.pk]))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra = dict(extra_context or {})
        obj = self.get_object(request, object_id) if object_id else None
        if obj:
            user = request.user
            extra |= {
                "assignment": obj,
                "late": obj.is_overdue(timezone.now()),
                "acts": [(name, assignments.ACTS[name].label) for name in assignments.acts_of(obj, user)],
                "may_begin": assignments.may_begin(obj, user),
                "notes": obj.notes.select_related("by"),
                "directs": assignments.directs(user, obj),
            }
        return super().changeform_view(request, object_id, form_url, extra)
