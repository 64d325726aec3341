"""Who gets in where: one table of every address, every move of a story and every action of a list.

An address, a move or an action that stands in no table below fails in tests.test_permissions: give it its
row. Roles are written by their first letters: r reporter, d desk, c chief, a administrator; STAFF are all
four, and * is everybody, who need not be logged in. All stories there stand in one section; l is a desk
editor of another one alone, who may what d may but for what ELSEWHERE and BUTTONS say.
"""

from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from articles import previews
from articles.models import Article, PreviewLink

ROLES = {"r": "reporter", "d": "desk", "c": "chief", "a": "administrator"}
LIMITED = "l"
DESKS = ROLES.keys() | {LIMITED}
STAFF = "rdca"

# What the desk may at the stories of its own sections only: an address, what is posted to one, an action.
ELSEWHERE = {
    "admin:articles_article_delete",
    "admin:articles_article_next",  # what waits for that desk
    "post admin:articles_correction_change",
    "post admin:articles_front_changelist",
    "admin:outgoing_delivery_resend",
    "admin:outgoing_event_cancel",
    "_delete",  # of a comment: who wrote it
    "_discard",
    "share",
    "revoke",
    "delete a correction",
}


# The pages every model has in the admin: who views, adds, changes and deletes a row that no reader sees yet.
MODELS = {
    #                       view    add    change  delete
    "articles_article":     (STAFF, STAFF, STAFF, "dca"),
    "articles_assignment":  (STAFF, "dca", STAFF, "ca"),  # the reporter it is for
    "articles_citation":    (STAFF, STAFF, STAFF, STAFF),
    "articles_contributor": (STAFF, STAFF, "dca", "dca"),
    "articles_correction":  (STAFF, "dca", "dca", "ca"),
    "articles_dismissal":   ("dca", "", "", ""),
    "articles_front":       ("dca", "", "dca", ""),
    "articles_occasion":    (STAFF, STAFF, STAFF, "dca"),
    "articles_place":       (STAFF, "dca", "dca", "dca"),
    "articles_quote":       (STAFF, "", STAFF, ""),
    "articles_redaction":   ("ca", "", "", ""),
    "articles_section":     (STAFF, "ca", "ca", "ca"),
    "articles_source":      (STAFF, STAFF, STAFF, "dca"),
    "articles_wordrule":    ("dca", "ca", "ca", "ca"),
    "merging_merge":        ("dca", "", "", ""),
    "auth_group":           ("a", "a", "a", "a"),
    "desk_savedview":       (STAFF, STAFF, "ca", "ca"),  # the desk's; one's own: tests/newsroom/test_saved_views.py
    "newsroom_redirect":    ("ca", "ca", "ca", "ca"),
    "newsroom_user":        ("a", "a", "a", "a"),
    "outgoing_delivery":    ("dca", "", "", ""),
    "outgoing_receiver":    ("a", "a", "a", "a"),
    "people_organization":  (STAFF, STAFF, STAFF, "dca"),
    "people_person":        (STAFF, STAFF, STAFF, "dca"),
    "people_position":      (STAFF, STAFF, STAFF, "dca"),
    "people_tenure":        (STAFF, STAFF, STAFF, STAFF),
    "photos_photo":         (STAFF, STAFF, STAFF, "dca"),
    "search_asked":         ("dca", "", "", ""),
    "taggit_tag":           (STAFF, STAFF, "dca", "dca"),
}  # fmt: skip

MERGED = ("people_person", "people_organization", "articles_source", "articles_contributor", "articles_place")

