"""Words that no verb of the speaker tells: «بحسب», «نقلاً عن», «جاء في بيان», words an outlet carries."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.adjuncts import over_adjuncts
from newsroom.arabic.finder.cast import Entity
from newsroom.arabic.finder.gazetteer import ADJECTIVES
from newsroom.arabic.finder.kinds import verb_of
from newsroom.arabic.finder.long_titles import name_behind
from newsroom.arabic.finder.nouns import RELATIVE
from newsroom.arabic.finder.outlets import NEAR, outlet_at
from newsroom.arabic.finder.speaker import NOBODY, Speaker
from newsroom.arabic.finder.speakers import FROM_HIM, Speakers
from newsroom.arabic.finder.ties import Cue, ties
from newsroom.arabic.finder.units import Unit, clean, joined, without_lam
from newsroom.arabic.fold import fold

_OUT_OF, _TONGUE = fold("من"), fold("لسان")
_TEXT_OF = frozenset(
    fold(
        "نص نفس ذات ما تغريدة تدوينة منشور تصريح تصريحات رواية كلام أقوال إفادة شهادة تعبير قول"
        " بيانات تقديرات أرقام إحصاءات إحصائيات توقعات حسابات معلومات نتائج"
    ).split()
)
_SAYINGS_OF = frozenset(fold("مقولة ملاحظة عبارة حكمة").split())
_TELLS = frozenset(fold("قول زعم").split())  # of a whole sentence, not of a word in marks alone
_LEARNT = frozenset(fold("علم وعلم").split())
_WORDS_OF = frozenset(fold("قول تصريح تأكيد").split())
_TEXT = frozenset(fold("نص ونص نصه ونصه").split())
_THAT_WHICH = frozenset(fold("ما بما لما مما عما فيما وما وبما كما").split())
_NAMES = frozenset(
    fold(
        "أسماه أسماها أسماهم أسمته أسمتها أسمتهم أسموه أسموها أسموهم سماه سماها سماهم سمته سمتها سمتهم سموه سموها سموهم يسميهم تسميهم يسميه يسميها تسميه تسميها يسمونه يسمونها"
        " يطلق يطلقون أطلق أطلقت أطلقوا تطلق دعاه دعته يدعوه تدعوه"
    ).split()
)
_ON_IT = frozenset(fold("عليه عليها").split())
_THESE_WERE = frozenset(fold("تلك هذه هذا كانت هي").split())
_UTTERANCES = frozenset(fold("تغريدة كلمات الكلمات عبارة العبارة رسالة إجابة جملة رد صرخة").split())
_WITH_THESE = frozenset(fold("بهذه بتلك").split())
_WORDS = frozenset(fold("الكلمات العبارة العبارات الكلمة الجملة").split())
_FROM, _WHAT, _IN, _ON, _LIMIT = (fold(word) for word in ("عن", "ما", "في", "على", "حد"))
_VIA, _AS = fold("نقلا"), fold("كما")


def according_to(units: list[Unit], place: int, speakers: Speakers) -> Cue | None:
    """«بحسب فلان»، «وفقاً للوزارة»، «نقلاً عن فلان»، «على حد قوله»."""
    unit = units[place]
    behind = units[place + 1] if place + 1 < len(units) else None
    if behind is None:
        return None
    bare = unit.fold[1:] if unit.fold[:1] == "و" and unit.fold not in cues.BY else unit.fold
    if bare in cues.BY and behind.fold in cues.AFTERWARDS and speakers.last.entity is not None:
        return Cue(place, "by", "بحسب", unit.word, speakers.carried_on())  # «ما يحيره، حسب رأيه، أن»
    if bare in cues.BY and verb_of(behind) is None and behind.fold != _WHAT:
        owner = place + 1 + (behind.fold.removeprefix("ل") in _TEXT_OF)
        if behind.kind == "q" and len(behind.word.split()) <= 4:  # «بحسب "المرسى"»
            known, kind = cues.WELL_KNOWN_OUTLETS.get(fold(behind.word), (behind.word, ""))
            outlet = speakers.cast.organization(known, behind.start, kind)
            return Cue(place, "by", "بحسب", unit.word, Speaker(outlet, "named_in_marks", behind.word))
        bare_units = without_lam(units, owner)
        speaker = speakers.phrase(bare_units, 0)
        if speaker.rule == "none" and owner > place + 1:  # «وفقاً لإحصاءات رسمية»
            speaker = speakers.phrase(without_lam(units, place + 1), 0)
        if speaker.rule in ("title", "unnamed") and speaker.position:
            speaker = name_behind(speakers, bare_units, 0, speaker) or speaker
        if speaker.rule not in ("none", "single_name"):
            return Cue(place, "by", "بحسب", unit.word, speaker)
    if (
        bare == _VIA
        and behind.fold == _FROM
        and outlet_at(speakers.text, speakers.cast, units, place + 2) is None
    ):
        speaker = speakers.phrase(units, place + 2)
        if speaker.rule != "none":
            return Cue(place, "via", "نقلاً عن", unit.word, speaker)
    whole = place > 1 and units[place - 2].kind == "q" and len(units[place - 2].word.split()) > 4
    if whole and bare in _THESE_WERE and units[place - 1].word.strip("،,.-") == "":
        return _whose(units, place, speakers)
    if bare in _WITH_THESE and behind.fold in _WORDS and place and place + 3 < len(units):
        speaker = speakers.phrase(units, over_adjuncts(units, place + 3))  # «بهذه الكلمات وصف فلان حاله»
        if speaker.rule != "none" or whole:
            return Cue(place, "by", "بهذه الكلمات", unit.word, speaker)
    if (
        unit.fold == _ON
        and behind.fold == _LIMIT
        and place + 2 < len(units)
        and _says_after(units[place + 2])
    ):
        own = units[place + 2].fold in cues.AFTERWARDS
        speaker = NOBODY if own else speakers.phrase(units, place + 3)
        if speaker.rule != "none" and units[place + 2].fold in _TELLS:
            return Cue(place, "by", "بحسب", unit.word, speaker)  # «… على حد قول فلان»
        if speaker.rule == "none":
            speaker = speakers.carried_on()
        return Cue(place, "by", "على حد قوله", unit.word, speaker)
    return None


def _whose(units: list[Unit], place: int, speakers: Speakers) -> Cue | None:
    """«"…"، تلك كانت تغريدة للكاتب فلان»: whose words those before were."""
    for at in range(place + 1, min(len(units) - 1, place + 4)):
        if units[at].fold in _UTTERANCES:
            speaker = speakers.phrase(without_lam(units, at + 1), 0)
            return Cue(place, "by", "بهذه الكلمات", units[place].word, speaker)
    return None


def _says_after(unit: Unit) -> bool:
    return unit.fold in cues.AFTERWARDS or unit.fold in frozenset(fold("قول تعبير وصف زعم نص").split())


def naming(units: list[Unit], place: int, speakers: Speakers) -> Cue | None:
    """«ما أسماه فلان "…"», «ما تصفه الحكومة "…"»: the word that somebody has for a thing. The cue stands at the mark."""
    if place > 1 and units[place].fold in _NAMES and units[place - 1].fold == _AS:
        if units[place - 2].kind != "q":
            return None
        speaker = speakers.phrase(units, place + 1)
        if speaker.rule == "none":
            speaker = speakers.carried_on()
        return Cue(place, "by", "على حد قوله", units[place].word, speaker)  # «"طريق الرمل" كما أسموه»
    if not place or units[place].fold not in _NAMES or units[place - 1].fold not in _THAT_WHICH:
        return None
    start = place + 1 + (units[place + 1].fold in _ON_IT if place + 1 < len(units) else 0)
    mark = next((at for at in range(start, min(len(units), start + 7)) if units[at].kind == "q"), 0)
    if not mark:
        return None
    speaker = speakers.phrase(units[:mark], start)
    if speaker.rule == "none":
        speaker = speakers.carried_on()
    return Cue(mark - 1, "naming", "سمى", units[place].word, speaker)


def in_paper(units: list[Unit], place: int, speakers: Speakers) -> Cue | None:
    """«جاء في بيان الوزارة: …»، «وجاء نص البيان: …»، «في بيان»."""
    unit = units[place]
    if unit.fold in _WORDS_OF and any(_carries(one) for one in units[max(0, place - 5) : place]):
        speaker = speakers.phrase(units, place + 1)
        if speaker.entity is not None:
            that, colon, _ = ties(units, place, speaker.end)
            return Cue(place, "verb", "قال", unit.word, speaker, that, colon)  # «ونقل البيان قول فلان "…"»
    if unit.fold in _SAYINGS_OF and place + 2 < len(units):
        speaker = speakers.named_at(units, place + 1)
        that, colon, mark = ties(units, place, speaker.end) if speaker else (-1, -1, -1)
        if speaker and (mark == speaker.end or that >= 0):
            return Cue(place, "verb", "قال", unit.word, speaker, that, colon)  # «مقولة فلان "…"»
    if unit.fold in _LEARNT and place < 2 and place + 2 < len(units) and units[place + 1].fold == _OUT_OF:
        speaker = speakers.phrase(units, place + 2)
        that, colon, _ = ties(units, place, speaker.end)
        if speaker.rule == "unnamed" and that >= 0:
            return Cue(place, "verb", "علم", unit.word, speaker, that, colon)  # «عُلم من مصدر مطلع أن»
    if unit.fold in _TEXT and place + 1 < len(units) and units[place + 1].fold not in cues.PREPOSITIONS:
        colon = next(
            (at for at in range(place + 1, min(len(units), place + 10)) if units[at].word == ":"), -1
        )
        if colon >= 0:
            speaker = speakers.phrase(units[:colon], place + 1)
            if speaker.rule in ("none", "unnamed"):
                speaker = speakers.carried_on()
            return Cue(place, "paper", "جاء في", unit.word, speaker, colon=colon)
    if joined(unit.fold, cues.OUTSIDE_TALK) and place + 2 < len(units) and units[place + 1].fold == _IN:
        speaker = speakers.phrase(units, place + 2)
        if speaker.rule == "none":
            speaker = _issuer(units, place + 2, speakers)
        if speaker.rule != "none":
            that, colon, mark = ties(units, place, speaker.end)
            if max(that, colon, mark) >= 0:
                return Cue(place, "paper", "جاء في", unit.word, speaker, that, colon)
    if (
        unit.fold == _IN
        and place + 1 < len(units)
        and joined(units[place + 1].fold, cues.PAPERS)
        and speakers.last.entity
    ):
        speakers.paper_of = speakers.last.entity
    return None


def _carries(unit: Unit) -> bool:
    verb = verb_of(unit)
    return verb is not None and verb.lemma in ("نقل", "أورد")


def _issuer(units: list[Unit], place: int, speakers: Speakers) -> Speaker:
    """«جاء في الوثائق التي نشرتها الوزارة أن»: whose papers they are."""
    for at in range(place + 1, min(len(units) - 1, place + 5)):
        if units[at].kind != "w":
            break
        if units[at - 1].fold in RELATIVE and units[at].fold.endswith(("ته", "تها", "ه", "ها")):
            behind = units[at + 1]
            short = behind.kind == "q" and len(behind.word.split()) <= 3
            return speakers.in_marks(units, at + 1) if short else speakers.phrase(units, at + 1)
    return NOBODY


def carrier_of(found: list[Cue]) -> Entity | None:
    """The outlet that the sentence has named before as the one that carries the words."""
    for cue in found:
        if cue.speaker.source:
            return cue.speaker.source
        if cue.kind == "by" and cue.speaker.entity and cue.speaker.entity.source:
            return cue.speaker.entity
    return None


def is_from_there(units: list[Unit], carrier: Speaker) -> bool:
    """«نقل المرصد عن سكان»: a body, no outlet, that carries somebody's words."""
    return carrier.end < len(units) and units[carrier.end].fold in (_FROM, _OUT_OF, *FROM_HIM)


