from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MergingConfig(AppConfig):
    name = "newsroom.merging"
    label = "merging"
    verbose_name = _("Merges")

    def ready(self):
        from newsroom.desk import followed
        from newsroom.merging.heirs import became, merged

        autodiscover_modules("merging", "unmerging")
        followed.HEIRS.append(became)
        followed.MERGED.append(merged)
