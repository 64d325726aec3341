"""Turn a plain UTF-8 text into a draft: paragraphs, sub-headings, proposed quotes.

With --accept the proposals that are sure are confirmed; with --publish the story is published as
somebody with the right would. The headline is the text's own first line where it has one.
"""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from articles import checks
from articles.importing import import_story
from newsroom.management.shell import EnglishCommand, day, read_utf8


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--headline", default="", metavar="TEXT")
        parser.add_argument(
            "--published-on", metavar="YYYY-MM-DD", help="Our publication day (default today)."
        )
        parser.add_argument("--accept", action="store_true", help="Confirm the quotes that are sure.")
        parser.add_argument("--publish", action="store_true", help="Publish the story.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def run(self, file, headline, published_on, accept, publish, **options):
        try:
            made = import_story(
                read_utf8(file),
                headline=headline,
                published_on=day("--published-on", published_on),
                accept=accept,
                publish=publish,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        answer = self.answer(made)
        if options["json"]:
            self.say(json.dumps(answer, ensure_ascii=False))
            return
        self.say(f"Story {answer['article']}: {made.article.headline}")
        self.say(
            f"{len(answer['quotes'])} quotes proposed, {len(answer['people'])} people, {len(answer['sources'])} sources."
        )
        for warning in answer["warnings"]:
            self.note(warning)
        self.say(f"Edit it at {answer['admin_url']}")
        if answer["public_url"]:
            self.say(f"Readers find it at {answer['public_url']}")

    def answer(self, made):
        article = made.article
        return {
            "article": article.pk,
            "admin_url": reverse("admin:articles_article_change", args=[article.pk]),
            "public_url": article.get_absolute_url() if article.is_public(timezone.now()) else None,
            "quotes": [
                {
                    "key": quote.key, "state": quote.state, "kind": quote.kind, "words": quote.words,
                    "speaker": _speaker(quote),
                    "position_as_printed": quote.position_as_printed, "verb": quote.verb,
                    "confidence": quote.confidence, "rule": quote.rule,
                }
                for quote in article.quotes.select_related("person", "organization")
            ],
            "people": [{"name": seen.name, "positions": list(seen.positions)} for seen in made.found.people],
            "sources": [{"name": seen.name, "kind": seen.kind} for seen in made.found.sources],
            "warnings": [*made.warnings, *(warning.sentence for warning in checks.of(article).standing)],
        }  # fmt: skip


def _speaker(quote):
    """The full name, as a row or as the finder's first candidate; None for an unnamed source."""
    if quote.speaker:
        return str(quote.speaker)
    return next((who["name"] for who in quote.candidates), None)
