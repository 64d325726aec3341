"""The versions of a story: any two side by side as one text with what came and went, the way back, and what
readers see of a change.
"""

from functools import partial
from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles import attributing, changelog, checks, desks, history, locking, unmerging, vetting, workflow
from articles.admin import compared
from articles.models import Article, Language, Section, Version
from articles.references import UnknownReference
from newsroom.desk.again import tried_again

SIZE = 50


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path("<int:pk>/versions/", wrap(partial(view, model_admin)), name="articles_article_versions"),
        path(
            "<int:pk>/versions/words/", wrap(partial(words_view, model_admin)), name="articles_article_words"
        ),
    ]


@tried_again
def view(model_admin, request, pk):
    """List the versions and compare two: ?before=3&after=7 (by default the last two); POST restores one."""
    story = Article.objects.stories().filter(pk=pk).first()
    if story is None:
        raise Http404("no such story")
    if not model_admin.has_view_or_change_permission(request, story):
        raise PermissionDenied
    if request.method == "POST":
        return _restore(model_admin, request, story)
    page = Paginator(story.versions.defer("content").select_related("saved_by"), SIZE).get_page(
        request.GET.get("page")
    )
    before, after = _chosen(story, request.GET)
    seen = list(story.versions.seen(timezone.now()).values_list("number", flat=True))
    replaced = dict(pairwise(seen))
    for version in page:
        version.replaced = replaced.get(version.number)
    differing = compared.fields(before.content, after.content) if before and after else []
    return model_admin.page(
        request,
        "admin/articles/article/versions.html",
        title=gettext("Versions of “%(headline)s”") % {"headline": story.headline},
        story=story,
        page=page,
        before=before,
        after=after,
        spoken=_spoken(before, after),
        fields=[field for field in differing if field.paragraphs],
        unread=[field.label for field in differing if not field.paragraphs],
        seen_version=locking.number(story),
        is_change=bool(
            before and after.change in Version.OF_WORDS and replaced.get(after.number) == before.number
        ),
        may_show=changelog.may(request.user, story) and story.is_public(timezone.now()),
        may_restore=model_admin.has_change_permission(request, story),
    )


def words_view(model_admin, request, pk):
    """POST `show` or `hide` with the number of a version: whether readers see what it changed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    story = Article.objects.stories().filter(pk=pk).first()
    if story is None:
        raise Http404("no such story")
    if not (workflow.may(request.user, "publish") or request.user.has_perm("articles.correct_article")):
        raise PermissionDenied
    shown = "show" in request.POST
    number = request.POST.get("show" if shown else "hide", "")
    number = int(number[:9]) if number.isdecimal() else None
    try:
        changelog.decide(story, number, shown, request.user, request.POST.get("seen_version"))
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
    else:
        said = history.SHOWN if shown else history.HIDDEN
        model_admin.message_user(request, said % {"number": number}, messages.SUCCESS)
    address = reverse("admin:articles_article_versions", args=[story.pk])
    pair = request.POST.get("before", "")
    chosen = f"?before={pair}&after={number}" if pair.isdecimal() and number else ""
    return HttpResponseRedirect(address + chosen)


def _chosen(story, asked):
    """The two versions to compare, the older first."""
    numbers = [value for name in ("before", "after") if (value := asked.get(name, "")).isdecimal()]
    rows = story.versions.all()
    found = list(rows.filter(number__in=[int(value[:9]) for value in numbers])) if numbers else []
    if len(found) < 2:
        found = list(rows[:2])
    found = sorted(found, key=lambda version: version.number)
    return (found[0], found[-1]) if len(found) > 1 else (None, found[0] if found else None)


def _spoken(before, after):
    """A story in the language of both, for `tongue`; None where they are of two."""
    languages = {version.content.get("language") or Language.ARABIC for version in (before, after) if version}
    return Article(language=languages.pop()) if len(languages) == 1 else None


def _refuse_to_file(user, row, version):
    """A version brings its section back, so that is for who might choose it. Raises ValidationError."""
    if "section" not in version.content:
        return
    slug = (version.content["section"] or {}).get("slug")
    section = Section.objects.filter(slug=slug).first()
    if slug != (row.section.slug if row.section else None) and not desks.may_file(user, row, section):
        raise ValidationError(desks.NOT_YOUR_SECTIONS)


def _restore(model_admin, request, story):
    if not model_admin.has_change_permission(request, story):
        raise PermissionDenied
    number = request.POST.get("restore", "")
    version = story.versions.filter(number=int(number[:9])).first() if number.isdecimal() else None
    here = HttpResponseRedirect(reverse("admin:articles_article_versions", args=[story.pk]))
    if version is None:
        model_admin.message_user(
            request, gettext("Choose a version of this story and try again."), messages.ERROR
        )
        return here
    try:
        with transaction.atomic():
            locking.check(story, request.POST.get("seen_version"))
            if history.says(story.edited, version):
                said = gettext(
                    "The story says what version %(number)s says already: nothing had to be changed."
                )
                model_admin.message_user(request, said % {"number": version.number}, messages.INFO)
                return here
            row = workflow.row_to_write(story, request.user)
            _refuse_to_file(request.user, row, version)
            attributes = attributing.may(request.user, row)
            data = history.what_returns(row, version, attributes)
            doubtful = unmerging.mistakable(row, data, version.saved_at)
            history.restore(row, version, request.user, attributes)
            checks.note(row)
            reopened = vetting.reopen(row, request.user)
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
        return here
    except UnknownReference:
        model_admin.message_user(
            request,
            gettext(
                "This version names a person, source or photo that is gone. Copy its text by hand instead."
            ),
            messages.ERROR,
        )
        return here
    said = (
        gettext("Version %(number)s is the draft now. Readers see no change until you publish.")
        if row.draft_of_id
        else gettext("The story says again what version %(number)s said.")
    )
    model_admin.message_user(request, said % {"number": version.number}, messages.SUCCESS)
    for sentence in doubtful:
        model_admin.message_user(request, sentence, messages.WARNING)
    if reopened:
        model_admin.message_user(request, vetting.REOPENED, messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
