"""What there is to find: each app declares its rows as documents and registers them."""

import re

REGISTRY = {}  # kind -> Index


class Index:
    """The rows of one model as documents. Give `kind`, `model`, `label`; override what differs."""

    kind = ""  # one short English word, the public name: "story"
    model = None
    label = ""  # the plural a reader sees: _("Stories")
    # Suggested while a reader types, from each of so many words of the title on; 0 for never.
    starts = 0
    named = False  # somebody or something with a name: asked for by it, its card stands on top
    family = False  # whose last name alone tells who it is
    ordering = ("pk",)  # oldest first: where too many match, only the newest are ranked

    def queryset(self):
        """The rows that may be indexed, with the relations that the methods below read."""
        return self.model._default_manager.all()

    def public(self, now):
        """The rows that are public at `now`, with the relations that a result's card shows."""
        return self.model._default_manager.public(now)

    def title(self, obj):
        return str(obj)

    def names(self, obj):
        """Other names of the same thing, found like the title: aliases, the Latin spelling."""
        return ()

    def body(self, obj):
        """Plain text, as printed; a passage of it stands under the hit."""
        return ""

    def date(self, obj):
        """The day the document is of, or None."""
        return None

    def facets(self, obj):
        """{facet: values} by which readers narrow their results; a value is letters a-z and digits."""
        return {}

    def window(self, obj):
        """(visible_from, visible_until), each None when open; None when nobody may ever find it."""
        return None, None

    def uid(self, obj):
        return obj.uid


def register(index_class):
    """Class decorator: makes an Index known under its kind."""
    index = index_class()
    if not re.fullmatch("[a-z_]{1,20}", index.kind) or index.model is None:
        raise TypeError(f"{index_class.__name__} needs a model and a kind of at most 20 letters a-z.")
    known = REGISTRY.get(index.kind)
    if known is not None and known.model is not index.model:
        raise TypeError(f"The kind {index.kind!r} is taken by {type(known).__name__}. Choose another kind.")
    REGISTRY[index.kind] = index
    return index_class


def indexes(kinds=None):
    """The registered indexes of these kinds, or all; ValueError names the kinds that exist."""
    if kinds is None:
        return list(REGISTRY.values())
    unknown = [kind for kind in kinds if kind not in REGISTRY]
    if unknown:
        raise ValueError(f"There is no kind {unknown[0]!r}. The kinds are: {', '.join(REGISTRY)}.")
    return [REGISTRY[kind] for kind in dict.fromkeys(kinds)]


def indexes_of(model):
    """The indexes in which rows of this model stand."""
    model = model._meta.concrete_model
    return [index for index in REGISTRY.values() if index.model._meta.concrete_model is model]
