"""For ModelAdmins of what has a name: whether it is here already, said while it is typed.

Without scripts the question comes once, on saving; whoever answers it saves. It is never refused.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.alike import PART, SAME, SPELLED
from newsroom.desk.seen_form import SeenForm
from newsroom.fields import could_be_id
from people.alike import alike

WHY = {SAME: _("the same name"), SPELLED: _("spelled nearly so"), PART: _("one is a part of the other")}
APART = "_apart"  # the box that says: these are others


def unanswered(model, data, name, latin_name=""):
    """The Alike of a name about to be made, unless the form's data says of each that it is another."""
    found = alike(model, name, latin_name)
    seen = data.get(APART, "").split(",")
    return found if any(str(double.row.pk) not in seen for double in found) else []


def question(doubles):
    """The same as an error message that holds its own answer: whom there is, and a box to tick."""
    links = format_html_join(
        "، ", '<a href="{}" target="_blank">{}</a>', ((address(one.row), one.row) for one in doubles)
    )
    ids = "".join(f"{one.row.pk}," for one in doubles)
    return format_html(
        '{} {}. <label class="apart"><input type="checkbox" name="{}" value="{}"> {}</label>',
        gettext("It may be here already:"), links, APART, ids, gettext("It is none of these: save it as a new one"),
    )  # fmt: skip


def address(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


class DoublesForm(SeenForm):
    """Asks once, when a new row is saved, whether it is one of those with a similar name."""

    doubles = ()

    def clean(self):
        data = super().clean()
        if self.instance.pk is None and data.get("name"):
            latin_name = data.get("latin_name", "")
            self.doubles = unanswered(self._meta.model, self.data, data["name"], latin_name)
            if self.doubles:
                raise ValidationError(
                    _(
                        "Something of a similar name is here already. Look at it, or say below that it is another."
                    ),
                    code="doubles",
                )
        return data


class WarnsOfDoubles:
    form = DoublesForm

    class Media:
        js = ["newsroom/admin/doubles.js"]

    def similar(self, row):
        """Rows that may be the same as `row`, for merging."""
        found = alike(self.model, row.name, getattr(row, "latin_name", ""), but=row.pk)
        return [double.row for double in found]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_alike"
        return [path("alike/", self.admin_site.admin_view(self.alike_view), name=name), *super().get_urls()]

    def alike_view(self, request):
        """What the form's script asks while a name is typed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        name, latin = (request.GET.get(key, "").replace("\0", "")[:200] for key in ("name", "latin_name"))
        but = request.GET.get("but", "")
        found = alike(self.model, name, latin, but=int(but) if could_be_id(but) else None)
        return JsonResponse({**self._question(), "rows": [self._told(double) for double in found]})

    def _question(self):
        return {
            "title": gettext("It may be here already:"),
            "apart": gettext("It is none of these: save it as a new one"),
        }

    def _told(self, double):
        row = double.row
        return {
            "id": row.pk,
            "name": str(row),
            "latin_name": getattr(row, "latin_name", ""),
            "why": str(WHY[double.how]),
            "address": address(row),
        }

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context["doubles"] = {
            **self._question(),
            "rows": [self._told(double) for double in getattr(form, "doubles", ())],
            "ask": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_alike"),
            "name": APART,
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
