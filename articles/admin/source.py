from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q

from articles import attributing, history, locking, vetting, workflow
from articles.models import Article, Citation, Occasion, Quote, Source, SourceName
from newsroom.desk.admin import ArabicAdmin, by_id
from newsroom.desk.again import LostRace
from newsroom.desk.folded import FoldedSearch, FoldedTexts
from newsroom.desk.inlines import ArabicInline
from newsroom.desk.seen import AT_ONCE, SeenByReaders
from newsroom.desk.seen_form import SeenForm
from newsroom.merging.desk import Mergeable, Used
from people.desk import WarnsOfDoubles


class SourceNameInline(ArabicInline, admin.TabularInline):
    model = SourceName
    extra = 0
    fields = ["name", "kind"]


@admin.register(Source)
class SourceAdmin(WarnsOfDoubles, Mergeable, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    folded = ("key", "names__key")
    plain = ("latin_name", "domains")
    inlines = [SourceNameInline]
    list_display = ["name", "latin_name", "kind", "organization"]
    linked_by = by_id("organization")
    list_select_related = ["organization"]
    list_filter = ["kind"]
    autocomplete_fields = ["organization"]
    fields = ["name", "latin_name", "kind", "organization", "website", "domains", "description"]


class CitationForm(SeenForm):
    def clean(self):
        data = super().clean()
        if story := data.get("article"):
            # As it is once nobody publishes or holds it at this moment; who may cite in it is asked after this.
            locking.lock(story)
            story.refresh_from_db(fields=[*workflow.MOVED, "section"])
            workflow.refuse_frozen(story)
        return data


@admin.register(Citation)
class CitationAdmin(SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    form = CitationForm
    list_display = ["__str__", "article", "published_on"]
    linked_by = by_id("source")
    autocomplete_fields = ["article", "source"]
    fields = ["article", "source", "title", "url", "published_on", "accessed_on"]

    def matching(self, word):
        # Sources are few and are asked once; a join would read one for every citation.
        named = Source.objects.filter(
            Q(key__contains=word) | Q(names__key__contains=word) | Q(latin_name__icontains=word)
        )
        return super().matching(word) | Q(source__in=named.values("pk"))

    def _free(self, request, obj):
        return obj is None or attributing.may(request.user, obj.article)

    def why_closed(self, request, citation):
        if citation.article.is_frozen:
            return f"«{citation.article}»: {workflow.FROZEN}"
        return attributing.why_not(request.user, citation.article)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "article").defer("article__body")

    # It stands in its story's form and versions too: who has that open saves nothing over this. The story is locked
    # first, as by its own form, so that the two never wait for each other.

    def lock(self, obj):
        locking.lock(obj.article)
        super().lock(obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.has_changed():
            self._tell_stories(request, {obj.article_id, form.initial.get("article")} - {None})

    def delete_model(self, request, obj):
        self.delete_queryset(request, Citation.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            stories = sorted({*queryset.values_list("article", flat=True)})
            for pk in stories:
                locking.lock(pk)
            for citation in queryset:
                if not self._free(request, citation):  # published while this waited for its story
                    raise LostRace(AT_ONCE)
                super().delete_model(request, citation)
            self._tell_stories(request, stories)

    def _tell_stories(self, request, pks):
        for pk in sorted(pks):
            locking.lock(pk)
            row = Article.objects.get(pk=pk).edited
            locking.step(row)
            history.keep(row, request.user)
            if vetting.reopen(row, request.user):
                self.message_user(request, vetting.REOPENED, messages.WARNING)


@admin.register(Occasion)
class OccasionAdmin(Used, SeenByReaders, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["title", "kind", "on", "place"]
    linked_by = by_id("host")
    list_filter = ["kind"]
    search_fields = ["title", "place", "on"]
    autocomplete_fields = ["host"]
    fields = ["kind", "title", "on", "place", "host"]

    def shown(self, obj, now):
        named = Q(occasion=obj) | Q(attributions__occasion=obj)
        return Quote.objects.public(now).filter(named).exists()
