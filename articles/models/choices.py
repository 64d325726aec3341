"""What a story can be: its genre, its urgency, where its text is from, and its state."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    NEWS = "news", _("news")
    REPORT = "report", _("report")
    TRANSLATED = "translated", _("translated report")
    INTERVIEW = "interview", _("interview")
    ANALYSIS = "analysis", _("analysis")
    OPINION = "opinion", _("opinion")
    INVESTIGATION = "investigation", _("investigation")
    FACT_CHECK = "fact_check", _("fact-check")
    LIVE = "live", _("live coverage")


class Urgency(models.TextChoices):
    NORMAL = "normal", _("normal")
    BREAKING = "breaking", _("breaking")
    DEVELOPING = "developing", _("developing story")


class Origin(models.TextChoices):
    OWN = "own", _("own")
    TRANSLATED = "translated", _("translated from another outlet")
    EDITED = "edited", _("edited from agencies")
    AGENCY = "agency", _("agency text")
    REPUBLISHED = "republished", _("republished by agreement")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    AT_DESK = "at_desk", _("at the desk")
    RETURNED = "returned", _("returned to the reporter")
    COPY_EDITED = "copy_edited", _("copy-edited")
    READY = "ready", _("ready to publish")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SPIKED = "spiked", _("spiked")
    KILLED = "killed", _("killed")
