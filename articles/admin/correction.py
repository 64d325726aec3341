"""Corrections: what was wrong and what is right, and replies with their deadline."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import correcting, desks, history, locking, workflow
from articles.models import Article, Correction, Quote, QuoteState, Redaction, State, Version
from newsroom.desk.admin import ArabicAdmin, ReadOnly, by_id
from newsroom.desk.again import LostRace
from newsroom.desk.folded import FoldedTexts
from newsroom.desk.seen_form import SeenForm
from newsroom.desk.two_editors import TwoEditors
from newsroom.fields import could_be_id, shown_moment

REPEATED = _(
    "This stands at the story already, word for word. Look at it in the list, or write what this one adds."
)
UNSEEN = _(
    "Nothing is saved yet: this draft was saved at %(at)s, and you have not seen it so here. Look at what would go out "
    "with the correction, then save once more."
)
SAVED_BY = _(
    "The open draft was last saved by %(by)s, %(at)s. If this is ticked, it appears together with this correction."
)
SAVED = _(
    "The open draft was last saved %(at)s. If this is ticked, it appears together with this correction."
)
WITHOUT_DRAFT = _("This story has no open draft now.")
WENT_OUT = _("The open draft of “%(headline)s” was published with the correction, both at %(at)s.")
LATER = _("Readers do not see it before %(at)s.")
APART = _(
    "The corrected text would appear at once and this correction later. Enter a moment that has come, or untick that "
    "the draft is published with it."
)
SEEN = _(
    "Readers see this since %(at)s. It can neither be set for later nor be taken back by its date: write in its text what "
    "holds now."
)
TOO_EARLY = _("Readers have seen this story since %(at)s only. Enter a moment after that.")
NOT_YET = _("This day has not come yet. Enter the day on which the reply came in.")
OF_THE_DRAFT = ("publish_draft", "show_words")  # in the form of a new correction of what readers see


class CorrectionForm(SeenForm):
    user = None  # set by the admin

    # Which story was seen as it stood after which write, when this form was opened.
    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)
    publish_draft = forms.BooleanField(
        label=_("publish the story's open draft with it"),
        required=False,
        help_text=_("The corrected text and this correction appear together."),
    )
    show_words = forms.BooleanField(
        label=_("show readers what changed: the old words beside the new"),
        required=False,
        help_text=_(
            "In the story's log of changes. Leave it unticked where the old words had to go. Without it, readers "
            "learn that the text was corrected, and this correction."
        ),
    )

    class Meta:
        model = Correction
        fields = "__all__"
        widgets = {"text": forms.Textarea({"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "quote" in self.fields:
            # Of the story at hand only; where it is not chosen yet, there is none to choose.
            story = self.instance.article_id or self.data.get("article") or self.initial.get("article")
            quotes = Quote.objects.filter(article=story if could_be_id(story) else None)
            for name in {"text", "replier"} & self.fields.keys() if self.instance.pk is None else ():
                self.fields[name].widget.attrs["data-kept"] = "correction"
            self.fields["quote"].queryset = quotes.exclude(state=QuoteState.REJECTED)
            if "publish_draft" in self.fields and could_be_id(story):
                self.fields["publish_draft"].help_text = _of_the_draft(int(story))
            self.fields["quote"].error_messages["invalid_choice"] = _(
                "This quote stands in another story. Choose one of this story, or none."
            )

    def clean(self):
        data = super().clean()
        story = data.get("article") or (self.instance.article_id and self.instance.article)
        if not story:
            return data
        # As it is once nobody holds or withdraws it at this moment.
        locking.lock(story)
        story.refresh_from_db(fields=[*workflow.MOVED, "section"])
        if said := correcting.refusal(story):
            where = "article" if "article" in self.fields else NON_FIELD_ERRORS
            raise ValidationError({where: said})
        if not correcting.may(self.user, story):
            raise ValidationError(desks.not_yours(story))
        if (data.get("issued_at") or self.instance.issued_at) and (said := correcting.frozen(story)):
            raise ValidationError(said)
        if story.state != State.PUBLISHED and any(data.get(name) for name in OF_THE_DRAFT):
            raise ValidationError(correcting.NOT_OUT)  # by now: the form that comes back has no such box
        if data.get("publish_draft"):
            self._draft_can_go(story)
        elif data.get("show_words"):
            self.add_error(
                "show_words",
                _(
                    "Old words are shown with the text that replaces them. Tick that the draft is published too, or "
                    "untick this and decide on the page of the story's versions."
                ),
            )
        issued = data.get("issued_at")
        if data.get("publish_draft") and (issued is None or issued > timezone.now()):
            self.add_error("issued_at", APART)
        shown = self.instance.issued_at if self.instance.pk else None
        if "issued_at" in data and correcting.is_taken_back(shown, issued):
            self.add_error("issued_at", SEEN % {"at": shown_moment(shown)})
        received = data.get("received_on")
        if "received_on" in self.changed_data and received and received > timezone.localdate():
            self.add_error("received_on", NOT_YET)
        # An old date is left alone: whoever rewords a correction need not answer for it.
        if "issued_at" in self.changed_data and correcting.is_too_early(issued, story):
            self.add_error("issued_at", TOO_EARLY % {"at": shown_moment(story.first_published_at)})
        return data

    def _post_clean(self):
        super()._post_clean()
        if self.instance.pk is None and not self.errors and correcting.is_repeated(self.instance):
            self.add_error(None, REPEATED)

    def _draft_can_go(self, story):
        draft = correcting.draft_of(story)
        if draft is None:
            self.add_error(
                "publish_draft", _("This story has no open draft. Correct its text first, or untick this.")
            )
            return
        seen, last = self.cleaned_data.get("seen_version"), _seen(story.pk, locking.lock(story))
        if seen != last:
            self.data = self.data.copy()
            self.data["seen_version"] = last
            self.add_error("publish_draft", self._unseen(story, draft))
            return
        try:
            workflow.refuse_unpublishable(draft, self.user)
        except PermissionDenied as error:
            self.add_error("publish_draft", str(error))
        except ValidationError as error:
            self.add_error("publish_draft", error.messages)

    def _unseen(self, story, draft):
        """Why the draft does not go out yet, with the way to what it changes."""
        return _with_its_changes(UNSEEN % {"at": shown_moment(draft.saved_at)}, story, story.versions.first())


def _of_the_draft(story):
    """Beside the tick that publishes it: whose the draft of the story of this id is, of when, and what it changes."""
    draft = Article.objects.filter(draft_of=story).select_related("draft_of").first()
    if draft is None:
        return WITHOUT_DRAFT
    last = draft.draft_of.versions.defer("content").select_related("saved_by").first()
    by = last and last.saved_by
    said = (SAVED_BY if by else SAVED) % {"by": by, "at": shown_moment(draft.saved_at)}
    return _with_its_changes(said, draft.draft_of, last)


def _with_its_changes(said, story, last):
    public = story.versions.filter(kind=Version.Kind.PUBLISHED).defer("content").first()
    address = reverse("admin:articles_article_versions", args=[story.pk])
    if last and public and last != public:
        address += f"?before={public.number}&after={last.number}"
    return format_html('{} <a href="{}" target="_blank">{}</a>', said, address, _("What it changes"))


def _seen(story, number):
    return f"{story}:{number}"


def _story_of(request):
    """The story that the form of a new correction is about; None where none is chosen yet."""
    chosen = request.POST.get("article") or request.GET.get("article", "")
    return Article.objects.stories().filter(pk=chosen).first() if could_be_id(chosen) else None


@admin.register(Correction)
class CorrectionAdmin(TwoEditors, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    form = CorrectionForm
    is_kept = True
    change_form_template = "admin/articles/correction/change_form.html"
    list_display = ["__str__", "article", "appears", "due_on"]
    list_select_related = ["article"]
    list_filter = ["kind"]
    linked_by = by_id("person", "organization")
    search_fields = ["text", "replier", "article__headline"]
    autocomplete_fields = ["article", "person", "organization"]
    small_choices = ["quote"]
    readonly_fields = ["compared"]
    fieldsets = [
        (None, {"fields": ["article", "quote", ("kind", "place"), "text", "issued_at", "seen_version", "publish_draft", "show_words", "compared"]}),
        (
            _("Right of reply"),
            {
                "fields": ["replier", "person", "organization", "received_on", "due_on"],
                "description": _(
                    "Enter a reply on the day it comes in and leave “issued at” empty: as its deadline comes near, "
                    "it stands on the desk's first page until it is printed."
                ),
            },
        ),
    ]  # fmt: skip

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def kept_as(self, correction):
        # A new one is of one story, and stands in its form again by itself (`data-kept`).
        return super().kept_as(correction) if correction else ""

    def get_fieldsets(self, request, obj=None):
        left_out = {"compared"} if obj is None else {"seen_version", *OF_THE_DRAFT}
        if obj is None and (story := _story_of(request)) and story.state != State.PUBLISHED:
            left_out |= {*OF_THE_DRAFT}
        return [
            (name, options | {"fields": [field for field in options["fields"] if field not in left_out]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def get_readonly_fields(self, request, obj=None):
        # What was said of one story is not said of another.
        return ["article", *self.readonly_fields] if obj else self.readonly_fields

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        if initial.get("kind") == Correction.Kind.REPLY:
            initial.setdefault("received_on", timezone.localdate())
        else:
            initial.setdefault("issued_at", timezone.now())
        if could_be_id(story := initial.get("article", "")):
            initial["seen_version"] = _seen(story, locking.number(int(story)))
            if initial.get("publish_draft") and not self._wrote_it_alone(request.user, int(story)):
                del initial["publish_draft"]
        return initial

    def _wrote_it_alone(self, user, story):
        """Whether the open draft holds words of this user only: a colleague's go out by a tick that somebody sets."""
        return history.writers_since_publication(Article(pk=story)) <= {user.pk}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A reply is titled as what it is; who may not correct a story hears it before anything is typed."""
        if object_id is None and request.method != "POST":
            story = _story_of(request)
            if story and self.has_add_permission(request) and not correcting.may(request.user, story):
                raise PermissionDenied(desks.not_yours(story))
        correction = self.get_object(request, object_id) if object_id else None
        kind = correction.kind if correction else request.POST.get("kind") or request.GET.get("kind")
        extra = dict(extra_context or {})
        if kind == Correction.Kind.REPLY:
            extra["title"] = gettext("Right of reply") if object_id else gettext("Entering a reply")
        return super().changeform_view(request, object_id, form_url, extra)

    @admin.display(description=_("issued at"), ordering="issued_at")
    def appears(self, correction):
        if not correction.is_scheduled:
            return correction.issued_at
        return format_html(
            "{}<br><strong>{}</strong>", shown_moment(correction.issued_at), _("not to be seen yet")
        )

    @admin.display(description=_("what changed in the text"))
    def compared(self, correction):
        before, after = correction.version_before, correction.version_after
        if not before or not after or before == after:
            return gettext("Nothing: the text stayed as it was.")
        return format_html(
            '<a href="{}?before={}&amp;after={}">{}</a>',
            reverse("admin:articles_article_versions", args=[correction.article_id]),
            before.number,
            after.number,
            gettext("From version %(before)d to version %(after)d")
            % {"before": before.number, "after": after.number},
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or correcting.may(request.user, obj.article)
        )

    def has_delete_permission(self, request, obj=None):
        if not super().has_delete_permission(request, obj):
            return False
        # What readers see of a held story stays as it is.
        return obj is None or (
            correcting.may(request.user, obj.article)
            and (obj.issued_at is None or correcting.frozen(obj.article) is None)
        )

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.has_perm("articles.correct_article")

    def save_model(self, request, obj, form, change):
        asked = form.cleaned_data
        correcting.save(obj, request.user, bool(asked.get("publish_draft")), bool(asked.get("show_words")))
        if obj.is_scheduled:
            self.message_user(request, LATER % {"at": shown_moment(obj.issued_at)}, messages.WARNING)
        if asked.get("publish_draft"):
            headline = Article.objects.values_list("headline", flat=True).get(pk=obj.article_id)
            self.message_user(
                request,
                WENT_OUT % {"headline": headline, "at": shown_moment(obj.issued_at)},
                messages.SUCCESS,
            )

    def delete_model(self, request, obj):
        try:
            correcting.delete(obj)
        except ValidationError as error:  # a hold of this moment: the page that asked knew of none
            raise LostRace(*error.messages) from error

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for correction in queryset:
                self.delete_model(request, correction)


@admin.register(Redaction)
class RedactionAdmin(ReadOnly, ArabicAdmin, admin.ModelAdmin):
    """The log of what was removed for ever: who, when, where and why, never what."""

    list_display = ["article", "places", "by", "at"]
    list_select_related = ["article", "by"]
    readonly_fields = ["article", "places", "reason", "by", "at"]
    fields = readonly_fields
