"""Where what was typed in a story's form goes: into its row, into the draft behind it, or into both."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext

from articles import attributing, checks, history, locking, marks, pictures, publicity, workflow
from articles.admin.bench import Bench
from articles.models import Article, Byline, PhotoUse, State
from articles.models.window import MOMENTS
from articles.snapshot import ROWS, TEXTS
from newsroom.fields import shown_moment


class Saving:
    """For the story's ModelAdmin. A published story changes only by publishing, so its form fills a draft."""

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            obj.version_number = 1
            obj.save()
            self._tell_of_embargo(request, obj, form)
            return
        locking.step(obj)
        stored = Article.objects.get(pk=obj.pk)
        moved = self._move_window(obj.root, form, stored)
        if obj.draft_of_id is not None or obj.state != State.PUBLISHED:
            obj.save()
            if obj.draft_of_id and attributing.may(request.user, obj):
                attributing.carry(obj, stored.body)
        elif not self._says_more(form, stored) and (
            moved or attributing.may(request.user, stored) or not self._marks_more(form, stored)
        ):
            # «إسناد» or a new moment: nothing that the story says is different.
            if not attributing.may(request.user, stored):
                obj.body = stored.body
            obj.save()
            attributing.carry(obj, stored.body)
        else:
            self._into_draft(request, stored, form, moved)
        self._tell_of_embargo(request, Article.objects.get(pk=stored.root.pk), form)

    def _says_more(self, form, stored):
        """Whether anything but marks and moments of publication differs from the public row."""
        changed = set(form.changed_data) - {"body", "seen_version", *MOMENTS}
        body = form.cleaned_data.get("body", stored.body)
        changed |= {"photos"} if getattr(form.instance, "says_more_of_photos", False) else set()
        return bool(changed) or marks.unmarked(marks.clean(body)) != marks.unmarked(stored.body)

    def _marks_more(self, form, stored):
        return marks.clean(form.cleaned_data.get("body", stored.body)) != stored.body

    def _move_window(self, story, form, stored):
        """Dates of publication belong to the story itself, also while a draft of it is open.

        What was not touched keeps its seconds, which the form does not show.
        """
        moved = [name for name in MOMENTS if name in form.changed_data and name not in form.left]
        on_draft = form.instance.draft_of_id is not None
        for name in MOMENTS:
            if name not in moved or on_draft:
                setattr(form.instance, name, None if on_draft else getattr(stored, name))
        for name in moved:
            setattr(story, name, form.cleaned_data[name])
        if on_draft and moved:
            story.save()
            publicity.refresh(story)
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
        form.instance = draft
        request.story_draft = draft

    def save_related(self, request, form, formsets, change):
        for formset in formsets:
            # Citations belong to the story; bylines to the row that is edited, words for photos to the one
            # that holds what was typed.
            mine = formset.model is PhotoUse or (
                formset.model is Byline and not hasattr(request, "story_draft")
            )
            formset.instance = form.instance if mine else form.instance.root
        super().save_related(request, form, formsets, change)
        article = form.instance
        Bench(article).confirm(request)
        history.keep(article, request.user)
        checks.note(article)
        if article.draft_of_id is None:
            publicity.refresh(article)
        self._tell_of_photos(request, article)

    def _tell_of_embargo(self, request, story, form):
        """Which of two dates counts is said to whoever has just typed one of them."""
        if story.publish_at and story.is_kept_by_embargo and {*MOMENTS} & {*form.changed_data}:
            said = gettext(
                "No reader sees this story before %(at)s, though its date of publication is earlier."
            )
            self.message_user(request, said % {"at": shown_moment(story.embargo_until)}, messages.WARNING)

    def _tell_of_photos(self, request, article):
        """The story never waits for its photos; who saves it learns which of them wait."""
        for photo, why in pictures.waiting(article, timezone.now()):
            text = gettext("Readers do not see the photo “%(photo)s”: %(why)s.")
            self.message_user(request, text % {"photo": photo, "why": why}, messages.WARNING)
