"""The uids of a line: each is what a story's own may be, whether it says whose a row is or names another row."""

import re

from articles.models.attribution import VIA
from articles.models.links import LINKS

UID = re.compile(r"[A-Za-z0-9._:-]{1,100}")
# Which fields of a list's rows hold one; places are read by `articles.places`.
HELD = {
    "bylines": ("uid",),
    "photos": ("uid",),
    "citations": ("uid", "source"),
    "corrections": ("uid", "person", "organization"),
    "quotes": ("uid", "person", "organization", "on_behalf_of", "tenure", "occasion"),
    "people": ("uid", "photo"),
    "organizations": ("uid", "parent"),
    "positions": ("uid", "organization"),
    "sources": ("uid", "organization"),
    "occasions": ("uid", "host"),
}
# The lists of rows in such a row.
WITHIN = {"quotes": ("attributions", VIA), "people": ("tenures", ("uid", "position"))}


def misnamed(data):
    """What is wrong with the first uid of a line that is none, and where it stands; None where all are.

    Lists that are none, and rows, are left to whoever reads them.
    """
    if said := _wrong(data, ("uid", "lead_photo", *LINKS), ""):
        return said
    for plural, names in HELD.items():
        inner, theirs = WITHIN.get(plural, (None, ()))
        for number, row in enumerate(data.get(plural) or ()):
            if not isinstance(row, dict):
                continue
            where = f"{plural}[{number}]."
            if said := _wrong(row, names, where):
                return said
            if inner and isinstance(rows := row.get(inner), list):
                for place, one in enumerate(rows):
                    if isinstance(one, dict) and (said := _wrong(one, theirs, f"{where}{inner}[{place}].")):
                        return said
            if plural == "quotes" and (said := _wrong_list(row, "co_speakers", where)):
                return said
    return None


def _wrong(row, names, where):
    for name in names:
        uid = row.get(name)
        if uid and not (isinstance(uid, str) and UID.fullmatch(uid)):
            return _said(f"{where}{name}", uid)
    return None


def _wrong_list(row, name, where):
    uids = row.get(name) or []
    if not isinstance(uids, list):
        return f"{where}{name} must be a list of uids."
    for place, uid in enumerate(uids):
        if not (isinstance(uid, str) and UID.fullmatch(uid)):
            return _said(f"{where}{name}[{place}]", uid)
    return None


def _said(where, uid):
    return f"{where} {repr(uid)[:60]} may hold only letters, digits and . _ : - (up to 100)."
