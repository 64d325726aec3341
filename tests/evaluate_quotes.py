"""How well the finder does on stories labelled by hand: `python tests/evaluate_quotes.py PATH... [--errors N]`.

A labelled file holds JSON lines {"id", "text", "quotes", "not_quotes", "indirect"}; a label is
{"start", "end", "kind"} in code points of the NFC text, a quote or indirect statement also has
"speaker": {"name", "kind": person|organisation|unnamed}, "also_accepted": [speaker, ...] and (indirect)
"required". Kinds of not_quotes are free; "ambiguous" ones count neither way.

    spans       a proposal and a label are a pair when they share 80 % of what they cover together
    speaker     right when it is the full name, titles aside; of a pair
    indirect    by sentence: a required label is found when a proposal begins in its sentence; sentences
                with a marked quote, or with a label that is not required, count neither way
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsroom.arabic import finder
from newsroom.arabic.finder import cues
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import QUOTE_MARKS

SHARED = 0.8
_EDGES = QUOTE_MARKS + "'‘’ \t\n\u200e\u200f"
_ENDS = re.compile(r"[.!?؟]+[\"»”]?(?=\s)|\n")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors")
    options = parser.parse_args()
    count, errors = Counter(), []
    for path in options.paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                score(json.loads(line), count, errors)
    for row in table(count):
        print(*row)
    for error in errors[: options.errors]:
        print(*error, sep=" | ")


def score(story, count, errors):
    """Add one labelled story to the counts; what went wrong goes to `errors`."""
    text = unicodedata.normalize("NFC", story["text"])
    found = finder.propose(text).quotes
    name = story.get("id", "?")
    marked = {_trim(text, one.start, one.end): one for one in found if one.kind != "indirect"}
    wanted = [(_trim(text, one["start"], one["end"]), one) for one in story["quotes"]]
    others = [(_trim(text, one["start"], one["end"]), one["kind"]) for one in story["not_quotes"]]
    unclear = [span for span, kind in others if kind == "ambiguous"]
    pairs = sorted(
        ((_share(span, label[0]), span, n) for span in marked for n, label in enumerate(wanted)), reverse=True
    )
    taken, met = set(), set()
    for share, span, n in pairs:
        if share >= SHARED and span not in taken and n not in met:
            taken.add(span)
            met.add(n)
            right = _is_speaker(marked[span], wanted[n][1])
            count["pairs"] += 1
            count["exact"] += span == wanted[n][0]
            count["kind"] += marked[span].kind == wanted[n][1]["kind"]
            count["speaker"] += right
            if not right:
                errors.append(
                    (
                        name,
                        "speaker",
                        text[slice(*span)][:60],
                        wanted[n][1]["speaker"]["name"],
                        marked[span].speaker,
                    )
                )
    count["labels"] += len(wanted)
    errors += [
        (name, "missed", text[slice(*label[0])][:60]) for n, label in enumerate(wanted) if n not in met
    ]
    for span in marked.keys() - taken:
        if any(_share(span, one) >= 0.5 for one in unclear):
            continue
        count["false"] += 1
        count["taken"] += any(_share(span, one) >= 0.5 for one, kind in others if kind != "ambiguous")
        errors.append((name, "no quote", text[slice(*span)][:60], marked[span].rule))
    count["not_quotes"] += sum(kind != "ambiguous" for _, kind in others)
    _score_indirect(story, text, found, [span for span, _ in wanted] + unclear, count, errors)


def _score_indirect(story, text, found, quoted, count, errors):
    starts = [0, *(match.end() for match in _ENDS.finditer(text))]

    def sentence(place):
        return max(n for n, start in enumerate(starts) if start <= place)

    required, neutral = {}, {sentence(place) for start, end in quoted for place in (start, end - 1)}
    for label in story["indirect"]:
        if label["required"]:
            required.setdefault(sentence(label["start"]), []).append(label)
        else:
            neutral.add(sentence(label["start"]))
    told = {}
    for one in found:
        if one.kind == "indirect":
            told.setdefault(sentence(_trim(text, one.start, one.end)[0]), []).append(one)
    count["required"] += len(required)
    for n, ones in told.items():
        if n in required:
            right = any(_is_speaker(one, label) for one in ones for label in required[n])
            count["told"] += 1
            count["told_speaker"] += right
            if not right:
                errors.append(
                    (
                        story.get("id"),
                        "indirect speaker",
                        ones[0].text[:60],
                        required[n][0]["speaker"]["name"],
                        ones[0].speaker,
                    )
                )
        elif n not in neutral:
            count["told_false"] += 1
            errors.append((story.get("id"), "nobody's statement", ones[0].text[:60], ones[0].rule))
    for n in required.keys() - told.keys():
        errors.append((story.get("id"), "missed indirect", text[starts[n] :][:60].strip()))


def table(count):
    """Rows (name, value, of what)."""
    proposed = count["pairs"] + count["false"]
    yield (
        "stories' quotes, spans F1",
        _f1(count["pairs"], proposed, count["labels"]),
        f"({count['labels']} labels)",
    )
    yield "  exact spans F1", _f1(count["exact"], proposed, count["labels"])
    yield "  direct or mixed right", _ratio(count["kind"], count["pairs"])
    yield "non-quotes wrongly taken", f"{count['taken']}/{count['not_quotes']}"
    yield "speaker right, full name", _ratio(count["speaker"], count["pairs"])
    yield "span and speaker right, F1", _f1(count["speaker"], proposed, count["labels"])
    yield "indirect, recall", _ratio(count["told"], count["required"]), f"({count['required']} required)"
    yield "  precision", _ratio(count["told"], count["told"] + count["told_false"])
    yield "  speaker right", _ratio(count["told_speaker"], count["told"])


def _is_speaker(proposal, label):
    speakers = [label["speaker"], *label.get("also_accepted", ())]
    name = None if proposal.speaker_kind == "unnamed" else proposal.speaker
    return any(_same(name, one) for one in speakers)


def _same(name, speaker):
    if speaker["kind"] == "unnamed" and not name:
        return True
    given, meant = _bare(name or ""), _bare(speaker["name"])
    if "".join(given) == "".join(meant):
        return bool(given)
    if speaker["kind"] != "person":
        return bool(given) and "".join(given).removeprefix("ال") == "".join(meant).removeprefix("ال")
    return len(given) <= len(meant) + 4 and any(
        given[n : n + len(meant)] == meant for n in range(len(given) - len(meant) + 1)
    )


def _bare(name):
    words = re.findall(r"\w+", fold(name))
    while len(words) > 1 and words[0].removeprefix("ال") in cues.RANKS:
        words = words[1:]
    return words


def _trim(text, start, end):
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _share(one, other):
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def _ratio(part, whole):
    return f"{part / whole:.3f}" if whole else "–"


def _f1(right, proposed, labels):
    return f"{2 * right / (proposed + labels):.3f}" if proposed + labels else "–"


if __name__ == "__main__":
    main()
