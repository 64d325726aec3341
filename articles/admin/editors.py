"""A story that several people edit at once: whose words are whose, and what is put together by itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from articles import locking, marks
from newsroom.arabic import diff
from newsroom.desk import conflict
from newsroom.desk.two_editors import TwoEditors

LOOKED_BACK = 20  # versions among which the text is looked for that a form was opened with


class StoryEditors(TwoEditors):
    def lock(self, article):
        locking.lock(article.root)

    def is_stale(self, request, article):
        return request.POST.get("seen_version") != str(locking.number(article.root))

    def saw(self, data, article):
        data["seen_version"] = str(article.last_version)

    def last_saved(self, article):
        version = article.root.versions.defer("content").select_related("saved_by").first()
        return (version.saved_by, version.saved_at) if version else (None, article.saved_at)

    def settled(self, name, text):
        return marks.clean(text) if name == "body" and text else text

    def shown_text(self, name, text):
        return marks.text(text) if name == "body" else text

    def merged_text(self, article, name, mine, theirs, opened):
        """The body with the paragraphs that only one of the two changed; None where both changed the same one."""
        if name != "body":
            return None
        for version in article.root.versions.all()[:LOOKED_BACK].iterator():
            base = version.content.get("body", "")
            if conflict.digest([base]) == opened:
                merged = diff.merge(*(marks.blocks(body) for body in (base, mine, theirs)))
                return None if merged is None else "".join(merged)
        return None

    def delete_view(self, request, object_id, extra_context=None):
        """Deletes only what was on the page that asked: words a colleague saved meanwhile are not deleted unseen."""
        story = self.get_object(request, object_id)
        if story is None or not self.has_delete_permission(request, story):
            return super().delete_view(request, object_id, extra_context)
        with transaction.atomic():
            if request.method == "POST":
                try:
                    locking.check(story.root, request.POST.get("seen_version"))
                except ValidationError as error:
                    self.message_user(request, " ".join(error.messages), messages.ERROR)
                    return HttpResponseRedirect(
                        reverse("admin:articles_article_change", args=[story.root.pk])
                    )
            return super().delete_view(
                request, object_id, {"seen_version": story.last_version, **(extra_context or {})}
            )
