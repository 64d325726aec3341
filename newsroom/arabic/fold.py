"""What is compared: three forms of a text, from the loosest to the strictest.

`fold` is what a reader means, `key` names one thing however it is spelled, `letters` is the identity of
quoted words.
"""

import re
import unicodedata

from newsroom.arabic.letters import (
    ALEF,
    ALEF_FORMS,
    ARABIC_COMMA,
    ARABIC_LETTERS,
    DECIMAL_SEPARATOR,
    HARAKAT,
    MINUS_SIGNS,
    PERCENT_SIGNS,
    TATWEEL,
    THOUSANDS_SEPARATOR,
    nfc,
)

# Letters that are one letter to a reader: the written forms, then the form they are compared in.
_ONE_LETTER = {
    ALEF_FORMS + "ٲٳٵ": ALEF,
    "ىیےېۍۓ": "ي",
    "ئؤ": "ء",
    "ةھہەۀۂۃ": "ه",
    "کگڭڪ": "ك",
    "پ": "ب",
    "ڤ": "ف",
    "چ": "ج",
    "ژ": "ز",
    "ڨ": "ق",
    DECIMAL_SEPARATOR: ".",
    THOUSANDS_SEPARATOR: ",",
}
_FOLDED = {written: folded for forms, folded in _ONE_LETTER.items() for written in forms}
_DROPPED = frozenset(("Mn", "Me", "Cf", "Lm"))
# One sign that stands for a whole blessing: not a word anyone looks for, nor a letter of its neighbours.
_BLESSINGS = frozenset("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}\N{ARABIC LIGATURE JALLAJALALOUHOU}")


def _fold_letter(letter: str) -> str:
    """The compared form of one code point: one, none (a vowel sign) or several (a ligature)."""
    if letter in _FOLDED:
        return _FOLDED[letter]
    category = unicodedata.category(letter)
    if letter in _BLESSINGS or category == "Zs":
        return " "
    if category in _DROPPED:
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    parts = unicodedata.normalize("NFKC", letter)
    if parts == letter:
        parts = unicodedata.normalize("NFKD", letter.casefold())
    if parts == letter:
        return letter
    folded = "".join(_fold_letter(part) for part in parts if not part.isspace())
    # "½" and "⑴" would fall apart into several words at one place of the text.
    return folded if len(folded) < 2 or folded.isalpha() or folded.isdecimal() else letter


class _Table(dict):
    """A str.translate table that learns each letter when it first meets it."""

    def __missing__(self, point):
        folded = self[point] = _fold_letter(chr(point))
        return folded


TABLE = _Table()
_THOUSANDS = re.compile(r"(?<!\d)(?<!\d[.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)", re.ASCII)

# One word of a folded text; «عبد ال…» is one name however it is spaced. Letters and digits part.
TOKEN = re.compile(
    rf"(?:[وفبكل]{{0,2}}عبد[^\S\n]+(?=ال[{ARABIC_LETTERS}]))?[{ARABIC_LETTERS}]+"
    r"|(?<![0-9][.,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+(?![0-9]|\.[0-9])|(?![0-9]|,[0-9]))"
    r"|(?<![0-9]\.)[0-9]+\.[0-9]+(?![0-9]|\.[0-9])"
    r"|[0-9]+"
    rf"|[^\W\d_{ARABIC_LETTERS}]+"
)


