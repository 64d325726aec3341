"""What stands in an address: readable Arabic words; the id beside it decides."""

import re
import unicodedata

from newsroom.arabic.letters import HARAKAT, INVISIBLE, TATWEEL, ZWNJ, latin_digits

LONGEST = 60

_DROPPED = dict.fromkeys(map(ord, HARAKAT + TATWEEL + INVISIBLE + ZWNJ))
_WORD = re.compile(r"[^\W_]+")


def slug(text: str) -> str:
    """«الوَزيرُ: لا تعليق!» → الوزير-لا-تعليق; cut between words at 60 letters; "-" where no word is."""
    text = unicodedata.normalize("NFC", latin_digits(text).translate(_DROPPED)).lower()
    address = "-".join(_WORD.findall(text))
    if len(address) > LONGEST:
        whole_words = address[: LONGEST + 1].rpartition("-")[0]
        address = whole_words or address[:LONGEST]
    return address or "-"
