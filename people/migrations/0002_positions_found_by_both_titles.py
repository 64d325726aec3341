"""A position is found by its feminine title too."""

from django.db import migrations

from newsroom.arabic import fold


def fill(apps, editor):
    positions = apps.get_model("people", "Position").objects.using(editor.connection.alias)
    for position in positions.exclude(title_feminine="").iterator():
        position.key = fold.key(f"{position.title} {position.title_feminine}")[:300]
        position.save(update_fields=["key"])


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
