"""The newsroom's admin site."""

from django.contrib.admin import AdminSite


class NewsroomAdminSite(AdminSite):
    """The stock admin with the newsroom's own names."""
