"""Whatever has a name: it is found by any spelling of any of its names."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import fold, slugs
from newsroom.fields import LineField, UidField
from people.heard import HeardQuerySet


def batched(items, size):
    return (items[start : start + size] for start in range(0, len(items), size))


def keys_of(name):
    """The folded key of a name, and of its last word alone: how stories name people later on."""
    key = fold.key(name)[:200]
    return key, key.rpartition(" ")[2]


class NamedQuerySet(HeardQuerySet):
    def named(self, name):
        """Those who bear this name in any spelling, under any of their names."""
        key = fold.key(name)
        return self.filter(models.Q(key=key) | models.Q(names__key=key)).distinct() if key else self.none()

    def mentioned_in(self, text):
        """The set of those whose last name, under any of their names, is a word of the text."""
        words = sorted(set(fold.key(text).split()))
        found = set()
        for some in batched(words, 10_000):  # databases bind some 30,000 values at most
            by_name = models.Q(surname_key__in=some) | models.Q(names__surname_key__in=some)
            found.update(self.filter(by_name).exclude(surname_key=""))
        return found


class Named(models.Model):
    """Somebody or something with a name, and a folded key by which any spelling finds it."""

    uid = UidField()
    name = LineField(_("name"), max_length=200)
    latin_name = LineField(_("Latin name"), max_length=200, blank=True)
    key = models.CharField(max_length=200, editable=False, db_index=True, default="")
    surname_key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    bears_class_noun = False  # whether desks may write what it is before its name: «صحيفة», «وكالة»

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.key, self.surname_key = keys_of(self.name)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "key", "surname_key"}
        super().save(*args, **kwargs)

    def __str__(self):
        return self.name

    @property
    def slug(self):
        return slugs.slug(self.name)

    def get_absolute_url(self):
        return reverse(f"{self._meta.model_name}_detail", args=[self.pk, self.slug])


class OtherName(models.Model):
    """Another name, by which search and the finder also know its bearer."""

    class Kind(models.TextChoices):
        ALIAS = "alias", _("also known as")
        FORMER = "former", _("former name")
        TRANSLITERATION = "transliteration", _("transliteration")
        PSEUDONYM = "pseudonym", _("pseudonym")
        PRINTED = "printed", _("as printed")

    name = LineField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ALIAS)
    key = models.CharField(max_length=200, editable=False, db_index=True, default="")
    surname_key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.key, self.surname_key = keys_of(self.name)
        super().save(*args, **kwargs)

    def __str__(self):
        return self.name
