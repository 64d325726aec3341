"""Where what was typed in a story's form goes: into its row, into the draft behind it, or into both."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext

from articles import attributing, checks, history, locking, marks, pictures, publicity, vetting, workflow
from articles.admin.bench import Bench
from articles.admin.inlines import changed_rows
from articles.models import Article, Citation, State
from articles.models.window import MOMENTS
from articles.snapshot import ROWS, TEXTS
from newsroom.arabic import tidy
from newsroom.fields import shown_moment

MARKS = "marks"
# Of a published story, what is public at once: no word of it is new.
BESIDE_THE_TEXT = {MARKS, *MOMENTS, Citation._meta.model_name}


class Saving:
    """For the story's ModelAdmin. A published story changes only by publishing, so its form fills a draft."""

    def save_model(self, request, obj, form, change):
        request.cites = Citation in changed_rows(obj)
        if not change:
            obj.created_by = request.user
            obj.version_number = 1
            obj.save()
            request.typed_moments = bool({*MOMENTS} & {*form.changed_data})
            return
        stored = Article.objects.get(pk=obj.pk)
        if not (news := self._news(form, stored)):
            # Readers, colleagues and versions learn nothing from a save that changes nothing.
            form.instance = request.edited = stored
            request.says_nothing_new = True
            return
        locking.step(obj)
        stored.version_number = obj.version_number
        moved = self._move_window(request, obj.root, form, stored)
        if obj.draft_of_id is not None or obj.state != State.PUBLISHED:
            obj.save()
            if news - {*MOMENTS}:
                self._reopen(request, obj)
            if obj.draft_of_id and attributing.may(request.user, obj):
                attributing.carry(obj, stored.body)
        elif news <= BESIDE_THE_TEXT and (
            moved or attributing.may(request.user, stored) or MARKS not in news
        ):
            # «إسناد» or a new moment: nothing that the story says is different.
            if not attributing.may(request.user, stored):
                obj.body = stored.body
            obj.save()
            attributing.carry(obj, stored.body)
        else:
            self._into_draft(request, stored, form, moved)
        request.typed_moments = bool({*MOMENTS} & {*form.changed_data})

    def _news(self, form, stored):
        """The names of what the form says otherwise than the stored row, rows under it and marks by a name too.

        A browser sends the lines of a text with other ends; that is no change.
        """
        news = {
            name
            for name in set(form.changed_data) - {"body", "seen_version"}
            if name not in TEXTS
            or tidy.block(getattr(form.instance, name) or "") != tidy.block(getattr(stored, name) or "")
        }
        body = marks.clean(form.cleaned_data.get("body", stored.body))
        if marks.unmarked(body) != marks.unmarked(stored.body):
            news.add("body")
        elif body != stored.body:
            news.add(MARKS)
        return news | {model._meta.model_name for model in changed_rows(form.instance)}

    def _move_window(self, request, story, form, stored):
        """Dates of publication belong to the story itself, also while a draft of it is open; of what is out they are in
        force at once, so that the log says what they were.

        What was not touched keeps its seconds, which the form does not show.
        """
        moved = [name for name in MOMENTS if name in form.changed_data and name not in form.left]
        on_draft = form.instance.draft_of_id is not None
        before = {name: getattr(story if on_draft else stored, name) for name in moved}
        for name in MOMENTS:
            if name not in moved or on_draft:
                setattr(form.instance, name, None if on_draft else getattr(stored, name))
        for name in moved:
            setattr(story, name, form.cleaned_data[name])
        if on_draft and moved:
            story.save()
            publicity.refresh(story)
        if moved and story.state == State.PUBLISHED:
            told = (
                f"{form.fields[name].label}: {_said(before[name])} ← {_said(getattr(story, name))}"
                for name in moved
            )
            workflow.log(story, story.state, request.user, gettext(", ").join(told))
        return moved

    def _into_draft(self, request, stored, form, moved):
        """What was typed over a published story goes into a draft row; the public row stays."""
        for name in moved:
            setattr(stored, name, form.cleaned_data[name])
        if moved:
            stored.save()
            publicity.refresh(stored)
        draft = workflow.draft_for(stored, request.user)
        for name in (*TEXTS, *ROWS):
            if name in form.cleaned_data:
                setattr(draft, name, form.cleaned_data[name])
        draft.version_number = stored.version_number
        draft.save()
        if attributing.may(request.user, draft):
            attributing.carry(draft, stored.body)
        form.instance = request.edited = draft

    def save_related(self, request, form, formsets, change):
        story = form.instance.root
        cited = publicity.cast(story) if request.cites else ()
        for formset in formsets:
            # What the form says is the row's that is edited; why citations are the story's: CitationInline.
            formset.instance = story if formset.model is Citation else form.instance
        super().save_related(request, form, formsets, change)
        article = form.instance
        is_new = not getattr(request, "says_nothing_new", False)
        if (confirmed := Bench(article).confirm(request)) or is_new:
            history.keep(article, request.user)
        if confirmed and not is_new:
            self._reopen(request, article)
        request.left_as_it_was = not (confirmed or is_new)
        checks.note(article)
        if request.cites or (is_new and article.draft_of_id is None):
            publicity.refresh(story, also=cited)
        self._tell_of_photos(request, article)

    def _reopen(self, request, article):
        if vetting.reopen(article, request.user):
            self.message_user(request, vetting.REOPENED, messages.WARNING)

    def changed_nothing(self, request, said):
        return request.left_as_it_was

    def tell_of_embargo(self, request, story):
        """Which of two dates counts is said to whoever has just typed one of them, as it is after his move."""
        if not getattr(request, "typed_moments", False):
            return
        story = Article.objects.get(pk=story.pk)
        if story.publish_at and story.is_kept_by_embargo:
            said = gettext(
                "No reader sees this story before %(at)s, though its date of publication is earlier."
            )
            self.message_user(request, said % {"at": shown_moment(story.embargo_until)}, messages.WARNING)

    def _tell_of_photos(self, request, article):
        """The story never waits for its photos; who saves it learns which of them wait, and which words do."""
        for use in article.photo_uses.exclude(caption="").select_related("photo", "article"):
            if pictures.has_caption_in_text(use):
                text = gettext(
                    "Nobody sees the caption “%(caption)s”: the text has one under that photo. Empty one of the two."
                )
                self.message_user(request, text % {"caption": use.caption[:60]}, messages.WARNING)
        for _photo, said in pictures.waiting(article, timezone.now(), request.user):
            self.message_user(request, said, messages.WARNING)


def _said(moment):
    return shown_moment(moment) if moment else gettext("no date")
