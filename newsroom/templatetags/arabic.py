"""Filters every template knows: the house's dates and digits, isolated Latin, words that were said."""

import datetime
import json
from html import escape  # as Django escapes, without looking for lazy texts: lists have hundreds of names

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles import internal_links
from newsroom import pages
from newsroom.arabic import slugs
from newsroom.arabic.dates.months import CUSTOMS
from newsroom.arabic.letters import ARABIC_COMMA
from newsroom.fields import in_house_digits, shown_clock, shown_date

register = template.Library()

IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@register.filter
def digits(value):
    """A number or text with its digits as the house writes them."""
    return in_house_digits(str(value))


@register.filter
def day(value):
    """<time> of a date, a moment or a partial date, in the house's custom; "" for none."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value, shown_date(value))


@register.filter
def moment(value):
    """<time> of a moment, with its hour and minute."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}{} <bdi>{}</bdi></time>',
        local.isoformat(timespec="minutes"),
        shown_date(local.date()),
        ARABIC_COMMA,
        shown_clock(value),
    )


@register.filter
def lately(value):
    """<time> of a moment: with its hour for a day, as news; afterwards the day alone."""
    is_news = value and value > timezone.now() - datetime.timedelta(days=1)
    return moment(value) if is_news else day(value)


@register.filter
def clock(value):
    """<time> of a moment, only its hour and minute: the day is said beside it."""
    if not value:
        return ""
    return _clock(timezone.localtime(value))


def _clock(local):
    # A list has hundreds; there is nothing in it to escape.
    stamp = local.isoformat(timespec="minutes")
    return mark_safe(f'<time datetime="{stamp}"><bdi>{shown_clock(local)}</bdi></time>')


@register.filter
def clock_on(value, day):
    """<time> of a moment in what is about one day: without the day, unless it is another."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return _clock(local) if local.date() == day else moment(value)


@register.simple_tag
def month_names():
    """The months of the house's custom, for scripts that write a date: "يناير|فبراير|…"."""
    return "|".join(CUSTOMS[settings.MONTHS])


@register.filter
def bdi(value):
    """A name that may be in any script, kept apart from the direction of its line."""
    return format_html("<bdi>{}</bdi>", value) if value else ""


@register.filter
def names(value):
    """Names one after the other, each kept apart from the direction of its line."""
    return mark_safe(f"{ARABIC_COMMA} ".join([f"<bdi>{escape(str(name))}</bdi>" for name in value]))


@register.filter
def latin(value):
    """A Latin name in an Arabic page."""
    return format_html('<bdi lang="en" dir="ltr">{}</bdi>', value) if value else ""


@register.filter
def tongue(row):
    """The attributes of an element that holds the words of a story, or of a quote of one, in another language."""
    story = getattr(row, "article", row)
    if getattr(story, "language", "ar") == "ar":
        return ""
    return format_html(' lang="{}" dir="{}"', story.language, story.direction)


@register.filter
def isolate(value):
    """Text with each Latin name and each signed number in it isolated."""
    html, text, at = [], str(value or ""), 0
    for found in pages.LATIN.finditer(text):
        html += [escape(text[at : found.start()]), f'<bdi dir="ltr">{escape(found[0])}</bdi>']
        at = found.end()
    return mark_safe("".join([*html, escape(text[at:])]))


@register.filter
def slug(value):
    return slugs.slug(str(value))


@register.filter
def pieces(value):
    """[(text, is_marked)] as HTML."""
    return format_html_join("", "{}", ((_piece(text, is_marked),) for text, is_marked in value))


def _piece(text, is_marked):
    return format_html("<mark>{}</mark>" if is_marked else "{}", isolate(text))


@register.filter
def said(quote):
    """A quote as it may stand outside its story."""
    return pieces(pages.said(quote))


@register.filter
def in_sentence(quote):
    """The whole sentence of a quote, its words marked."""
    return pieces(pages.in_sentence(quote))


@register.filter
def chain(quote):
    return pages.chain(quote)


@register.filter
def said_short(quote):
    return pieces(pages.said(quote, 200))


@register.filter
def said_text(quote):
    return pages.said_text(quote)


@register.filter
def printed_speaker(quote):
    """The speaker's name as it may stand in a title: of somebody without a page, only what was printed."""
    return quote.public_speaker_name


@register.filter
def linked_data(data):
    """schema.org data as JSON-LD: a block of data, which no browser runs; nothing in it can end it early."""
    text = json.dumps(data, ensure_ascii=False).translate(IN_A_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.filter
def web(address):
    """An address that is safe to link to: http(s), else "". Importers store what no form has seen.

    One of our own says no headline: it was written when readers saw what it leads to.
    """
    is_safe = address and address.lower().startswith(("https://", "http://"))
    return internal_links.wordless(address) if is_safe else ""
