"""Writing the notice of a story that readers saw and see no more."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from articles import locking, notice, workflow
from articles.models import Article
from newsroom.desk.kept import kept_no_longer
from newsroom.desk.opened import ask_once, opened_still, refuse_removed


def view(model_admin, request, pk):
    """GET the notice as readers see it; POST changes it, or gives what was typed back with what is in its way."""
    story = Article.objects.stories().filter(pk=pk).first()
    if story is None:
        raise Http404("no such story")
    workflow.allow(request.user, "withdraw", story)
    here = HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
    if request.method != "POST" and not story.leaves_notice:
        model_admin.message_user(request, notice.NOT_GONE, messages.ERROR)
        return here
    problem, status, text = "", 200, story.withdrawal_notice
    if request.method == "POST":
        text = request.POST.get("notice", "")
        try:
            refuse_removed(model_admin.removed_at(request, story))
            ask_once(request, model_admin.admin_site, but=story)
            notice.change(story, text, request.user, request.POST.get("seen_version"))
        except ValidationError as error:
            problem, status = " ".join(error.messages), 409 if isinstance(error, locking.Stale) else 200
            story = Article.objects.get(pk=pk)  # as it is by now
        else:
            said = gettext("Readers see the new notice from now on.")
            model_admin.message_user(request, said, messages.SUCCESS)
            return kept_no_longer(request, here)
    return model_admin.page(
        request,
        "admin/articles/article/notice.html",
        title=gettext("Notice in the place of “%(headline)s”") % {"headline": story.headline},
        story=story,
        typed=text,
        kept_as=f"notice.{story.pk}",
        problem=problem,
        opened_at=opened_still(request),
        most=workflow.LONGEST_NOTE,
        seen_version=locking.number(story),
        status=status,
    )
