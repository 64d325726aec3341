"""Fields that every floor above shares."""

import re
import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import dates, fold, tidy
from newsroom.arabic.letters import ARABIC_COMMA, ARABIC_INDIC_DIGITS, LATIN_DIGITS

TO_ARABIC = str.maketrans(LATIN_DIGITS, ARABIC_INDIC_DIGITS)


def could_be_id(value):
    """Whether something sent by a browser, or written in an address, can name a row: no database is asked for more."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < 19


def new_uid():
    return uuid.uuid4().hex


class UidField(models.CharField):
    """The name by which other programs know a row: text up to 100, unique, made when missing."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("default", new_uid)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("verbose_name", _("uid"))
        super().__init__(**kwargs)


class LineField(models.CharField):
    """One line of text, tidied (NFC, single spaces) on its way in.

    A bidi override or isolate in a headline or a name can make a reader see other words than the
    ones stored, so it is refused: ValidationError says so. Invisible characters are removed.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else tidy.line(value)

    def clean(self, value, model_instance):
        if value and tidy.has_bidi_control(value):
            raise ValidationError(
                _(
                    "This line holds an invisible character that turns the direction of the text. "
                    "Type the line again instead of pasting it."
                ),
                code="bidi_control",
            )
        return super().clean(value, model_instance)

    def pre_save(self, model_instance, add):
        # Importers and commands save without forms: what is stored is tidy all the same.
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = tidy.line(value)
            setattr(model_instance, self.attname, value)
        return value


class LinesField(forms.CharField):
    """A browser sends the lines of a text with other ends: that is no change."""

    def has_changed(self, initial, data):
        return super().has_changed(initial, data.replace("\r\n", "\n") if isinstance(data, str) else data)


class BlockField(models.TextField):
    """Several lines of plain text, tidied on their way in: what no XML and no reader can bear is removed."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LinesField, **kwargs})

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = tidy.block(value)
            setattr(model_instance, self.attname, value)
        return value


class KeyField(models.TextField):
    """What a row of a FoundByKey is found by in any spelling: some of its own texts, folded on every save.

    An update() of these texts must name the key as well (`keys_of`).
    """

    def __init__(self, *args, of=(), **kwargs):
        self.of = of
        super().__init__(*args, **{"default": "", "editable": False, **kwargs})

    def folded(self, row):
        return fold.key(" ".join(getattr(row, name) or "" for name in self.of))

    def pre_save(self, model_instance, add):
        value = self.folded(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class FoundByKey(models.Model):
    """A model with a KeyField, whose key is written whichever fields a save names."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *keys_of(self)}
        super().save(*args, **kwargs)


def of_those_filled(table, *names):
    """Indexes, for a Meta, of fields that few rows fill; foreign keys themselves say `db_index=False`.

    Of an index over all rows a database learns how many of them bear one value on the average, and to SQLite
    nothing is a value too: where hardly a row is filled it takes the index for useless and reads the table.
    """
    return [
        models.Index(fields=[name], condition=models.Q(**{f"{name}__isnull": False}), name=f"{table}_{name}")
        for name in names
    ]


def keys_of(row):
    """{name: folded texts as the row has them now} of its KeyFields."""
    return {
        field.name: field.folded(row) for field in row._meta.concrete_fields if isinstance(field, KeyField)
    }


def shown_date(value):
    """A date or a partial date in the house's custom; "" for none."""
    try:
        return dates.show(value, settings.MONTHS, settings.DIGITS)
    except ValueError:  # stored past the forms; better shown as it is than not at all
        return str(value)


def shown_clock(moment):
    """The hour and minute of a moment, as the house writes them."""
    local = timezone.localtime(moment)
    return in_house_digits(f"{local.hour:02d}:{local.minute:02d}")


def shown_moment(moment):
    """A moment as text: «2 سبتمبر/أيلول 2021، 18:30»."""
    return f"{shown_date(timezone.localdate(moment))}{ARABIC_COMMA} {shown_clock(moment)}"


def in_house_digits(text):
    return text.translate(TO_ARABIC) if settings.DIGITS == "arabic" else text


SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


class PartialDateField(models.CharField):
    """A date as far as it is known: "2021", "2021-09" or "2021-09-02"; "" when unknown.

    The text is an ISO prefix and sorts in time in both databases (byte order, whatever the
    database's language), so ranges are plain comparisons.
    """

    default_validators = [
        RegexValidator(
            SHAPE,
            _("Write a date as 2021, 2021-09 or 2021-09-02."),
            code="partial_date",
        )
    ]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def to_python(self, value):
        value = super().to_python(value)
        return dates.latin_digits(value.strip()) if isinstance(value, str) else value

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value and SHAPE.fullmatch(value) and not dates.is_partial(value):
            raise ValidationError(
                _("There is no such day: %(date)s."), params={"date": value}, code="no_such_day"
            )

    def formfield(self, **kwargs):
        return super().formfield(**{"help_text": _("For example 2021, 2021-09 or 2021-09-02."), **kwargs})
