"""The map of the site. Django reads it from above: the first address that fits, answers."""

from django.contrib import admin
from django.urls import include, path

from newsroom import searching, sitemaps, views

urlpatterns = [
    path(
        "", include("articles.urls")
    ),  # / feed articles sections tags places authors corrections quotes occasions sources
    path("", include("people.urls")),  # people organizations
    path("search/", searching.search_page, name="search"),
    path("search/suggestions/", searching.suggest, name="search_suggestions"),
    path("about/", views.about, name="about"),
    path("photos/<str:uid>.<str:ending>", views.photo_file, name="photo_file"),
    path("photos/<str:uid>/<int:width>.<str:ending>", views.photo_rendition, name="photo_rendition"),
    path("photos/<str:uid>/<slug:cut>/<int:width>.<str:ending>", views.photo_cut, name="photo_cut"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<str:section>.xml", sitemaps.section, name="sitemap_section"),
    path("robots.txt", views.robots, name="robots"),
    path("admin/", admin.site.urls),
]

handler400 = "newsroom.views.bad_request"
handler403 = "newsroom.views.forbidden"
handler404 = "newsroom.views.not_found"
handler500 = "newsroom.views.server_error"
