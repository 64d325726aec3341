from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OutgoingConfig(AppConfig):
    name = "newsroom.outgoing"
    label = "outgoing"
    verbose_name = _("Outgoing")

    def ready(self):
        autodiscover_modules("outgoing")
