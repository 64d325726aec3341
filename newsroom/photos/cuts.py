"""Cuts of a picture: what a page with room of a fixed shape shows of it, made once as files of their own.

The focal point decides as CSS `object-position` does, so that the form's preview, a page whose photo
has no cuts yet and the files themselves all show the same part. `name_of("card", at)` carries the
point: moved, it makes other files under other addresses, and no cache shows the old part.
"""

from newsroom.photos.picture import LANCZOS, RENDITIONS, SAVED_AS, encoded, flat, widths_for

# Width to height of each, and the widths in which pages show it, screens of three pixels a point included.
SHAPES = {
    "wide": (16 / 9, (640, 1080, 1600)),  # at the top of the home page, and where a link is shared
    "card": (3 / 2, (320, 640, 1080)),
    "square": (1, (160, 320, 640)),  # beside the lead, portraits
}
SMALLEST = 160  # a picture with a shorter side is sent whole: cutting it saves nobody anything
SAME_SHAPE = 0.02  # a picture that differs less needs no cut of that shape


def point(x, y):
    """The focal point in hundredths, as names and addresses bear it: "50-30"."""
    return f"{round(x * 100)}-{round(y * 100)}"


def name_of(shape, at):
    return f"{shape}-{at}"


def size_of(shape, width):
    return width, max(1, round(width / SHAPES[shape][0]))


def box(size, ratio, x, y):
    """(left, upper, right, lower) of the largest part of that ratio with the focal point in it."""
    width, height = size
    wide, high = min(width, round(height * ratio)), min(height, round(width / ratio))
    left, upper = round((width - wide) * x), round((height - high) * y)
    return left, upper, left + wide, upper + high


def shapes_for(size):
    """{shape: widths} of the cuts that a picture of this size gets."""
    width, height = size
    if min(size) < SMALLEST:
        return {}
    found = {}
    for shape, (ratio, widths) in SHAPES.items():
        if abs(width / height / ratio - 1) > SAME_SHAPE:
            left, _, right, _ = box(size, ratio, 0, 0)
            found[shape] = widths_for(right - left, widths)
    return found


def made(image, x, y):
    """(shape, width, ending, bytes) of every cut."""
    image = flat(image)
    for shape, widths in shapes_for(image.size).items():
        part = image.crop(box(image.size, SHAPES[shape][0], x, y))
        for width in sorted(widths, reverse=True):
            size = size_of(shape, width)
            part = part.resize(size, LANCZOS) if part.size != size else part
            for ending in RENDITIONS:
                yield shape, width, ending, encoded(part, SAVED_AS[ending])
