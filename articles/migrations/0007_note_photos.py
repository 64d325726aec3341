"""Write down the photos of the stories there are. What stands in them, somebody chose: all are admitted.

Photos that only unpublished stories show are held by these.
"""

import re

from django.db import migrations

FIGURE = re.compile(r'<figure data-photo="([^"]+)">')


def note(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    PhotoUse = apps.get_model("articles", "PhotoUse")
    by_uid = dict(apps.get_model("photos", "Photo").objects.values_list("uid", "pk"))
    uses, out = [], set()
    stories = Article.objects.values_list("pk", "lead_photo", "visible_from", "body")
    for article, lead, visible_from, body in stories.iterator(chunk_size=500):
        photos = ({by_uid.get(uid) for uid in FIGURE.findall(body)} | {lead}) - {None}
        uses += [PhotoUse(article_id=article, photo_id=photo, admitted=True) for photo in photos]
        if visible_from:
            out |= photos
    for use in uses:
        use.holds = use.photo_id not in out
    PhotoUse.objects.bulk_create(uses, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_photo_uses'),
    ]

    operations = [
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
