from django.db import migrations


def install(apps, schema_editor):
    """PostgreSQL keeps the words as one line of text: its index starts empty, and rebuild_index fills it."""
    from newsroom.search.engines import engine_for

    if schema_editor.connection.vendor == "postgresql":
        apps.get_model("search", "Name").objects.using(schema_editor.connection.alias).delete()
        apps.get_model("search", "Entry").objects.using(schema_editor.connection.alias).delete()
        engine_for(schema_editor.connection).install()


class Migration(migrations.Migration):
    dependencies = [("search", "0003_smaller_words")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
