"""The pages of those who speak."""

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.shortcuts import get_object_or_404, render

from newsroom import pages
from people.filters import PersonFilter
from people.models import Organization, Person
from people.quoted import of_person, quotes_at, relayed, shown_tenures


def person_list(request):
    now = request.now
    chosen = PersonFilter(request.GET, Person.objects.public(now), request=request)
    counted = quotes_at(now).filter(person=OuterRef("pk")).order_by().values("person")
    people = (
        chosen.qs.with_portrait(now)
        .annotate(quote_count=Subquery(counted.annotate(n=Count("pk")).values("n")))
        .prefetch_related(Prefetch("tenures", shown_tenures(now), to_attr="shown_tenures"))
        .order_by("name", "pk")
    )
    page = pages.page_of(request, people, 40)
    return render(request, "people/person_list.html", {"filter": chosen, "page": page})


def person_detail(request, pk, slug):
    now = request.now
    person = get_object_or_404(Person.objects.public(now).with_portrait(now), pk=pk)
    if elsewhere := pages.moved(request, person.get_absolute_url()):
        return elsewhere
    tenures = sorted(shown_tenures(now).filter(person=person), key=began, reverse=True)
    bodies = {tenure.position.organization_id for tenure in tenures}
    return render(
        request,
        "people/person_detail.html",
        {
            "person": person,
            "other_names": [name for name in person.names.all() if name.kind != name.Kind.PRINTED],
            "tenures": tenures,
            "organizations_with_page": set(
                Organization.objects.public(now).filter(pk__in=bodies).values_list("pk", flat=True)
            ),
            "page": pages.quote_page(request, of_person(person, now), now),
            "relayed": relayed(now, person=person),
        },
    )


def began(tenure):
    return tenure.start or tenure.first or tenure.end or ""


def organization_detail(request, pk, slug):
    now = request.now
    public = Organization.objects.public(now)
    organization = get_object_or_404(public.select_related("parent"), pk=pk)
    if elsewhere := pages.moved(request, organization.get_absolute_url()):
        return elsewhere
    quotes = quotes_at(now).filter(Q(organization=organization) | Q(on_behalf_of=organization))
    return render(
        request,
        "people/organization_detail.html",
        {
            "organization": organization,
            "parent_has_page": public.filter(pk=organization.parent_id).exists(),
            "tenures": shown_tenures(now)
            .filter(position__organization=organization, person__in=Person.objects.public(now).values("pk"))
            .order_by("person__name", "pk")[:100],
            "page": pages.quote_page(request, quotes, now),
            "relayed": relayed(now, organization=organization),
        },
    )
