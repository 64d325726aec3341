"""The front page's own screen: one list, big buttons, every press one step that can be taken back."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles import desks, fronts
from articles.models import Article, Front, FrontChange, Section, State
from newsroom.desk import moments
from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.again import tried_again
from newsroom.fields import could_be_id
from newsroom.search import desk

OFFERED = 20
LOGGED = 15
TIMES = {"placed_from": gettext_lazy("stands from"), "pinned_until": gettext_lazy("pinned until")}


@admin.register(Front)
class FrontAdmin(ArabicAdmin, admin.ModelAdmin):
    search_fields = ["section__name"]
    autocomplete_fields = ["section"]

    def has_add_permission(self, request):
        return False  # each section has its front, and so has the site

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:articles_front_arrange", args=[_number(object_id)]))

    def get_urls(self):
        return [
            path("", self.admin_site.admin_view(self.list_view), name="articles_front_changelist"),
            path(
                "<int:pk>/arrange/",
                self.admin_site.admin_view(self.arrange_view),
                name="articles_front_arrange",
            ),
            *super().get_urls(),
        ]

    def list_view(self, request):
        """The site's front and each section's; a front that is not there yet is made when it is opened."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            section = Section.objects.filter(pk=_number(request.POST.get("section"))).first()
            if not fronts.may(request.user, Front(section=section)):
                raise PermissionDenied(desks.NOT_YOUR_FRONT)
            front, _ = Front.objects.get_or_create(section=section)
            return HttpResponseRedirect(reverse("admin:articles_front_arrange", args=[front.pk]))
        made = {front.section_id: front for front in Front.objects.all()}
        rows = [
            (None, made.get(None)),
            *((section, made.get(section.pk)) for section in Section.objects.shown()),
        ]
        rows = [row for row in rows if fronts.may(request.user, Front(section=row[0]))]
        return self.page(request, "admin/articles/front/list.html", title=gettext("Front pages"), rows=rows)

    @tried_again
    def arrange_view(self, request, pk):
        front = Front.objects.select_related("section").filter(pk=pk).first()
        if front is None:
            raise Http404("no such front")
        if not fronts.may(request.user, front):
            raise PermissionDenied(desks.NOT_YOUR_FRONT)
        if request.method == "POST":
            return self._act(request, front)
        return self._page(request, front, request.GET)

    def _page(self, request, front, asked, refused=None):
        """The screen after what was `asked`; where that was refused, with what was typed and what is wrong."""
        now = timezone.now()
        placed = list(
            front.slots.select_related("article__section").defer("article__body").order_by("order", "pk")
        )
        taken = {slot.article_id for slot in placed}
        for number, slot in enumerate(placed):
            slot.problem = _problem(front, slot, now)
            slot.focus = _focus(slot, number, len(placed), asked)
            _show_times(slot, refused if refused and refused.article == slot.article_id else None)
        if not refused:
            self._keep_focus(placed, asked)
        is_focused = any(slot.focus for slot in placed)
        if refused and not any(slot.is_wrong for slot in placed):
            self.message_user(request, refused.said, messages.ERROR)
        found = request.GET.get("q", "")[:100]
        return self.page(
            request,
            "admin/articles/front/arrange.html",
            title=str(front),
            front=front,
            placed=placed,
            focus_on_undo=asked.get("act") and not is_focused and not refused,
            focus_on_said=refused and not is_focused,
            focus_on_found=not asked.get("act") and not refused,
            filled=self._filled(front, placed, taken, now),
            offered=_offered(found, taken, front, now),
            asked=found,
            # An address of its own: the page's may end in the skip link's fragment, which takes the focus.
            kept=urlencode({"q": found}) if found else "",
            changes=front.changes.select_related("by")[:LOGGED],
            pins=_pins(now),
            address=front.section.get_absolute_url() if front.section else reverse("home"),
        )

    def _keep_focus(self, placed, asked):
        """Where a story was taken down, the one that stands there now has the focus itself: no button of it, for
        who presses the key once more would take that down too.
        """
        if asked.get("act") == "off" and placed and not any(slot.focus for slot in placed):
            placed[min(_number(asked.get("at")), len(placed) - 1)].focus = "slot"

    def _filled(self, front, placed, taken, now):
        """What readers see behind the placed ones: the newest."""
        room = fronts.SHOWN - sum(not slot.problem for slot in placed)
        if room <= 0:
            return []
        newest = Article.objects.public(now).exclude(pk__in=taken)
        if front.section_id:
            newest = newest.filter(section=front.section_id)
        return list(newest.select_related("section").defer("body").newest()[:room])

    def _act(self, request, front):
        asked = request.POST
        article = Article.objects.stories().defer("body").filter(pk=_number(asked.get("article"))).first()
        seen = _number(asked.get("seen"))
        act, stood = asked.get("act", ""), 0
        try:
            if act == "undo":
                done = fronts.undo(front, request.user, seen)
            elif act == "again":
                change = FrontChange.objects.filter(front=front, pk=_number(asked.get("change"))).first()
                if change is None:
                    raise ValidationError(
                        gettext("This change is no longer kept. Arrange the front by hand.")
                    )
                done = fronts.again(front, change, request.user, seen)
            elif act not in ACTS:
                raise ValidationError(gettext("This page has no such button. Reload it, and press again."))
            elif article is None:
                raise ValidationError(gettext("This story is gone. Choose another one."))
            else:
                if act == "off":
                    stood = front.slots.filter(order__lt=_order(front, article)).count()
                done = ACTS[act](front, article, request.user, seen, asked)
        except ValidationError as error:
            front.refresh_from_db()
            return self._page(
                request, front, {"act": act, "focus": asked.get("article")}, Refused(asked, error)
            )
        self.message_user(request, done.act, messages.SUCCESS)
        here = reverse("admin:articles_front_arrange", args=[front.pk])
        # No fragment: with one a browser gives the focus to nothing.
        kept = {"q": request.GET["q"][:100]} if request.GET.get("q") else {}
        if act in (*ACTS, "undo", "again"):
            kept |= (
                {"act": act} | ({"focus": article.pk} if article else {}) | ({"at": stood} if stood else {})
            )
        return HttpResponseRedirect(f"{here}?{urlencode(kept)}" if kept else here)


