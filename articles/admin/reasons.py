"""Why the program proposed a quote and its speaker, said to an editor in a sentence."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# The finder's rules for the words (newsroom.arabic.finder.decide and propose) …
WORDS = {
    "colon": _("a colon stands between the verb and the words"),
    "colon_alone": _("the words stand behind a colon"),
    "that": _("the words stand behind “that”"),
    "verb_at_mark": _("the words stand right behind the verb"),
    "verb_in_sentence": _("the words stand in a sentence with a verb of saying"),
    "described": _("the words describe somebody or something in the speaker's own expression"),
    "inside_told": _("the words stand inside what the speaker is reported to have said"),
    "predicate": _("a short expression in marks inside reported speech"),
    "cue_behind": _("the speaker is named behind the words"),
    "list": _("the words continue a list of quoted expressions"),
    "floating": _("a paragraph of its own in marks"),
    "long": _("a long span in marks without a verb of saying"),
    "told": _("reported speech without marks"),
    "speech_act": _("a feeling or stand told without the speaker's own clause"),
    "attributed": _("the sentence is attributed to a speaker"),
    "headline": _("a name and a colon, as in a headline"),
    "answer": _("the answer to a question in an interview"),
}
# … and for the speaker (newsroom.arabic.finder.speaker.SURE).
SPEAKER = {
    "known": _("the newsroom knows this person"),
    "title_name": _("a name with its position"),
    "full_name": _("the full name"),
    "surname": _("a part of the name; the full name stands elsewhere in the story"),
    "title_surname": _("a position with a part of the name"),
    "source_chain": _("quoted through an outlet"),
    "organization": _("a body is the speaker"),
    "before_verb": _("the name stands before the verb"),
    "unnamed": _("the story does not name the source"),
    "named_in_marks": _("the name stands in marks"),
    "body_called": _("a body named in full elsewhere in the story"),
    "dropped": _("no name beside the verb: whoever spoke last"),
    "paper": _("a statement or report speaks for whoever issued it"),
    "topic": _("no name beside the verb: whoever the sentence opens with"),
    "guest": _("the guest of the interview"),
    "title": _("only the position; the name stands elsewhere in the story"),
    "generic_title": _("only a general word such as “the minister”"),
    "single_name": _("a single name"),
    "previous_speaker": _("no verb of saying: whoever spoke before"),
    "none": _("nobody was found"),
}


def rule(name):
    """What the finder went by, for the words and for the speaker; what it went by no more stands as it was stored."""
    words, _plus, speaker = name.partition("+")
    return (
        "؛ ".join(str(said[one]) for said, one in ((WORDS, words), (SPEAKER, speaker)) if one in said) or name
    )


def why(quote):
    """The reasons for a proposal and how sure the program was; "" for a quote that an editor marked."""
    words, _plus, speaker = quote.rule.partition("+")
    if words not in WORDS or quote.confidence is None:
        return ""
    return gettext("%(words)s; %(speaker)s. Confidence: %(percent)d%%.") % {
        "words": WORDS[words],
        "speaker": SPEAKER.get(speaker, ""),
        "percent": round(quote.confidence * 100),
    }
