"""What a story can be: its genre, its urgency, where its text is from, and its state."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Genre(models.TextChoices):
    NEWS = "news", _("news")
    REPORT = "report", _("report")
    TRANSLATED = "translated", _("translated report")
    INTERVIEW = "interview", pgettext_lazy("genre", "interview")
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


GONE = (State.WITHDRAWN, State.KILLED)  # taken from readers, if they ever saw it
AT_WORK = (State.DRAFT, State.RETURNED, State.AT_DESK, State.COPY_EDITED, State.READY)


class Language(models.TextChoices):
    """The languages that stories here are written in and translated from, by their BCP 47 tags."""

    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    GERMAN = "de", _("German")
    ITALIAN = "it", _("Italian")
    PORTUGUESE = "pt", _("Portuguese")
    TURKISH = "tr", _("Turkish")
    PERSIAN = "fa", _("Persian")
    HEBREW = "he", _("Hebrew")
    KURDISH = "ku", _("Kurdish")
    SORANI = "ckb", _("Central Kurdish")
    TAMAZIGHT = "zgh", _("Tamazight")
    URDU = "ur", _("Urdu")
    RUSSIAN = "ru", _("Russian")
    CHINESE = "zh", _("Chinese")
    AMHARIC = "am", _("Amharic")
    SOMALI = "so", _("Somali")


RIGHT_TO_LEFT = {"ar", "fa", "he", "ckb", "ur"}
