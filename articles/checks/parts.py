"""What readers would miss in a story."""

from articles import pictures
from articles.models import Genre

LONGEST_ON_A_FRONT = 90  # letters: three lines of a card on a phone


def check(article, day):
    """(code, what it is about, hint) of the parts a story goes without."""
    if article.section_id is None:
        yield "no_section", "", ""
    if article.genre in SIGNED and not article.bylines.exists():
        yield "no_byline", "", ""
    if len(article.headline) > LONGEST_ON_A_FRONT and not article.short_headline:
        yield "no_short_headline", "", str(len(article.headline))
    for use in pictures.undescribed(article):
        yield WORDLESS[use.photo_id == article.lead_photo_id], str(use.photo_id), ""


# Whose these are, readers ask; news may come from the house.
SIGNED = (Genre.ANALYSIS, Genre.OPINION, Genre.INVESTIGATION, Genre.INTERVIEW)
# Photos are called by their number at the desk until somebody says what they show.
WORDLESS = ("photo_without_words", "lead_photo_without_words")
