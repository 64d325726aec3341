"""Words one after the other: Arabic joins each to the one before it, «و» without a blank behind it."""


def joined(words):
    """«العنوان والمتن والقسم»."""
    return " و".join(words)
