"""The bench beside a story's form: which quotes need work, and confirming them with the save."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, ngettext

from articles import attributing, workflow
from articles.models import QuoteState
from articles.models.attribution import VIA
from newsroom.search.refresh import together

ORDER = [QuoteState.CHANGED, QuoteState.ORPHAN, QuoteState.PROPOSED, QuoteState.CONFIRMED]


class Bench:
    """The quotes of one row of a story, those that need work first."""

    def __init__(self, article):
        self.article = article

    @cached_property
    def quotes(self):
        rows = (
            self.article.quotes.exclude(state=QuoteState.REJECTED)
            .exclude(state=QuoteState.ORPHAN, letters="")
            .select_related("person", "organization", "occasion", "tenure__position", "tenure__person")
            .prefetch_related(*(f"attributions__{name}" for name in VIA), "attributions__citation__source")
        )
        return sorted(rows, key=lambda quote: (ORDER.index(quote.state), quote.order))

    @property
    def waiting(self):
        return [quote for quote in self.quotes if quote.state != QuoteState.CONFIRMED]

    @property
    def summary(self):
        """How many wait, as a sentence."""
        number = len(self.waiting)
        return ngettext("%(number)d waits for you", "%(number)d wait for you", number) % {"number": number}

    def confirm(self, request):
        """Confirm the quotes ticked in the posted form, each as "key:words it showed".

        A quote whose words changed in the same save is not confirmed; the editor is told. Returns whether
        any was confirmed.
        """
        ticked = request.POST.getlist("_confirm_quote")
        if not ticked:
            return False
        if self.article.is_frozen:
            messages.error(request, workflow.FROZEN)
            return False
        if not attributing.may(request.user, self.article):
            messages.error(request, gettext("You may not confirm quotes. Ask somebody at the desk."))
            return False
        rows = {quote.key: quote for quote in self.article.quotes.all()}
        done, refused = 0, []
        with together():  # the index is written once for all of them
            for value in ticked:
                key, _, seen = value.partition(":")
                if key not in rows:
                    continue
                try:
                    with transaction.atomic():
                        attributing.confirm(rows[key], request.user, seen=seen)
                    done += 1
                except ValidationError as error:
                    refused.append(f"«{rows[key].words[:40]}» {' '.join(error.messages)}")
        if done:
            messages.success(
                request,
                ngettext("%(number)d quote confirmed.", "%(number)d quotes confirmed.", done)
                % {"number": done},
            )
        for sentence in refused:
            messages.error(request, sentence)
        return bool(done)
