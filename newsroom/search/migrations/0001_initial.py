from django.db import migrations, models


def install(apps, schema_editor):
    """The words' own storage: an FTS5 table on SQLite, a tsvector column on PostgreSQL."""
    from newsroom.search.engines import engine_for

    engine_for(schema_editor.connection).install()


def uninstall(apps, schema_editor):
    from newsroom.search.engines import engine_for

    engine_for(schema_editor.connection).uninstall()


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("object_id", models.PositiveBigIntegerField(verbose_name="object")),
                ("uid", models.CharField(max_length=100, verbose_name="uid")),
                ("title", models.TextField(verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("visible_from", models.DateTimeField(blank=True, null=True, verbose_name="visible from")),
                ("visible_until", models.DateTimeField(blank=True, null=True, verbose_name="visible until")),
                ("digest", models.CharField(max_length=32, verbose_name="digest of the indexed words")),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="one_entry_for_each_object"),
                ],
            },
        ),
        migrations.RunPython(install, uninstall),
    ]
