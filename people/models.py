"""Who speaks, and in which capacity on which day."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import dates, fold, slugs
from newsroom.fields import LineField, PartialDateField, UidField
from people.heard import HeardQuerySet

wikidata_help = _("For example Q42.")


def batched(items, size):
    return (items[start : start + size] for start in range(0, len(items), size))


def keys_of(name):
    """The folded key of a name, and of its last word alone: how stories name people later on."""
    key = fold.key(name)[:200]
    return key, key.rpartition(" ")[2]


class NamedQuerySet(HeardQuerySet):
    def named(self, name):
        """Those who bear this name in any spelling, under any of their names."""
        key = fold.key(name)
        return self.filter(models.Q(key=key) | models.Q(names__key=key)).distinct() if key else self.none()

    def mentioned_in(self, text):
        """The set of those whose last name, under any of their names, is a word of the text."""
        words = sorted(set(fold.key(text).split()))
        found = set()
        for some in batched(words, 10_000):  # databases bind some 30,000 values at most
            by_name = models.Q(surname_key__in=some) | models.Q(names__surname_key__in=some)
            found.update(self.filter(by_name).exclude(surname_key=""))
        return found


class PersonQuerySet(NamedQuerySet):
    fields = ("person", "co_speakers", "attributions__person")

    def public(self, now):
        return self.filter(is_public_figure=True).heard(now)


class OrganizationQuerySet(NamedQuerySet):
    fields = ("organization", "on_behalf_of", "attributions__organization")

    def public(self, now):
        return self.heard(now)


class Named(models.Model):
    """Somebody or something with a name, and a folded key by which any spelling finds it."""

    uid = UidField()
    name = LineField(_("name"), max_length=200)
    latin_name = LineField(_("Latin name"), max_length=200, blank=True)
    key = models.CharField(max_length=200, editable=False, db_index=True, default="")
    surname_key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.key, self.surname_key = keys_of(self.name)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "key", "surname_key"}
        super().save(*args, **kwargs)

    def __str__(self):
        return self.name

    @property
    def slug(self):
        return slugs.slug(self.name)

    def get_absolute_url(self):
        return reverse(f"{self._meta.model_name}_detail", args=[self.pk, self.slug])


class OtherName(models.Model):
    """Another name, by which search and the finder also know its bearer."""

    class Kind(models.TextChoices):
        ALIAS = "alias", _("also known as")
        FORMER = "former", _("former name")
        TRANSLITERATION = "transliteration", _("transliteration")
        PSEUDONYM = "pseudonym", _("pseudonym")
        PRINTED = "printed", _("as printed")

    name = LineField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ALIAS)
    key = models.CharField(max_length=200, editable=False, db_index=True, default="")
    surname_key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.key, self.surname_key = keys_of(self.name)
        super().save(*args, **kwargs)

    def __str__(self):
        return self.name


class Person(Named):
    class Gender(models.TextChoices):
        UNKNOWN = "", _("unknown")
        MALE = "m", _("male")
        FEMALE = "f", _("female")

    gender = models.CharField(
        _("gender"),
        max_length=1,
        choices=Gender,
        blank=True,
        default=Gender.UNKNOWN,
        help_text=_("Decides between the two forms of a title."),
    )
    is_public_figure = models.BooleanField(
        _("public figure"),
        default=False,
        help_text=_("Only a public figure gets a page. Leave it off for a witness, a child, a bystander."),
    )
    photo = models.ForeignKey(
        "photos.Photo", models.SET_NULL, verbose_name=_("photo"), null=True, blank=True, related_name="people"
    )
    biography = models.TextField(_("biography"), blank=True)
    wikidata = LineField(_("Wikidata"), max_length=20, blank=True, help_text=wikidata_help)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]

    def position_on(self, date):
        """What this person was on a day: `date` is a partial date ("2021-09") or "".

        Held(tenure, certainty): "certain" when a tenure with both ends known covers the whole of
        `date`, "probable" when one only may cover it (an end is open, or the date is rough),
        "unknown" with tenure None when none does. The latest beginning wins.
        """
        found = sorted(
            ((tenure.covers(date), tenure.start, tenure.pk, tenure) for tenure in self.tenures.all()),
            key=lambda row: (CERTAINTIES.index(row[0]), row[1], row[2]),
        )
        if not date or not found or found[-1][0] == "unknown":
            return Held(None, "unknown")
        return Held(found[-1][3], found[-1][0])


CERTAINTIES = ["unknown", "probable", "certain"]


class Held(NamedTuple):
    tenure: "Tenure | None"
    certainty: str


class PersonName(OtherName):
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("person"), related_name="names")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="person_bears_a_name_once")]


class Organization(Named):
    """A body that acts or speaks: a ministry, an army, a company, a movement."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("government body")
        COMPANY = "company", _("company")
        PARTY = "party", _("party or movement")
        ARMY = "army", _("armed force")
        NGO = "ngo", _("civil society")
        INTERNATIONAL = "international", _("international body")
        MEDIA = "media", _("media")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="children"
    )
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("website"), blank=True)
    wikidata = LineField(_("Wikidata"), max_length=20, blank=True, help_text=wikidata_help)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "pk"]

    def clean(self):
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"parent": _("This organization would be part of itself. Choose another.")}
                )
            seen.add(above.pk)
            above = above.parent


