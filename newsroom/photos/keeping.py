"""The files of a photo: a new one is encoded anew in every rendition and cut, and what nobody needs goes."""

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.functional import cached_property

from newsroom.photos import cuts, picture


class KeepsFiles(models.Model):
    """For the model of photos, whose `file`, `widths`, `cuts` and `cut_at` tell which files there are."""

    class Meta:
        abstract = True

    @property
    def has_new_file(self):
        return bool(self.file) and not self.file._committed

    @cached_property
    def incoming(self):
        """The new file as a Picture; decoded once. Raises ValidationError."""
        return picture.read(self.file)

    def rendition_name(self, width, ending, shape=""):
        name = f"-{cuts.name_of(shape, self.cut_at)}" if shape else ""
        return f"{self.file.name.rpartition('.')[0]}{name}-{width}.{ending}"

    def file_names(self):
        """Every file that belongs to the photo."""
        made = {"": self.widths} | self.cuts
        return [self.file.name] + [
            self.rendition_name(width, ending, shape)
            for shape, widths in made.items()
            for width in widths
            for ending in picture.RENDITIONS
        ]

    # Verbs

    def save(self, *args, **kwargs):
        """Store the row; a new file is encoded anew, in every rendition, or nothing is kept at all.

        A focal point that was moved makes new cuts.
        """
        is_new = self.has_new_file
        if not is_new and (self.cut_at == self.focus or kwargs.get("update_fields") is not None):
            return super().save(*args, **kwargs)
        before = type(self).objects.filter(pk=self.pk).first()
        written = []
        try:
            with transaction.atomic():
                if is_new:
                    self._take_in(written)
                self._cut(written)
                super().save(*args, **kwargs)
        except BaseException:
            remove_files(self.file.storage, written)
            raise
        finally:
            self.__dict__.pop("incoming", None)
        if before:
            self._forget(before)

    def _take_in(self, written):
        """The new file's master and renditions; every name is noted in `written`."""
        self.fill()
        self.digest, self.look = self.incoming.digest, self.incoming.look
        master = ContentFile(self.incoming.master(), name=f"x.{self.incoming.ending}")
        self.file.save(master.name, master, save=False)
        written.append(self.file.name)
        self.widths = picture.widths_for(self.incoming.size[0])
        for width, ending, content in self.incoming.renditions():
            self._write(self.rendition_name(width, ending), content, written)

    def _cut(self, written):
        """The cuts by the focal point as it is now. Whoever edits a photo whose file is lost is not stopped."""
        try:
            image = self.incoming.image if "incoming" in self.__dict__ else self._stored()
        except OSError:
            return
        self.cut_at, self.cuts = self.focus, cuts.shapes_for(image.size)
        for shape, width, ending, content in cuts.made(image, self.focal_x, self.focal_y):
            self._write(self.rendition_name(width, ending, shape), content, written)

    def _stored(self):
        with self.file.storage.open(self.file.name) as file:
            return picture.stored(file)

    def _write(self, name, content, written):
        storage = self.file.storage
        storage.delete(name)  # what a save left behind that did not come to its end
        written.append(storage.save(name, ContentFile(content)))

    def delete(self, *args, **kwargs):
        done = super().delete(*args, **kwargs)
        self._forget(self)
        return done

    def _forget(self, before):
        """Remove the files that belonged to the photo and do so no more, once that is certain."""
        pk, storage, names = self.pk, before.file.storage, before.file_names()

        def remove():
            now = type(self).objects.filter(pk=pk).first()
            kept = now.file_names() if now else ()
            remove_files(storage, [name for name in names if name not in kept])

        transaction.on_commit(remove)


def remove_files(storage, names):
    for name in names:
        storage.delete(name)
