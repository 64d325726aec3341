"""A list of the desk as somebody wants it again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.fields import LineField

LONGEST = 2000  # letters of a querystring


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user):
        """His own, and those of the whole desk."""
        return self.filter(models.Q(owner=user) | models.Q(owner=None))


class SavedView(models.Model):
    """Filters, search and order of the list of `model` ("articles.article") under a name.

    `query` is the querystring as `newsroom.desk.saved.query` keeps it, never a whole address: where it leads
    is the list's own page. Without an owner a view is the whole desk's.
    """

    model = models.CharField(_("list"), max_length=100)
    name = LineField(_("name of the view"), max_length=60)
    query = models.CharField(_("what it shows"), max_length=LONGEST)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("owner of the view"),
        null=True,
        blank=True,
        editable=False,
        related_name="saved_views",
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["model", "name", "pk"]
        permissions = [("share_savedview", "Can share a view of a list with the whole desk")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "model", "name"], name="saved_view_named_once_by_its_owner"),
            models.UniqueConstraint(
                fields=["model", "name"], condition=models.Q(owner=None), name="saved_view_named_once_at_the_desk"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def is_shared(self):
        return self.owner_id is None
