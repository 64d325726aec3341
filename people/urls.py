"""Those who speak."""

from django.urls import path

from people import feeds, views

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/<int:pk>/<str:slug>/", views.person_detail, name="person_detail"),
    path("people/<int:pk>/<str:slug>/feed/", feeds.PersonQuotes(), name="person_feed"),
    path("organizations/<int:pk>/<str:slug>/", views.organization_detail, name="organization_detail"),
]
