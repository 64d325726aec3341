from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.dates.months import CUSTOMS


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        from newsroom import checks  # noqa: F401  registers the checks

        _name_months()
        _write_digits()
        post_migrate.connect(_settle_roles, sender=self)
        post_migrate.connect(_learn, sender=self)


def _name_months():
    """The platform's own dates, in lists and logs, name the months as the house does."""

    def named(number, english):
        return CUSTOMS[settings.MONTHS][number - 1] if get_language() == "ar" else str(english)

    for number, english in MONTHS.items():
        MONTHS[number] = lazy(named, str)(number, english)


def _write_digits():
    """The same dates are written in the house's digits; what is asked for in a form of its own ("Y-m-d",
    for machines) stays as it is."""
    from newsroom.fields import in_house_digits

    formatted = formats.date_format

    def date_format(value, format=None, use_l10n=None):
        text = formatted(value, format, use_l10n)
        is_for_people = get_language() == "ar" and (not format or format.endswith("_FORMAT"))
        return in_house_digits(text) if is_for_people else text

    formats.date_format = date_format


def _settle_roles(sender, using, **kwargs):
    """After the last migration of all apps, when every permission can be made."""
    from newsroom import roles

    if using == "default":
        roles.settle()


def _learn(sender, using, **kwargs):
    """A table that a migration made anew is one SQLite knows nothing of."""
    from newsroom import planner

    planner.learn(using)


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
