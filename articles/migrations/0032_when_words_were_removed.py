from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0031_who_is_at_a_story'),
    ]

    operations = [
        migrations.AddField(
            model_name='redaction',
            name='version_number',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
