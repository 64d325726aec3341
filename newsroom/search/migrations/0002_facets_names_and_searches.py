import django.db.models.deletion
from django.db import migrations, models


def install(apps, schema_editor):
    """The words are kept in new columns: the index starts empty, and rebuild_index fills it."""
    from newsroom.search.engines import engine_for

    apps.get_model("search", "Entry").objects.using(schema_editor.connection.alias).delete()
    engine_for(schema_editor.connection).install()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="facets",
            field=models.TextField(blank=True, default="", verbose_name="facets"),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                ("text", models.CharField(blank=True, max_length=200)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("entry", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="starts", to="search.entry")),
            ],
            options={"indexes": [models.Index(fields=["key", "entry"], name="search_names_by_key")]},
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True, verbose_name="words, folded")),
                ("query", models.CharField(max_length=80, verbose_name="search")),
                ("times", models.PositiveIntegerField(default=0, verbose_name="times")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="found")),
                ("last_on", models.DateField(verbose_name="last on")),
            ],
            options={
                "verbose_name": "search by readers",
                "verbose_name_plural": "searches by readers",
                "ordering": ["-times", "key"],
                "indexes": [models.Index(fields=["-times", "key"], name="searches_most_wanted")],
            },
        ),
    ]
