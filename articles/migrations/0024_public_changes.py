"""What readers know of a version. Of those from before: the first is theirs since the story's first moment; a
later one since it was saved, which was mostly the press that published it, and nobody said of which kind it was.
"""

import re

from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery

MARKUP = re.compile(r"<[^>]*>")


def know_old_versions(apps, schema_editor):
    Article, Version = apps.get_model("articles", "Article"), apps.get_model("articles", "Version")
    published = Version.objects.filter(kind="published", article__first_published_at__isnull=False)
    several = (
        published.order_by().values("article").annotate(n=Count("pk")).filter(n__gt=1).values("article")
    )
    several = list(several.values_list("article", flat=True))
    begins = Article.objects.filter(pk=OuterRef("article")).values("first_published_at")[:1]
    of_one = Version.objects.filter(kind="published").exclude(article__in=several)
    of_one.filter(pk__in=published.values("pk")).update(change="first", public_from=Subquery(begins))
    for pk in several:
        _of_several(Article.objects.get(pk=pk), list(published.filter(article=pk).order_by("number")))


def _of_several(article, versions):
    begins = article.first_published_at
    while len(versions) > 1 and versions[1].saved_at <= begins:
        versions.pop(0)  # replaced before readers saw it
    for before, version in zip([None, *versions], versions, strict=False):
        if before is None:
            version.change, version.public_from = "first", begins
        else:
            version.change = "beside" if _words(before) == _words(version) else "unsaid"
            version.public_from = version.saved_at
    last = versions[-1]
    if len(versions) > 1 and article.updated_at and article.updated_at > last.public_from:
        last.public_from = article.updated_at
    for version in versions:
        version.save(update_fields=["change", "public_from"])


def _words(version):
    return [
        MARKUP.sub("", version.content.get(name) or "")
        for name in ("kicker", "headline", "standfirst", "body")
    ]


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_language_and_updates")]

    operations = [
        migrations.AddField(
            model_name="version",
            name="change",
            field=models.CharField(
                blank=True,
                choices=[
                    ("first", "first publication"),
                    ("material", "material change"),
                    ("cosmetic", "cosmetic change"),
                    ("unsaid", "change of the text"),
                    ("beside", "change beside the text"),
                ],
                default="",
                editable=False,
                max_length=10,
                verbose_name="change",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="version",
            name="public_from",
            field=models.DateTimeField(editable=False, null=True, verbose_name="public from"),
        ),
        migrations.AddField(
            model_name="version",
            name="words_shown",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="readers see what changed"
            ),
        ),
        migrations.RunPython(know_old_versions, migrations.RunPython.noop, elidable=True),
    ]
