"""The four roles, as groups with Arabic names. A house may add its own; these are put back on migrate."""

from django.apps import apps

EDIT = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")

# What a role may do: {app.model: actions} and further permissions. Each holds all of the one before, but
# for confidential notes: who runs the site need not read them.
REPORTER = {
    "articles": {
        "article": EDIT, "quote": ("view", "change"), "byline": ALL, "citation": ALL, "photouse": ("view", "change"), "attribution": ALL,
        "source": EDIT, "sourcename": ALL, "occasion": EDIT, "contributor": ("view", "add"), "section": ("view",),
        "place": ("view",),
        "correction": ("view",), "assignment": ("view", "change"),
    },
    "people": {
        "person": EDIT, "personname": ALL, "organization": EDIT, "organizationname": ALL,
        "position": EDIT, "tenure": ALL,
    },
    "photos": {"photo": EDIT},
    "taggit": {"tag": ("view", "add"), "taggeditem": ALL},
    "desk": {"savedview": ALL},
}  # fmt: skip
DESK = {
    "articles": {
        "article": ALL, "contributor": ALL, "correction": EDIT, "source": ALL, "occasion": ALL,
        "place": ALL, "placename": ALL, "front": ALL, "frontslot": ALL, "dismissal": ("view",), "assignment": EDIT,
        "wordrule": ("view",),
    },
    "people": {"person": ALL, "organization": ALL, "position": ALL},
    "photos": {"photo": ALL},
    "taggit": {"tag": ALL},
    "merging": {"merge": ("view", "add", "change")},
    "search": {"asked": ("view",)},
    "outgoing": {"delivery": ("view",)},
}  # fmt: skip
CHIEF = {
    "articles": {
        "section": ALL,
        "correction": ALL,
        "quotelink": ALL,
        "assignment": ALL,
        "redaction": ("view",),
        "wordrule": ALL,
    },
    "newsroom": {"redirect": ALL},
}
ADMINISTRATOR = {
    "newsroom": {"user": ALL, "redirect": ALL},
    "auth": {"group": ALL},
    "outgoing": {"receiver": ALL},
}

ROLES = {
    "reporter": ("محرر", [REPORTER], ["articles.attribute_article"]),
    "desk": (
        "محرر الديسك",
        [REPORTER, DESK],
        ["articles.attribute_article", "articles.desk_article", "articles.publish_article", "articles.correct_article",
         "outgoing.resend_delivery"],
    ),
    "chief": (
        "رئيس التحرير",
        [REPORTER, DESK, CHIEF],
        ["articles.attribute_article", "articles.desk_article", "articles.publish_article",
         "articles.correct_article", "articles.withdraw_article", "articles.redact_article", "outgoing.resend_delivery",
         "articles.confidential_article", "desk.share_savedview"],
    ),
    "administrator": (
        "مدير النظام",
        [REPORTER, DESK, CHIEF, ADMINISTRATOR],
        ["articles.attribute_article", "articles.desk_article", "articles.publish_article",
         "articles.correct_article", "articles.withdraw_article", "articles.redact_article", "outgoing.resend_delivery",
         "desk.share_savedview"],
    ),
}  # fmt: skip


def wanted(role):
    """The permissions of a role as a set of (app label, codename)."""
    _, tables, further = ROLES[role]
    found = {tuple(name.split(".")) for name in further}
    for table in tables:
        for app, models in table.items():
            for model, actions in models.items():
                found |= {(app, f"{action}_{model}") for action in actions}
    return found


def settle(**kwargs):
    """Make the groups and give each its permissions; runs after every migrate."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    by_name = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, (name, _, _) in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set([by_name[key] for key in wanted(role)])


def group_of(role):
    from django.contrib.auth.models import Group

    return Group.objects.get(name=ROLES[role][0])
