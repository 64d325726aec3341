"""Posts, and who held them when."""

from django.db import models
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.arabic import dates, fold
from newsroom.fields import LineField, PartialDateField, UidField
from people.models.organization import Organization
from people.models.person import Person


class Position(models.Model):
    """A post, apart from whoever holds it."""

    uid = UidField()
    title = LineField(
        pgettext_lazy("position", "title"), help_text=_("Masculine form, as for a man who holds it.")
    )
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
        self.key = fold.key(f"{self.title} {self.title_feminine}")[:300]
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
