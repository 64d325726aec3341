"""Shares that are said to be all the parts of one whole, and are not a hundred together."""

import re

from newsroom.arabic.counts.shapes import Miscount
from newsroom.arabic.finder.units import Unit
from newsroom.arabic.letters import bare, latin_digits

FEWEST, LEAST, MOST = (
    2,
    80,
    120,
)  # shares; beyond these sums the rest is left out, or they are of several wholes
_SHARE = re.compile(
    r"(?<![0-9.,٫])([0-9]{1,3}(?:[.٫,][0-9]{1,2})?)\s?(?:[%٪]|(?:في\s|با?ل?)(?:ال)?(?:مئة|مائة|ماية|مية)(?!\w))"
)
_PARTED = re.compile(
    r"(?<!\w)[وف]?(?:[تي]توزع\w{0,2}|توزع\w{0,2}|موزع\w{0,2}|[تي]نقسم\w{0,2}|انقسم\w{0,2}|مقسم\w{0,2}|[تي]?تقاسم\w{0,2})(?!\w)"
)
# Of change, of something like it, of some of the parts.
_NO_PARTS = re.compile(
    r"(?<!\w)[وفبل]?(?:ال)?(?:ارتفع\w*|ارتفاع\w*|زياد\w+|زاد\w*|نمو\w*|نما|تراجع\w*|انخفض\w*|انخفاض\w*|هبط\w*|هبوط\w*|مقارنة|منها|منهم|منهن|بينها|بينهم"
    r"|أبرز\w*|مثل|خصوصا|خاصة|لاسيما|العام الماضي|العام السابق|قبل عام|فائدة|ضريبة|خصم)(?!\w)"
)
_ABOUT = re.compile(
    r"(?:نحو|حوالي|قرابة|زهاء|أكثر من|أقل من|ما يزيد على|ما يزيد عن|يقارب|تقارب|تتجاوز|يتجاوز|تجاوز\w*|بين|إلى|حتى)\s*\Z"
)
_REST = re.compile(
    r"(?<!\w)[وف]?(?:ال)?(?:باقي\w*|باقون|بقية|متبقي\w*|آخرون|آخرين|أخرى|غيرها|غيرهم|لم يحدد\w*|ممتنع\w*)(?!\w)"
)
_NUMBER = re.compile(r"[0-9]+(?:[.,٫][0-9]+)*|(?:مليون|مليار|ألف|مائت|مئت)(?:ان|ين)(?!\w)")
_OF_A_WHOLE = re.compile(r"\s*من\s")


def may_stand_in(text: str) -> bool:
    return _PARTED.search(text) is not None and len(_SHARE.findall(latin_digits(text))) >= FEWEST


def read(units: list[Unit], text: str) -> list[Miscount]:
    """At most one for a sentence."""
    start, end = units[0].start, units[-1].end
    said = list(latin_digits(text[start:end]))
    for unit in units:
        if unit.kind == "q":
            said[unit.start - start : unit.end - start] = " " * unit.length
    said = "".join(said)
    parted = _PARTED.search(said)
    if parted is None:
        return []
    shares = list(_SHARE.finditer(said, parted.end()))
    if len(shares) < FEWEST or _NO_PARTS.search(said) or not _are_all(said, parted.end(), shares):
        return []
    figures = [share[1].replace(",", ".").replace("٫", ".") for share in shares]
    total = sum(map(float, figures))
    places = min(len(figure.partition(".")[2]) for figure in figures)
    rounded = len(figures) * 0.5 * 10**-places + 1e-9
    too_few = total < 100 - rounded and not _REST.search(said, parted.end())
    if not (LEAST <= total <= MOST) or not (too_few or total > 100 + rounded):
        return []
    shown = f"{total:.2f}".rstrip("0").rstrip(".")
    return [Miscount("shares", start + parted.start(), start + shares[-1].end(), "100", shown)]


def _are_all(said: str, begin: int, shares: list[re.Match]) -> bool:
    """Whether every part has its share, exactly, of the one whole."""
    if sum(bool(_OF_A_WHOLE.match(said, share.end())) for share in shares) > 1:
        return False
    at = begin
    for share in shares:
        between = said[at : share.start()]
        if _ABOUT.search(bare(between)) or len(_NUMBER.findall(between)) > 1 or _opens(between):
            return False
        at = share.end()
    behind = said[at:]
    return not _NUMBER.search(behind) and not _opens(said[begin : shares[0].start()])


def _opens(between: str) -> bool:
    """Whether a parenthesis is open before the share: what stands there is a part of a part."""
    return between.count("(") != between.count(")")
