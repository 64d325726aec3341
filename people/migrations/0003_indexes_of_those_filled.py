import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_positions_found_by_both_titles'),
        ('photos', '0004_found_in_any_spelling'),
    ]

    operations = [
        migrations.AlterField(
            model_name='person',
            name='photo',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='photos.photo', verbose_name='photo'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('photo__isnull', False)), fields=['photo'], name='person_photo'),
        ),
    ]
