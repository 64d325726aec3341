"""The story's form: what it says, its quotes beside it, and the moves it may make."""

from django.contrib import admin
from django.db.models import Prefetch
from django.forms.widgets import Script
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from articles import presence, workflow
from articles.admin import around, deleting, notice, pasting, redact, several, twins, typesetting, versions
from articles.admin import breaking as breaking_box
from articles.admin import day as day_pages
from articles.admin.comments import Commented, WithComments
from articles.admin.editors import StoryEditors
from articles.admin.forms import ArticleForm
from articles.admin.inlines import BylineInline, CitationInline, PhotoUseInline
from articles.admin.moves import Moves
from articles.admin.place import PlaceFilter
from articles.admin.saving import Saving
from articles.admin.standing import StandingFilter, said
from articles.models import Article, Place, Presence, State, links
from articles.models.window import MOMENTS
from newsroom.desk.admin import ArabicAdmin, by_id
from newsroom.desk.again import tried_again
from newsroom.desk.folded import IndexedSearch
from newsroom.fields import could_be_id


@admin.register(Article)
class ArticleAdmin(
    Commented, Saving, StoryEditors, IndexedSearch, Moves, several.SeveralMoves, ArabicAdmin, admin.ModelAdmin
):
    kind = "story"
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    change_list_template = "admin/articles/article/change_list.html"
    list_display = ["headline", "section", "standing", "publish_at", "saved_at", "open_comments"]
    list_select_related = ["section"]
    sortable_by = ["publish_at", "saved_at"]  # what has an index; words are searched, states are filtered
    list_filter = [StandingFilter, "to_check", WithComments, "section", PlaceFilter, "genre", "urgency"]
    linked_by = [
        "state__in", *by_id("created_by", "contributors", "tags", "places", "lead_photo", "photo_uses__photo")
    ]  # fmt: skip
    search_fields = ["headline", "short_headline", "uid"]
    autocomplete_fields = ["section", "places", "lead_photo", "updates_story", "translation_of"]
    actions = [*several.ACTIONS, deleting.delete_selected]
    inlines = [PhotoUseInline, BylineInline, CitationInline]
    fieldsets = [
        (None, {"fields": ["seen_version", "kicker", "headline", "standfirst", "body"]}),
        (None, {"fields": [("section", "genre"), "tags", "places"]}),
        (
            _("More"),
            {
                "fields": [
                    "short_headline", ("dateline_place", "dateline_on"), "lead_photo", "lead_video",
                ],
                "classes": ["collapse"],
            },
        ),
        (
            _("Updates and translation"),
            {
                "fields": [
                    ("urgency", "updates_story"), ("language", "translation_of"),
                    ("origin", "canonical_url", "original_language"),
                ],
                "classes": ["collapse"],
            },
        ),
        (_("Publication"), {"fields": ["publish_at", "embargo_until", "expire_at"], "classes": ["collapse"]}),
    ]  # fmt: skip

    class Media:
        css = {"all": ["newsroom/admin/bench.css", "newsroom/admin/comments.css"]}
        js = [
            Script("newsroom/admin/bench.js", type="module"),
            Script("newsroom/admin/held.js", type="module"),
            Script("newsroom/admin/presence.js", type="module"),
            Script("newsroom/admin/comments/comments.js", type="module"),
        ]

    @admin.display(description=_("state"), ordering="state")
    def standing(self, article):
        """The state as the desk says it, and who has the story open."""
        open_with = presence.sentence(article.open_with)
        if not open_with:
            return said(article)
        return format_html('{} <span class="open-with">{}</span>', said(article), open_with)

    def unindexed(self, queryset):
        return queryset.filter(visible_from=None)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    # Which row is edited

    def get_queryset(self, request):
        others = Presence.objects.fresh(timezone.now()).exclude(user=request.user)
        drafts = Article.objects.only("draft_of")  # a join reads the table for every row
        stories = super().get_queryset(request).stories().defer("body")
        return stories.prefetch_related(
            Prefetch("draft", drafts), Prefetch("presences", others, to_attr="open_with")
        )

    def get_object(self, request, object_id, from_field=None):
        """The story, or the open draft behind it: what is not public yet is what is edited."""
        if not could_be_id(object_id):
            return None
        opened = getattr(request, "opened", None)  # a page that only shows reads no story twice
        if opened and opened.root.pk == int(object_id):
            return opened
        story = Article.objects.stories().filter(pk=object_id).first()
        return story and story.edited

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        # When a story comes out is the desk's affair from the day it was sent there: an embargo is a promise. Of a
        # held story that readers see nobody moves it.
        name = "publish" if obj.root.state == State.PUBLISHED else "ready"
        is_own = obj.root.state == State.DRAFT and obj.root.created_by_id == request.user.pk
        is_open = not obj.is_frozen and (is_own or workflow.may(request.user, name, obj))
        return () if is_open else MOMENTS

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        # Who only reads reads the text, not its markup, and proves no version.
        first, *others = fieldsets
        shown = [
            {"body": "body_shown"}.get(name, name) for name in first[1]["fields"] if name != "seen_version"
        ]
        return [(first[0], {**first[1], "fields": shown}), *others]

    @admin.display(description=_("body"))
    def body_shown(self, story):
        return mark_safe(linebreaks(story.text, autoescape=True)) if story.body else "—"

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.root.state == State.KILLED:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        # What was once public is withdrawn, what never was is spiked; only that is ever deleted.
        if obj is not None and not (
            obj.root.state == State.SPIKED and not obj.is_held and workflow.may(request.user, "spike", obj)
        ):
            return False
        return super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """Who may delete a draft may delete what is in it: its quotes, versions and moves."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        to_delete, counts = deleting.what_goes(to_delete, counts, objs, request.user)
        if all(self.has_delete_permission(request, story) for story in objs):
            missing = set()
        return to_delete, counts, missing, protected

    def log_change(self, request, obj, message):
        # A button that changed no field made a move, which has a log of its own.
        if getattr(request, "says_nothing_new", False):
            return None
        return super().log_change(request, obj.root, message)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in links.LINKS:
            field.widget.can_add_related = field.widget.can_change_related = (
                False  # a story is no side matter
            )
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "places":
            kwargs["queryset"] = Place.objects.select_related("parent")  # named beside each
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # Pages

    def get_urls(self):
        return [
            path("import/", self.admin_site.admin_view(self.import_view), name="articles_article_import"),
            path("<int:pk>/next/", self.admin_site.admin_view(self.next_view), name="articles_article_next"),
            path(
                "<int:pk>/presence/",
                self.admin_site.admin_view(self.presence_view),
                name="articles_article_presence",
            ),
            path(
                "<int:pk>/comments/",
                self.admin_site.admin_view(self.comments_view),
                name="articles_article_comments",
            ),
            path(
                "<int:pk>/typesetting/",
                self.admin_site.admin_view(self.typesetting_view),
                name="articles_article_typesetting",
            ),
            path(
                "<int:pk>/redact/",
                self.admin_site.admin_view(self.redact_view),
                name="articles_article_redact",
            ),
            path(
                "<int:pk>/notice/",
                self.admin_site.admin_view(self.notice_view),
                name="articles_article_notice",
            ),
            path(
                "breaking/",
                breaking_box.through_a_login(self.admin_site.admin_view(self.breaking_view)),
                name="articles_article_breaking",
            ),
            *versions.urls(self),
            *day_pages.urls(self),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        media = {"media": self.media + PlaceFilter.widget.media}
        return super().changelist_view(request, {**media, **(extra_context or {})})

    def typesetting_view(self, request, pk):
        return typesetting.view(self, request, pk)

    @method_decorator(sensitive_post_parameters("words"))
    @tried_again
    def redact_view(self, request, pk):
        return redact.view(self, request, pk)

    @tried_again
    def notice_view(self, request, pk):
        return notice.view(self, request, pk)

    @tried_again
    def breaking_view(self, request):
        return breaking_box.view(self, request)

    @tried_again
    def import_view(self, request):
        return pasting.view(self, request)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra = dict(extra_context or {})
        if object_id is None:
            extra["another"] = request.POST.get(twins.ANOTHER, "")  # said once
        elif request.method == "GET" and (obj := self.get_object(request, object_id)):
            request.opened = obj
            if self.has_change_permission(request, obj):
                presence.here(obj.root, request.user, timezone.now(), forget=True)
        return super().changeform_view(request, object_id, form_url, extra)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            # As it is stored: a form that was refused has written what was typed into its own row.
            context |= around.context(self, request, self.get_object(request, str(obj.root.pk)))
        return super().render_change_form(request, context, add, change, form_url, obj)
