"""The newsroom's admin site: the stock one in our words and our order."""

from datetime import timedelta
from functools import update_wrapper

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core import checks
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from articles import waiting
from articles.models import Redaction
from newsroom.accounts import LoginForm
from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.again import logs_in_again
from newsroom.desk.opened import now_opened

# The menu: what a newsroom opens most stands first. Whatever is not named here comes after.
MENU = {
    "articles": "article assignment front quote correction source citation occasion section place contributor wordrule dismissal redaction",
    "people": "person organization position tenure",
    "photos": "photo",
    "taggit": "tag",
    "merging": "merge",
    "search": "asked",
    "outgoing": "delivery receiver",
    "desk": "savedview",
    "newsroom": "user group redirect",
}
SOON = timedelta(seconds=5)
SOMEBODY_ELSE = _(
    "Somebody else has logged in on this browser since you opened the page, so it was not sent: it would have gone out "
    "in that name. Copy what you typed, log in yourself, then send it again."
)
OURS = {"articles", "people", "newsroom"}


class NewsroomAdminSite(AdminSite):
    login_form = LoginForm
    index_title = _("Newsroom desk")
    site_title = _("Newsroom desk")
    # An empty cell needs no sign that a reader of Arabic takes for a number.
    empty_value_display = "—"

    def each_context(self, request):
        now = timezone.localtime(timezone.now())
        return {
            **super().each_context(request),
            "may_break": request.user.is_active and request.user.has_perm("articles.publish_article"),
            "now_opened": now_opened(),
            "site_header": settings.NEWSROOM_NAME,
            "site_title": f"{gettext('Newsroom desk')} · {settings.NEWSROOM_NAME}",
            "time_zone": f"{settings.TIME_ZONE} (UTC{now:%z})",
        }

    def admin_view(self, view, cacheable=False):
        def of_whoever_opened_it(request, *args, **kwargs):
            if request.POST.get("opened_by", str(request.user.pk)) != str(request.user.pk):
                raise PermissionDenied(SOMEBODY_ELSE)
            return logs_in_again(view)(request, *args, **kwargs)

        return super().admin_view(update_wrapper(of_whoever_opened_it, view), cacheable)

    def logout(self, request, extra_context=None):
        # The page that follows is nobody's: it has no box to publish from.
        return super().logout(request, {"may_break": False, **(extra_context or {})})

    def index(self, request, extra_context=None):
        user, now = request.user, timezone.now()
        piles = waiting.piles(user, now) if user.has_perm("articles.view_article") else None
        return super().index(request, {"piles": piles, "now_at": now, **(extra_context or {})})

    def removed_since(self, moment, told=0, but=None):
        """The last removal of words for ever after a moment: (pk, at); None where none was. None for a moment is long
        ago.

        `told`: of that removal, and of those before it, one was told already. `but`: a story whose own redactions are
        asked for in another way.
        """
        found = Redaction.objects.filter(pk__gt=told)
        if but:
            found = found.exclude(article=but)
        if moment:
            found = found.filter(at__gte=moment - SOON)  # it says so a moment before it is through
        return found.values_list("pk", "at", named=True).first()

    def i18n_javascript(self, request, extra_context=None):
        # Ours comes last, so it also says what Django's Arabic lacks.
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "newsroom"])(request)

    def get_app_list(self, request, app_label=None):
        found = {app["app_label"]: app for app in super().get_app_list(request, app_label)}
        if "auth" in found and "newsroom" in found:
            # Roles stand beside the users who have them, not in a menu of their own.
            found["newsroom"]["models"] += found.pop("auth")["models"]
        for label, app in found.items():
            app["models"].sort(key=_place_in(MENU.get(label, "").split(), lambda m: m["object_name"].lower()))
        return sorted(found.values(), key=_place_in(list(MENU), lambda app: app["app_label"]))

    def check(self, app_configs):
        return [
            *super().check(app_configs),
            *(
                checks.Error(
                    f"{type(model_admin).__name__} is not built on ArabicAdmin.",
                    hint="Write class …Admin(ArabicAdmin, admin.ModelAdmin), from newsroom.desk.admin.",
                    obj=type(model_admin),
                    id="newsroom.E011",
                )
                for model, model_admin in self._registry.items()
                if model.__module__.partition(".")[0] in OURS and not isinstance(model_admin, ArabicAdmin)
            ),
        ]


def _place_in(names, name_of):
    """A sort key: the place of an entry's name in `names`; the unknown ones stand after them."""
    return lambda entry: names.index(name_of(entry)) if name_of(entry) in names else len(names)
