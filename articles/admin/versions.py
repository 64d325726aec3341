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
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles import attributing, changelog, checks, comparing, desks, history, locking, vetting, workflow
from articles.models import Article, Language, QuoteState, Section, Version
from articles.models.links import LINKS
from articles.references import UnknownReference
from newsroom.arabic import diff

SIZE = 50
NAMED = {
    "tags": _("tags"),
    "places": pgettext_lazy("geography", "places"),
    "bylines": _("bylines"),
    "section": _("section"),
}
CHOSEN = {
    "language": _("language"),
    "original_language": _("language of the original"),
    "updates_story": _("update of"),
    "translation_of": _("translation of"),
}
STATES = dict(QuoteState.choices)


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path("<int:pk>/versions/", wrap(partial(view, model_admin)), name="articles_article_versions"),
        path(
            "<int:pk>/versions/words/", wrap(partial(words_view, model_admin)), name="articles_article_words"
        ),
    ]


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
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": gettext("Versions of “%(headline)s”") % {"headline": story.headline},
        "story": story,
        "page": page,
        "before": before,
        "after": after,
        "fields": _compared(before, after) if before and after else [],
        "seen_version": locking.number(story),
        "is_change": bool(
            before and after.change in Version.OF_WORDS and replaced.get(after.number) == before.number
        ),
        "may_show": changelog.may(request.user, story) and story.is_public(timezone.now()),
        "may_restore": model_admin.has_change_permission(request, story),
    }
    return TemplateResponse(request, "admin/articles/article/versions.html", context)


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


def _compared(before, after):
    """[(name of the field, its paragraphs as pieces)] of the fields that differ."""
    texts = (
        {name: comparing.said(version.content, name) for name in comparing.LINES}
        for version in (before, after)
    )
    rows = [(comparing.LINES[name], paragraphs) for name, paragraphs in comparing.compared(*texts)]
    for name, label in NAMED.items():
        old, new = _named(before, name), _named(after, name)
        if old != new:
            rows.append((label, [diff.words(old, new)]))
    for name, label in CHOSEN.items():
        old, new = (_choice(name, version.content.get(name)) for version in (before, after))
        if old != new:
            rows.append((label, [diff.words(old, new)]))
    for old, new in _photos(before.content, after.content):
        rows.append((_("photo"), [diff.words(old, new)]))
    quotes = _quotes(before.content, after.content)
    if quotes:
        rows.append((_("quotes"), quotes))
    return rows


def _named(version, name):
    value = version.content.get(name) or []
    if isinstance(value, dict):
        return value.get("name", "")
    return "، ".join(item["name"] if isinstance(item, dict) else str(item) for item in value)


def _choice(name, value):
    """What was chosen as a reader of the form sees it: a language, or the story of a uid."""
    if name in LINKS and value:
        return Article.objects.filter(uid=value).values_list("headline", flat=True).first() or value
    return str(dict(Language.choices).get(value, value or ""))


def _photos(before, after):
    """What the two say of each photo in different words."""
    old, new = ({item["uid"]: item for item in content.get("photos", ())} for content in (before, after))
    pairs = ([_of_photo(items.get(uid, {})) for items in (old, new)] for uid in {**old, **new})
    return [(one, other) for one, other in pairs if one != other]


def _of_photo(item):
    decorative = gettext("decorative") if item.get("decorative") else ""
    return " · ".join(filter(None, (item.get("alt"), decorative, item.get("caption"))))


def _quotes(before, after):
    """Quotes that came, went or changed their state, as pieces."""
    old, new = ({quote["key"]: quote for quote in content.get("quotes", ())} for content in (before, after))
    rows = []
    for key in {**old, **new}:
        one, other = (_quote(row.get(key)) for row in (old, new))
        if one != other:
            rows.append(diff.words(one, other))
    return rows


def _quote(quote):
    if not quote:
        return ""
    who = quote.get("speaker_as_printed") or quote.get("unnamed") or gettext("no speaker")
    return f"{who} · {quote.get('position_as_printed', '')} · {STATES.get(quote.get('state'), '')}"


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
            history.restore(row, version, request.user, attributing.may(request.user, row))
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
    if reopened:
        model_admin.message_user(request, vetting.REOPENED, messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
