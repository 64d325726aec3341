"""A photo in a page: <picture> with every rendition, so that each screen loads what it can show."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from newsroom.photos.picture import RENDITIONS

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}


def picture(photo, sizes, alt=None, eager=False, token=""):
    """`sizes` says how wide the page shows it, as in HTML; `alt` None stands for the photo's own.

    `token` is that of a preview link, which opens photos that are not public yet.
    """
    key = f"?preview={token}" if token else ""
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        (
            (TYPES[ending], srcset(photo, ending, key), sizes)
            for ending in RENDITIONS
            if photo.widths and ending != "jpg"
        ),
    )
    image = format_html(
        '<img class="focus-{}" src="{}"{} alt="{}"{}{}>',
        photo.object_position,
        photo.url_near(640) + key,
        format_html(' srcset="{}" sizes="{}"', srcset(photo, "jpg", key), sizes) if photo.widths else "",
        photo.alt_text if alt is None else alt,
        format_html(' width="{}" height="{}"', photo.width, photo.height) if photo.width else "",
        mark_safe("" if eager else ' loading="lazy"'),
    )
    return format_html("<picture>{}{}</picture>", sources, image) if sources else image


def srcset(photo, ending, key=""):
    return ", ".join(f"{photo.rendition_url(width, ending)}{key} {width}w" for width in photo.widths)
