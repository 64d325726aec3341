"""Stories whose words changed after readers saw them, and what the log of changes says of them."""

import re

from articles import workflow
from tests import make

OLD, NEW = "أغلق الميناء ثلاثة أرصفة.", "أغلق الميناء رصيفين."


def body_of(text):
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def told(story, body, show=False, material=True, by=None, **texts):
    """The story with another body, as published by the desk."""
    draft = workflow.draft_for(story)
    draft.body = body_of(body)
    for name, value in texts.items():
        setattr(draft, name, value)
    draft.save()
    return workflow.publish_draft(draft, by, material=material, show_words=show)


def story_of(*bodies, show=False, **fields):
    """A story of these bodies, one published after the other; `show`: whether, or which of them, with words."""
    story = make.article(body=body_of(bodies[0]), **fields)
    for number, body in enumerate(bodies[1:], 2):
        story = told(story, body, show is True or number in (show or ()))
    return story


def address(story):
    return story.get_absolute_url() + "changes/"


def page(client, story, query=""):
    answer = client.get(address(story) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    """What stands on a page, as somebody reads it."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<main")[2]).split())
