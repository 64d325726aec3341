from django.db import migrations

import newsroom.fields
from newsroom.arabic import fold


def fill(apps, schema_editor):
    photos = apps.get_model("photos", "Photo").objects.using(schema_editor.connection.alias)
    batch = []
    for photo in photos.only("alt", "caption", "credit").iterator(chunk_size=2000):
        photo.key = fold.key(f"{photo.alt} {photo.caption} {photo.credit}")
        batch.append(photo)
        if len(batch) == 2000:
            photos.bulk_update(batch, ["key"])
            batch = []
    photos.bulk_update(batch, ["key"])


class Migration(migrations.Migration):
    dependencies = [("photos", "0003_cuts")]

    operations = [
        migrations.AddField("photo", "key", newsroom.fields.KeyField(default="", editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
