"""Days and moments as they are typed at the desk: in either kind of digits, in the newsroom's zone.

An hour that the clock jumps over in spring is refused with what to write instead. One that it shows twice in
autumn is taken for the second: nothing goes out an hour early. Imports read by the same rule (`at_clock`). A field
that nobody touched keeps its instant, be it in the first of two such hours.
"""

from datetime import UTC, datetime, time
from datetime import timezone as offset

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.letters import latin_digits
from newsroom.desk.widgets import SplitDateTime

UNREADABLE = _("This moment cannot be read. Choose it from the calendar.")


class NoSuchHour(ValueError):
    """The clock is put forward over this hour; `instead` is what it shows then."""

    def __init__(self, instead):
        super().__init__(f"no such hour; {instead:%H:%M} instead")
        self.instead = instead


def at_clock(typed):
    """The moment at which the clock of the newsroom shows this, of two the second. Raises NoSuchHour."""
    zone = timezone.get_current_timezone()
    moment = typed.replace(tzinfo=zone, fold=1)
    shown = moment.astimezone(UTC).astimezone(zone)
    if shown.replace(tzinfo=None, fold=0) == typed.replace(fold=0):
        # With its offset: Python holds a moment whose clock shows it twice for equal to none in another zone.
        return moment.replace(tzinfo=offset(moment.utcoffset()), fold=0)
    # Read with the time of before, it is as long after the jump as it was typed after its beginning.
    instead = typed.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)
    raise NoSuchHour(instead.replace(tzinfo=None, fold=0))


def begins(day):
    """The moment at which a day begins; where its midnight is jumped over, the jump."""
    midnight = datetime.combine(day, time())
    try:
        return at_clock(midnight)
    except NoSuchHour as gone:
        return at_clock(gone.instead)


def typed(moment):
    """What a field for a moment holds, "2026-11-27T18:30" by the newsroom's clock; "" for None."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if moment else ""


def read(text, stored=None):
    """The moment of "2026-11-27T18:30"; None for "". Raises ValidationError with what to do.

    `stored` is what the field held; where nobody touched it, that is what it holds still.
    """
    text = latin_digits(text.strip())
    if not text:
        return None
    if stored and text == typed(stored):
        return stored
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise ValidationError(UNREADABLE)
    if timezone.is_naive(moment):
        return in_zone(moment)
    in_our_calendar(moment)
    return moment


def in_zone(typed):
    """The moment at which the clock of the newsroom shows this. Raises ValidationError with what to do."""
    in_our_calendar(typed)
    try:
        return at_clock(typed)
    except NoSuchHour as gone:
        instead = gone.instead
    raise ValidationError(
        _(
            "The clock is put forward in this night: there is no %(time)s. Write %(instead)s, or choose another hour."
        ),
        params={"time": f"{typed:%H:%M}", "instead": f"{instead:%H:%M}"},
    )


def in_our_calendar(moment):
    """At the ends of Python's calendar a moment leaves it in another time zone. Raises ValidationError."""
    if not 1900 <= moment.year < 2200:
        raise ValidationError(
            _("“%(date)s” is no date. Choose one from the calendar, or write it as 2026-11-25."),
            params={"date": moment.date().isoformat()},
        )


class DayField(forms.DateField):
    def to_python(self, value):
        return super().to_python(_latin(value))


class MomentField(forms.SplitDateTimeField):
    widget = SplitDateTime

    def clean(self, value):
        return super().clean(_latin(value))

    def has_changed(self, initial, data):
        return super().has_changed(initial, _latin(data))

    def _clean_bound_field(self, bound):
        stored = bound.initial
        if isinstance(stored, datetime) and not self.has_changed(stored, bound.data):
            return stored
        return super()._clean_bound_field(bound)

    def compress(self, data_list):
        if not data_list or None in data_list:
            return super().compress(data_list)  # which says what is missing
        return in_zone(datetime.combine(*data_list))


def _latin(value):
    if isinstance(value, list):
        return [_latin(one) for one in value]
    return latin_digits(value) if isinstance(value, str) else value
