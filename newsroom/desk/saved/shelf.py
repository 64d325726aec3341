"""The shelf above a list: the views of it that its reader may open, and a box to save the present one.

Every list of the desk has it, through ArabicAdmin. It costs one query, however many views there are.
"""

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext

from newsroom.desk.saved.models import SavedView
from newsroom.desk.saved.query import asked, columns_of, kept, without_order

UNFIT = (IncorrectLookupParameters, DisallowedModelAdminLookup)


class Outdated(Exception):
    def __init__(self, view):
        self.view = view


class Shelf:
    def __init__(self, door, request, changelist):
        self.door, self.request, self.changelist = door, request, changelist
        self.columns = columns_of(door, request)
        self.here = kept(request.GET, self.columns)  # what the list shows now

    @property
    def is_shown(self):
        has_choice = self.changelist.list_filter or self.changelist.search_fields
        return bool(has_choice) and self.request.user.has_perm("desk.view_savedview")

    @cached_property
    def views(self):
        """Each with the `address` that shows it; his own first."""
        views = list(SavedView.objects.seen_by(self.request.user).filter(model=self.model))
        for view in views:
            view.address = f"?{asked(view.query, self.columns).urlencode()}"
        return sorted(views, key=lambda view: (view.is_shared, view.name))

    @cached_property
    def present(self):
        """The view that the list shows, if it is one."""
        return next((view for view in self.views if view.query == self.here), None) if self.here else None

    @property
    def model(self):
        return self.door.opts.label_lower

    @property
    def lacking(self):
        """The filters by which the present view asks for something that is no more there."""
        return gettext(", ").join(missing(self.changelist, self.request)) if self.present else ""

    @property
    def may_save(self):
        return bool(self.here) and not self.present and self.request.user.has_perm("desk.add_savedview")

    @property
    def may_share(self):
        return self.request.user.has_perm("desk.share_savedview")

    @property
    def may_change(self):
        """Whether the present view is his to rename and delete."""
        return self.present and (not self.present.is_shared or self.may_share)


def missing(changelist, request):
    """The titles of a list's filters that are asked for a value they do not have (any more)."""
    found, known = [], set()
    for spec in changelist.filter_specs:
        names = set(spec.expected_parameters())
        known |= names
        if names & changelist.params.keys() and not any(
            choice["selected"] for choice in spec.choices(changelist)
        ):
            found.append(str(spec.title))
    if further := changelist.get_filters_params().keys() - known:
        # A filter with nothing left to choose from is passed over in silence, and its value with it.
        applied = changelist.get_filters(request)[2]
        found += [_title(changelist, name) for name in sorted(further - applied.keys())]
    return found


def _title(changelist, lookup):
    name = lookup.partition("__")[0]
    return next((str(field.verbose_name) for field in changelist.opts.fields if field.name == name), name)


class HasShelf:
    """For ModelAdmins: the shelf as `cl.shelf`; a view whose filters are no more says so."""

    def get_changelist_instance(self, request):
        try:
            changelist = super().get_changelist_instance(request)
        except UNFIT as error:
            view = self._asked_for(request)
            if view is None:
                raise
            raise Outdated(view) from error
        changelist.shelf = Shelf(self, request, changelist)
        return changelist

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except Outdated as outdated:
            text = gettext(
                "The view “%(name)s” asks for something that this list no longer has, so here is the whole list. "
                "Filter it anew and save that, and delete the old view."
            )
            self.message_user(request, text % {"name": outdated.view.name}, messages.WARNING)
            return HttpResponseRedirect(request.path)

    def _asked_for(self, request):
        """The view whose filters are asked for; its order may be another by now."""
        here = without_order(kept(request.GET, columns_of(self, request)))
        views = SavedView.objects.seen_by(request.user).filter(model=self.opts.label_lower)
        return next((view for view in views if without_order(view.query) == here), None)
