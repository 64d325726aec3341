"""Pages that belong to the site as a whole, and what every page knows of the house."""

from django.conf import settings


def house(request):
    """The newsroom's name and the sections of its menu, for every template."""
    return {"newsroom_name": settings.NEWSROOM_NAME}
