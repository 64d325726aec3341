"""What was waived: the desk reads who let which warning rest, and why."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.checks.sentences import sentence
from articles.models import Dismissal
from newsroom.desk.admin import ArabicAdmin, ReadOnly
from newsroom.desk.folded import FoldedTexts


@admin.register(Dismissal)
class DismissalAdmin(ReadOnly, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["warning", "reason", "article", "by", "at"]
    list_select_related = ["article", "by"]
    search_fields = ["about", "reason", "by__username"]
    readonly_fields = ["article", "warning", "reason", "by", "at"]
    fields = readonly_fields

    @admin.display(description=_("warning"), ordering="check_code")
    def warning(self, dismissal):
        return sentence(dismissal.check_code, dismissal.about, dismissal.hint)
