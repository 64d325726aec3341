"""Who works here, and where old addresses lead."""

from urllib.parse import unquote

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from newsroom.addresses import WRITTEN, addresses_of, is_whole, our_path


class User(AbstractUser):
    """Somebody with a login. Stories never belong to users: see articles.Contributor."""

    username = models.CharField(
        _("username"),
        max_length=150,
        unique=True,
        # ASCII: a Cyrillic "а" makes a second "admin" that no eye can tell from the first.
        validators=[ASCIIUsernameValidator()],
        help_text=_("English letters, digits and @ . + - _ only."),
        error_messages={"unique": _("Another user has this name already. Choose another name.")},
    )

    has_known_password = models.BooleanField(default=False, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.username

    def set_password(self, raw_password):
        """A new password is nobody's but the user's, until the demo says otherwise."""
        self.has_known_password = False
        super().set_password(raw_password)


@receiver(pre_delete, sender=User)
def keep_who_is_in_the_log(sender, instance, using, **kwargs):
    """Our own logs refuse by PROTECT; the admin's would go with the account. What is written by the account at this
    moment waits, and finds it gone, or is waited for and found here.
    """
    User.objects.using(using).select_for_update().filter(pk=instance.pk).first()
    if log := instance.logentry_set.using(using)[:1]:
        raise models.ProtectedError("Whoever is named in the log is not deleted: stop the account.", {*log})


MOST_STEPS = 20  # from one redirect to the next


class Redirect(models.Model):
    """An address that has moved: a page of the old site. (What was merged leads on by itself: newsroom.merging.)"""

    old_path = models.CharField(_("old address"), max_length=500, unique=True)
    new_path = models.CharField(_("new address"), max_length=500)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(old_path__startswith="/"), name="redirect_starts_with_a_slash"
            ),
            models.CheckConstraint(
                condition=~models.Q(old_path=models.F("new_path")), name="redirect_leads_elsewhere"
            ),
        ]

    def __str__(self):
        return f"{self.old_path} ← {self.new_path}"

    def clean(self):
        if self.old_path == self.new_path:
            raise ValidationError(
                {"new_path": _("The two addresses are the same. Write where it leads now.")}
            )
        if not WRITTEN.match(self.new_path) or not is_whole(self.new_path):
            said = _(
                "Write an address of this site that begins with one slash, or a whole one: https://example.org/"
            )
            raise ValidationError({"new_path": said})
        if self._leads_round():
            said = _("Who follows this comes back to the old address. Write where it leads in the end.")
            raise ValidationError({"new_path": said})
        if self.old_path == "/" or self.old_path.startswith("/admin/"):
            raise ValidationError(
                {
                    "old_path": _(
                        "There is a page at this address: readers are led on from pages that are gone."
                    )
                }
            )

    def _leads_round(self):
        path = our_path(self.new_path)
        for _step in range(MOST_STEPS):
            if not path:
                return False
            known = addresses_of(path)
            if {self.old_path, unquote(self.old_path)} & {*known}:
                return True
            further = Redirect.objects.filter(old_path__in=known).exclude(pk=self.pk).first()
            if further is None:
                return False
            path = our_path(further.new_path)
        return True
