"""How forms are drawn: a story's has some seventy lists of errors, and nearly all of them are empty."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's that takes our templates, which opens none to draw an empty list of errors."""

    def render(self, template_name, context, request=None):
        if template_name.startswith("django/forms/errors/") and not context["errors"]:
            return ""
        return super().render(template_name, context, request)
