"""Whether a stored story already says what a line says: loading the same file again changes nothing."""

import json

from articles import tags
from articles.exchange.dump import line_of
from articles.places import Places


def says(article, data, references):
    """Whether the stored story already says everything that the line says."""
    have = json.loads(json.dumps(line_of(article)))
    for name, value in data.items():
        if name in ("people", "organizations", "positions", "sources", "occasions", "format", "seen_version"):
            continue
        if hasattr(value, "isoformat"):
            if getattr(article, "publish_at" if name == "published_at" else name) != value:
                return False
            continue
        value = json.loads(json.dumps(value, default=lambda moment: moment.isoformat()))
        if name == "places":
            if {place["uid"] for place in have.get(name, ())} != _places(value, references):
                return False
            continue
        if name == "tags":
            if {*map(tags.key, tags.split("،".join(value)))} != {*map(tags.key, have.get(name, ()))}:
                return False
            continue
        if name == "section" and isinstance(value, str):
            value = {"slug": value, "name": (have.get("section") or {}).get("name")}
        if (have.get(name) or None) != (_comparable(name, value, have) or None):
            return False
    return True


def _places(items, references):
    """The uids of the places that a line means; of one that is not there, None."""
    found = map(Places(references).find, items)
    return {place and place.uid for place in found}


def _comparable(name, value, have):
    """A list of the line with what the newsroom added by itself (uids, defaults) put in."""
    if name not in ("quotes", "corrections", "bylines") or not isinstance(value, list):
        return value
    key = {"quotes": "key", "corrections": "uid", "bylines": "uid"}[name]
    known = {item[key]: item for item in have.get(name, ())}
    return [
        known[item[key]] if item.get(key) in known and _covers(known[item[key]], item) else item
        for item in value
    ]


def _covers(known, item):
    for name, value in item.items():
        if name in ("issued_at", "changed_at"):
            continue
        if name == "words" and name not in known:
            continue
        if (known.get(name) or None) != (value or None) and not (
            name == "verification" and value == "unverified"
        ):
            return False
    return True
