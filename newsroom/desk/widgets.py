"""Form widgets of the desk."""

import json

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    FilteredSelectMultiple,
)
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from newsroom.desk.followed import Follows
from newsroom.fields import could_be_id


class BodyWidget(forms.Textarea):
    """The body of a story: a rich-text editor over a plain textarea, which stays without scripts.

    Everything the editor has to know travels in data attributes, so no page needs an inline script:

    - `quotes`: {key: state} of the story's quotes; a key that is missing counts as new. Set it on
      the form's own widget (Django copies widgets for every form): `widget.quotes = {...}`.
    - `pictures`: {photo uid: {"src": …, "alt": …}} for the photos that stand in the text.
    - `embeds`: [{"name", "pattern", "keys"}] of those whose posts and videos stand in the text as cards.
    - `photos`: URL name of the photo list that the photo button opens as a popup; "" for no button.
    """

    def __init__(self, attrs=None, photos=""):
        super().__init__({"rows": 24, "class": "body-source", "dir": "auto", **(attrs or {})})
        self.photos = photos
        self.quotes = {}
        self.pictures = {}
        self.embeds = []

    @property
    def media(self):
        return forms.Media(
            css={"all": ["newsroom/admin/editor/editor.css"]},
            js=[Script("newsroom/admin/editor/body.js", type="module")],
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        config = {"label": _("Text of the story"), "pictures": self.pictures, "embeds": self.embeds}
        if self.photos:
            # The text names a photo by its uid, so that is what the popup hands back.
            config["photos"] = reverse(self.photos) + "?_to_field=uid"
        context["widget"]["attrs"] |= {
            "data-body": json.dumps(config, ensure_ascii=False),
            "data-quotes": json.dumps(self.quotes),
        }
        return context

    def use_required_attribute(self, initial):
        # The browser would hold the form back at a field that the editor hides.
        return False


class SplitDateTime(AdminSplitDateTime):
    """The admin's date and time, each with a name that a screen reader says."""

    def decompress(self, value):
        # An address may fill a form in ("?due=2026-11-26T18:00"); what is no moment fills in nothing.
        if isinstance(value, str):
            try:
                value = parse_datetime(value)
            except ValueError:
                value = None
        return super().decompress(value)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        date, time = context["widget"]["subwidgets"]
        date["attrs"] |= {"aria-label": _("Date"), "dir": "ltr"}
        time["attrs"] |= {"aria-label": _("Time"), "dir": "ltr"}
        return context


class _OnlyIds:
    """Passes over what an address or a form gives as an id and no row can have: no database is asked."""

    def optgroups(self, name, value, attrs=None):
        chosen = [one for one in value if could_be_id(one)]
        if chosen:
            return super().optgroups(name, chosen, attrs)
        # Nothing is chosen, as in most of a form: no question is put together of which nothing is asked.
        empty = not self.is_required and not self.allow_multiple_selected
        return [(None, [self.create_option(name, "", "", False, 0)] if empty else [], 0)]


class _Named:
    """Says its name to a screen reader once select2 has drawn it."""

    @property
    def media(self):
        return super().media + forms.Media(js=[Script("newsroom/admin/named.js", type="module")])


class OneOfMany(Follows, _Named, _OnlyIds, AutocompleteSelect):
    held = None  # the row that the form's own has already read: where it is the chosen one, nobody is asked

    def optgroups(self, name, value, attrs=None):
        if self.held is None or [*map(str, value)] != [str(self.held.pk)]:
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.held)
        return [(None, [*empty, self.create_option(name, self.held.pk, label, True, len(empty))], 0)]

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return self.now([value]).get(value, value) if value else value


class _SaysOfIds:
    def value_from_datadict(self, data, files, name):
        # "?" is no id to any database, and the field says so.
        values = super().value_from_datadict(data, files, name) or []
        return [value if could_be_id(value) else "?" for value in values]


class SomeOfMany(Follows, _SaysOfIds, _Named, _OnlyIds, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        values = super().value_from_datadict(data, files, name)
        now = self.now(values)
        return list(dict.fromkeys(now.get(one, one) for one in values))

    def build_attrs(self, base_attrs, extra_attrs=None):
        # Each has a cross of its own; the one for all would stand in their list and be no item of it.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class SomeOfFew(_SaysOfIds, forms.CheckboxSelectMultiple):
    pass


class SomeOfTwoLists(_SaysOfIds, FilteredSelectMultiple):
    """Those that are chosen stand beside those that are not."""
