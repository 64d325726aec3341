"""Whether a line can be loaded, said before anything is written."""

import datetime
import re

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from articles import marks, tags
from articles.exchange.uids import misnamed
from articles.models import (
    Byline,
    Correction,
    Genre,
    Kind,
    Language,
    Occasion,
    Origin,
    QuoteState,
    State,
    Urgency,
    Verification,
)
from articles.models.links import LINKS
from articles.places import Misnamed, tidied
from newsroom.arabic import dates, tidy
from newsroom.desk import moments

FORMAT = 1
CHOICES = {"genre": Genre, "urgency": Urgency, "language": Language, "origin": Origin, "status": State}
LINES = {"headline": 250, "kicker": 120, "short_headline": 120, "dateline_place": 80}
TEXTS = (
    "uid",
    "body",
    "standfirst",
    "canonical_url",
    "lead_video",
    "lead_photo",
    "dateline_on",
    "withdrawal_notice",
    *LINKS,
)
LISTS = (
    "tags",
    "places",
    "bylines",
    "quotes",
    "citations",
    "photos",
    "corrections",
    "people",
    "organizations",
    "positions",
    "sources",
    "occasions",
)
MOMENTS = ("published_at", "first_published_at", "embargo_until", "expire_at", "updated_at")
HTML = re.compile(r"<(?:p|h[1-6]|div|ul|ol|blockquote|table|figure)[\s>]", re.IGNORECASE)
SLUG = re.compile(r"[\w-]{1,80}")


class BadLine(ValueError):
    """A line that cannot be loaded; the message says what is wrong with it and what to write."""


def require(condition, message):
    if not condition:
        raise BadLine(message)


def checked(data):
    """The line's data, tidied and complete enough to write. Raises BadLine."""
    require(isinstance(data, dict), "A line is one JSON object.")
    require(
        data.get("format", FORMAT) == FORMAT,
        f"Format {data.get('format')!r} is unknown. This program reads format 1.",
    )
    data = dict(data)
    for name in ("uid", "headline", "body"):
        require(
            isinstance(data.get(name), str) and data[name].strip(),
            f"{name} is missing. A line needs uid, headline and body.",
        )
    for name in (*LINES, *TEXTS):
        require(isinstance(data.get(name) or "", str), f"{name} must be text.")
    for name, most in LINES.items():
        if name in data:
            require(
                not tidy.has_bidi_control(data[name] or ""),
                f"{name} holds a bidi control character (U+202A-U+202E, U+2066-U+2069). Remove it.",
            )
            data[name] = tidy.line(data[name] or "")
            require(len(data[name]) <= most, f"{name} has {len(data[name])} characters; it may have {most}.")
    seen = data.get("seen_version")
    require(seen is None or (isinstance(seen, int) and seen >= 0), "seen_version must be a whole number.")
    for name in LISTS:
        require(isinstance(data.get(name, []), list), f"{name} must be a list.")
    if said := misnamed(data):
        raise BadLine(said)
    for name, choices in CHOICES.items():
        if name in data:
            _choice(name, data[name], choices)
    if data.get("original_language"):
        _choice("original_language", data["original_language"], Language)
    for name in MOMENTS:
        if data.get(name):
            data[name] = moment(name, data[name])
    partial("dateline_on", data.get("dateline_on"))
    require(
        len(data["body"]) <= marks.MOST_LETTERS,
        f"body has {len(data['body'])} characters; it may have {marks.MOST_LETTERS}. Divide the story.",
    )
    data["body"] = body_of(data["body"])
    require(
        not marks.is_too_long(data["body"]),
        f"body has more than {marks.LONGEST_TEXT} characters of text. Divide the story.",
    )
    require(data["body"], "body has no text in it.")
    section = data.get("section")
    slug = section.get("slug") if isinstance(section, dict) else section
    require(
        not section or (isinstance(slug, str) and SLUG.fullmatch(slug)),
        f"section {slug!r} is no address: letters, digits, - and _ only (up to 80).",
    )
    keys = _quotes(data)
    for tag in data.get("tags", []):
        require(isinstance(tag, str) and tag.strip(), "tags must be a list of texts.")
    names = tags.split("،".join(data.get("tags", [])))
    for name in tags.too_long(names):
        raise BadLine(
            f"The tag {name[: tags.SHOWN]!r}… is longer than {tags.LONGEST} characters. Shorten it."
        )
    require(len(names) <= tags.MOST, f"There are {len(names)} tags; a story may have {tags.MOST}.")
    if "places" in data:
        try:
            data["places"] = [tidied(place) for place in data["places"]]
        except Misnamed as error:
            raise BadLine(str(error)) from None
    for line in data.get("bylines", []):
        require(isinstance(line, dict) and line.get("uid"), "A byline needs uid and name.")
        _choice("role", line.get("role", "writing"), Byline.Role)
    for item in data.get("citations", []):
        require(
            isinstance(item, dict) and item.get("uid") and item.get("source"),
            "A citation needs uid and source.",
        )
        partial("published_on", item.get("published_on"))
    for item in data.get("photos", []):
        require(
            isinstance(item, dict)
            and isinstance(item.get("uid"), str)
            and all(isinstance(item.get(name, ""), str) for name in ("alt", "caption"))
            and isinstance(item.get("decorative", False), bool),
            "What a story says of a photo has its uid, and alt and caption (texts) or decorative (true).",
        )
        alt = item["alt"] = tidy.line(item.get("alt", ""))
        require(
            len(alt) <= 300 and not tidy.has_bidi_control(alt),
            "alt of a photo is one line of at most 300 characters, without bidi control characters.",
        )
    for item in data.get("corrections", []):
        require(
            isinstance(item, dict) and item.get("uid") and item.get("text"),
            "A correction needs uid, text and issued_at.",
        )
        _choice("kind", item.get("kind", "correction"), Correction.Kind)
        _choice("place", item.get("place", "top"), Correction.Place)
        for name in ("issued_at", "changed_at"):
            if item.get(name) or (name == "issued_at" and item.get("kind") != Correction.Kind.REPLY):
                item[name] = moment(name, item.get(name) or "")
        for name in ("received_on", "due_on"):
            partial(name, item.get(name))
            require(
                not item.get(name) or len(item[name]) == 10, f"{name} of a correction is a day: 2021-09-02."
            )
        require(
            not (item.get("person") and item.get("organization")),
            f"Correction {item['uid']!r} names a person and an organization who reply. Keep one.",
        )
        key = item.get("quote")
        require(
            not key or (isinstance(key, str) and key in keys),
            f"Correction {item['uid']!r} is about quote {str(key)[:40]!r}, which this line has not. Give the key of one of "
            "its quotes, or leave it out.",
        )
    for item in data.get("occasions", []):
        require(isinstance(item, dict), "An occasion is a JSON object.")
        _choice("kind", item.get("kind", "press_conference"), Occasion.Kind)
        partial("on", item.get("on"))
    for person in data.get("people", []):
        require(isinstance(person, dict), "Each of people needs uid and name.")
        for tenure in person.get("tenures", []):
            start, end = tenure.get("start", ""), tenure.get("end", "")
            partial("start", start)
            partial("end", end)
            require(
                not start or not end or f"{end}~" >= start,
                f"The tenure {tenure.get('uid')!r} of {person.get('name')!r} ends ({end}) before it begins ({start}).",
            )
    return data


