"""The rows of a story in two of its versions (words for its photos, what it cites, its quotes), part by part."""

from difflib import SequenceMatcher

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext

from articles import marks
from articles.admin import reasons
from articles.models import Attribution, Citation, Language, PhotoUse, Quote
from articles.models.attribution import VIA
from newsroom.arabic import diff
from newsroom.arabic.diff import Piece
from newsroom.fields import PartialDateField, shown_date
from newsroom.photos.models import Photo

# What no reader of the page could read: which row it is.
INNER = {"uid", "key"}
SHOWN = 8  # words of a quote, by which one knows which it is


def value(model, name, said, names):
    """What stands in a field, as its reader knows it: what was chosen by its label, rows by their names."""
    field = _field(model, name)
    if field is None:
        return str(said or "")
    if field.is_relation:
        uids = said if isinstance(said, list) else [said]
        return "، ".join(names.of(field.related_model, uid) for uid in uids if uid)
    if isinstance(field, PartialDateField):
        return shown_date(said or "")
    if field.choices:
        return str(dict(field.flatchoices).get(said, said or ""))
    return "" if said is None else str(said)


def label(model, name):
    field = _field(model, name)
    return str(field.verbose_name) if field else name


def _field(model, name):
    """None for what the model had when a version was stored, and has no more."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def photos(before, after, names):
    def parts(item):
        said = {label(PhotoUse, name): item.get(name) for name in item if name not in INNER}
        ticked = gettext("yes,no,maybe").split(",")[0]
        return {name: ticked if what is True else str(what or "") for name, what in said.items()}

    return _compared(
        *(_by("uid", content, "photos") for content in (before, after)),
        lambda uid: names.of(Photo, uid), parts,
    )  # fmt: skip


def citations(before, after, names):
    old, new = (_by("uid", content, "citations") for content in (before, after))

    def parts(item):
        return {
            label(Citation, name): value(Citation, name, what, names)
            for name, what in item.items()
            if name not in INNER
        }

    def title(uid):
        item = new.get(uid) or old[uid]
        return item.get("title") or value(Citation, "source", item["source"], names)

    return _compared(old, new, title, parts)


def quotes(before, after, names):
    old, new = (_by("key", content, "quotes") for content in (before, after))
    words = _words(before, old) | _words(after, new)

    def title(key):
        said = words.get(key, "").split()
        return f"«{' '.join(said[:SHOWN])}{'…' if len(said) > SHOWN else ''}»"

    def parts(quote):
        return dict(_part(name, what, names) for name, what in quote.items() if name not in INNER)

    return _compared(old, new, title, parts)


def _part(name, said, names):
    if name == "attributions":
        return str(Attribution._meta.verbose_name_plural), " ← ".join(_step(step, names) for step in said)
    if name == "candidates":
        return label(Quote, name), "، ".join(one["name"] for one in said)
    if name == "confidence":
        return label(Quote, name), f"{round(said * 100)}%"
    if name == "rule":
        return label(Quote, name), reasons.rule(said)
    if name == "confirmed_letters":
        return gettext("words when it was confirmed"), said
    if name == "original_language":
        return label(Quote, name), str(dict(Language.choices).get(said, said))
    return label(Quote, name), value(Quote, name, said, names)


def _step(step, names):
    through = [value(Attribution, name, step[name], names) for name in VIA if step.get(name)]
    return " ".join(filter(None, (step.get("verb"), *through)))


def _by(key, content, rows):
    return {row[key]: row for row in content.get(rows) or ()}


def _words(content, quotes):
    """{key: the quote's words}: as they are marked in the text; of one that is no longer there, as they were."""
    found = {key: quote["words"] for key, quote in quotes.items() if quote.get("words")}
    marked = {}
    for part in marks.parts(content.get("body") or ""):
        marked.setdefault(part.key, []).append(part.text)
    return found | {key: " … ".join(texts) for key, texts in marked.items()}


def _compared(old, new, title, parts):
    """A paragraph of pieces for each row that came or went, and for each part of another that differs."""
    lines = []
    for key in [key for key in {**old, **new} if old.get(key) != new.get(key)]:
        one, other = ({} if (row := side.get(key)) is None else parts(row) for side in (old, new))
        if key not in old or key not in new:
            whole = " · ".join(f"{name}: {said}" for name, said in (one or other).items() if said)
            piece = Piece("in" if key in new else "out", whole)
            lines.append([Piece("note", f"{title(key)} "), piece])
            continue
        for name in {**one, **other}:
            was, now = one.get(name, ""), other.get(name, "")
            if was != now:
                lines.append([Piece("note", f"{title(key)} · {name}: "), *pieces(was, now)])
    return lines


def listed(was, now):
    """Of two lists of names: which stayed, came and went, each as a whole."""
    found = []
    for how, start, end, begin, stop in SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes():
        if how == "equal":
            found += [Piece("same", item) for item in was[start:end]]
        else:
            found += [Piece("out", item) for item in was[start:end]]
            found += [Piece("in", item) for item in now[begin:stop]]
    return [piece for one in found for piece in (one, Piece("same", "، "))][:-1]


def pieces(was, now):
    """Of two values, as of two paragraphs; of an address nobody reads the words."""
    if was != now and "://" in was + now:
        return [Piece(kind, text) for kind, text in (("out", was), ("in", now)) if text]
    return diff.words(was, now)
