"""An app declares its documents like a sitemap; a mistake in the declaration is told at once."""

from unittest import mock

import pytest

from newsroom.models import Redirect, User
from newsroom.search import Index, index, register
from newsroom.search.engines import lexemes


@pytest.fixture(autouse=True)
def empty_registry():
    with mock.patch.dict(index.REGISTRY, clear=True):
        yield


def declare(**attributes):
    return register(type("SomeIndex", (Index,), attributes))


def test_a_registered_index_is_found_by_kind_and_by_model():
    declare(kind="user", model=User)
    declare(kind="redirect", model=Redirect)
    assert [found.kind for found in index.indexes()] == ["user", "redirect"]
    assert [found.kind for found in index.indexes(["redirect"])] == ["redirect"]
    assert [found.kind for found in index.indexes_of(User)] == ["user"]


@pytest.mark.parametrize("attributes", [{}, {"kind": "user"}, {"kind": "Two words", "model": User}])
def test_an_index_needs_a_kind_and_a_model(attributes):
    with pytest.raises(TypeError, match="needs a model and a kind"):
        declare(**attributes)


def test_a_kind_is_given_once():
    declare(kind="user", model=User)
    with pytest.raises(TypeError, match="is taken by"):
        declare(kind="user", model=Redirect)


def test_unless_said_otherwise_a_document_is_its_name():
    declare(kind="user", model=User)
    (found,) = index.indexes()
    user = User(username="reporter")
    assert (found.title(user), list(found.names(user)), found.body(user)) == ("reporter", [], "")
    assert found.window(user) == (None, None)


def test_postgresql_spells_no_two_words_alike():
    words = ["بيت", "byt", "ءاب", "CAb", "12", "1.5", "_", "ٹب", "é"]
    assert len({lexemes.packed(word) for word in words}) == len(words)
    assert lexemes.packed("ميناء") == "mynAC"
