"""What is typed of one quote: its speaker, also one that is not there yet, and through whom it came."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import proposing, workflow
from articles.models import Attribution, Quote, QuoteState
from newsroom.arabic import alike, tidy
from newsroom.desk.inlines import ArabicInline
from newsroom.desk.seen_form import SeenForm
from people.desk import question, unanswered
from people.models import Organization, Person

OF_ANOTHER = _("This term of office is of %(who)s. Choose one of the speaker's, or leave the field empty.")
LEFT = _(
    "What was of the former speaker was taken away: %(what)s. Write how the text calls the new one, if it does."
)


class AttributionInline(ArabicInline, admin.StackedInline):
    model = Attribution
    extra = 0
    fields = ["source", "citation", "person", "organization", "occasion", "verb"]
    max_num = 20
    autocomplete_fields = ["source", "citation", "person", "organization", "occasion"]

    def get_extra(self, request, obj=None, **kwargs):
        # The bench opens the form in place, where the script that adds rows is not at work.
        return 2 if request.GET.get("_bench") == "1" else 0


class QuoteForm(SeenForm):
    new_speaker = forms.CharField(
        label=_("or a new person"),
        max_length=200,
        required=False,
        help_text=_("A full name. With a position as printed, the person becomes a public figure."),
    )

    class Meta:
        model = Quote
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.left = []  # what stood there of the former speaker, for who chose another
        quote = self.instance
        if quote.pk and not quote.has_speaker and quote.candidates:
            self.initial.setdefault(
                "new_speaker", quote.candidates[0]["name"] if len(quote.candidates) == 1 else ""
            )

    def clean(self):
        data = super().clean()
        workflow.refuse_frozen(self.instance.article)
        name = data.get("new_speaker", "")
        named = any(data.get(field) for field in ("person", "organization", "unnamed"))
        if tidy.has_bidi_control(name):
            self.add_error(
                "new_speaker", _("Type this name instead of pasting it: it holds an invisible character.")
            )
        if name.strip() and named and "new_speaker" in self.changed_data:
            self.add_error(
                "new_speaker",
                _("Somebody is chosen as the speaker above. Clear that choice, or leave this field empty."),
            )
        if self.instance.state == QuoteState.CONFIRMED and not (named or name.strip()):
            raise ValidationError(
                _("A confirmed quote keeps a speaker. Name another one, or choose “not a quote”.")
            )
        if data.get("kind") and self.instance.pk:
            indirect = self.instance.kind == "indirect"
            if (data["kind"] == "indirect") != indirect:
                self.add_error(
                    "kind", _("The mark in the text decides this. Mark the words in the other way instead.")
                )
        if name.strip() and not named and not self.errors:  # nobody is made for a form that fails
            self._name_speaker(data, name.strip())
        self._part_from_the_former(data)
        return data

    def _part_from_the_former(self, data):
        """What was the former speaker's is not the new one's: his term of office, and what the text calls him by name."""
        person, tenure = data.get("person"), data.get("tenure")
        if tenure and tenure.person_id != (person and person.pk):
            if "tenure" in self.changed_data:
                self.add_error("tenure", OF_ANOTHER % {"who": tenure.person})
            else:
                data["tenure"] = self._left("tenure", tenure, None)
        former, printed = self.initial.get("person"), data.get("speaker_as_printed", "")
        is_another = former and former != (person and person.pk)
        if is_another and _is_called(former, printed) and not (person and _is_called(person.pk, printed)):
            for name in ("speaker_as_printed", "position_as_printed"):
                if name not in self.changed_data:
                    data[name] = self._left(name, data.get(name, ""), "")

    def _left(self, name, what, empty):
        if what:
            self.left.append(f"{self.fields[name].label}: {what}")
        return empty

    def _name_speaker(self, data, name):
        quote = self.instance
        quote.position_as_printed = data.get("position_as_printed", "")
        kinds = {who["name"]: who.get("kind", "person") for who in quote.candidates}
        kind = kinds.get(name, "person")
        model = Organization if kind == "organization" else Person
        if not model.objects.named(name).exists() and (doubles := unanswered(model, self.data, name)):
            self.add_error("new_speaker", question(doubles))
        elif not proposing.speaker(quote, name, kind, make=True):
            self.add_error(
                "new_speaker", _("Several people bear this name. Choose one in the field “person”.")
            )
        data["person"], data["organization"] = quote.person, quote.organization


def _is_called(person, printed):
    """Whether a text means the person of this id by this name, be it his last one alone."""
    called = {*alike.words(printed)}
    names = Person.objects.filter(pk=person).values_list("name", "names__name")
    return bool(called) and any(called <= {*alike.words(name)} for pair in names for name in pair if name)
