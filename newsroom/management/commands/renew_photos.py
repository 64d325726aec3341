"""Encode anew the photos that were stored before renditions were made, and make their renditions.

A second run finds nothing to do. A photo whose file is lost or broken is told and left as it is.
"""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from newsroom.management.shell import EnglishCommand
from newsroom.photos.models import Photo


class Command(EnglishCommand):
    help = __doc__

    def run(self, **options):
        renewed, left = 0, 0
        for pk in list(Photo.objects.filter(widths=[]).values_list("pk", flat=True)):
            photo = Photo.objects.get(pk=pk)
            try:
                with photo.file.open("rb") as file:
                    photo.file = ContentFile(file.read(), name="x")
                photo.save()
                renewed += 1
            except (OSError, ValidationError) as error:
                self.say(f"Photo {photo.uid}: {error}")
                left += 1
        self.say(f"Renewed {renewed} photos, left {left}.")