class Refused:
    """A press that changed nothing: of which story, what was typed at its slot, and what is wrong where."""

    def __init__(self, asked, error):
        self.article = _number(asked.get("article"))
        self.said = " ".join(error.messages)
        # A field that nobody touched shows what is stored by now, be it a colleague's.
        self.typed = {
            name: asked[name] for name in TIMES if name in asked and asked[name] != asked.get(f"was_{name}")
        }
        self.wrong = {}
        if asked.get("act") == "time":
            self.wrong = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def _show_times(slot, refused):
    """The fields of a slot's own time, after a refused press with what was typed and what is wrong beside it."""
    typed, wrong = (refused.typed, refused.wrong) if refused else ({}, {})
    slot.times = []
    for name, label in TIMES.items():
        stored = moments.typed(getattr(slot, name))
        value, told = typed.get(name, stored), wrong.get(name)
        slot.times.append({"name": name, "label": label, "stored": stored, "value": value, "wrong": told})
    slot.is_open, slot.is_wrong, slot.wrong = bool(typed or wrong), bool(wrong), wrong.get("")
    if wrong:
        slot.focus = next((name for name in TIMES if name in wrong), None) or next(iter(typed), "slot")


def _timed(front, article, by, seen, asked):
    slot = front.slots.filter(article=article).first()
    typed, wrong = {}, {}
    for name in TIMES:
        try:
            typed[name] = moments.read(asked.get(name, ""), stored=getattr(slot, name, None))
        except ValidationError as error:
            wrong[name] = error
    if wrong:
        raise ValidationError(wrong)
    return fronts.time(front, article, by, seen, **typed)


ACTS = {
    "lead": lambda front, article, by, seen, asked: fronts.place(front, article, by, seen),
    "end": lambda front, article, by, seen, asked: fronts.place(front, article, by, seen, first=False),
    "up": lambda front, article, by, seen, asked: fronts.move(front, article, by, seen, -1),
    "down": lambda front, article, by, seen, asked: fronts.move(front, article, by, seen, 1),
    "off": lambda front, article, by, seen, asked: fronts.take_down(front, article, by, seen),
    "time": _timed,
}


def _order(front, article):
    """The order of the slot of a story on this front; 0 where it has none."""
    return front.slots.filter(article=article).values_list("order", flat=True).first() or 0


def _number(value):
    return int(value) if could_be_id(value) else 0


def _focus(slot, number, count, asked):
    """What of a slot has the focus after the last press: the same button, so that a key moves the story on; at the
    edge and after any other press the slot itself, for a button there would undo what was just done.
    """
    if _number(asked.get("focus")) != slot.article_id:
        return ""
    act = asked.get("act")
    moves_on = (act == "up" and number > 0) or (act == "down" and number < count - 1)
    return act if moves_on else "slot"


def _problem(front, slot, now):
    """Why readers do not see a placed story now; "" when they do."""
    if front.section_id and slot.article.section_id != front.section_id:
        return gettext("stands in another section now: take it down here")
    if not slot.article.is_public(now):
        if slot.article.is_scheduled:
            return gettext("stands here when it is published")
        return gettext("not public: %(state)s") % {"state": slot.article.shown_state}
    if slot.placed_from and slot.placed_from > now:
        return gettext("its time comes later")
    if slot.pinned_until and slot.pinned_until <= now:
        return gettext("its time is over")
    return ""


def _offered(asked, taken, front, now):
    """The newest stories that may be placed; by words of their titles, tags and places in any spelling."""
    rows = Article.objects.stories().filter(state=State.PUBLISHED).exclude(pk__in=taken)
    rows = rows.exclude(visible_until__lte=now)
    if front.section_id:
        rows = rows.filter(section=front.section_id)
    if asked.strip():
        bearing = [f"section_{front.section_id}"] if front.section_id else []
        rows = rows.filter(pk__in=desk.ids("story", asked, titled=True, bearing=bearing))
    return list(rows.select_related("section").defer("body").order_by("-publish_at", "-pk")[:OFFERED])


def _pins(now):
    """Moments until which a story is often pinned: [(label, value for the field)]."""
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=0, microsecond=0)
    return [
        (gettext("an hour"), moments.typed(now + timedelta(hours=1))),
        (gettext("three hours"), moments.typed(now + timedelta(hours=3))),
        (gettext("until midnight"), moments.typed(tonight)),
    ]
