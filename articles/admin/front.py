"""The front page's own screen: one list, big buttons, every press one step that can be taken back."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles import fronts
from articles.models import Article, Front, FrontChange, Section, State
from newsroom.arabic import fold
from newsroom.desk import moments
from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.widgets import could_be_id

LOOKED_AT = 500  # of the newest stories, for placing one
OFFERED = 20
LOGGED = 15


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
            front, _ = Front.objects.get_or_create(section=section)
            return HttpResponseRedirect(reverse("admin:articles_front_arrange", args=[front.pk]))
        made = {front.section_id: front for front in Front.objects.all()}
        rows = [
            (None, made.get(None)),
            *((section, made.get(section.pk)) for section in Section.objects.shown()),
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Front pages"),
            "rows": rows,
        }
        return TemplateResponse(request, "admin/articles/front/list.html", context)

    def arrange_view(self, request, pk):
        front = Front.objects.select_related("section").filter(pk=pk).first()
        if front is None:
            raise Http404("no such front")
        if not fronts.may(request.user, front):
            raise PermissionDenied
        if request.method == "POST":
            return self._act(request, front)
        now = timezone.now()
        placed = list(
            front.slots.select_related("article__section").defer("article__body").order_by("order", "pk")
        )
        taken = {slot.article_id for slot in placed}
        for number, slot in enumerate(placed):
            slot.problem = _problem(front, slot, now)
            slot.focus = _focus(slot, number, len(placed), request.GET)
        self._keep_focus(placed, request.GET)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(front),
            "front": front,
            "placed": placed,
            "focus_on_undo": request.GET.get("act") and not any(slot.focus for slot in placed),
            "filled": self._filled(front, placed, taken, now),
            "offered": _offered(request.GET.get("q", ""), taken, front, now),
            "asked": (asked := request.GET.get("q", "")[:100]),
            # An address of its own: the page's may end in the skip link's fragment, which takes the focus.
            "kept": urlencode({"q": asked}) if asked else "",
            "changes": front.changes.select_related("by")[:LOGGED],
            "pins": _pins(now),
            "address": front.section.get_absolute_url() if front.section else reverse("home"),
        }
        return TemplateResponse(request, "admin/articles/front/arrange.html", context)

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
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, done.act, messages.SUCCESS)
        here = reverse("admin:articles_front_arrange", args=[front.pk])
        # No fragment: with one a browser gives the focus to nothing.
        kept = {"q": request.GET["q"][:100]} if request.GET.get("q") else {}
        if act in (*ACTS, "undo", "again"):
            kept |= (
                {"act": act} | ({"focus": article.pk} if article else {}) | ({"at": stood} if stood else {})
            )
        return HttpResponseRedirect(f"{here}?{urlencode(kept)}" if kept else here)


def _timed(front, article, by, seen, asked):
    slot = front.slots.filter(article=article).first()
    typed = {
        name: moments.read(asked.get(name, ""), stored=getattr(slot, name, None))
        for name in ("placed_from", "pinned_until")
    }
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
        return gettext("not public: %(state)s") % {"state": slot.article.get_state_display()}
    if slot.placed_from and slot.placed_from > now:
        return gettext("its time comes later")
    if slot.pinned_until and slot.pinned_until <= now:
        return gettext("its time is over")
    return ""


def _offered(asked, taken, front, now):
    """The newest stories that may be placed, those whose headline holds what was asked first in any spelling."""
    rows = Article.objects.stories().filter(state=State.PUBLISHED).exclude(pk__in=taken)
    if front.section_id:
        rows = rows.filter(section=front.section_id)
    newest = rows.select_related("section").defer("body").order_by("-publish_at", "-pk")
    wanted = fold.key(asked[:100])
    if not wanted:
        return list(newest[:OFFERED])
    return [row for row in newest[:LOOKED_AT] if wanted in fold.key(row.headline)][:OFFERED]


def _pins(now):
    """Moments until which a story is often pinned: [(label, value for the field)]."""
    local = timezone.localtime(now)
    tonight = local.replace(hour=23, minute=59, second=0, microsecond=0)
    return [
        (gettext("an hour"), (local + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")),
        (gettext("three hours"), (local + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")),
        (gettext("until midnight"), tonight.strftime("%Y-%m-%dT%H:%M")),
    ]
