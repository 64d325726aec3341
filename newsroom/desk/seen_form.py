"""A form that asks, before it saves, what whoever sent it cannot have seen: a colleague's save, words that were removed
for ever, a chosen row that is gone, a story that is held.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.desk import held
from newsroom.desk.opened import refuse_removed


class SeenForm(forms.ModelForm):
    # Set by the admin on the class it makes for one request
    conflict = None
    anew = False  # holds the words of a row that is gone
    removed_at = None  # when words were removed for ever since it was opened, where it is asked about them as it stands

    def clean(self):
        refuse_removed(self.removed_at)
        if self.anew:
            raise ValidationError(_("Nothing is saved yet: look at what you had typed, then save."))
        if self.conflict:
            raise ValidationError(
                _("Nothing is saved yet: a colleague saved first. Look at what differs above, then save."),
                code="stale_version",
            )
        data = super().clean()
        for name in self.changed_data:
            if isinstance(row := data.get(name), models.Model) and not _held(row):
                self.add_error(name, _("This was merged or deleted a moment ago. Choose again."))
        changed = self.reaches_readers(data) if self.instance.pk else ()
        if changed and (story := held.story_of(self.instance)):
            self.add_error(changed[0], ValidationError(self.why_held(story), code="held"))
        return data

    def reaches_readers(self, data):
        """The names of the fields in which this changes what readers of a story see."""
        return [name for name in self.changed_data if name in held.fields_of(self._meta.model)]

    def why_held(self, story):
        return held.why(story)


def _held(row):
    """Whether a chosen row is still there; if so, nobody merges or deletes it until the transaction ends."""
    found = type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk)
    return found.values_list("pk", flat=True).first() is not None
