"""Several stories are moved at once from their list: each that may go, and none that somebody wrote to since."""

import pytest

from articles import holding, locking, workflow
from articles.models import Article, State
from tests import make
from tests.browser import form_of
from tests.cast import client_of, limited, member

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def at_the_desk(headline, **fields):
    story = make.article(headline, published=False, **fields)
    workflow.move(story, "submit", member("reporter"))
    return story


def press(who, name, *stories, before=lambda: None):
    client = client_of(who)
    form = form_of(client.get(LIST), "action") | {"action": f"move_{name}"}
    before()
    return client.post(LIST, form | {"_selected_action": [story.pk for story in stories]}, follow=True)


def states(*stories):
    return [Article.objects.get(pk=story.pk).state for story in stories]


def test_what_may_go_goes_and_the_rest_is_told_one_by_one():
    first, second = at_the_desk("أولى"), at_the_desk("ثانية")
    public, held = make.article("منشورة"), at_the_desk("موقوفة")
    holding.hold(held, member("desk"), "شكوى")
    said = press("desk", "spike", first, second, public, held).content.decode()
    assert states(first, second, public, held) == ["spiked", "spiked", "published", "at_desk"]
    assert (
        "صارت حالة مادتين «مستبعدة»" in said
        and "«منشورة»: حالة المادة" in said
        and "«موقوفة»: هذه المادة موقوفة" in said
    )
    move = first.transitions.first()
    assert (move.by, move.from_state, move.to_state) == (member("desk"), State.AT_DESK, State.SPIKED)
    press("desk", "unspike", first)
    assert states(first) == ["at_desk"], "as it was"


def test_a_ready_story_that_was_spiked_is_read_again_by_the_desk():
    story = at_the_desk("جاهزة")
    press("desk", "ready", story)
    press("desk", "spike", story)
    press("desk", "unspike", story)
    assert states(story) == ["at_desk"]


def test_what_a_colleague_saved_since_the_list_was_opened_is_looked_at_first():
    story = at_the_desk("تغيّرت")

    def colleague():
        row = Article.objects.get(pk=story.pk)
        locking.step(row)

    said = press("desk", "ready", story, before=colleague).content.decode()
    assert states(story) == ["at_desk"] and "حفظ أحد الزملاء هذه المادة" in said
    press("desk", "ready", story)
    assert states(story) == ["ready"]


def test_a_desk_of_some_sections_moves_the_stories_of_these():
    sport, economy = make.section("رياضة", "sport"), make.section()
    mine, theirs = at_the_desk("لنا", section=economy), at_the_desk("لغيرنا", section=sport)
    said = press(limited(economy), "copy_edit", mine, theirs).content.decode()
    assert states(mine, theirs) == ["copy_edited", "at_desk"] and "ديسك قسم آخر" in said


@pytest.mark.long
@pytest.mark.parametrize("name", ["publish", "withdraw", "kill", "return"])
def test_what_readers_would_see_or_somebody_has_to_be_told_is_no_affair_of_a_list(name):
    story = at_the_desk("وحدها")
    press("chief", name, story)
    assert states(story) == ["at_desk"]


def test_what_was_not_on_the_page_is_not_moved_and_is_told_so():
    shown, other = at_the_desk("في الصفحة"), at_the_desk("خارجها")
    client = client_of("desk")
    form = form_of(client.get(f"{LIST}?q=الصفحة"), "action")
    post = form | {"action": "move_ready", "_selected_action": [shown.pk], "select_across": "1"}
    said = client.post(LIST, post, follow=True).content.decode()
    assert states(shown, other) == ["ready", "at_desk"] and "«خارجها»: لم تكن في الصفحة" in said
