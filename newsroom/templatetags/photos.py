"""Photos in templates: {% picture photo sizes="100vw" %}."""

from django import template

from newsroom.photos import markup

register = template.Library()
register.simple_tag(markup.picture, name="picture")
