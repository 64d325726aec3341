"""Who may be the same: those whom the newsroom knows by a name that is nearly this one."""

from functools import reduce
from itertools import product
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from newsroom.arabic import fold
from newsroom.arabic.alike import CLASS_NOUNS, THE, behind_class_noun, how_alike, spellings, words
from people.models import Named

LOOKED_AT = 1000
MOST_READ = 10_000  # names without a key: a quarter of a second
MOST = 5


class Alike(NamedTuple):
    row: object
    how: int  # newsroom.arabic.alike: SAME, SPELLED or PART
    name: str  # the one of its names that is alike


def alike(model, name, latin_name="", but=None):
    """At most five Alike of a model of rows with a name, the likest first; six queries whatever there is."""
    found = {}
    if issubclass(model, Named):
        near = (*_by_name(model, name), *_by_latin_name(model, latin_name))
    else:
        near = _by_reading(model, name)
    for pk, other, how in near:
        if pk != but and how > found.get(pk, (0,))[0]:
            found[pk] = how, other
    best = sorted(found, key=lambda pk: (-found[pk][0], pk))[:MOST]
    rows = model._default_manager.in_bulk(best)
    return [Alike(rows[pk], *found[pk]) for pk in best if pk in rows]


def _by_name(model, name):
    _kind, said = behind_class_noun(words(name))
    if not said:
        return
    begins, ends = _openings(said[0], model), Q(surname_key=fold.key(name).rpartition(" ")[2])
    ends |= Q(surname_key__in=[the + word for word in spellings(said[-1]) for the in ("", THE)])
    others = model._meta.get_field("names").related_model.objects
    for rows, owner in ((model._default_manager, "pk"), (others, model._meta.model_name)):
        for near in (ends, begins):  # each by itself: half the country may have the same first name
            for pk, other in rows.filter(near).order_by("pk").values_list(owner, "name")[:LOOKED_AT]:
                if how := how_alike(name, other):
                    yield pk, other, how


def _openings(word, model):
    """A Q of the keys that begin so, for outlets also behind their class noun: «وكالة الأناضول للأنباء»."""
    before = ["", *(f"{noun} " for noun in CLASS_NOUNS if model.bears_class_noun)]
    begun = product(before, ("", THE), spellings(word))
    return reduce(or_, (Q(key__startswith="".join(parts)) for parts in begun))


def _by_reading(model, name):
    """Of rows without a key, such as those who sign: nothing tells beforehand which names are near."""
    rows = model._default_manager.order_by("-pk").values_list("pk", "name")[:MOST_READ]
    for pk, other in rows if words(name) else ():
        if how := how_alike(name, other):
            yield pk, other, how


def _by_latin_name(model, name):
    said = words(name)
    if not said:
        return
    rows = model._default_manager.filter(latin_name__icontains=name.split()[-1]).order_by("pk")
    for pk, other in rows.values_list("pk", "latin_name")[:LOOKED_AT]:
        if how := how_alike(name, other):
            yield pk, other, how
