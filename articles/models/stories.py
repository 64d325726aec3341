"""Stories as they are asked for, and let go of."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from articles.models.choices import GONE, State
from articles.models.picture import PhotoUse
from articles.models.window import WindowQuerySet


class ArticleQuerySet(WindowQuerySet):
    def delete(self):
        from articles import pictures  # it works on the models this package is still defining

        with transaction.atomic():
            pictures.let_go(list(self.values_list("pk", flat=True)))
            return super().delete()

    delete.alters_data = delete.queryset_only = True

    def gone(self, now):
        """Withdrawn after having been public: their address answers 410 with a notice."""
        return self.filter(state__in=GONE, draft_of=None, first_published_at__lte=now)

    def frozen(self):
        """Of which nothing changes for readers until a hold is lifted (Article.is_frozen)."""
        return self.stories().filter(state=State.PUBLISHED).exclude(hold_reason="")

    def stories(self):
        """Stories proper, without the draft rows behind published ones."""
        return self.filter(draft_of=None)

    def for_cards(self, now):
        """What a list shows of each story, in a constant number of queries."""
        return self.select_related("section", "lead_photo").defer("body").with_lead(now)

    def with_lead(self, now):
        """With the answer to whether readers see the photo at the head, for `shown_lead`."""
        mine = PhotoUse.objects.filter(article=OuterRef("pk"), photo=OuterRef("lead_photo"))
        return self.annotate(lead_is_shown=Exists(mine.shown(now)))
