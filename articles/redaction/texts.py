"""The texts of a row, and what becomes of each."""

import re

from django.db import models

from articles import marks
from newsroom.fields import PartialDateField, new_uid
from newsroom.photos.models import Photo

# Made by the program from other columns, or read from the body's marks.
DERIVED = {"key", "surname_key", "digest", "look", "cut_at", "letters", "rule", "original_language"}
# In a story as data: what is no text, uids, addresses.
FIXED = {
    "key",
    "slug",
    "kind",
    "state",
    "genre",
    "urgency",
    "origin",
    "role",
    "verification",
    "rule",
    "language",
    "original_language",
}
NAMES = {
    "uid", "person", "organization", "on_behalf_of", "tenure", "occasion", "source", "citation",
    "co_speakers", "lead_photo", "updates_story", "translation_of",
}  # fmt: skip
ADDRESSES = {"url", "canonical_url", "lead_video", "website"}
CONFIRMED = ("confirmed", "changed")
RANDOM = re.compile("[0-9a-f]{32}")


class Rewriter:
    """Rewrites texts without the words. `renamed`: {uid: the uid that takes its place, "" for none}."""

    def __init__(self, words, by):
        self.words, self.by = words, by
        self.renamed = {}

    def changes(self, row):
        """{field: new value} of the columns of a row in which the words stand."""
        found = {}
        for field, value in texts(row):
            new = self.value(field, value)
            if new != value:
                found[field.name] = new
        return found

    def value(self, field, value):
        if isinstance(field, models.JSONField):
            return self.data(value)
        if field.name == "uid":
            return self.rename(value)
        if isinstance(field, models.URLField):
            return self.address(value)
        new = self.body(value) if field.name == "body" else self.text(value)
        most = field.max_length
        return new[:most].rstrip() if most and len(new) > most else new

    def text(self, text):
        return self.words.replace(text, self.by)

    def body(self, html):
        if not self.words.find(marks.text(html)) and not self.words.stand_in(html):
            return html
        return marks.replace(html, self.words.find, self.by)

    def address(self, text):
        return "" if self.words.stand_in(text) else text

    def rename(self, uid):
        if uid not in self.renamed and not RANDOM.fullmatch(uid) and self.words.find(uid):
            self.renamed[uid] = new_uid()
        return self.renamed.get(uid, uid)

    def kept(self, value):
        """The columns of a row that is no more, or [before, after] of one: every text, whatever its column."""
        if isinstance(value, str):
            return self.renamed.get(value) or self.text(value)
        if isinstance(value, list):
            return [self.kept(item) for item in value]
        return {key: self.kept(item) for key, item in value.items()} if isinstance(value, dict) else value

    # What is kept as data: versions, candidates

    def data(self, value, name=""):
        if isinstance(value, str):
            if name == "body":
                return self.body(value)
            if name in ADDRESSES:
                return self.address(value)
            if name in FIXED:
                return value
            return self.renamed.get(value, value) if name in NAMES else self.text(value)
        if isinstance(value, list):
            if name == "tags":
                return [tag for tag in value if not self.words.find(str(tag))]
            if name == "places":
                return [place for place in value if not self.words.find(place["name"])]
            return [new for item in value if (new := self.data(item, name)) != "" or item == ""]
        if isinstance(value, dict):
            if "body" in value and "quotes" in value:
                value = self._unconfirmed(value)
            new = {key: self.data(item, key) for key, item in value.items()}
            return {
                key: item for key, item in new.items() if key not in NAMES or item != "" or value[key] == ""
            }
        return value

    def _unconfirmed(self, content):
        """A story's data whose quotes nobody has confirmed in their new words."""
        touched = touched_keys(content["body"], self.body(content["body"]))
        return content | {
            "quotes": [self._quote(quote, quote.get("key") in touched) for quote in content["quotes"]]
        }

    def _quote(self, quote, is_touched):
        held = self.words.stand_in_letters(quote.get("confirmed_letters", ""))
        if not is_touched and not held:
            return quote
        quote = {name: value for name, value in quote.items() if name != "confirmed_letters"}
        if quote.get("state") in CONFIRMED:
            quote["state"] = "proposed"
        return quote


def texts(row):
    """(field, value) of the columns of a row that hold words."""
    for field in row._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField | models.JSONField):
            continue
        if field.primary_key or field.choices or field.name in DERIVED or isinstance(field, PartialDateField):
            continue
        if field.name == "uid" and (isinstance(row, Photo) or RANDOM.fullmatch(row.uid)):
            continue  # bodies name photos by their uid
        value = getattr(row, field.attname)
        if value:
            yield field, value


def touched_keys(before, after):
    """The keys of the quotes whose words differ between two bodies."""
    old, new = (words_of(body) for body in (before, after))
    return {key for key, words in old.items() if new.get(key) != words}


def words_of(body):
    found = {}
    for part in marks.parts(body):
        found.setdefault(part.key, []).append(part.text)
    return found