def _over_nation(units: list[Unit], at: int) -> int:
    """«صحيفة المرسى الكويتية عن فلان»: one word that tells whose outlet it is."""
    return units[at].fold.startswith("ال") and clean(units[at].fold) in ADJECTIVES


def behind_outlet(units: list[Unit], outlet: Speaker, speakers: Speakers, verb: int) -> Speaker:
    """«قالت صحيفة كذا، نقلاً عن فلان، إنه»، «نقلت وكالة كذا عن فلان قوله»: the words are the second one's."""
    if not (outlet.entity and (outlet.entity.source or is_from_there(units, outlet))):
        return outlet
    start = max(outlet.end, verb + 1)  # «وكانت صحيفة كذا نقلت عن فلان»
    for at in range(start, min(len(units) - 1, start + 25)):
        unit = units[at]
        if unit.kind == "q" or unit.fold in cues.COMPLEMENTIZERS or unit.word == ":":
            break
        if unit.fold in FROM_HIM and at == start:  # «ونقلت صحيفة كذا عنه قوله»
            behind = speakers.met_last(units, at)
            behind.source = outlet.entity
            return behind
        tongue = unit.fold == _TONGUE and units[at - 1].fold == _ON
        if tongue or (
            unit.fold in (_FROM, _OUT_OF)
            and units[at - 1].fold not in NEAR
            and (at == start + _over_nation(units, start) or units[at - 1].fold in (_VIA, fold("ونقلا")))
        ):
            behind = speakers.phrase(units, at + 1)
            if behind.rule not in ("none", "unnamed") and not (behind.entity and behind.entity.source):
                behind.rule, behind.source = "source_chain", outlet.entity
                return behind
            if behind.rule == "unnamed":
                behind.source = outlet.entity
                return behind
    return outlet