# Every other address: who reads it, and who may post to it.
PAGES = {
    **dict.fromkeys(
        [
            "home",
            "feed",
            "article_detail",
            "article_changes",
            "section_detail",
            "section_feed",
            "tag_detail",
            "place_detail",
            "place_feed",
            "correction_list",
            "correction_feed",
            "quote_list",
            "quote_detail",
            "occasion_detail",
            "source_list",
            "source_detail",
            "person_list",
            "person_detail",
            "person_feed",
            "organization_detail",
            "contributor_detail",
            "contributor_feed",
            "contributor_json",
            "search",
            "search_suggestions",
            "about",
            "photo_file",
            "photo_rendition",
            "photo_cut",
            "sitemap",
            "sitemap_section",
            "robots",
            "preview_link",
        ],
        ("*", ""),
    ),
    "preview": (STAFF, STAFF),  # who shares it with somebody outside: tests/articles/test_previews.py
    "admin:login": ("*", "*"),
    "admin:logout": ("", STAFF),
    "admin:index": (STAFF, STAFF),
    "admin:app_list": (STAFF, STAFF),
    "admin:password_change": (STAFF, STAFF),
    "admin:password_change_done": (STAFF, ""),
    "admin:autocomplete": (STAFF, ""),
    "admin:jsi18n": (STAFF, ""),
    "admin:view_on_site": (STAFF, STAFF),
    "admin:auth_user_password_change": ("a", "a"),
    "admin:articles_article_breaking": ("dca", "dca"),
    "admin:articles_article_import": (STAFF, STAFF),
    "admin:articles_article_versions": (STAFF, STAFF),
    "admin:articles_article_words": ("", "dca"),
    "admin:articles_article_typesetting": (STAFF, STAFF),
    "admin:articles_article_calendar": (STAFF, STAFF),
    "admin:articles_article_day": (STAFF, STAFF),
    "admin:articles_article_next": (STAFF, STAFF),
    "admin:articles_article_presence": ("", STAFF),
    "admin:articles_article_comments": (STAFF, STAFF),  # what one may do with each: the table COMMENTS
    "admin:articles_article_redact": ("ca", "ca"),
    "admin:articles_article_notice": ("ca", "ca"),
    **dict.fromkeys(
        [f"admin:{kind}_merge" for kind in MERGED],
        ("dca", "dca"),
    ),
    **dict.fromkeys([f"admin:{kind}_alike" for kind in MERGED], (STAFF, STAFF)),
    "admin:merging_merge_undo": ("", "dca"),
    "admin:articles_front_arrange": ("dca", "dca"),
    "admin:articles_front_change": (STAFF, STAFF),  # only leads to the page above, which refuses
    "admin:articles_quote_row": (STAFF, STAFF),
    "admin:outgoing_receiver_secret": ("a", ""),
    "admin:outgoing_delivery_resend": ("", "dca"),
    "admin:outgoing_event_cancel": ("", "dca"),
    "admin:photos_photo_upload": (STAFF, STAFF),
}

# Actions of lists, besides "delete_selected", which is for those who delete.
ACTIONS = {
    "articles_article": {
        "move_submit": STAFF,
        **{f"move_{name}": "dca" for name in ("copy_edit", "ready", "spike", "unspike")},
    },
    "desk_savedview": {"delete_selected": STAFF},  # of their own
    "outgoing_delivery": {"send_again": "dca"},
    **{key: {"merge_selected": "dca"} for key in MERGED},
}

# The buttons of a story: a state in which each is there, and who has it. By crafted request too.
BUTTONS = {
    "submit": ("draft", STAFF),
    "return": ("at_desk", "dca"),
    "copy_edit": ("at_desk", "dca"),
    "ready": ("at_desk", "dca"),
    "publish": ("ready", "dca"),
    "publish_now": ("scheduled", "dca"),
    "unschedule": ("scheduled", "dca"),
    "spike": ("at_desk", "dca"),
    "unspike": ("spiked", "dca"),
    "withdraw": ("published", "ca"),
    "kill": ("ready", "ca"),
    "_hold": ("ready", "dca"),
    "_lift": ("held", "ca"),
    "_checked": ("published", "dca"),
    "_end_strip": ("published", "dca"),
    "_prolong_strip": ("published", "dca"),
}


# What may be pressed at a comment of the desk editor's, before and after somebody answered it. A confidential
# note of his is for those alone who see it: tests/test_confidence.py.
COMMENTS = {
    #           (open, answered, resolved)
    "_reply":   (STAFF, STAFF, STAFF),
    "_resolve": (STAFF, STAFF, STAFF),
    "_reopen":  (STAFF, STAFF, STAFF),
    "_delete":  ("d", "", ""),
}  # fmt: skip

