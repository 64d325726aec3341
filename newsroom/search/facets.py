"""By what readers narrow their results: each app declares its facets beside its indexes.

@register_facet
class SectionFacet(Facet):
    name, label, words = "section", _("Section"), ("قسم",)
    def labels(self, values, now): ...
    def named(self, text, now): ...
"""

import re

from newsroom.arabic import fold

FACETS = {}  # name -> Facet


class Facet:
    name = ""
    label = ""
    words = ()  # what a reader writes before the colon: «قائل» in «قائل:الراسي»
    values = "[0-9]{1,18}"  # what a value looks like, as a regular expression; by default an id
    nobody = ""  # said when a reader names somebody whom it does not have

    def could_be(self, value):
        """Whether a value from an address may be one of this facet at all."""
        return re.fullmatch(self.values, value) is not None

    def labels(self, values, now):
        """{value: what readers see} of those that readers may see at `now`."""
        return {value: value for value in values}

    def named(self, text, now):
        """The values that a reader may mean by this name, some dozens at most."""
        return []

    def begun(self, keys, now):
        """The values to suggest, as readers see them: those whose folded key begins with one of these."""
        return []


def register_facet(facet_class):
    facet = facet_class()
    if not re.fullmatch("[a-z]{1,20}", facet.name):
        raise TypeError(f"{facet_class.__name__} needs a name of at most 20 letters a-z.")
    FACETS[facet.name] = facet
    return facet_class


def facet_of(word):
    """The facet that a reader means by a word before a colon; None for no such."""
    return next(
        (
            facet
            for facet in FACETS.values()
            if word == facet.name or fold.key(word) in map(fold.key, facet.words)
        ),
        None,
    )
