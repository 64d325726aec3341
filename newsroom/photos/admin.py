"""The photo desk: a list that shows the pictures and what each still lacks, and the form of one."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q
from django.forms.widgets import Script
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.changes import announce
from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.folded import FoldedSearch
from newsroom.desk.seen import SeenByReaders
from newsroom.merging.desk import Used
from newsroom.photos import markup
from newsroom.photos.forms import ACCEPTED, PhotoForm
from newsroom.photos.models import Photo
from newsroom.photos.picture import NOT_A_PICTURE
from newsroom.photos.uploading import NOT_STORED, TakesMany, of_rights

SHOWN_USES = 20


class Lacking(admin.SimpleListFilter):
    """What a photo still needs before readers see it as they should."""

    title = _("what is missing")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [
            ("credit", _("no credit")),
            ("alt", _("no alternative text")),
            ("rights", _("rights have ended")),
            ("week", _("rights end within a week")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        week = now + timezone.timedelta(days=7)
        match self.value():
            case "credit":
                return queryset.filter(credit="")
            case "alt":
                return queryset.filter(alt="", decorative=False)
            case "rights":
                return queryset.filter(expires_at__lte=now)
            case "week":
                return queryset.filter(expires_at__gt=now, expires_at__lte=week)


@admin.register(Photo)
class PhotoAdmin(TakesMany, Used, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    form = PhotoForm
    change_form_template = "admin/seen_form.html"  # "used in" names them one by one
    change_list_template = "admin/photos/photo/change_list.html"
    list_display = ["thumbnail", "subject", "standing", "credit", "label"]
    list_display_links = ["thumbnail", "subject"]
    list_filter = [Lacking, "label"]
    plain = ("uid",)
    readonly_fields = ["shape", "used_in", "alike"]
    fieldsets = [
        (None, {"fields": ["file", "shape", "alt", "decorative", "caption", "credit"]}),
        (_("Rights and label"), {"fields": ["rights", "expires_at", "label", "released"]}),
        (
            _("Focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": _(
                    "What must stay in view when a page cuts the photo. Click it in the picture, or write "
                    "numbers from 0 to 1: 0 is the left edge and the upper one."
                ),
            },
        ),
        (_("Where it is"), {"fields": ["used_in", "alike"]}),
    ]

    class Media:
        css = {"all": ["newsroom/admin/photos.css"]}
        js = [
            Script("newsroom/admin/photos.js", type="module"),
            Script("newsroom/admin/uploads.js", type="module"),
        ]

    def get_search_results(self, request, queryset, search_term):
        """A photo that nobody described yet is called by its number, and found by it."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        number = "".join(filter(str.isdecimal, search_term))[:18]
        if number and search_term.strip() in (number, gettext("Photo %(number)s") % {"number": number}):
            found |= queryset.filter(pk=int(number))
        return found, may_repeat

    # What the list and the form show

    @admin.display(description=_("picture"))
    def thumbnail(self, photo):
        return markup.picture(photo, sizes="7rem", alt=str(photo), cut="card")  # it is a link

    @admin.display(description=_("what it shows"), ordering="alt")
    def subject(self, photo):
        return photo

    @admin.display(description=_("for readers"))
    def standing(self, photo):
        """What readers get: the photo as it is, or what it waits for."""
        now = timezone.now()
        if not photo.credit:
            return format_html('<span class="lacks">{}</span>', gettext("waits for its credit"))
        if not photo.is_ready(now):
            return format_html('<span class="lacks">{}</span>', gettext("rights have ended"))
        if not photo.alt and not photo.decorative:
            return format_html('<span class="lacks">{}</span>', gettext("no alternative text"))
        return gettext("ready")

    @admin.display(description=_("picture"))
    def shape(self, photo):
        """The picture to point into, and how the pages cut it."""
        if not photo.pk:
            return gettext("Save the photo to see it here and to choose its focal point.")
        cuts = format_html_join(
            "", '<span class="cut cut-{}">{}</span>',
            ((name, markup.picture(photo, sizes="12rem", alt="")) for name in ("wide", "card", "square")),
        )  # fmt: skip
        size = format_html(
            '<p class="focal-size"><bdi dir="ltr">{} × {}</bdi></p>', photo.width, photo.height
        )
        return format_html(
            '<div class="focal"><div class="focal-whole">{}</div><div class="focal-cuts">{}</div></div>{}',
            markup.picture(photo, sizes="30rem"), cuts, size,
        )  # fmt: skip

    @admin.display(description=_("used in"))
    def used_in(self, photo):
        """Stories, people and authors that show it. They live above; their rows are asked for by name."""
        if not photo.pk:
            return gettext("nowhere yet")
        uses = photo.uses.select_related("article__draft_of")[: SHOWN_USES + 1]
        stories = {use.article.root.pk: use.article.root for use in uses}
        portraits = (*photo.people.all()[:SHOWN_USES], *photo.contributors.all()[:SHOWN_USES])
        rows = [*stories.values(), *portraits]
        return self._links(rows) or gettext("nowhere yet")

    @admin.display(description=_("looks the same"))
    def alike(self, photo):
        return self._links(photo.look_alikes()[:SHOWN_USES]) or gettext("nothing")

    def _links(self, rows):
        items = format_html_join(
            "", '<li><a href="{}">{}</a></li>',
            ((reverse(f"admin:{r._meta.app_label}_{r._meta.model_name}_change", args=[r.pk]), r) for r in rows),
        )  # fmt: skip
        return format_html("<ul>{}</ul>", items) if items else ""

    def get_fieldsets(self, request, obj=None):
        # Where a new photo is to be cut and where it is used shows once it is there.
        return super().get_fieldsets(request, obj) if obj else self.fieldsets[:2]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "file":
            # The picture itself stands below; no link leads around the view that asks who may see it.
            field.widget = forms.FileInput({"accept": ACCEPTED})
            field.error_messages["invalid_image"] = NOT_A_PICTURE
        elif db_field.name == "caption":
            field.widget.attrs["rows"] = 3
        elif db_field.name in ("focal_x", "focal_y"):
            field.widget.attrs |= {"min": 0, "max": 1, "step": "any", "dir": "ltr"}
        return field

    # Who may

    def shown(self, photo, now):
        """In a public story, or a public person's or author's portrait.

        (Stories and people live above; their models are asked for.)
        """
        if not photo.pk:
            return False
        stories = photo._meta.get_field("lead_of").related_model.objects.public(now)
        portraits = [
            photo._meta.get_field(name).related_model.objects.public(now).filter(photo=photo)
            for name in ("people", "contributors")
        ]
        return photo.uses.filter(article__in=stories.values("pk")).filter(
            Q(admitted=True) | Q(photo__released=True)
        ).exists() or any(rows.exists() for rows in portraits)

    def get_readonly_fields(self, request, obj=None):
        mine = super().get_readonly_fields(request, obj)
        return mine if request.user.has_perm(self.desk_permission) else [*mine, "released"]

    # Changes

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except OSError:  # a full disk, a storage out of reach: nothing of the photo was kept
            self.message_user(request, NOT_STORED, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        is_new = obj.has_new_file
        super().save_model(request, obj, form, change)
        if is_new:
            self.tell(request, [obj])
        else:
            self.say(request, of_rights([obj], timezone.now()))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._announce(form.instance)

    def delete_model(self, request, obj):
        self._announce(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for photo in queryset:  # each takes its files along
                self.delete_model(request, photo)

    def _announce(self, photo):
        """The pages that show the photo change, now and when its rights end."""
        stories = photo.uses.filter(article__draft_of=None).values_list("article", flat=True)
        keys = [f"article:{pk}" for pk in stories]
        for portrait in photo._meta.related_objects:  # of a person, of a contributor
            if (
                portrait.field.name == "photo"
                and portrait.one_to_many
                and portrait.get_accessor_name() != "uses"
            ):
                bearers = getattr(photo, portrait.get_accessor_name()).values_list("pk", flat=True)
                keys += [f"{portrait.related_model._meta.model_name}:{pk}" for pk in bearers]
        with transaction.atomic():
            announce(*keys)
            if photo.expires_at and photo.expires_at > timezone.now():
                announce(f"photo:{photo.pk}", *keys, at=photo.expires_at)
