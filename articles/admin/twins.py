"""A story that is begun twice: by the browser's way back and a second press, or by a second paste."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext

from articles.models import Article, State
from newsroom.arabic import tidy

ANOTHER = "_another"  # the box that says: it is another story
LATELY = timedelta(hours=12)


def of(user, headline, but=None):
    """The last story of this headline, `but` for one, that the user began in these hours; None for none."""
    begun = Article.objects.stories().filter(created_by=user, created_at__gt=timezone.now() - LATELY)
    alike = begun.filter(headline=tidy.line(headline or "")).exclude(headline="")
    alike = alike.exclude(state__in=[State.SPIKED, State.KILLED])
    return alike.exclude(pk=but and but.pk).order_by("-pk").first()


def told(twin):
    """A sentence that leads to it."""
    return format_html(
        '{} <a href="{}">{}</a>',
        gettext("You began a story with this headline at %(at)s:")
        % {"at": date_format(timezone.localtime(twin.created_at), "H:i")},
        reverse("admin:articles_article_change", args=[twin.pk]),
        twin.headline,
    )


def question(twin):
    """The same as an error that holds its own answer."""
    return format_html(
        '{} <label class="apart"><input type="checkbox" name="{}" value="{}"> {}</label>',
        told(twin), ANOTHER, twin.pk, gettext("This is another story: save it beside that one"),
    )  # fmt: skip
