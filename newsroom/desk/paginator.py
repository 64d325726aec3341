"""Pages of a long list without counting the whole table."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class AtLeast(int):
    """A number that says that there is more: "5000+"."""

    def __str__(self):
        return f"{int(self)}+"


class BoundedPaginator(Paginator):
    """Counts `most` rows and no further: on a million rows COUNT(*) costs more than the page.

    The last pages of such a list cannot be reached by number; that is what search and filters are for.
    """

    most = 5000

    @cached_property
    def count(self):
        if not hasattr(self.object_list, "query"):
            return len(self.object_list)
        # Of the ids alone: what a list says beside its rows is not worked out for those that are counted.
        found = self.object_list.order_by().values("pk")[: self.most + 1].count()
        return AtLeast(self.most) if found > self.most else found
