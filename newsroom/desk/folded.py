"""Admin search by folded keys: any spelling of a name finds it."""

from django.db.models import Q

from newsroom.arabic import fold


class FoldedSearch:
    """For ModelAdmins of rows that have a `key`; `folded` are the key fields to look in.

    Words may stand in any order; each must occur. The list and every autocomplete use it.
    """

    folded = ("key",)
    plain = ()
    search_fields = ("key",)  # shows the box; get_search_results does the work

    def get_search_results(self, request, queryset, search_term):
        for word in fold.key(search_term).split()[:10]:
            match = Q()
            for name in self.folded:
                match |= Q(**{f"{name}__contains": word})
            for name in self.plain:
                match |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(match)
        return queryset, any("__" in name for name in (*self.folded, *self.plain))
