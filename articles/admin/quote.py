"""One quote at the desk: who said it, in which capacity, where, through whom. Its words are read only."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import attributing, checks, history, locking, publicity, vetting
from articles.admin.bench import Bench
from articles.admin.quote_form import LEFT, AttributionInline, QuoteForm
from articles.admin.reasons import why
from articles.checks.quotes import another_title
from articles.checks.sentences import sentence
from articles.models import Article, Quote, QuoteState
from newsroom.desk.admin import NOTHING_CHANGED, ArabicAdmin, by_id
from newsroom.desk.folded import IndexedSearch
from newsroom.desk.two_editors import TwoEditors
from newsroom.fields import could_be_id


@admin.register(Quote)
class QuoteAdmin(TwoEditors, IndexedSearch, ArabicAdmin, admin.ModelAdmin):
    """The queue of quotes, and the form that the bench beside a story opens in place."""

    kind = "quote"
    form = QuoteForm
    is_kept = True
    change_form_template = "admin/articles/quote/change_form.html"
    inlines = [AttributionInline]
    list_display = ["short_words", "who", "kind", "state", "article"]
    list_select_related = ["person", "organization", "article"]
    list_filter = ["state", "kind", "verification"]
    linked_by = by_id(
        "person", "organization", "on_behalf_of", "co_speakers", "tenure", "occasion",
        *(f"attributions__{name}" for name in ("person", "organization", "source", "occasion")),
    )  # fmt: skip
    ordering = ["-pk"]
    search_fields = ["words", "speaker_as_printed", "person__key", "organization__key"]
    autocomplete_fields = ["person", "organization", "on_behalf_of", "co_speakers", "tenure", "occasion"]
    readonly_fields = ["words_in_their_sentence", "state_now", "why_proposed"]
    fieldsets = [
        (None, {"fields": ["words_in_their_sentence", "state_now", "why_proposed", "kind"]}),
        (_("Speaker"), {"fields": ["person", "new_speaker", "organization", "unnamed", "position_as_printed", "tenure"]}),
        (_("When and where"), {"fields": ["verb", "said_on", "occasion", "verification"]}),
        (
            _("More"),
            {
                "fields": [
                    "unnamed_reason", "on_behalf_of", "co_speakers", "speaker_as_printed",
                    "original_words", "original_language", "translator",
                ],
                "classes": ["collapse"],
            },
        ),
    ]  # fmt: skip

    class Media:
        css = {"all": ["newsroom/admin/bench.css"]}

    def lock(self, quote):
        locking.lock(quote.article.root)
        # A merge, or its undoing, locks no story: it moves these rows.
        super().lock(quote)
        list(quote.attributions.select_for_update().order_by("pk"))

    def unindexed(self, queryset):
        # Each of the two by its own index, and its answer by name: in one question PostgreSQL reads every quote,
        # twice.
        others = [state for state in QuoteState if state != QuoteState.CONFIRMED]
        hidden = Article.objects.filter(visible_from=None).values_list("pk", flat=True)
        newest = Quote.objects.order_by("-pk").values_list("pk", flat=True)
        found = {
            *newest.filter(state__in=others).order_by("state", "-pk")[: self.most_read],
            *newest.filter(article__in=[*hidden[: self.most_read]])[: self.most_read],
        }
        return queryset.filter(pk__in=sorted(found, reverse=True)[: self.most_read])

    def get_queryset(self, request):
        # Left out by name: asked whether each one's story is a draft, a database begins with the stories.
        drafts = Article.objects.filter(draft_of__isnull=False).values("pk")
        return super().get_queryset(request).exclude(article__in=drafts).defer("article__body")

    def get_object(self, request, object_id, from_field=None):
        # A quote of a story's draft row is reached from its bench, though no list shows it.
        return (
            Quote.objects.select_related("article").filter(pk=object_id).first()
            if could_be_id(object_id)
            else None
        )

    def has_add_permission(self, request):
        return False  # a quote begins as a mark in a text

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return request.user.has_perm("articles.attribute_article")
        # What is typed about a quote of a held story comes back with the reason why it waits.
        return attributing.is_trusted(request.user, obj.article)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_quote") or self.has_change_permission(request)

    @admin.display(description=_("Speaker"))
    def who(self, quote):
        return quote.speaker_name

    @admin.display(description=_("words"))
    def short_words(self, quote):
        return quote.words if len(quote.words) <= 90 else quote.words[:90] + "…"

    @admin.display(description=_("words"))
    def words_in_their_sentence(self, quote):
        before, words, after = _split(quote)
        return format_html('<p class="quote-sentence">{}<mark>{}</mark>{}</p>', before, words, after)

    @admin.display(description=_("why proposed"))
    def why_proposed(self, quote):
        return why(quote) or "—"

    @admin.display(description=_("state"))
    def state_now(self, quote):
        return quote.get_state_display()

    def get_urls(self):
        return [
            path("<int:pk>/row/", self.admin_site.admin_view(self.row_view), name="articles_quote_row"),
            *super().get_urls(),
        ]

    def row_view(self, request, pk):
        """The bench's row of one quote, after it was saved in place."""
        quote = self.get_object(request, pk)
        if quote is None or not self.has_view_permission(request, quote):
            raise PermissionDenied
        html = render_to_string(
            "admin/articles/article/bench_row.html",
            {"quote": quote, "may_attribute": self.has_change_permission(request, quote)},
            request,
        )
        return JsonResponse({"key": quote.key, "state": quote.state, "html": html})

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        # Who only reads has nobody to name.
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name != "new_speaker"]})
            for title, options in fieldsets
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["why_not"] = attributing.why_not(request.user, obj.article) if obj else ""
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        is_form = getattr(response, "template_name", None) == self.change_form_template
        if request.GET.get("_bench") == "1" and is_form:
            response.template_name = "admin/articles/quote/bench_form.html"
        return response

    def save_formset(self, request, form, formset, change):
        """Steps stand in the order in which they were written; nobody numbers them by hand."""
        steps = formset.save(commit=False)
        for step in formset.deleted_objects:
            step.delete()
        last = max(form.instance.attributions.values_list("order", flat=True), default=-1)
        for step in steps:
            if step.pk is None:
                last += 1
                step.order = last
            step.save()
        formset.save_m2m()

    def save_related(self, request, form, formsets, change):
        """After the rows: look up the tenure, confirm or reject if asked, tell the story's other row."""
        super().save_related(request, form, formsets, change)
        quote = form.instance
        request.opened_over = locking.number(quote.article.root)
        request.stood = quote.state
        if quote.occasion and quote.occasion.on and not quote.said_on:
            quote.said_on = quote.occasion.on
            quote.save(update_fields=["said_on"])
        if quote.person and not quote.tenure:
            date = quote.said_on or quote.article.dateline_on
            held = quote.person.position_on(date) if date else None
            if held and held.tenure:
                quote.tenure = held.tenure
                quote.save(update_fields=["tenure"])
        try:
            with transaction.atomic():
                if "_confirm" in request.POST:
                    attributing.confirm(quote, request.user, seen=request.POST.get("_seen"))
                    request.decided = _("Confirmed the quote")
                elif "_reject" in request.POST:
                    attributing.reject(quote, request.user)
                    request.decided = _("Not a quote")
                elif "_take_up" in request.POST:
                    attributing.take_up(quote, request.user)
                    request.decided = _("A quote after all")
                else:
                    attributing.follow(quote)
                    publicity.refresh(quote.article)
        except ValidationError as error:
            # What was typed is saved all the same.
            attributing.follow(quote)
            publicity.refresh(quote.article)
            request.decided = ""
            messages.error(request, " ".join(error.messages))
            request.bench_problem = " ".join(error.messages)
        if form.left:
            said = LEFT % {"what": "؛ ".join(form.left)}
            messages.warning(request, said)
            request.bench_problem = getattr(request, "bench_problem", "") or said
        checks.note(quote.article)
        _warn_of_another_title(request, quote)

    def log_change(self, request, obj, message):
        # A button that changes no field decides all the same.
        for said in (message, str(getattr(request, "decided", ""))):
            super().log_change(request, obj, said)

    def changed_nothing(self, request, said):
        # A speaker whom the form itself proposes is taken as it stands there.
        return super().changed_nothing(request, said) and not request.POST.get("new_speaker", "").strip()

    def response_change(self, request, obj):
        is_settled = "_confirm" in request.POST or "_reject" in request.POST
        obj.refresh_from_db(fields=["state"])
        is_vain = request.changed_nothing and obj.state == request.stood
        if not is_vain and vetting.reopen(obj.article, request.user):
            messages.warning(request, vetting.REOPENED)
            request.bench_problem = getattr(request, "bench_problem", "") or str(vetting.REOPENED)
        if not is_vain:
            # As it is stored by now, the draft where one is open, which has the same of this quote: who said what, and
            # when, is what the story says.
            history.keep(Article.objects.get(pk=obj.article_id).root.edited, request.user)
        if request.GET.get("_bench") == "1":
            problem = " ".join(filter(None, (*request.followed, getattr(request, "bench_problem", ""))))
            list(messages.get_messages(request))  # said in the row, not on the next page
            obj.refresh_from_db()
            html = render_to_string(
                "admin/articles/article/bench_row.html",
                {"quote": obj, "problem": problem, "may_attribute": True},
                request,
            )
            return JsonResponse(
                {
                    "key": obj.key,
                    "state": obj.state,
                    "html": html,
                    "problem": problem,
                    "count": Bench(obj.article).summary,
                    # Before and after: the form beside it has seen this save.
                    "numbers": [request.opened_over, locking.number(obj.article.root)],
                }
            )
        if request.GET.get("_from") == "story" and "_continue" not in request.POST:
            story = reverse("admin:articles_article_change", args=[obj.article.root.pk])
            self.message_user(request, NOTHING_CHANGED if is_vain else gettext("The quote is saved."))
            return HttpResponseRedirect(f"{story}#quote-{obj.key}")
        if is_settled:
            following = self.get_queryset(request).waiting().exclude(pk=obj.pk).order_by("-pk").first()
            if following:
                self.message_user(
                    request, gettext("Saved. Here is the next quote that waits."), messages.SUCCESS
                )
                return HttpResponseRedirect(reverse("admin:articles_quote_change", args=[following.pk]))
        if "_take_up" in request.POST:
            if obj.state != QuoteState.REJECTED:
                self.message_user(request, gettext("It is a quote again. See who says it, then confirm it."))
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)


def _split(quote):
    """(before, words, after): the sentence around the words; the words alone where it is split."""
    before, found, after = (quote.sentence or quote.words).partition(quote.words)
    return (before, found, after) if found else ("", quote.words, "")


def _warn_of_another_title(request, quote):
    """The printed label is data; where a certain tenure says something else, the editor hears of it."""
    if held := another_title(quote):
        messages.warning(request, sentence("another_title", quote.position_as_printed, held))
