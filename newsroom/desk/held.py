"""What readers see of a story that is held for legal review stays as it is, and so does all that it says by name.

Forms and the rows under them ask here, deleting too; merging asks at its own door. Which story that is, and what
stories show of a row, a floor above knows.
"""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

SHOWN = {}  # {model: (the fields of its rows that stories show, the function that finds a held one)}


def shown_by_stories(fields):
    """Decorator, for a floor above. `fields` {model: names} of what stories show of rows; `function(row)` gives a story
    that shows the row and is held for legal review while readers see it, None where there is none.
    """

    def keep(function):
        SHOWN.update({model: (names, function) for model, names in fields.items()})
        return function

    return keep


def fields_of(model):
    """The names of the fields of these rows that readers of a story see."""
    return SHOWN[model][0] if model in SHOWN else frozenset()


def story_of(row):
    """A held story that shows this row, as it is stored, to its readers; None where there is none."""
    return SHOWN[type(row)][1](row) if row.pk and type(row) in SHOWN else None


def link(story):
    """Its headline, leading to its form."""
    meta = story._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[story.pk])
    return format_html('<a href="{}">{}</a>', address, story)


def why(story):
    """Why this is not to be changed, and what to do first."""
    return format_html(
        _(
            "Readers see this in a story that is held for legal review: “{story}”. Nothing of that story changes for "
            "them until the hold is lifted. Ask the editor-in-chief to lift it, then do this again."
        ),
        story=link(story),
    )


def refuse_rows(formset):
    """Raises ValidationError where rows under a form are to change or to go that a held story shows."""
    names = fields_of(formset.model)
    for form in formset.initial_forms if names else ():
        goes = form in formset.deleted_forms
        if (goes or names & {*form.changed_data}) and (story := story_of(form.instance)):
            raise ValidationError(why(story), code="held")


class Protected(list):
    """The lines of the page on which something held is not deleted."""

    is_held = True


def kept(rows):
    """The same for rows that are to be deleted."""
    return Protected(why(story) for row in rows if (story := story_of(row)))
