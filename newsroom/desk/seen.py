"""Rows whose page readers may be looking at: who changes them, and who is told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.ahead import Ahead
from newsroom.changes import announce
from newsroom.desk import held
from newsroom.desk.again import LostRace
from newsroom.desk.two_editors import TwoEditors
from newsroom.search.index import indexes_of
from newsroom.search.refresh import refresh, remove

AT_ONCE = _(
    "Readers would see this at once, or with a story that is scheduled, so the desk writes it. Copy what you typed "
    "and ask the desk."
)


GOES_OUT_WITH = []


def goes_out_with(function):
    """Decorator, for a floor above: `function(row, user)` runs in the transaction that changed a row of these, and gives
    the sentences that whoever changed it is told.
    """
    GOES_OUT_WITH.append(function)
    return function


LOCKED_BEFORE = []


def locked_before(function):
    """Decorator, for a floor above: `function(row)` locks what is locked before a row of these, by whomever, and would be
    written to with it: who locks crosswise waits for one who waits for him.
    """
    LOCKED_BEFORE.append(function)
    return function


class SeenByReaders(TwoEditors):
    """For ModelAdmins of rows whose page readers may be looking at: then only the desk changes them.

    `shown(obj, now)` says whether readers can see it, or will by themselves (`now` is Ahead); by default whether the
    row is in `objects.public(now)`. It is asked of stored rows, and of new ones only where these stand on another's page
    (`stands_on_a_page`). Every change is announced and indexed in its own transaction.
    """

    desk_permission = "articles.desk_article"
    stands_on_a_page = False
    is_kept = True

    def shown(self, obj, now):
        return type(obj)._default_manager.public(now).filter(pk=obj.pk).exists()

    def lock(self, obj):
        for function in LOCKED_BEFORE:
            function(obj)
        super().lock(obj)

    def _free(self, request, obj):
        if obj is None or (obj.pk is None and not self.stands_on_a_page):
            return True
        return request.user.has_perm(self.desk_permission) or not self.shown(obj, Ahead.of(timezone.now()))

    def _was_free(self, request, obj):
        """The same of a row as it is stored: one page asks it a dozen times. Who saves asks anew."""
        known = vars(request).setdefault("rows_free", {})
        if (row := (type(obj), obj and obj.pk)) not in known:
            known[row] = self._free(request, obj)
        return known[row]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._was_free(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._was_free(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        door, parent = self, super().get_form(request, obj, change=change, **kwargs)

        class Form(parent):
            def _post_clean(self):
                super()._post_clean()
                if not self.errors and not door._free(request, self.instance):
                    self.add_error(None, AT_ONCE)

        # A form's class makes its fields anew; these know who stands chosen.
        Form.base_fields = parent.base_fields
        return Form

    def save_model(self, request, obj, form, change):
        # Where the row stands now is what counts: a new one, or one moved to something public.
        if not self._free(request, obj):
            raise PermissionDenied
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = form.instance
        if form.has_changed() or any(rows.has_changed() for rows in formsets):
            self._tell_the_desk(request, obj)
        announce(f"{obj._meta.model_name}:{obj.pk}")
        quotes = getattr(obj, "quotes", None)  # they stand in the index under their speaker's name
        refresh([obj, *(quotes.all() if quotes is not None else ())])

    def _tell_the_desk(self, request, obj):
        was_free = self._free(request, obj)
        for function in GOES_OUT_WITH:
            for said in function(obj, request.user):
                self.message_user(request, said, messages.WARNING)
        if was_free and not self._free(request, obj):  # published while this waited for its story
            raise LostRace(AT_ONCE)

    def get_deleted_objects(self, objs, request):
        """What readers of a held story see stays: not everything that a story shows is in use for the database."""
        if kept := held.kept(objs):
            return [str(obj) for obj in objs], {}, set(), kept
        return super().get_deleted_objects(objs, request)

    def delete_model(self, request, obj):
        if not self._free(request, obj):  # published since the page asked
            raise LostRace(AT_ONCE)
        self._tell_the_desk(request, obj)
        for index in indexes_of(type(obj)):
            remove(index.kind, [obj.pk])
        announce(f"{obj._meta.model_name}:{obj.pk}")
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for obj in queryset:
                self.delete_model(request, obj)
