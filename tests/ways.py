"""Of many ways through one rule the first few are quick tests, the others wait for the whole run."""

import pytest


def quick(number, cases):
    """The cases of a parametrized test, all but the first `number` marked `long`. A tuple is of several names."""
    cases = list(cases)
    return [*cases[:number], *map(_long, cases[number:])]


def _long(case):
    if type(case).__name__ == "ParameterSet":
        return pytest.param(*case.values, id=case.id, marks=[*case.marks, pytest.mark.long])
    return pytest.param(*case if isinstance(case, (tuple, list)) else (case,), marks=pytest.mark.long)
