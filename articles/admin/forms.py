"""What the desk types: a story's form, and the box for pasting one."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import desks, embeds, internal_links, marks, workflow
from articles.admin import twins
from articles.models import Article, State
from articles.models.window import MOMENTS
from newsroom.desk.seen_form import SeenForm
from newsroom.desk.widgets import BodyWidget
from newsroom.photos.models import Photo


class ArticleForm(SeenForm):
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    user = None  # who types; set by the admin on the class it makes for one request
    left = frozenset()  # moments that are not written as they stand in the form

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "body": BodyWidget(photos="admin:photos_photo_changelist"),
            "standfirst": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "seen_version" in self.fields:
            self.initial["seen_version"] = self.instance.last_version
        # The dates are the story's own, also while a draft of it is open; the form shows minutes.
        for name in MOMENTS:
            moment = getattr(self.instance.root, name)
            self.initial[name] = moment and moment.replace(second=0, microsecond=0)
        widget = getattr(self.fields.get("body"), "widget", None)
        if isinstance(widget, BodyWidget):
            widget.embeds = embeds.rules()
        if self.instance.pk and isinstance(widget, BodyWidget):
            widget.quotes = dict(self.instance.quotes.values_list("key", "state"))
            widget.pictures = {
                photo.uid: {"src": photo.url_near(640), "alt": photo.alt}
                for photo in Photo.objects.filter(uid__in=marks.photos(self.instance.body))
            }

    def clean_section(self):
        section, story = self.cleaned_data["section"], self.instance
        if story.pk and section != story.section and not desks.may_file(self.user, story, section):
            raise forms.ValidationError(desks.NOT_YOUR_SECTIONS)
        return section

    def clean_body(self):
        body = self.cleaned_data["body"]
        return body if body == self.instance.body else internal_links.by_number(body)

    def clean(self):
        data = super().clean()
        story, pressed = self.instance.root, self.data.get("_move")
        typed = {name: data.get(name) for name in MOMENTS if name in self.changed_data and name in data}
        goes_out = pressed == "publish" and story.state != State.PUBLISHED
        if pressed in workflow.OF_THE_SCHEDULE and story.is_waiting:
            # The move itself decides: saved before it, an empty date would let the story out unmoved.
            later = typed.get("embargo_until") and typed["embargo_until"] > timezone.now()
            self.left = {"publish_at"} if later else {"publish_at", "embargo_until"}
            typed = {name: moment for name, moment in typed.items() if name not in self.left}
            if goes_out := pressed == "publish_now":
                typed["publish_at"] = None  # now
        if typed or goes_out:
            try:
                story.check_moments(typed, goes_out=goes_out)
            except ValidationError as error:
                for name, said in error.error_dict.items():
                    self.add_error(name if name in self.fields else None, said)
        twin = twins.of(self.user, data.get("headline")) if self.instance.pk is None else None
        if twin and self.data.get(twins.ANOTHER) != str(twin.pk):
            self.add_error(None, twins.question(twin))
        return data


class ImportForm(forms.Form):
    headline = forms.CharField(
        label=_("headline"), max_length=250, required=False, widget=forms.TextInput({"data-kept": "paste"})
    )
    text = forms.CharField(
        label=_("text"), widget=forms.Textarea({"rows": 20, "dir": "auto", "data-kept": "paste"}), strip=False,
        help_text=_("Paste the whole story. Short lines without a full stop become sub-headings."),
    )  # fmt: skip


def say_in(form, error, beside=None, model=Article):
    """Show in a form what a row was refused for: at the field that it is about or, where the form has no such field,
    at `beside` (None: above the fields) with the name of the field.
    """
    said = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, messages in said.items():
        if name in form.fields:
            form.add_error(name, messages)
        elif name == NON_FIELD_ERRORS:
            form.add_error(beside, messages)
        else:
            label = model._meta.get_field(name).verbose_name
            form.add_error(beside, [f"{label}: {message}" for message in messages])
