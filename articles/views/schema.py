"""A story in the words of schema.org, for machines that read its page: what readers see, and no more."""

from django.conf import settings

from articles import internal_links


def story(article, places, line, original, languages):
    """A NewsArticle about these places; `line`, `original` and `languages` are what readers see, as articles.models.links gives it."""
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": article.root.uid,
        "url": address(article),
        "headline": article.headline,
        "description": article.standfirst,
        "inLanguage": article.language,
        "datePublished": article.visible_from.isoformat() if article.visible_from else "",
        "dateModified": article.updated_at.isoformat() if article.updated_at else "",
        "articleSection": article.section.name if article.section else "",
        "contentLocation": [place(one) for one in places],
        "author": [{"@type": "Person", "name": line.contributor.name} for line in article.bylines.all()],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings.NEWSROOM_NAME},
    }
    older = [one.root.pk for one in line]
    older = line[older.index(article.root.pk) + 1 :] if older else []
    if older:
        found["isBasedOn"] = brief(older[0])
    if original:
        found["translationOfWork"] = brief(original)
    elif article.original_language:
        work = {
            "@type": "CreativeWork",
            "inLanguage": article.original_language,
            "url": internal_links.wordless(article.canonical_url),
        }
        found["translationOfWork"] = {name: value for name, value in work.items() if value}
    made = [one for one in languages if one.translation_of_id == article.root.pk]
    if made:
        found["workTranslation"] = [brief(one) for one in made]
    return {name: value for name, value in found.items() if value}


def place(row):
    """A Place with what it lies in, and that with what it lies in."""
    found = {}
    for one in reversed([row, *row.above]):
        around = {"containedInPlace": found} if found else {}
        found = {"@type": "Place", "identifier": one.uid, "name": one.name, "url": address(one)} | around
    return found


def brief(article):
    return {
        "@type": "NewsArticle",
        "identifier": article.root.uid,
        "url": address(article),
        "headline": article.headline,
        "inLanguage": article.language,
    }


def address(row):
    return settings.SITE_ADDRESS + row.get_absolute_url()
