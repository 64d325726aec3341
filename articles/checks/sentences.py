"""Each warning in the words an editor reads."""

import datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.fields import in_house_digits, shown_date

BETWEEN = " / "  # several dates that may be meant, the likeliest first
DATES = ("weekday_mismatch", "months_disagree", "calendars_disagree", "after_report", "no_such_day")

SENTENCES = {
    "weekday_mismatch": _("“%(about)s”: the weekday does not fit the date. Perhaps %(hint)s."),
    "months_disagree": _("“%(about)s”: the two month names disagree. Perhaps %(hint)s."),
    "calendars_disagree": _("“%(about)s”: the two calendars disagree. Perhaps %(hint)s."),
    "after_report": _("“%(about)s”: this is after the day of the report. Perhaps %(hint)s."),
    "no_such_day": _("“%(about)s”: there is no such day. Perhaps %(hint)s."),
    "marks": _("Check the quotation marks near “%(about)s”."),
    "unrecorded_quote": _("“%(about)s” reads like a quote, but is not recorded as one."),
    "another_title": _(
        "The story says “%(about)s”; on that date our records say “%(hint)s”. Check which is right."
    ),
    "no_original_words": _(
        "“%(about)s”: a direct quote in a translated story, without the words as they were said."
    ),
    "no_section": _("The story has no section: no section's page lists it."),
    "no_byline": _("The story has no byline: readers cannot see whose view or work it is."),
    "no_short_headline": _(
        "The headline has %(hint)s letters and no short one: cards and notifications will cut it."
    ),
    "lead_photo_without_words": _(
        "The lead photo (photo %(about)s) has neither alternative text nor a caption: who cannot see it learns "
        "nothing of it. Write one of them under “Photos of the story”, or say there that it is decorative."
    ),
    "photo_without_words": _(
        "Photo %(about)s in the text has neither alternative text nor a caption: who cannot see it learns "
        "nothing of it. Write one of them under “Photos of the story”, or say there that it is decorative."
    ),
}
COUNTS = {
    "count_named": _("“%(about)s”: %(said)s are announced, %(found)s are named."),
    "count_sum": _("“%(about)s”: %(said)s are announced, those counted are %(found)s together."),
    "count_shares": _("“%(about)s”: the shares are %(found)s in a hundred together, not a hundred."),
}


def sentence(code, about, hint):
    """`hint` may be empty where nothing better is known."""
    if code in COUNTS:
        said, _stroke, found = in_house_digits(hint).partition("/")
        return COUNTS[code] % {"about": about, "said": said, "found": found}
    if code == "house_word":
        write, _line, note = hint.partition("\n")
        return _of_word(about, write, note)
    template = SENTENCES.get(code)
    if template is None:  # of a check that is no more
        return about
    if code in DATES:
        shown = _with_weekday if code == "weekday_mismatch" else shown_date
        meant = [shown(date) for date in hint.split(BETWEEN) if date]
        hint = gettext(" or ").join(meant) or gettext("another date")
    return template % {"about": about, "hint": hint}


def _with_weekday(date):
    try:
        weekday = WEEKDAYS[datetime.date.fromisoformat(date).weekday()]
    except ValueError:  # a month, or of a check of another time
        return shown_date(date)
    return f"{weekday} {shown_date(date)}"


def _of_word(about, write, note):
    if not write:
        return gettext("“%(about)s” is not written here: %(note)s") % {"about": about, "note": note}
    said = gettext("“%(about)s”: here we write “%(write)s”.") % {"about": about, "write": write}
    return f"{said} {note}" if note else said
