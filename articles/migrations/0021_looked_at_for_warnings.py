"""Whether a row was looked at for warnings at all: stories that are loaded are, at the latest when they are opened."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_citations_by_their_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='looked_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
