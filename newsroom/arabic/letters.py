"""Code points by name, so that no invisible or right-to-left character hides in the source."""

import re
import unicodedata

TATWEEL = "\N{ARABIC TATWEEL}"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"

# Vowel signs, Quranic marks, the small alef, the free hamza and madda: drawn on a letter, never one themselves.
HARAKAT = "".join(
    chr(point)
    for first, last in (
        (0x0610, 0x061A),
        (0x064B, 0x065F),
        (0x0670, 0x0670),
        (0x06D6, 0x06ED),
        (0x08CA, 0x08FF),
    )
    for point in range(first, last + 1)
    if unicodedata.category(chr(point)) == "Mn"
)

ALEF = "\N{ARABIC LETTER ALEF}"
ALEF_FORMS = (
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
    "\N{ARABIC LETTER ALEF WASLA}"
)

ARABIC_INDIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
LATIN_DIGITS = "0123456789"

ARABIC_COMMA = "\N{ARABIC COMMA}"
ARABIC_SEMICOLON = "\N{ARABIC SEMICOLON}"
ARABIC_QUESTION_MARK = "\N{ARABIC QUESTION MARK}"
DECIMAL_SEPARATOR = "\N{ARABIC DECIMAL SEPARATOR}"
THOUSANDS_SEPARATOR = "\N{ARABIC THOUSANDS SEPARATOR}"
PERCENT_SIGNS = "%\N{ARABIC PERCENT SIGN}\N{SMALL PERCENT SIGN}\N{FULLWIDTH PERCENT SIGN}"
MINUS_SIGNS = "-\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SMALL HYPHEN-MINUS}\N{FULLWIDTH HYPHEN-MINUS}"

OPENING_MARKS = "«“„‹"
CLOSING_MARKS = "»”›"
STRAIGHT_MARKS = '"\N{FULLWIDTH QUOTATION MARK}\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}'
QUOTE_MARKS = OPENING_MARKS + CLOSING_MARKS + STRAIGHT_MARKS
QURAN_OPEN = "\N{ORNATE RIGHT PARENTHESIS}"
QURAN_CLOSE = "\N{ORNATE LEFT PARENTHESIS}"

# Embeddings, overrides and isolates turn the direction of what follows them.
BIDI_CONTROLS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
BIDI_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
ZERO_WIDTH = (
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{SOFT HYPHEN}\N{MONGOLIAN VOWEL SEPARATOR}\N{COMBINING GRAPHEME JOINER}"
)
# Cc without tab, line feed, carriage return and the other characters that str.split takes for blanks.
CONTROLS = "".join(chr(point) for point in (*range(0x20), *range(0x7F, 0xA0)) if not chr(point).isspace())
# Code points that are no characters; XML refuses a document that holds one.
NONCHARACTERS = "".join(map(chr, (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)))
INVISIBLE = BIDI_CONTROLS + BIDI_MARKS + ZERO_WIDTH + CONTROLS + NONCHARACTERS

# Letters of the Arabic script, as the inside of a regular expression's class.
ARABIC_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c8"

# More marks on one letter than any writing has; putting them in order costs the square of their number.
_COMBINING = "".join(chr(point) for point in range(0x300, 0x20000) if unicodedata.combining(chr(point)))
_MARK = re.compile(f"[{_COMBINING}]")
_TOO_MANY_MARKS = re.compile(f"([{_COMBINING}]{{31,}})")

_DIGITS = str.maketrans(ARABIC_INDIC_DIGITS + PERSIAN_DIGITS, LATIN_DIGITS * 2)
_WITHOUT_HARAKAT = dict.fromkeys(map(ord, HARAKAT + TATWEEL))
_HAS_ARABIC = re.compile(f"[{ARABIC_LETTERS}]")


def nfc(text: str) -> str:
    """Unicode's composed form, in linear time: a run of more than 30 marks on one letter stays as it came."""
    # A run of 31 marks covers a place whose number is a multiple of 31; to look at all is forty times as slow.
    if not _MARK.search(text[::31]) or not _TOO_MANY_MARKS.search(text):
        return unicodedata.normalize("NFC", text)
    parts = _TOO_MANY_MARKS.split(text)
    return "".join(part if n % 2 else unicodedata.normalize("NFC", part) for n, part in enumerate(parts))


def latin_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9, one for one: offsets stay."""
    return text.translate(_DIGITS)


def bare(text: str) -> str:
    """Without harakat and tatweel; every letter and mark else stays."""
    return text.translate(_WITHOUT_HARAKAT)


def has_arabic(text: str) -> bool:
    """Is there a letter of the Arabic script?"""
    return _HAS_ARABIC.search(text) is not None
