"""Static files under hashed names, compressed once, kept by browsers for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    # The editor's modules import each other by relative paths: those are rewritten too.
    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name):
        """A file that a template names and nobody collected is a broken icon, not a dead page."""
        try:
            return super().stored_name(name)
        except ValueError:
            return name
