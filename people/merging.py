"""What is peculiar to people and organizations when two of them are one."""

from itertools import product

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import merging
from newsroom.arabic import fold
from newsroom.arabic.alike import how_alike
from people.models import Organization, Person, PersonName, Tenure


class NamedRules(merging.Rules):
    """The losing names become other names: search and the finder go on knowing them."""

    def warnings(self, winner, loser):
        found = super().warnings(winner, loser)
        if not any(how_alike(mine, other) for mine, other in product(_names(winner), _names(loser))):
            found.append(
                _("%(loser)s and %(winner)s have no name in common. Make sure that they are one.")
                % {"loser": loser, "winner": winner}
            )
        return found

    def beforehand(self, loser):
        loser.was_public = type(loser).objects.public(timezone.now()).filter(pk=loser.pk).exists()

    def afterwards(self, work, winner, loser):
        Name = type(winner)._meta.get_field("names").related_model
        owner = {winner._meta.model_name: winner}
        known = {winner.name, winner.latin_name, *winner.names.values_list("name", flat=True)}
        for name, kind in (
            (loser.name, self.kind_of(winner, loser)),
            (loser.latin_name, Name.Kind.TRANSLITERATION),
        ):
            if name and name not in known:
                work.add(Name(name=name, kind=kind, **owner))
                known.add(name)

    def kind_of(self, winner, loser):
        """Readers see an alias; another spelling of the same name, or one they never saw, they need not."""
        is_news = loser.was_public and fold.key(winner.name) != fold.key(loser.name)
        return PersonName.Kind.ALIAS if is_news else PersonName.Kind.PRINTED


def _names(row):
    return filter(None, [row.name, row.latin_name, *row.names.values_list("name", flat=True)])


@merging.register
class PersonRules(NamedRules):
    model = Person

    def warnings(self, winner, loser):
        found = super().warnings(winner, loser)
        if loser.is_public_figure and not winner.is_public_figure:
            found.append(
                _(
                    "%(loser)s is a public figure and %(winner)s is not: readers lose the page. Keep the other one."
                )
                % {"loser": loser, "winner": winner}
            )
        elif winner.is_public_figure and not loser.is_public_figure:
            found.append(
                _("%(loser)s is no public figure: what was said will stand on the public page of %(winner)s.")
                % {"loser": loser, "winner": winner}
            )
        if winner.gender and loser.gender and winner.gender != loser.gender:
            found.append(_("One is a man and one is a woman."))
        return found


@merging.register
class OrganizationRules(NamedRules):
    model = Organization


@merging.register
class TenureRules(merging.Rules):
    """The same position twice is one tenure, unless its dates speak against it."""

    model = Tenure

    def can_meet(self, field):
        return field.name == "person" or super().can_meet(field)

    def keys(self, row, field):
        told = [(row.position_id, row.acting)] if field.name == "person" else []
        return [*told, *super().keys(row, field)]

    def is_same(self, row, other):
        return all(not mine or not theirs or mine == theirs for mine, theirs in
                   ((row.start, other.start), (row.end, other.end)))  # fmt: skip

    def taken(self, winner, loser):
        first = [day for day in (winner.first_cited, loser.first_cited) if day]
        last = [day for day in (winner.last_cited, loser.last_cited) if day]
        cited = {"first_cited": min(first), "last_cited": max(last)} if first and last else {}
        return super().taken(winner, loser) | cited
