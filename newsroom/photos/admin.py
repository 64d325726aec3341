from django.contrib import admin

from newsroom.desk.admin import ArabicAdmin
from newsroom.photos.models import Photo


@admin.register(Photo)
class PhotoAdmin(ArabicAdmin, admin.ModelAdmin):
    list_display = ["__str__", "credit", "label", "created_at"]
    list_filter = ["label"]
    search_fields = ["alt", "caption", "credit", "uid"]
    fields = ["file", "alt", "caption", "credit", "rights", "label", "focal_x", "focal_y"]