def body_of(text):
    """A stored body from our HTML, or from plain text with a paragraph a line."""
    if HTML.search(text):
        return marks.clean(text)
    return marks.clean(marks.from_text(text.splitlines()))


def moment(name, value):
    """An aware datetime from ISO text; a bare date is its beginning in the newsroom's zone."""
    found = None
    if isinstance(value, datetime.datetime):
        found = value
    elif isinstance(value, str):
        try:
            found = parse_datetime(value if "T" in value or " " in value else f"{value}T00:00:00")
        except ValueError:
            found = None
    require(found is not None, f"{name} {value!r} is no moment. Write it like 2026-11-20T09:30:00+03:00.")
    require(
        1800 <= found.year < 2200, f"{name} {value!r} lies beyond the calendar of this program (1800-2199)."
    )
    if not is_naive(found):
        return found
    if isinstance(value, str) and "T" not in value and " " not in value:
        return moments.begins(found.date())
    try:
        return moments.at_clock(found)
    except moments.NoSuchHour as gone:
        raise BadLine(
            f"{name} {value!r} is no moment: the clock is put forward then. "
            f"Write {gone.instead.isoformat()}, or another hour."
        ) from None


def partial(name, value):
    require(
        not value or (isinstance(value, str) and dates.is_partial(value)),
        f"{name} {value!r} is no date. Write 2021, 2021-09 or 2021-09-02.",
    )


def _choice(name, value, choices):
    try:
        choices(value)
    except ValueError:
        raise BadLine(
            f"{name} {value!r} is unknown. It is one of: {', '.join(filter(None, choices.values))}."
        ) from None


def _quotes(data):
    """The keys of the line's quotes, also of those that stand in its body alone. Raises BadLine."""
    marked = {part.key for part in marks.parts(data["body"])}
    seen = set()
    for quote in data.get("quotes", []):
        require(
            isinstance(quote, dict) and isinstance(quote.get("key"), str),
            "A quote needs the key of its mark.",
        )
        key = quote["key"]
        require(key not in seen, f"Quote {key!r} is described twice.")
        seen.add(key)
        state = quote.get("state", "proposed")
        _choice("state", state, QuoteState)
        _choice("kind", quote.get("kind", "direct"), Kind)
        candidates = quote.get("candidates", [])
        require(
            isinstance(candidates, list)
            and all(isinstance(who, dict) and isinstance(who.get("name"), str) for who in candidates),
            f'candidates of quote {key!r} must be a list of {{"name", "kind"}}.',
        )
        require(
            quote.get("confidence") is None
            or (isinstance(quote["confidence"], int | float) and 0 <= quote["confidence"] <= 1),
            f"confidence of quote {key!r} must be a number from 0 to 1.",
        )
        if quote.get("verification"):
            _choice("verification", quote["verification"], Verification)
        partial("said_on", quote.get("said_on"))
        require(
            key in marked or state in ("orphan", "rejected"),
            f'Quote {key!r} is not marked in the body: write its words as <q data-quote="{key}">…</q>.',
        )
        speakers = [name for name in ("person", "organization", "unnamed") if quote.get(name)]
        require(len(speakers) < 2, f"Quote {key!r} has two speakers ({' and '.join(speakers)}). Keep one.")
        require(
            speakers or state != "confirmed",
            f'Quote {key!r} is confirmed but has no speaker. Name one or write state "proposed".',
        )
        for step in quote.get("attributions", []):
            via = [n for n in ("citation", "source", "person", "organization", "occasion") if step.get(n)]
            require(
                len(via) == 1,
                f"An attribution step of quote {key!r} must name exactly one; it names {len(via)}.",
            )
    return marked | seen
