"""Show what the finder sees in a text on standard input, as JSON; nothing is stored.

Without --jsonl the input is one story's text; with it, lines {"id", "text"}, and "published_on"
where relative dates should be read against the day of the report. Offsets are code
points of the NFC text as it came, unstripped, inside the quotation marks. `speaker` is the full
name, null for an unnamed source. The newsroom's people help where there is a database.
"""

import dataclasses
import json
import sys

from django.core.management.base import CommandError
from django.db import DatabaseError

from articles.proposing import known_people
from newsroom.arabic import finder
from newsroom.arabic.letters import nfc
from newsroom.management.shell import EnglishCommand, day


class Command(EnglishCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--jsonl", action="store_true", help='Read lines {"id", "text"}.')
        parser.add_argument(
            "--published-on",
            metavar="YYYY-MM-DD",
            help="The day of the report, for relative dates.",
        )

    def run(self, jsonl, published_on=None, **options):
        reported_on = day("--published-on", published_on)
        stream = sys.stdin.buffer if hasattr(sys.stdin, "buffer") else sys.stdin
        if not jsonl:
            self.say(json.dumps(answer(None, _text(stream.read()), reported_on), ensure_ascii=False))
            return
        bad = 0
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                asked = json.loads(line)
                text = asked["text"]
                if not isinstance(text, str):
                    raise TypeError("text is not text")
                told = day("published_on", asked.get("published_on"))
            except (ValueError, KeyError, TypeError, CommandError) as error:
                self.note(f'line {number}: {str(error).rstrip(".")}. A line is {{"id": …, "text": "…"}}.')
                bad += 1
                continue
            self.say(json.dumps(answer(asked.get("id"), text, told or reported_on), ensure_ascii=False))
        if bad:
            sys.exit(1)


def _text(content):
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sys.exit(
            f"propose: the text is not UTF-8 (byte {error.start}). Convert it: iconv -f windows-1256 -t utf-8."
        )


def answer(name, text, published_on=None):
    """One story's proposals as the contract in the README says."""
    text = nfc(text)
    try:
        known = known_people(text)
    except DatabaseError:
        known = []
    found = finder.propose(text, known=known, reported_on=published_on)
    return {
        "id": name,
        "quotes": [
            {
                "start": quote.start, "end": quote.end, "text": quote.text, "kind": quote.kind,
                "speaker": None if quote.speaker_kind == "unnamed" else quote.speaker,
                "speaker_as_written": quote.speaker_as_written,
                "position_as_written": quote.position_as_written, "on_behalf_of": quote.on_behalf_of,
                "verb": quote.verb, "said_on": quote.said_on, "sources": list(quote.sources),
                "confidence": quote.confidence, "rule": quote.rule, "candidates": list(quote.candidates),
            }
            for quote in found.quotes
        ],
        "people": [{"name": seen.name, "positions": list(seen.positions)} for seen in found.people],
        "sources": [dataclasses.asdict(seen) for seen in found.sources],
        "dates": [
            {
                "start": date.start, "end": date.end, "text": date.text, "iso": date.iso,
                "problem": date.problem, "repairs": list(date.repairs),
            }
            for date in found.dates
        ],
    }  # fmt: skip
