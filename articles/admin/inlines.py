"""Rows that stand under a story's form."""

import math

from django.contrib import admin
from django.forms import ModelForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import attributing, pictures
from articles.models import Byline, Citation, PhotoUse
from newsroom.arabic import tidy
from newsroom.desk.inlines import ArabicInline, Rows
from newsroom.photos import markup


def changed_rows(story):
    """The models of rows under the form of this story (the very instance) of which something else is said than stored."""
    return vars(story).setdefault("_changed_rows", set())


class RowsOfStory(Rows):
    """Tells the story's form, when it is checked, whether something is new in these rows: that decides about a draft."""

    def clean(self):
        super().clean()
        if self.says_more():
            changed_rows(self.edited).add(self.model)

    @property
    def edited(self):
        """The row of the form."""
        return self.instance

    def says_more(self):
        return any(form.has_changed() for form in self.forms)


class Signatures(RowsOfStory):
    """The bylines of `instance`: the row of the form, or the draft that was made of it since."""

    known_by, ranked = ("contributor_id", "role"), "order"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk is None:  # who is given no place signs last
            place = form.fields["order"]
            place.required, place.initial, form.instance.order = False, None, None
            place.widget.attrs["placeholder"] = gettext("last")

    def says_more(self):
        stored = sorted(
            self.initial_forms, key=lambda form: (form.initial.get("order", 0), form.instance.pk or 0)
        )
        before = [(form.initial.get("contributor"), form.initial.get("role")) for form in stored]
        return before != [(line.contributor_id, line.role) for line in self._signed()]

    def _signed(self):
        """The bylines as the form has them, in their order: who is added, in front of whoever has that place."""
        lines = [
            form.instance
            for form in self.forms
            if not self._should_delete_form(form) and (form.instance.pk or form.has_changed())
        ]
        return sorted(lines, key=lambda line: (_place(line), line.pk or 0))

    def save(self, commit=True):
        row, lines = self.instance, self._signed()
        if all(form.instance.article_id == row.pk for form in self.initial_forms):
            if any(line.pk is None for line in lines):
                for order, line in enumerate(lines):
                    line.order = order
                Byline.objects.bulk_update([line for line in lines if line.pk], ["order"])
            return super().save(commit)
        # The draft has copies of the rows in the form; it gets what is typed, and they stay as readers see them.
        going = self.deleted_forms
        self.deleted_objects = [form.instance for form in going if form.instance.pk]
        self.changed_objects = [
            (form.instance, form.changed_data)
            for form in self.initial_forms
            if form.has_changed() and form not in going
        ]
        self.new_objects = [
            form.instance for form in self.extra_forms if form.has_changed() and form not in going
        ]
        self.save_m2m = lambda: None
        row.bylines.all().delete()
        return Byline.objects.bulk_create(
            Byline(article=row, contributor_id=line.contributor_id, role=line.role, order=order)
            for order, line in enumerate(lines)
        )


def _place(line):
    return math.inf if line.order is None else line.order


class CitationsOfStory(RowsOfStory):
    """Those of the story itself, also while a draft of it is open."""

    edited = None

    def __init__(self, *args, instance=None, **kwargs):
        self.edited = instance
        super().__init__(*args, instance=instance and instance.root, **kwargs)


class BylineInline(ArabicInline, admin.TabularInline):
    model = Byline
    formset = Signatures
    extra = 0
    fields = ["contributor", "role", "order"]
    autocomplete_fields = ["contributor"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("contributor")


class CitationInline(ArabicInline, admin.TabularInline):
    """What the story rests on. Unlike its words this waits in no draft, and the form says so.

    A citation is a link in the chain through which we know a quote: steps of the public row and of the draft
    name the same one, and attributing is public at once, draft or not. A draft's own copies would part the two
    rows of every quote that rests on them, and one taken off in a draft would tear a public chain. So who may
    not attribute in what readers see does not touch its citations either.
    """

    model = Citation
    formset = CitationsOfStory
    template = "admin/articles/article/citations.html"
    extra = 0
    fields = ["source", "title", "url", "published_on"]
    autocomplete_fields = ["source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")

    def _may(self, request, obj):
        return obj is None or attributing.may(request.user, obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, obj)


class WordsForPhotos(RowsOfStory):
    """Says of the photos of `instance`, which may be another row of the story by then, what was typed.

    The rows themselves come and go with the text; only their words are the desk's.
    """

    known_by, label = ("photo_id",), _("Photos of the story")

    def says_more(self):
        return any(
            tidy.block(str(form.initial[name])) != tidy.block(str(getattr(form.instance, name)))
            for form in self.initial_forms
            for name in form.changed_data
        )

    def save(self, commit=True):
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        self.save_m2m = lambda: None
        changed = [form for form in self.initial_forms if form.has_changed()]
        if changed:
            said = {item["uid"]: item for item in pictures.said(self.instance)}
            for form in changed:
                uid = form.instance.photo.uid
                said[uid] = {"uid": uid} | {name: getattr(form.instance, name) for name in pictures.WORDS}
                self.changed_objects.append((form.instance, form.changed_data))
            pictures.say(self.instance, said.values())
        return [photo for photo, _changed in self.changed_objects]


class PhotoUseForm(ModelForm):
    """Where nothing is typed, the photo's own words stand, and hold."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.photo_id:  # the empty form that scripts copy
            return
        own = {"alt": self.instance.photo.alt_text, "caption": self.instance.photo.caption}
        for name in own.keys() & self.fields.keys():
            self.fields[name].widget.attrs["placeholder"] = own[name]
        if "caption" in self.fields and pictures.has_caption_in_text(self.instance):
            self.fields["caption"].help_text = _(
                "Readers see the caption that stands under this photo in the text. For this one to be seen, empty that one."
            )


class PhotoUseInline(ArabicInline, admin.StackedInline):
    """What this story says of each photo it shows, where the photo's own words do not fit."""

    model = PhotoUse
    form, formset = PhotoUseForm, WordsForPhotos
    verbose_name_plural = _("Photos of the story")
    extra = max_num = 0
    can_delete = False
    readonly_fields = ["thumbnail"]
    fields = ["thumbnail", "alt", "decorative", "caption"]
    classes = ["collapse"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo", "article").order_by("pk")

    def has_add_permission(self, request, obj=None):
        return False  # the text and the lead photo decide

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "caption":
            field.widget.attrs["rows"] = 2
        return field

    @admin.display(description=_("photo"))
    def thumbnail(self, use):
        return markup.picture(use.photo, sizes="7rem", alt=use.photo.alt_text, cut="card")
