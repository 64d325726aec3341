"""Who speaks."""

from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from newsroom.fields import BlockField, LineField, of_those_filled
from newsroom.photos.models import Photo
from people.models.named import Named, NamedQuerySet, OtherName

WIKIDATA_HELP = _("For example Q42.")


class PersonQuerySet(NamedQuerySet):
    fields = ("person", "co_speakers", "attributions__person")

    def public(self, now):
        return self.filter(is_public_figure=True).heard(now)

    def with_portrait(self, now):
        """With the answer to whether readers see the photo, for `shown_portrait`."""
        portrait = Photo.objects.ready(now).unheld(now).filter(pk=OuterRef("photo"))
        return self.select_related("photo").annotate(portrait_is_shown=Exists(portrait))


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
        "photos.Photo",
        models.SET_NULL,
        verbose_name=_("photo"),
        null=True,
        db_index=False,
        blank=True,
        related_name="people",
    )
    biography = BlockField(_("biography"), blank=True)
    wikidata = LineField(_("Wikidata"), max_length=20, blank=True, help_text=WIKIDATA_HELP)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        indexes = of_those_filled("person", "photo")

    @property
    def shown_portrait(self):
        """The photo where readers see it, of a person who came `with_portrait`; else None."""
        return self.photo if getattr(self, "portrait_is_shown", False) else None

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
    tenure: object  # a Tenure, or None
    certainty: str


class PersonName(OtherName):
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("person"), related_name="names")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="person_bears_a_name_once")]
