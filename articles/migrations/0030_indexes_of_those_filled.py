import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class LoseIndex(migrations.AlterField):
    """A field that becomes `db_index=False` and is the same otherwise.

    Left to Django, SQLite would write the whole table anew, and PostgreSQL would lose a unique constraint of this
    one field with its index (`story_is_updated_by_one`).
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        connection = schema_editor.connection
        model = from_state.apps.get_model(app_label, self.model_name)
        table, column = model._meta.db_table, model._meta.get_field(self.name).column
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        kept = {index.name for index in model._meta.indexes}
        for name, what in found.items():
            if name not in kept and what["index"] and not what["unique"] and what["columns"] == [column]:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0029_unseen_stories'),
        ('people', '0002_positions_found_by_both_titles'),
        ('photos', '0004_found_in_any_spelling'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='quote',
            name='quotes_of_a_person',
        ),
        LoseIndex(
            model_name='article',
            name='created_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by'),
        ),
        LoseIndex(
            model_name='article',
            name='lead_photo',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lead_of', to='photos.photo', verbose_name='lead photo'),
        ),
        LoseIndex(
            model_name='article',
            name='translation_of',
            field=models.ForeignKey(blank=True, db_index=False, help_text='The story of ours that this one says in another language.', limit_choices_to={'draft_of__isnull': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='articles.article', verbose_name='translation of'),
        ),
        LoseIndex(
            model_name='article',
            name='updates_story',
            field=models.ForeignKey(blank=True, db_index=False, help_text='The story that this one goes on from. Whoever reads the older one is led to the newest.', limit_choices_to={'draft_of__isnull': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='updated_by', to='articles.article', verbose_name='update of'),
        ),
        LoseIndex(
            model_name='attribution',
            name='citation',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attributions', to='articles.citation', verbose_name='citation'),
        ),
        LoseIndex(
            model_name='attribution',
            name='occasion',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='articles.occasion', verbose_name='occasion'),
        ),
        LoseIndex(
            model_name='attribution',
            name='organization',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='people.organization', verbose_name='organization'),
        ),
        LoseIndex(
            model_name='attribution',
            name='person',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='people.person', verbose_name='person'),
        ),
        LoseIndex(
            model_name='attribution',
            name='source',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='articles.source', verbose_name='source'),
        ),
        LoseIndex(
            model_name='correction',
            name='organization',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='people.organization', verbose_name='organization'),
        ),
        LoseIndex(
            model_name='correction',
            name='person',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='people.person', verbose_name='person'),
        ),
        LoseIndex(
            model_name='correction',
            name='quote',
            field=models.ForeignKey(blank=True, db_index=False, help_text='Only where it is about one statement: it then stands beside this quote too.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to='articles.quote', verbose_name='quote'),
        ),
        LoseIndex(
            model_name='correction',
            name='version_after',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.version', verbose_name='version after'),
        ),
        LoseIndex(
            model_name='correction',
            name='version_before',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.version', verbose_name='version before'),
        ),
        LoseIndex(
            model_name='quote',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        LoseIndex(
            model_name='quote',
            name='occasion',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='articles.occasion', verbose_name='occasion'),
        ),
        LoseIndex(
            model_name='quote',
            name='on_behalf_of',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spoken_for', to='people.organization', verbose_name='on behalf of'),
        ),
        LoseIndex(
            model_name='quote',
            name='organization',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='people.organization', verbose_name='organization'),
        ),
        LoseIndex(
            model_name='quote',
            name='person',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='people.person', verbose_name='person'),
        ),
        LoseIndex(
            model_name='quote',
            name='tenure',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotes', to='people.tenure', verbose_name='position then'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('translation_of__isnull', False)), fields=['translation_of'], name='article_translation_of'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('updates_story__isnull', False)), fields=['updates_story'], name='article_updates_story'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('lead_photo__isnull', False)), fields=['lead_photo'], name='article_lead_photo'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('created_by__isnull', False)), fields=['created_by'], name='article_created_by'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('citation__isnull', False)), fields=['citation'], name='attribution_citation'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('source__isnull', False)), fields=['source'], name='attribution_source'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('person__isnull', False)), fields=['person'], name='attribution_person'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('organization__isnull', False)), fields=['organization'], name='attribution_organization'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('occasion__isnull', False)), fields=['occasion'], name='attribution_occasion'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('quote__isnull', False)), fields=['quote'], name='correction_quote'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('person__isnull', False)), fields=['person'], name='correction_person'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('organization__isnull', False)), fields=['organization'], name='correction_organization'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('version_before__isnull', False)), fields=['version_before'], name='correction_version_before'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('version_after__isnull', False)), fields=['version_after'], name='correction_version_after'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(condition=models.Q(('person__isnull', False)), fields=['person', 'state'], name='quotes_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(condition=models.Q(('organization__isnull', False)), fields=['organization'], name='quote_organization'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(condition=models.Q(('on_behalf_of__isnull', False)), fields=['on_behalf_of'], name='quote_on_behalf_of'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(condition=models.Q(('tenure__isnull', False)), fields=['tenure'], name='quote_tenure'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(condition=models.Q(('occasion__isnull', False)), fields=['occasion'], name='quote_occasion'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(condition=models.Q(('confirmed_by__isnull', False)), fields=['confirmed_by'], name='quote_confirmed_by'),
        ),
    ]
