from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        from newsroom import checks  # noqa: F401  registers the checks

        post_migrate.connect(_settle_roles, sender=self)


def _settle_roles(sender, using, **kwargs):
    """After the last migration of all apps, when every permission can be made."""
    from newsroom import roles

    if using == "default":
        roles.settle()


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
