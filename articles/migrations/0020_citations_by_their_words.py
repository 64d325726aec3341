"""Citations keep what they are found by; those that are there are given it."""

from django.db import migrations

import newsroom.fields

from newsroom.arabic import fold

BATCH = 1000


def fold_all(apps, schema_editor):
    Citation = apps.get_model("articles", "Citation")
    said = Citation.objects.exclude(title="", url="").only("title", "url")
    batch = []
    for citation in said.iterator(chunk_size=BATCH):
        citation.key = fold.key(f"{citation.title} {citation.url}")
        batch.append(citation)
        if len(batch) == BATCH:
            Citation.objects.bulk_update(batch, ["key"])
            batch = []
    Citation.objects.bulk_update(batch, ["key"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0019_front_change_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='key',
            field=newsroom.fields.KeyField(default='', editable=False),
        ),
        migrations.RunPython(fold_all, migrations.RunPython.noop),
    ]
