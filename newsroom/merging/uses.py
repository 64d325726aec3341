"""Where a row is used: counted, with the list of the admin that shows just those."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import PROTECT, RESTRICT
from django.urls import reverse
from django.utils.translation import ngettext

from newsroom.fields import in_house_digits
from newsroom.merging.relations import pointing_at, rows


@dataclass(frozen=True)
class Use:
    what: str  # "quotes"
    role: str  # "on behalf of", where rows of this kind can use it in several
    count: int
    address: str  # of the list that shows them; "" where no list does
    binds: bool  # what is used so cannot be deleted

    @property
    def label(self):
        return f"{self.what}: {self.role}" if self.role else self.what

    @property
    def sentence(self):
        """«في 3 مواضع من الاقتباسات (نيابةً عن)»: how often, and of what."""
        said = ngettext("in %(number)s place of %(what)s", "in %(number)s places of %(what)s", self.count)
        what = f"{self.what} ({self.role})" if self.role else self.what
        return said % {"number": in_house_digits(str(self.count)), "what": what}


def uses(row, site, request):
    """The Uses of a row: as many queries as there are relations, however many rows use it."""
    found = []
    for field in pointing_at(type(row)):
        place = _place(field, site, type(row))
        if place is None:  # rows that are a part of it: its other names
            continue
        owner, lookup, is_many = place
        lists = site._registry[owner]
        shown = lists.get_queryset(request).filter(**{lookup: row}).order_by().values("pk").distinct().count()
        # An open draft stands in no list, yet it uses what it names.
        count = shown or rows(field, row).count()
        if count:
            address = reverse(f"admin:{owner._meta.app_label}_{owner._meta.model_name}_changelist")
            query = urlencode({f"{lookup}__id__exact": row.pk})
            may_look = lists.has_view_or_change_permission(request)
            found.append(
                Use(
                    *_label(owner, field),
                    count,
                    f"{address}?{query}" if shown and may_look else "",
                    is_many or field.remote_field.on_delete in (PROTECT, RESTRICT),
                )
            )
    return found


def _place(field, site, model):
    """(the model whose list shows the rows of a foreign key, the lookup, whether through a table between)."""
    if field.model in site._registry:
        return field.model, field.name, False
    for owner in site._registry:
        for many in owner._meta.many_to_many:
            if many.remote_field.through is field.model:
                return None if owner is model else (owner, many.name, True)
    for other in field.model._meta.concrete_fields:
        if other is not field and other.is_relation and other.related_model in site._registry:
            return other.related_model, f"{other.related_query_name()}__{field.name}", False
    return None


def _label(owner, field):
    """What uses it, and where several fields of one model can, as what."""
    what = str(owner._meta.verbose_name_plural)
    rivals = [other for other in pointing_at(field.related_model) if other.model is field.model]
    if field.model is owner and len(rivals) < 2:
        return what, ""
    role = field.verbose_name if field.model is owner else field.model._meta.verbose_name_plural
    if field.model._meta.auto_created:
        many = next(m for m in owner._meta.many_to_many if m.remote_field.through is field.model)
        role = many.verbose_name
    return what, str(role)
