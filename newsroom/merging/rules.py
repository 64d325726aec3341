"""What is peculiar to a model when two of its rows become one; the apps say it in their merging.py."""

from django.utils.translation import gettext as _

RULES = {}


class Rules:
    """How rows of `model` become one. This is what holds for every model; an app says what differs.

    @register
    class PersonRules(Rules): model = Person
    """

    model = None

    # When rows that point to the loser meet those of the winner

    def can_meet(self, field):
        return bool(self._unique(field))

    def keys(self, row, field):
        """Hashable keys; of two rows with one in common, only one can be the winner's."""
        columns = self.model._meta.get_field
        keys = [
            (names, tuple(getattr(row, columns(name).attname) for name in names))
            for names in self._unique(field)
        ]
        return [(names, values) for names, values in keys if None not in values]  # NULL equals nothing

    def is_same(self, row, other):
        """Whether rows with a key in common are one."""
        return True

    def _unique(self, field):
        """The further fields of every unique constraint that `field` is part of."""
        meta = self.model._meta
        constraints = [
            *(constraint.fields for constraint in meta.total_unique_constraints),
            *meta.unique_together,
            *((one.name,) for one in meta.concrete_fields if one.unique),
        ]
        return [tuple(n for n in names if n != field.name) for names in constraints if field.name in names]

    # What the winner takes over

    def taken(self, winner, loser):
        """{column: value} that the winner takes from the loser: what it has not itself."""
        found = {}
        for field in self.compared():
            mine, other = getattr(winner, field.attname), getattr(loser, field.attname)
            leads_to_itself = field.related_model is self.model and other == winner.pk
            if mine in ("", None) and other not in ("", None) and not leads_to_itself:
                found[field.attname] = other
        return found

    def compared(self):
        """The fields in which two rows may differ."""
        return [
            field for field in self.model._meta.concrete_fields if field.editable and not field.primary_key
        ]

    def differing(self, winner, loser):
        """[(field, what stays, what is lost)]: both say something, and not the same."""
        taken = self.taken(winner, loser)
        return [
            (field, getattr(winner, field.name), getattr(loser, field.name))
            for field in self.compared()
            if getattr(winner, field.attname) != getattr(loser, field.attname)
            and field.attname not in taken
            and getattr(loser, field.attname) not in ("", None)
        ]

    def warnings(self, winner, loser):
        """Sentences for whoever is about to merge: why the two may not be one."""
        mine, other = getattr(winner, "wikidata", ""), getattr(loser, "wikidata", "")
        if mine and other and mine != other:
            return [
                _("Wikidata knows them as two: %(one)s and %(other)s. Make sure that they are one.")
                % {"one": mine, "other": other}
            ]
        return []

    def refusal(self, winner, loser):
        """Why the loser cannot become one with the winner, and what to do; "" where it can."""
        return ""

    def beforehand(self, loser):
        """What can only be asked while the loser is there; keep it on the row for `afterwards`."""

    def afterwards(self, work, winner, loser):
        """What else has to be done once all has moved; `work` writes it down."""


def register(rules):
    """Class decorator: these Rules hold for their model."""
    RULES[rules.model] = rules()
    return rules


def rules_of(model):
    if model not in RULES:
        RULES[model] = type(f"{model.__name__}Rules", (Rules,), {"model": model})()
    return RULES[model]
