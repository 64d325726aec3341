"""Whose desk a story is: editors may be limited to sections, and the stored section of a story says which."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section

NOT_YOUR_SECTIONS = _(
    "Only the desks of both sections move a story from one to the other; whoever began it chooses its section "
    "until it is published. Ask the desk."
)
NOT_YOURS = _("This story belongs to another section's desk. Ask its editor, or the editor-in-chief.")
NOT_YOUR_FRONT = _(
    "This front page belongs to another section's desk. Ask its editor, or the editor-in-chief."
)
NO_SECTION = _(
    "This story has no section yet, and so no desk. Choose one of your sections and save: then its moves are yours."
)
NO_SECTION_OUT = _("This story has no section, and readers see it. The editor-in-chief gives it one.")


def desk_of(user):
    """The ids of the sections whose desk is this user's; None for all of them.

    Who is named in no section works at every desk, and so does the editor-in-chief.
    """
    if user.has_perm("articles.withdraw_article"):
        return None
    if not hasattr(user, "_desk_sections"):  # asked thirty times in a save; kept as his permissions are
        user._desk_sections = set(user.desk_sections.values_list("pk", flat=True))
    return user._desk_sections or None


def desk_editors(section):
    """The users whose desk a section's is, as `desk_of` says of each. `section`: a row, an id, or an OuterRef."""
    users = get_user_model().objects
    at_all = Q(desk_sections=None) | Q(pk__in=users.with_perm("articles.withdraw_article").values("pk"))
    return users.with_perm("articles.desk_article").filter(at_all | Q(desk_sections=section)).distinct()


def unlimited_without(sections):
    """The editors who work in these sections alone: without them they would be named in none, and work at every desk."""
    named = get_user_model().objects.filter(desk_sections__in=sections).distinct()
    limited = named.exclude(desk_sections__in=Section.objects.exclude(pk__in=[row.pk for row in sections]))
    return [user for user in limited if user.has_perm("articles.desk_article") and desk_of(user) is not None]


def works_at(user, article, name):
    """Whether the story's desk is this user's; whoever may write in a story may send it to it.

    Whose desk it is, the stored section says, not what somebody is about to type. A draft is published by who
    works both where the story stands and where the draft takes it.
    """
    if name == "submit":
        return True
    desk = desk_of(user)
    return desk is None or desk.issuperset(_sections(article.root, *([article] if name == "publish" else [])))


def _sections(*rows):
    """The ids of the sections in which these rows stand as they are stored; None for a row without one."""
    return Article.objects.filter(pk__in={row.pk for row in rows}).values_list("section", flat=True)


def not_yours(article):
    """Why a story is not this desk's; a story without a section is no desk's until somebody takes it into his."""
    if None not in _sections(article.root):
        return NOT_YOURS
    return NO_SECTION if article.root.first_published_at is None else NO_SECTION_OUT


def may_file(user, article, section):
    """Whether this user may move a story from where it stands into a section (a row, or None for none).

    That is for the desks of both; a story without a section any desk takes into its own. Whoever began a story
    says where it belongs, until readers can see it.
    """
    if user.has_perm("articles.desk_article"):
        desk = desk_of(user)
        both = {*_sections(article, article.root), section and section.pk} - {None}
        if desk is None or both <= desk:
            return True
    return article.root.created_by_id == user.pk and article.root.first_published_at is None