class OrganizationName(OtherName):
    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="names"
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="organization_bears_a_name_once")
        ]


class Position(models.Model):
    """A post, apart from whoever holds it."""

    uid = UidField()
    title = LineField(_("title"), help_text=_("Masculine form, as for a man who holds it."))
    title_feminine = LineField(_("title, feminine"), blank=True)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        related_name="positions",
    )
    key = models.CharField(max_length=300, editable=False, db_index=True, default="")

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.key = fold.key(self.title)[:300]
        super().save(*args, **kwargs)

    def titled(self, gender):
        """The title for somebody of this gender; the masculine form when no other is known."""
        return self.title_feminine if gender == Person.Gender.FEMALE and self.title_feminine else self.title


class Tenure(models.Model):
    """A person in a position, as long as it is known to have lasted."""

    uid = UidField()
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("person"), related_name="tenures")
    position = models.ForeignKey(Position, models.PROTECT, verbose_name=_("position"), related_name="tenures")
    start = PartialDateField(_("from"))
    end = PartialDateField(_("to"))
    acting = models.BooleanField(_("acting"), default=False)
    first_cited = PartialDateField(_("first cited"), editable=False)
    last_cited = PartialDateField(_("last cited"), editable=False)

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["-start", "-pk"]
        constraints = [
            # "2021" ends after "2021-09" begins: "~" stands behind every digit and dash.
            models.CheckConstraint(
                condition=models.Q(start="")
                | models.Q(end="")
                | GreaterThanOrEqual(Concat(models.F("end"), models.Value("~")), models.F("start")),
                name="tenure_ends_after_it_begins",
                violation_error_message=_("This tenure ends before it begins. Correct one of the two dates."),
            ),
        ]

    def __str__(self):
        return f"{self.person}، {self.label}"

    @property
    def label(self):
        return self.position.titled(self.person.gender)

    def covers(self, date):
        """Whether this tenure covers a partial date: "certain", "probable" or "unknown"."""
        if not date:
            return "unknown"
        first, last = dates.earliest(date), dates.latest(date)
        if self.start and dates.earliest(self.start) > last:
            return "unknown"
        if self.end and dates.latest(self.end) < first:
            return "unknown"
        if self.start and self.end:
            whole = dates.latest(self.start) <= first and last <= dates.earliest(self.end)
            return "certain" if whole else "probable"
        if (
            self.start
            and self.last_cited
            and dates.latest(self.start) <= first <= last <= dates.earliest(self.last_cited)
        ):
            return "certain"
        if self.start or self.end:
            return "probable"
        cited = self.first_cited and dates.earliest(self.first_cited) <= first <= dates.latest(
            self.last_cited
        )
        return "probable" if cited else "unknown"

    def cite(self, date):
        """Widen the first and last time we cited this tenure; True when that changed it."""
        if not date:
            return False
        before = self.first_cited, self.last_cited
        self.first_cited = min(self.first_cited or date, date)
        self.last_cited = max(self.last_cited or date, date)
        return before != (self.first_cited, self.last_cited)
