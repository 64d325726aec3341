from django.contrib import admin

from newsroom.desk.admin import ArabicAdmin, SeenByReaders
from newsroom.desk.folded import FoldedTexts
from newsroom.photos.models import Photo


@admin.register(Photo)
class PhotoAdmin(SeenByReaders, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["__str__", "credit", "label", "created_at"]
    list_filter = ["label"]
    search_fields = ["alt", "caption", "credit", "uid"]
    fields = ["file", "alt", "caption", "credit", "rights", "label", "focal_x", "focal_y"]

    def shown(self, obj, now):
        """At the head of a public story, in its text, or a public person's portrait.

        (Stories and people live above; their models are asked for.)
        """
        stories = obj._meta.get_field("lead_of").related_model.objects.public(now)
        in_text = stories.filter(body__contains=f'data-photo="{obj.uid}"')
        people = obj._meta.get_field("people").related_model.objects.public(now)
        return (
            stories.filter(lead_photo=obj).exists() or in_text.exists() or people.filter(photo=obj).exists()
        )