# What else is done to a story, by a button that only these have, or by crafted request: {deed: {which story: who}}.
DEEDS = {
    "_discard": {"with the desk's draft": "dca", "with the reporter's draft": STAFF},
    "_waive": {"warned": STAFF, "out and warned": STAFF},
    "_warn_again": {"waived": STAFF},
    "restore": {"ready": STAFF, "out": STAFF, "killed": ""},  # of what is out, into its draft
    "share": {"ready": "dca", "held": "ca", "with the desk's draft": "dca", "out": "", "killed": ""},
    "revoke": {"ready": "dca", "held": "ca", "with the desk's draft": "dca"},
    "delete a correction": {"out": "ca", "held and out": "", "withdrawn": "ca", "held and withdrawn": ""},
    "notice": {"withdrawn": "ca", "held and withdrawn": "", "killed": "ca", "out": "", "never seen": ""},
}

BESIDE_THE_MOVES = {
    "_hold": "may_hold",
    "_lift": "may_lift",
    "_checked": "may_check",
    "_end_strip": "on_strip",
    "_prolong_strip": "on_strip",
}

# What a hand could post anywhere; and what it could add to a story's own form.
CRAFTED = {
    "post": "yes", "_save": "1", "name": "غيره", "headline": "غيره", "state": "published", "act": "lead",
    "restore": "1", "show": "1", "show_words": "on", "_show_words": "1", "hours": "24", "line": "عاجل", "text": "نص", "section": "1", "article": "1", "revoke": "1",
}  # fmt: skip
FORGED = {
    "state": "published", "publish_at_0": "2020-01-01", "publish_at_1": "10:00", "visible_from": "2020-01-01",
    "first_published_at": "2020-01-01", "_continue": "1",
}  # fmt: skip

# What stands in an address that is not simply the one of a row of the model it is named after.
ARGUMENTS = {
    "preview": lambda rows: [rows["articles_article"]],
    "preview_link": lambda rows: [previews.token(PreviewLink.objects.get())],
    "admin:articles_article_delete": lambda rows: [rows["spiked"]],  # what is to be deleted is spiked first
    "admin:articles_article_next": lambda rows: [rows["published"]],  # the reporter's draft waits
    "admin:app_list": lambda rows: ["articles"],
    "admin:auth_user_password_change": lambda rows: [rows["newsroom_user"]],
    "admin:view_on_site": lambda rows: [ContentType.objects.get_for_model(Article).pk, rows["published"]],
}
QUERIES = {"admin:autocomplete": "?app_label=articles&model_name=quote&field_name=person&term="}


def named(who, *of):
    """The letters of a table's row. Who works at another section's desk may what the desk may, but ELSEWHERE."""
    return {*who} | ({LIMITED} if "d" in who and not ELSEWHERE & {*of} else set())


def patterns(resolver=None, namespace=""):
    """(name, pattern) of every address. What Django's admin leaves without a name shows nothing itself."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            yield from patterns(item, f"{item.namespace}:" if item.namespace else namespace)
        elif item.name or not namespace:
            yield f"{namespace}{item.name}", item.pattern


def wanted():
    """{name of an address: (who reads it, who may post to it)}."""
    found = {}
    for model, (view, add, change, delete) in MODELS.items():
        found |= {
            f"admin:{model}_changelist": (view, view),
            f"admin:{model}_add": (add, add),
            f"admin:{model}_change": (view, change),
            f"admin:{model}_delete": (delete, delete),
            f"admin:{model}_history": (view, view),
        }
    return found | PAGES


def address(name, pattern, rows):
    if name in ARGUMENTS:
        arguments = ARGUMENTS[name](rows)
    elif name.startswith("admin:") and pattern.regex.groups:
        arguments = [rows[next(key for key in rows if name.startswith(f"admin:{key}_"))]]
    else:  # a public page; that it shows what is there, and nothing else, is for test_sentinel
        arguments = [1 if isinstance(kind, IntConverter) else "x" for kind in pattern.converters.values()]
    return reverse(name, args=arguments) + QUERIES.get(name, "")
