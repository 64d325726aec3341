"""How many words a body has is stored: the day's list asked it of three hundred bodies at a time."""

import html
import re

from django.db import migrations, models

INLINE_TAG = re.compile(r"</?(?:span|q|a|strong|em)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
BATCH = 2000


def count(apps, schema_editor):
    rows = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    found = rows.exclude(body="").values_list("pk", "body").iterator(chunk_size=BATCH)
    counted = [(len(html.unescape(TAG.sub(" ", INLINE_TAG.sub("", body))).split()), pk) for pk, body in found]
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("UPDATE articles_article SET word_count = %s WHERE id = %s", counted)


class Migration(migrations.Migration):

    dependencies = [("articles", "0027_comments")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="word_count",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="words"),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
