"""The newsroom's admin site: the stock one in our words and our order."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core import checks
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from newsroom.desk.admin import ArabicAdmin

# The menu's order: what a newsroom opens most stands first. Within an app, models stand in the
# order in which its admin.py registers them.
APPS = ["articles", "people", "photos", "taggit", "newsroom"]
OURS = {"articles", "people", "newsroom"}


class NewsroomAdminSite(AdminSite):
    index_title = _("Newsroom desk")
    site_title = _("Newsroom desk")
    # An empty cell needs no sign that a reader of Arabic takes for a number.
    empty_value_display = "—"

    def each_context(self, request):
        now = timezone.localtime(timezone.now())
        return {
            **super().each_context(request),
            "site_header": settings.NEWSROOM_NAME,
            "site_title": f"{gettext('Newsroom desk')} · {settings.NEWSROOM_NAME}",
            "time_zone": f"{settings.TIME_ZONE} (UTC{now:%z})",
        }

    def i18n_javascript(self, request, extra_context=None):
        # Ours comes last, so it also says what Django's Arabic lacks.
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "newsroom"])(request)

    def get_app_list(self, request, app_label=None):
        found = {app["app_label"]: app for app in super().get_app_list(request, app_label)}
        if "auth" in found and "newsroom" in found:
            # Roles stand beside the users who have them, not in a menu of their own.
            found["newsroom"]["models"] += found.pop("auth")["models"]
        registered = list(self._registry)
        for app in found.values():
            app["models"].sort(key=lambda entry: registered.index(entry["model"]))
        return sorted(
            found.values(),
            key=lambda app: APPS.index(app["app_label"]) if app["app_label"] in APPS else len(APPS),
        )

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
