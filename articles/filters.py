"""The filters of the public list of quotes: every field a text or a short list, sent by GET."""

import django_filters as filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Attribution, Kind, Quote, Section, Source
from newsroom.arabic import dates, fold
from people.filters import bears
from people.models import Organization, Person


class QuoteFilter(filters.FilterSet):
    words = filters.CharFilter(label=_("Words"), method="with_words", max_length=200)
    speaker = filters.CharFilter(label=_("Speaker"), method="of_speaker", max_length=100)
    source = filters.CharFilter(
        label=pgettext_lazy("facet", "Source"), method="through_source", max_length=100
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("All kinds"))
    section = filters.ModelChoiceFilter(
        label=_("Section"),
        field_name="article__section",
        queryset=Section.objects.shown(),
        to_field_name="slug",
        empty_label=_("All sections"),
    )
    year = filters.CharFilter(
        label=_("Year"),
        method="of_year",
        max_length=4,
        validators=[RegexValidator(r"^\d{4}\Z", _("Write a year in four digits, for example 2026."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "2026"}),
    )

    class Meta:
        model = Quote
        fields = []

    def with_words(self, quotes, name, value):
        """Every word typed, with or without vowel signs, in any digits."""
        for word in value.split():
            letters = fold.letters(word)
            quotes = quotes.filter(letters__contains=letters) if letters else quotes
        return quotes

    def of_speaker(self, quotes, name, value):
        """Those of public figures and organizations named so in any spelling; nobody else has a list."""
        if not fold.key(value):
            return quotes
        people = Person.objects.filter(bears(Person, value), is_public_figure=True).values("pk")
        bodies = Organization.objects.filter(bears(Organization, value)).values("pk")
        return quotes.filter(Q(person__in=people) | Q(organization__in=bodies) | Q(on_behalf_of__in=bodies))

    def through_source(self, quotes, name, value):
        if not fold.key(value):
            return quotes
        sources = Source.objects.filter(bears(Source, value)).values("pk")
        steps = Attribution.objects.filter(quote=OuterRef("pk"))
        return quotes.filter(Exists(steps.filter(Q(source__in=sources) | Q(citation__source__in=sources))))

    def of_year(self, quotes, name, value):
        """Said in that year; where the day is not known, told in a story of that year."""
        year = dates.latin_digits(value)
        if not dates.is_partial(year) or not 1800 <= int(year) < 2200:
            return quotes.none()  # the edges of the calendar have no place in every time zone
        return quotes.filter(
            Q(said_on__startswith=year) | Q(said_on="", article__visible_from__year=int(year))
        )
