"""Search the public site: one query as text or JSON, or many as JSON lines."""

import json
import sys

from django.core.management.base import CommandError
from django.utils import timezone

from newsroom.management.shell import EnglishCommand
from newsroom.search.find import search
from newsroom.search.index import indexes


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("query", nargs="?", help="What to look for; put it in quotes.")
        parser.add_argument("--kind", help="Only this kind: story, person, quote, source, …")
        parser.add_argument("--limit", type=int, default=20, help="At most this many results (default 20).")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help='Read lines {"id", "query"} from standard input and answer each with a line {"id", "results"}.',
        )

    def run(self, *, query, kind, limit, json: bool, jsonl, **options):
        if limit < 1:
            raise CommandError("--limit must be 1 or more.")
        try:
            kinds = [index.kind for index in indexes([kind])] if kind else None
        except ValueError as error:
            raise CommandError(str(error)) from None
        if jsonl:
            if query:
                raise CommandError("--jsonl reads its queries from standard input. Leave the query out.")
            self.answer_lines(kinds, limit)
        else:
            if not (query or "").strip():
                raise CommandError('There is no query. Write what to look for: manage.py search "a word"')
            self.answer(query, kinds, limit, as_json=json)

    def answer(self, query, kinds, limit, as_json):
        results = search(query, kinds=kinds, now=timezone.now(), limit=limit)
        if as_json:
            answer = {
                "query": query,
                "total": results.total,
                "counts": results.counts,
                "problem": str(results.problem),
                "results": [_row(hit) | {"title": _plain(hit.title)} for hit in results.hits],
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for hit in results.hits:
            self.stdout.write(f"{hit.kind} {hit.object.pk}  {_plain(hit.title)}")
            if hit.snippet:
                self.stdout.write(f"    {_plain(hit.snippet)}")
        if results.problem:
            self.stderr.write(str(results.problem))
        self.stderr.write(f"{len(results.hits)} of {results.total} results")

    def answer_lines(self, kinds, limit):
        now, bad = timezone.now(), 0
        # Bytes: one line in a wrong encoding must not end the reading of the others.
        for number, line in enumerate(getattr(sys.stdin, "buffer", sys.stdin), 1):
            if not line.strip():
                continue
            try:
                asked = _asked(line)
            except ValueError as error:
                bad += 1
                self.stderr.write(f"Line {number}: {error}")
                continue
            hits = search(asked["query"], kinds=kinds, now=now, limit=limit).hits
            answer = {"id": asked["id"], "results": [_row(hit) for hit in hits]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if bad:
            raise CommandError(f"Lines that could not be read: {bad}. The others were answered.")


def _asked(line):
    """{"id", "query"} of one line; ValueError says what is wrong with it."""
    try:
        asked = json.loads(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8. Save the file as UTF-8.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f'not JSON ({error}). Write {{"id": …, "query": "…"}}.') from None
    if not isinstance(asked, dict) or "id" not in asked or not isinstance(asked.get("query"), str):
        raise ValueError('needs an "id" and a "query" that is text.')
    return asked


def _row(hit):
    return {"kind": hit.kind, "id": hit.object.pk, "uid": hit.uid, "score": round(hit.score, 9)}


def _plain(pieces):
    return "".join(piece for piece, _ in pieces)
