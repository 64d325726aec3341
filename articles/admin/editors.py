"""A story that several people edit at once: whose words are whose, and what is put together by itself."""

from contextlib import nullcontext

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import locking, marks, presence
from articles.admin import compared, deleting, unsent
from articles.admin.moves import typed_with_a_brake
from articles.models import State
from newsroom.arabic import diff
from newsroom.desk import conflict
from newsroom.desk.again import tried_again
from newsroom.desk.gone import Fate
from newsroom.desk.opened import opened_at, removed_meanwhile
from newsroom.desk.sent import digest
from newsroom.desk.two_editors import TwoEditors
from newsroom.fields import could_be_id

LOOKED_BACK = 100  # versions among which the text is looked for that a form was opened with


class StoryEditors(TwoEditors):
    anew = _("Make a new story of this text")

    def kept_as(self, article):
        # A story's draft row comes and goes.
        return str(article.root.pk) if article else "new"

    def lock(self, article):
        locking.lock(article.root)

    def is_stale(self, request, article):
        return request.POST.get("seen_version") != str(locking.number(article.root))

    def is_led_elsewhere(self, request, article):
        # By other doors than its own: a merge, or one that is taken back. Its words change by no such door; the bench
        # beside the form, which tells it of each number, takes marks from them.
        opened = conflict.opened_with(request.POST.get("_opened"))
        return bool(opened) and conflict.is_written_to(
            *self._as_stored(request, article), opened, typed=False
        )

    def saw(self, data, article):
        data["seen_version"] = str(article.last_version)

    def last_saved(self, article):
        version = article.root.versions.defer("content").select_related("saved_by").first()
        return (version.saved_by, version.saved_at) if version else (None, article.saved_at)

    def deeds(self, request, article):
        opened = opened_at(request)
        since = article.root.transitions.select_related("by").filter(at__gt=opened) if opened else ()
        return [render_to_string("admin/articles/article/moved.html", {"moved": moved}) for moved in since]

    def removed_at(self, request, article):
        seen = request.POST.get("seen_version", "")
        found = article.root.redactions.filter(version_number__gt=int(seen) if could_be_id(seen) else 0)
        return found.values_list("at", flat=True).first()

    def removed_elsewhere(self, request, article):
        return removed_meanwhile(request, self.admin_site, but=article.root)

    def settled(self, name, text):
        return marks.clean(text) if name == "body" and text else text

    def typed_beside(self, request):
        # A brake is not asked about: a second later readers may see the story.
        goes = typed_with_a_brake(request.POST)
        typed = {name: text for name, text in unsent.typed(request.POST).items() if name not in goes}
        return unsent.labelled(typed)

    def is_a_brake(self, request):
        return bool(typed_with_a_brake(request.POST))

    def shown_text(self, name, text):
        return marks.shown(text) if name == "body" else text

    def compared_text(self, name, before, after):
        return (
            compared.bodies(before, after) if name == "body" else super().compared_text(name, before, after)
        )

    def merged_text(self, article, name, mine, theirs, opened):
        """The body with the paragraphs that only one of the two changed; None where both changed the same one."""
        if name != "body":
            return None
        for version in article.root.versions.all()[:LOOKED_BACK].iterator():
            base = version.content.get("body", "")
            if digest([base]) == opened:
                merged = diff.merge(*(marks.blocks(body) for body in (base, mine, theirs)))
                return None if merged is None else "".join(merged)
        return None

    def fate(self, request, object_id, article):
        if article is None or article.root.state != State.KILLED:
            return super().fate(request, object_id, article)
        story = article.root
        move = story.arrival
        return Fate("killed", str(story), *((move.by, move.at) if move else (None, story.saved_at)))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        is_post = request.method == "POST"
        # Of two presses at one moment the second sees what the first began.
        waits = is_post and object_id is None
        with transaction.atomic() if waits else nullcontext():
            if waits:
                locking.queue()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def presence_view(self, request, pk):
        """A page that has the story open says so every few seconds, and learns who else has and who saved."""
        article = self.get_object(request, pk) if request.method == "POST" else None
        if article is None:
            raise Http404("no such story")
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        now, story = timezone.now(), article.root
        presence.here(story, request.user, now)
        saved = ""
        if request.POST.get("seen_version", "") not in ("", str(article.last_version)):
            saved = self._done_meanwhile(article)
        return JsonResponse(
            {"open": presence.sentence(presence.others(story, request.user, now)), "saved": saved}
        )

    def _done_meanwhile(self, article):
        """A sentence of the last save or move, whichever came later."""
        by, at = self.last_saved(article)
        moved = article.root.transitions.first()
        said = gettext(
            "%(by)s saved this story at %(at)s. Go on writing: when you save, the two texts are put together."
        )
        if moved and moved.at > at:
            at = moved.at
            said = gettext(
                "The standing of this story changed at %(at)s. Go on writing: when you save, you see what was done first."
            )
        return said % {"by": by or gettext("A colleague"), "at": date_format(timezone.localtime(at), "H:i")}

    @tried_again
    def delete_view(self, request, object_id, extra_context=None):
        """Deletes only what was on the page that asked: words a colleague saved meanwhile, also in a quote or a comment,
        are not deleted unseen.
        """
        story = self.get_object(request, object_id)
        if story is None or not self.has_delete_permission(request, story):
            return super().delete_view(request, object_id, extra_context)
        with transaction.atomic():
            if request.method == "POST":
                try:
                    deleting.check(story.root, request.user, request.POST.get("seen"))
                except ValidationError as error:
                    self.message_user(request, " ".join(error.messages), messages.ERROR)
                    return HttpResponseRedirect(
                        reverse("admin:articles_article_change", args=[story.root.pk])
                    )
            seen = deleting.stood([story.root], request.user)[story.root.pk]
            return super().delete_view(request, object_id, {"seen": seen, **(extra_context or {})})
