"""Stories, what was said in them, and where it was taken from."""

from django.urls import path

from articles import feeds
from articles.views import authors, changes, home, places, preview, quotes, sources, stories

urlpatterns = [
    path("", home.home, name="home"),
    path("feed/", feeds.Stories(), name="feed"),
    path("articles/<int:pk>/<str:slug>/", stories.article_detail, name="article_detail"),
    path("articles/<int:pk>/<str:slug>/changes/", changes.article_changes, name="article_changes"),
    path("preview/<int:pk>/", preview.preview, name="preview"),
    path("preview/link/<str:token>/", preview.preview_link, name="preview_link"),
    path("sections/<str:slug>/", stories.section_detail, name="section_detail"),
    path("sections/<str:slug>/feed/", feeds.SectionStories(), name="section_feed"),
    path("tags/<int:pk>/<str:slug>/", stories.tag_detail, name="tag_detail"),
    path("places/<int:pk>/<str:slug>/", places.place_detail, name="place_detail"),
    path("places/<int:pk>/<str:slug>/feed/", feeds.PlaceStories(), name="place_feed"),
    path("authors/<int:pk>/<str:slug>/", authors.contributor_detail, name="contributor_detail"),
    path("authors/<int:pk>/<str:slug>/feed/", feeds.ContributorStories(), name="contributor_feed"),
    path("authors/<int:pk>/<str:slug>.json", authors.contributor_json, name="contributor_json"),
    path("corrections/", stories.correction_list, name="correction_list"),
    path("corrections/feed/", feeds.Corrections(), name="correction_feed"),
    path("quotes/", quotes.quote_list, name="quote_list"),
    path("quotes/<int:pk>/", quotes.quote_detail, name="quote_detail"),
    path("occasions/<int:pk>/<str:slug>/", quotes.occasion_detail, name="occasion_detail"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<int:pk>/<str:slug>/", sources.source_detail, name="source_detail"),
]
