"""A place in a text as an editor recognises it: with the words beside it."""


def beside(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and behind text[start:end]: whole words of up to `most` letters, "…" where it is cut."""
    before, after = text[max(start - most, 0) : start], text[end : end + most]
    if start > most:
        before = "…" + before.partition(" ")[2]
    if end + most < len(text):
        after = after.rpartition(" ")[0] + "…"
    return before, after