def fold(text: str) -> str:
    """The text as it is compared: الإِدارةُ → الاداره, ١٬٢٠٠ → 1200, Café → cafe. Folding twice changes nothing.

    Words, blanks and punctuation stay where they are.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = nfc(text)
    text = text.translate(TABLE)
    return _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text) if "," in text else text


def plain(token: str) -> str:
    """A match of TOKEN as one word: no blank inside a name, no comma inside a number."""
    return token if token.isalnum() else "".join(token.replace(",", "").split())


def key(text: str) -> str:
    """One key for all spellings of a name or a tag: folded words with single spaces, «عبد ال…» joined.

    A text without any word (a sign, an emoji) is its own key.
    """
    folded = fold(text)
    return " ".join(map(plain, TOKEN.findall(folded))) or " ".join(folded.split())


_ABD_APART = re.compile(r"عبد[^\S\n]+(?=ال)")


def may_hold(text: str, words: list[str]) -> bool:
    """Whether these words of a key may all stand in the key of this text: told in half the time that the key takes."""
    folded = _ABD_APART.sub("عبد", fold(text))
    return all(word in folded for word in words)


_WRITTEN = {folded: forms for forms, folded in _ONE_LETTER.items()}
# What may stand beside each letter and counts for nothing: blanks, marks, vowel signs.
_BESIDE = rf"[\W_{TATWEEL}\u0610-\u061a\u064b-\u065f\u0670]*"
_TOLD = 5  # letters that tell most names apart


def beginning(key: str) -> str:
    """A regular expression, for a database too, of how the texts of this key begin, in any spelling; "" for no letter.

    What it finds may have another key. A sign that stands for several letters is not found.
    """
    letters = [letter for letter in key if letter.isalnum()][:_TOLD]
    return _BESIDE + _BESIDE.join(map(_written, letters)) if letters else ""


def _written(letter):
    forms = letter + _WRITTEN.get(letter, "")
    if letter.isdecimal():
        forms += chr(0x660 + int(letter)) + chr(0x6F0 + int(letter))
    elif letter.isascii():
        forms += letter.upper() + "\u00c0-\u024f"
    else:
        forms += letter.upper()
    return f"[{''.join(dict.fromkeys(forms))}]" if len(set(forms)) > 1 else letter


# -- the identity of quoted words -------------------------------------------------------------

_BETWEEN_WORDS = "'’ʼ\N{APOSTROPHE}"
_KEPT = {
    **dict.fromkeys(ALEF_FORMS, ALEF),
    **dict.fromkeys(HARAKAT + TATWEEL, ""),
    **dict.fromkeys(PERCENT_SIGNS, "%"),
    **dict.fromkeys(MINUS_SIGNS, "-"),
    **dict.fromkeys(_BETWEEN_WORDS, "'"),
    **dict.fromkeys("," + ARABIC_COMMA + THOUSANDS_SEPARATOR, ","),
    **dict.fromkeys("." + DECIMAL_SEPARATOR, "."),
    "/": "/",
    ":": ":",
}


class _Letters(dict):
    """As `_Table`: letters and symbols stay, punctuation becomes ";", a blank a space, digits 0-9."""

    def __missing__(self, point):
        letter = chr(point)
        self[point] = kept = _KEPT.get(letter)
        if kept is None:
            category = unicodedata.category(letter)
            if letter.isspace():
                kept = " "
            elif (
                category in ("Cf", "Cc") or "\ufe00" <= letter <= "\ufe0f"
            ):  # invisible, or how an emoji is drawn
                kept = ""
            elif category == "Nd":
                kept = str(unicodedata.decimal(letter))
            else:
                kept = ";" if category[0] == "P" else letter
            self[point] = kept
        return kept


_LETTERS = _Letters()
_BLANKS = re.compile("  +")
_GROUPED = re.compile(r"(?<![0-9])(?<![0-9][.,])[0-9]{1,3}([, '])[0-9]{3}(?:\1[0-9]{3})*(?![0-9]|,[0-9])")
_GAP = re.compile(r"[ .,;/:'-]+")


def _close_gap(gap: re.Match) -> str:
    """What stays of blanks and punctuation: nothing, but what keeps two numbers apart, and a minus."""
    text, run = gap.string, gap[0]
    if gap.end() == len(text) or text[gap.end()] not in "0123456789":
        return ""
    minus = "-" if run.endswith("-") and (len(run) > 1 or gap.start() == 0) else ""
    if gap.start() == 0 or text[gap.start() - 1] not in "0123456789":
        return minus
    mark = run.replace(" ", "")
    if mark in (".", ",", "/", ":", "-") and not (minus and run != mark):
        return " " if mark == "," and run != mark else mark.replace(",", ".")
    return " " + minus


def letters(text: str) -> str:
    """The letters of quoted words: two texts with the same letters are the same words.

    Harakat, tatweel, blanks, punctuation, the digits' script and the hamza of an alef may differ; any other
    letter, a sign, 1.5 or 15, 5% or 5, -5 or 5 may not. Two numbers side by side stay two.
    """
    text = nfc(text).translate(_LETTERS)
    text = _BLANKS.sub(" ", text)
    text = _GROUPED.sub(lambda number: number[0].replace(number[1], ""), text)
    return _GAP.sub(_close_gap, text)


def is_in_word(letter: str) -> bool:
    """Whether this character is a part of a word: a letter, a digit, a vowel sign, no blank and no punctuation."""
    return _LETTERS[ord(letter)] not in _PARTING


def bare(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, as `letters` compares them, and the place of each in the text.

    Where words are looked for; numbers side by side run together here, so `letters` has the last word.
    """
    kept = [
        (shown, place)
        for place, letter in enumerate(text)
        if (shown := _LETTERS[ord(letter)]) not in _NOT_BARE
    ]
    return "".join([shown for shown, _ in kept]), [place for _, place in kept]


_PARTING = frozenset(" .,;/:'-")
_NOT_BARE = _PARTING | {""}
