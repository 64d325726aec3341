"""What becomes of an assignment: one table says who may do what with it, and when."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import history
from articles.desks import desk_of
from articles.models import Article, Assignment, AssignmentNote, Byline, Contributor, State
from newsroom import mail

OPEN, ACCEPTED, DONE, DROPPED = Assignment.State
UNFINISHED = Assignment.UNFINISHED


class Act(NamedTuple):
    """`by`: whom the act belongs to, the one it is "for" or the "desk", or "both"."""

    label: object
    start: tuple
    end: str
    by: str
    wants_reason: bool = False


ACTS = {
    "accept": Act(_("Accept"), (OPEN,), ACCEPTED, "for"),
    "decline": Act(_("Decline"), UNFINISHED, OPEN, "for", wants_reason=True),
    "done": Act(_("Done"), UNFINISHED, DONE, "both"),
    "drop": Act(_("Drop"), UNFINISHED, DROPPED, "desk", wants_reason=True),
    "reopen": Act(_("Open again"), (DONE, DROPPED), OPEN, "desk"),
}


def seen_by(user):
    """A Q of the assignments this user sees: the desk those of its sections, everybody their own."""
    own = Q(assigned_to=user)
    if not user.has_perm("articles.desk_article"):
        return own
    desk = desk_of(user)
    return Q() if desk is None else own | Q(assigned_by=user) | Q(section=None) | Q(section__in=desk)


def directs(user, assignment):
    """Whether this user's desk it is: who may change, reassign and drop it."""
    if not user.has_perm("articles.desk_article"):
        return False
    desk = desk_of(user)
    return desk is None or assignment.section_id is None or assignment.section_id in desk


def sees(user, assignment):
    return assignment.assigned_to_id == user.pk or directs(user, assignment)


def acts_of(assignment, user):
    """The names of the acts this user may do with this assignment now."""
    return [
        name for name, act in ACTS.items() if assignment.state in act.start and _may(user, act, assignment)
    ]


def _may(user, act, assignment):
    mine = assignment.assigned_to_id == user.pk
    return (act.by in ("for", "both") and mine) or (act.by in ("desk", "both") and directs(user, assignment))


def check(assignment, name, by, reason=""):
    """Raise PermissionDenied or ValidationError if this act cannot be done now."""
    act = ACTS.get(name)
    if act is None or not _may(by, act, assignment):
        raise PermissionDenied(_("You may not do this. Ask somebody at the desk."))
    if assignment.state not in act.start:
        raise ValidationError(
            _("This assignment is %(state)s by now. Reload the page to see where it stands."),
            params={"state": assignment.get_state_display()},
        )
    if act.wants_reason and not reason.strip():
        raise ValidationError(_("Say why in a few words, so that the desk knows what to do next."))


def act(assignment, name, by, reason=""):
    """Do one act of the table and log it. Raises PermissionDenied or ValidationError."""
    with transaction.atomic():
        assignment = _locked(assignment)
        check(assignment, name, by, reason)
        assignment.state = ACTS[name].end
        if name == "decline":
            _tell(assignment.assigned_by, assignment, by, _("Declined: %(what)s"), reason)
            assignment.assigned_to = None
        elif name == "drop":
            _tell(assignment.assigned_to, assignment, by, _("No longer wanted: %(what)s"), reason)
        assignment.save()
        assignment.log(name, by, reason)
    return assignment


def assigned(assignment, by):
    """Log that somebody was named, after the row was stored; a new person has not accepted it yet.

    Who takes it on themselves has.
    """
    if assignment.is_unfinished:
        assignment.state = ACCEPTED if assignment.assigned_to == by else OPEN
        assignment.save(update_fields=["state", "saved_at"])
        _tell(assignment.assigned_to, assignment, by, _("Assignment: %(what)s"), assignment.brief)
    assignment.log(AssignmentNote.Act.ASSIGNED, by, assignment.assigned_to or _("nobody yet"))


def _tell(user, assignment, by, subject, words):
    """Mail to whom it concerns, unless that is who did it."""
    if user == by:
        return
    due = gettext("Due: %(moment)s") % {"moment": localize(timezone.localtime(assignment.due))}
    from_whom = gettext("From: %(name)s") % {"name": by} if by else ""
    path = reverse("admin:articles_assignment_change", args=[assignment.pk])
    mail.tell([user], subject % {"what": assignment.what}, [assignment.what, due, from_whom, words], path)


def may_begin(assignment, user):
    return (
        assignment.is_unfinished
        and not assignment.has_story
        and user.has_perm("articles.add_article")
        and sees(user, assignment)
    )


def begin(assignment, by):
    """The draft of an assignment's story, with what is known of it; begun twice, it is the same one.

    Raises PermissionDenied or ValidationError.
    """
    with transaction.atomic():
        assignment = _locked(assignment)
        if assignment.has_story and sees(by, assignment):
            return assignment.article
        if not may_begin(assignment, by):
            if not assignment.is_unfinished:
                raise ValidationError(_("This assignment is closed. Let the desk open it again."))
            raise PermissionDenied(_("You may not do this. Ask somebody at the desk."))
        writer = assignment.assigned_to or by
        story = Article(
            headline=assignment.what,
            section=assignment.section,
            dateline_place=assignment.place[:80],
            created_by=writer,
            version_number=1,
        )
        story.save()
        signer = Contributor.objects.filter(user=writer).first()
        if signer:
            Byline.objects.create(article=story, contributor=signer)
        history.keep(story, by)
        assignment.article = story
        if assignment.assigned_to is None:
            assignment.assigned_to = by
        if assignment.assigned_to == by:
            assignment.state = ACCEPTED
        assignment.save()
        assignment.log(AssignmentNote.Act.BEGUN, by)
    return story


def came_along(story):
    """What a story that was begun has already: an assignment may name no section or place, its writer sign nothing."""
    parts = {
        gettext("headline"): story.headline,
        gettext("section"): story.section_id,
        gettext("the byline"): story.bylines.exists(),
        gettext("dateline, place"): story.dateline_place,
    }
    return [name for name, is_there in parts.items() if is_there]


def linked(assignment, by):
    """A story was chosen for an assignment by hand: if it is published already, the work is done."""
    if assignment.article is not None and assignment.article.state == State.PUBLISHED:
        Assignment.objects.filter(pk=assignment.pk).fulfil(assignment.article, by)


def _locked(assignment):
    # Without its story: PostgreSQL, having waited for the row, would join what it led to before.
    return Assignment.objects.select_for_update().get(pk=assignment.pk)
