"""Encode anew the photos that were stored before renditions were made, and make what they lack: renditions, cuts.

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
        for photo in [row for row in Photo.objects.all() if not row.widths or row.cut_at != row.focus]:
            try:
                if not photo.widths:
                    with photo.file.open("rb") as file:
                        photo.file = ContentFile(file.read(), name="x")
                photo.save()
                if photo.cut_at != photo.focus:
                    raise OSError("Its file is lost or broken.")
                renewed += 1
            except (OSError, ValidationError) as error:
                self.say(f"Photo {photo.uid}: {error}")
                left += 1
        self.say(f"Renewed {renewed} photos, left {left}.")
