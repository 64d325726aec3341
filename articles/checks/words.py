"""Words that this house writes otherwise."""

from articles import wording


def check(article, day):
    """(code, what it is about, hint) of each word rule that is met, however often."""
    met = {}
    for hits in wording.found(article).values():
        for hit in hits:
            met.setdefault(hit.rule.avoid, hit.rule)
    for rule in met.values():
        yield wording.WARNING, rule.avoid, wording.hint(rule)
