"""Of two at one moment the database lets one through; what the other asked is done once more."""

import pytest
from django.db import IntegrityError, OperationalError

from articles import locking
from articles.models import Article
from newsroom.desk import again
from tests import make
from tests.browser import form_of
from tests.cast import client_of

pytestmark = pytest.mark.django_db(transaction=True)


def failing(times, error):
    """locking.step, which fails so many times before it does its work."""
    left, step = [error] * times, locking.step

    def stepped(article):
        if left:
            raise left.pop()
        return step(article)

    return stepped


@pytest.mark.parametrize("error", [OperationalError("deadlock detected"), IntegrityError("a merge took it")])
def test_a_save_that_lost_is_made_again_once_and_whole(monkeypatch, error):
    story, desk = make.article(published=False), client_of("desk")
    address = f"/admin/articles/article/{story.pk}/change/"
    form = form_of(desk.get(address), "headline") | {
        "headline": "عنوان جديد",
        "_note": "ملاحظة",
        "_continue": "1",
    }
    monkeypatch.setattr(locking, "step", failing(again.TRIES - 1, error))
    page = desk.post(address, form, follow=True)
    assert Article.objects.get().headline == "عنوان جديد" and story.versions.count() == 1
    assert [str(one) for one in page.context["messages"]].count(
        "ما كتبته بجانب الأزرار لم يُستعمل بعد، وهو محفوظ في هذه الصفحة."
    ) == 1


@pytest.mark.long
def test_what_fails_every_time_is_an_error_and_leaves_nothing(monkeypatch):
    story, desk = make.article(published=False), client_of("desk")
    address = f"/admin/articles/article/{story.pk}/change/"
    form = form_of(desk.get(address), "headline") | {"headline": "عنوان جديد", "_continue": "1"}
    monkeypatch.setattr(locking, "step", failing(again.TRIES, OperationalError("deadlock detected")))
    with pytest.raises(OperationalError):
        desk.post(address, form)
    assert Article.objects.get().headline == story.headline and not story.versions.exists()
