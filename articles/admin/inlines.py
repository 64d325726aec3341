"""Rows that stand under a story's form."""

from django.contrib import admin
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _

from articles import attributing, pictures
from articles.models import Byline, Citation, PhotoUse
from newsroom.desk.inlines import ArabicInline, Rows
from newsroom.photos import markup


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


class WordsForPhotos(Rows):
    """Says of the photos of `instance`, which may be another row of the story by then, what was typed.

    The rows themselves come and go with the text; only their words are the desk's.
    """

    def clean(self):
        super().clean()
        # The story's form asks whether it has to open a draft.
        self.instance.says_more_of_photos = any(form.has_changed() for form in self.forms)

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
