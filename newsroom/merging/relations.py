"""Whatever points to a row, as the models themselves say it."""

from collections import defaultdict

from django.apps import apps

from newsroom.merging.rules import rules_of


def pointing_at(model):
    """The foreign keys that lead to rows of a model, those of many-to-many tables among them."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    ]


def label(field):
    """ "articles.quote.person": how the log names a foreign key."""
    return f"{field.model._meta.label_lower}.{field.name}"


def field_of(label):
    model, _, name = label.rpartition(".")
    return apps.get_model(model)._meta.get_field(name)


def kind(field):
    """What the rows of a foreign key are called; of a table between two models nobody has heard, so its owner's name."""
    meta = field.model._meta
    return (meta.auto_created._meta if meta.auto_created else meta).verbose_name_plural


def rows(field, row):
    """The rows whose foreign key `field` leads to `row`."""
    return field.model._base_manager.filter(**{field.name: row}).order_by("pk")


def twins(field, row, into):
    """{id of a row of `row`: the row of `into` that says the same}: such a row cannot or need not move."""
    rules = rules_of(field.model)
    if not rules.can_meet(field):
        return {}
    theirs = defaultdict(list)
    for other in rows(field, into):
        for key in rules.keys(other, field):
            theirs[key].append(other)
    found = {}
    for mine in rows(field, row) if theirs else ():
        rivals = (other for key in rules.keys(mine, field) for other in theirs[key])
        rival = next((other for other in rivals if rules.is_same(mine, other)), None)
        if rival is not None:
            found[mine.pk] = rival
    return found
