"""What stands around a story's form: where it is, what may be done with it, and what is told of it."""

from django.db.models import Prefetch
from django.utils import timezone

from articles import (
    assignments,
    attributing,
    checks,
    correcting,
    desks,
    drafts,
    holding,
    pictures,
    presence,
    workflow,
)
from articles.admin import unsent
from articles.admin.bench import Bench
from articles.admin.comments import beside
from articles.admin.moves import in_two, moves_of
from articles.admin.standing import said
from articles.models import Article, Assignment, Correction, State, links
from newsroom.fields import shown_moment
from newsroom.outgoing import delivering

LOGGED = 20  # of a story's last moves; all of them where they are asked for


def context(model_admin, request, obj):
    """For the template, of the row that is edited and its story, as they are for this user."""
    now, user, story = timezone.now(), request.user, obj.root
    names, about = moves_of(obj, user), f"article:{story.pk}"
    log = _log(story, request.GET.get("log") == "all")
    is_of_the_desk = workflow.may(user, "ready", obj)
    line, checked = links.line(obj), checks.of(obj)
    may_change = model_admin.has_change_permission(request, obj)
    may_resend = user.has_perm("outgoing.resend_delivery") and desks.works_at(user, obj, "withdraw")
    stands = {
        "_note": names,
        "_hold_reason": is_of_the_desk and not obj.is_held,
        **dict.fromkeys(unsent.TICKED, story.state == State.PUBLISHED and "publish" in names),
        "_notice": story.first_published_at and {*workflow.WITH_NOTICE} & {*names},
    }
    is_out = story.state == State.PUBLISHED and story.was_seen(now)
    typed_beside = {name for name, holds in stands.items() if holds and may_change}
    return {
        "now_at": now,
        "story": story,
        "subtitle": str(story),  # a draft's headline is nobody's name for it yet
        "is_draft_of_published": obj.draft_of_id is not None,
        "is_public": story.is_public(now),
        "is_frozen": obj.is_frozen,
        "open_with": presence.sentence(presence.others(story, user, now)),
        "assignments": Assignment.objects.filter(assignments.seen_by(user), article=story),
        "corrections": list(story.corrections.all()) if story.first_published_at else [],
        "line": _line(obj, line),
        "goes_on_from": line[0] if is_out and model_admin.has_add_permission(request) else None,
        "log": log,
        "log_is_cut": len(log) == LOGGED and story.transitions.count() > LOGGED,
        # What may be done
        "may_move": names,
        **in_two(names, obj),
        "may_hold": stands["_hold_reason"],
        "may_lift": obj.is_held and workflow.may(user, "withdraw"),
        "may_check": story.to_check and is_of_the_desk,
        "may_discard": obj.draft_of_id is not None and drafts.may_discard(user, obj),
        "may_attribute": attributing.may(user, obj),
        "may_correct": correcting.refusal(story) is None and correcting.may(user, story),
        "may_redact": user.has_perm("articles.redact_article"),
        "not_yours": user.has_perm("articles.desk_article") and not is_of_the_desk and desks.not_yours(obj),
        "on_strip": story.is_breaking and story.is_public(now) and workflow.may(user, "publish", obj),
        "withdrawn": _withdrawal(story),
        "may_change_notice": (
            story.leaves_notice and workflow.may(user, "withdraw", story) and not correcting.frozen(story)
        ),
        # What is typed beside the buttons
        "typed_beside": typed_beside,
        "unsent": unsent.again(request, story, typed_beside, checked.standing if may_change else ()),
        "longest_reason": holding.LONGEST_REASON,
        # What stands beside the form
        "bench": Bench(obj),
        "checked": checked,
        "unseen_photos": pictures.waiting(story, now, user) if is_out or story.is_scheduled else [],
        **beside(obj, user),
        # Messages to those outside
        "about": about,
        "held": list(delivering.held(about, now)) if may_resend else [],
        "was_told_of": user.has_perm("outgoing.view_delivery") and delivering.was_told_of(about),
    }  # fmt: skip


def _log(story, whole):
    moves = story.transitions.select_related("by")
    return list(moves if whole else moves[:LOGGED])


def _withdrawal(story):
    """Who took a story from readers, and when, as words, for whoever is about to show it again; None otherwise."""
    move = story.arrival if story.state == State.WITHDRAWN else None
    if move is None:
        return None
    retracted = story.corrections.filter(kind=Correction.Kind.RETRACTION).exists()
    return {"by": f" ({move.by})" if move.by else "", "at": shown_moment(move.at), "retracted": retracted}


def _line(obj, ids):
    """The stories of its line in every state, the newest first, this one among them; [] for a story alone."""
    if len(ids) == 1:
        return []
    told = ("headline", "state", "visible_from", "visible_until", "hold_reason")
    rows = Article.objects.only(*told).prefetch_related(Prefetch("draft", Article.objects.only("draft_of")))
    found = rows.in_bulk(ids)
    return [(found[pk], said(found[pk]), pk == obj.root.pk) for pk in ids if pk in found]
