from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedConfig(AppConfig):
    name = "newsroom.desk.saved"
    label = "desk"
    verbose_name = _("Saved views")
