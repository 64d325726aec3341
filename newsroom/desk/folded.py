"""Admin search in any spelling: by folded keys, by the search index, by folding what is there."""

from django.db.models import Q

from newsroom.arabic import fold
from newsroom.search import desk

MOST_WORDS = 10


def words_of(text):
    return fold.key(text.replace("\0", " ")[:200]).split()[:MOST_WORDS]


class FoldedSearch:
    """For ModelAdmins of rows that have a `key`; `folded` are the key fields to look in.

    Words may stand in any order; each must occur. The list and every autocomplete use it.
    """

    folded = ("key",)
    plain = ()
    search_fields = ("key",)  # shows the box; get_search_results does the work

    def get_search_results(self, request, queryset, search_term):
        for word in words_of(search_term):
            queryset = queryset.filter(self.matching(word))
        return queryset, any("__" in name for name in (*self.folded, *self.plain))

    def matching(self, word):
        """Where a folded word may stand, as a Q."""
        match = Q()
        for name in self.folded:
            match |= Q(**{f"{name}__contains": word})
        for name in self.plain:
            match |= Q(**{f"{name}__icontains": word})
        return match


class FoldedTexts:
    """For ModelAdmins of rows without a key: the texts of `search_fields` are folded as they are read.

    Of very many rows the newest. Words may stand in any order; each must occur in one of the texts.
    """

    most_read = 20_000

    def get_search_results(self, request, queryset, search_term):
        words = words_of(search_term)
        if not words:
            return queryset, False
        return queryset.filter(pk__in=self.folded_ids(queryset, words)), False

    def folded_ids(self, queryset, words):
        rows = queryset.order_by("-pk").values_list("pk", *self.search_fields)[: self.most_read]
        found = []
        for pk, *texts in rows:  # at once: for a cursor PostgreSQL would walk down all ids
            text = " ".join(text for text in texts if text)
            if fold.may_hold(text, words) and all(word in fold.key(text) for word in words):
                found.append(pk)
        return found[: desk.MOST]


class IndexedSearch(FoldedTexts):
    """For ModelAdmins of rows that stand in the search index once they are public.

    `kind` is asked of the index, hidden rows too; rows that never were public (`unindexed`) are
    folded as they are read.
    """

    kind = ""

    def unindexed(self, queryset):
        raise NotImplementedError

    def get_search_results(self, request, queryset, search_term):
        words = words_of(search_term)
        if not words:
            return queryset, False
        found = {*desk.ids(self.kind, search_term), *self.folded_ids(self.unindexed(queryset), words)}
        uid = search_term.replace("\0", "").strip()[:100]
        # Beforehand: with an "or" in the list's own query PostgreSQL would read the whole table.
        found |= {*queryset.filter(uid=uid).values_list("pk", flat=True)}
        return queryset.filter(pk__in=found), False
