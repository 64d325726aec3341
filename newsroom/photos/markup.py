"""A photo in a page: <picture> with every rendition, so that each screen loads what it can show."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from newsroom.photos import cuts
from newsroom.photos.picture import RENDITIONS

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}


def picture(photo, sizes, alt=None, eager=False, token="", cut=""):
    """`sizes` says how wide the page shows it, as in HTML; `alt` None stands for the photo's own.

    `token` is that of a preview link, which opens photos that are not public yet. `cut` names the
    shape of the room it stands in (newsroom.photos.cuts); without one, or while the photo has none
    of that shape, the page loads the whole and CSS cuts it.
    """
    key = f"?preview={token}" if token else ""
    widths = photo.cuts.get(cut)
    shape, size = (cut, cuts.size_of(cut, widths[-1])) if widths else ("", (photo.width, photo.height))
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        (
            (TYPES[ending], srcset(photo, ending, key, shape), sizes)
            for ending in RENDITIONS
            if photo.widths and ending != "jpg"
        ),
    )
    image = format_html(
        '<img class="focus-{}" src="{}"{} alt="{}"{}{}>',
        photo.object_position,
        (photo.cut_url(shape, widths[0], "jpg") if shape else photo.url_near(640)) + key,
        format_html(' srcset="{}" sizes="{}"', srcset(photo, "jpg", key, shape), sizes)
        if photo.widths
        else "",
        photo.alt_text if alt is None else alt,
        format_html(' width="{}" height="{}"', *size) if size[0] else "",
        mark_safe("" if eager else ' loading="lazy"'),
    )
    return format_html("<picture>{}{}</picture>", sources, image) if sources else image


def srcset(photo, ending, key="", shape=""):
    def address(width):
        return photo.cut_url(shape, width, ending) if shape else photo.rendition_url(width, ending)

    widths = photo.cuts[shape] if shape else photo.widths
    return ", ".join(f"{address(width)}{key} {width}w" for width in widths)
