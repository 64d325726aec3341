"""Names of countries, their adjectives and first names: what helps to tell a name from a word."""

from functools import lru_cache
from pathlib import Path

from newsroom.arabic.fold import fold

_COUNTRIES = """
مصر السودان ليبيا تونس الجزائر المغرب موريتانيا الصومال جيبوتي السعودية اليمن عمان الإمارات قطر البحرين الكويت العراق سوريا سورية لبنان
الأردن فلسطين إسرائيل تركيا إيران أفغانستان باكستان الهند بنغلاديش الصين اليابان كوريا تايوان روسيا أوكرانيا بولندا ألمانيا فرنسا إيطاليا
إسبانيا اسبانيا البرتغال بريطانيا إنجلترا أيرلندا اسكتلندا هولندا بلجيكا سويسرا النمسا السويد النرويج الدنمارك فنلندا اليونان صربيا كرواتيا
البوسنة ألبانيا بلغاريا رومانيا المجر التشيك سلوفاكيا أرمينيا أذربيجان جورجيا كازاخستان أوزبكستان إثيوبيا إريتريا كينيا أوغندا رواندا نيجيريا
غانا مالي النيجر تشاد السنغال أنغولا زيمبابوي البرازيل الأرجنتين تشيلي كولومبيا فنزويلا المكسيك كندا أمريكا أميركا الولايات أستراليا إندونيسيا
ماليزيا سنغافورة الفلبين تايلاند فيتنام كوبا بيرو قبرص مالطا القاهرة دمشق بيروت بغداد الرياض جدة الدوحة دبي أبوظبي الرباط طهران موسكو واشنطن
باريس لندن برلين بروكسل جنيف كابول صنعاء عدن حلب القدس غزة رام أنقرة إسطنبول كردستان الشيشان كاتالونيا كييف وارسو بكين طوكيو نيويورك
"""
COUNTRIES = frozenset(fold(_COUNTRIES).split())

_ADJECTIVES = """
مصري سوداني ليبي تونسي جزائري مغربي موريتاني صومالي سعودي يمني عماني إماراتي قطري بحريني كويتي عراقي سوري لبناني أردني فلسطيني إسرائيلي
تركي إيراني أفغاني باكستاني هندي صيني ياباني كوري روسي أوكراني بولندي ألماني فرنسي إيطالي إسباني اسباني برتغالي بريطاني إنجليزي هولندي بلجيكي
كاميروني عاجي إيفواري كونغولي أنغولي جورجي أذربيجاني أوزبكي شيشاني سلوفاكي سلوفيني إسكتلندي اسكتلندي أيرلندي ويلزي ليتواني فيتنامي تايلاندي فلبيني نيوزيلندي أوروغوياني اورغوياني اوروجوياني باراغوياني بوليفي إكوادوري
سويسري نمساوي سويدي نرويجي دنماركي فنلندي يوناني صربي كرواتي بوسني ألباني بلغاري روماني مجري تشيكي أرميني إثيوبي كيني نيجيري غاني مالي تشادي
سنغالي برازيلي أرجنتيني تشيلي كولومبي فنزويلي مكسيكي كندي أمريكي أميركي أسترالي إندونيسي ماليزي كوبي قبرصي عربي أوروبي إفريقي أفريقي دولي
محلي وطني عالمي إقليمي أممي كردي أمازيغي خليجي مغاربي
رسمي سابق حالي راحل تنفيذي عام أول ثاني جديد مكلف أسبق مركزي خارجي داخلي اقتصادي سياسي عسكري أمني إعلامي ثقافي اجتماعي قانوني فني رياضي صحي
مالي تجاري علمي تقني إداري حكومي برلماني رئاسي ملكي مدني ديني شعبي صحفي صحافي مساعد أعلى كبير شاب معروف شهير ساخر بارز مخضرم متقاعد منتخب
مقيم مشارك مسؤول مختص متخصص تربوي بيئي زراعي صناعي سياحي نفطي دبلوماسي روحي شرعي مؤقت انتقالي مشترك شقيق منظم منظمة مصنع دائم خاص أسمر
"""
ADJECTIVES = frozenset(fold(_ADJECTIVES).split())
# Those of peoples: «المحاضر الإنجليزي فلان».
NATIONS = frozenset(fold("\n".join(_ADJECTIVES.strip().splitlines()[:6])).split())
ADJECTIVES |= {word + fold("ة") for word in ADJECTIVES} | {word + "ين" for word in ADJECTIVES}

_LISTS = Path(__file__).parent / "lists"


def _listed(name: str) -> frozenset[str]:
    lines = (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(" ".join(line for line in lines if not line.startswith("#"))).split())


ALSO_WORDS = _listed("names_and_words")  # «أمل», «صالح»: first names only beside another name
FIRST_NAMES = _listed("first_names") | ALSO_WORDS
COMMON_WORDS = _listed("common_words")

# Words that join the parts of a name.
LINKS = frozenset(
    fold(
        "بن ابن بنت آل أبو أبا أبي أم ولد أولد دي دا دو دل ديل ديلا فان فون لا لو سان بو إي ماك الدين أوف"
    ).split()
)

_SERVANT = fold("عبدال")


def is_first_name(folded: str) -> bool:
    """Is it a first name for certain, or one when another name stands beside it (ALSO_WORDS)?"""
    return folded in FIRST_NAMES or (folded.startswith(_SERVANT) and len(folded) > len(_SERVANT) + 1)


_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و")
_BEHIND = (
    "تهما",
    "تهم",
    "تها",
    "ته",
    "هما",
    "هم",
    "ها",
    "نا",
    "ات",
    "ين",
    "ون",
    "وا",
    "يه",
    "ه",
    "ا",
    "ت",
    "ي",
)
_BECAUSE = fold("لأن")
_SHORTEST = 3  # letters of a word that is left when particles and endings are taken off


@lru_cache(maxsize=50_000)
def is_common(folded: str) -> bool:
    """Is it a word of everyday news, also with a joined particle or ending, rather than a name?"""
    bases = [folded, *(folded[len(one) :] for one in _ARTICLES if folded.startswith(one))]
    if any(map(is_listed, bases)):
        return True
    if folded[:1] == "س" and len(folded) > 4:  # «سيوفر»
        return folded[1] in "يتن" and folded[1:] in COMMON_WORDS
    # «بهدف», «لمدة», «وبسبب»: a particle of one letter; «بولو» and «لابرون» are names.
    bare = folded.removeprefix("و")
    rest = bare[1:]
    short = len(rest) < _SHORTEST or (bare[0] == "ل" and len(rest) == _SHORTEST and rest[-1] != "ه")
    if bare[:1] not in ("ب", "ل") or short or rest[0] == "و" or rest == _BECAUSE:
        return False
    return rest in COMMON_WORDS or (
        len(rest) > 4 and rest.endswith(("ه", "ات", "ها", "هم")) and is_listed(rest)
    )


def is_listed(word: str) -> bool:
    """Is it in the list of everyday words, as it stands or with an ending taken off?"""
    if word in COMMON_WORDS:
        return True
    for ending in _BEHIND:
        stem = word[: -len(ending)]
        known = stem in COMMON_WORDS or stem + "ه" in COMMON_WORDS
        if known and word.endswith(ending) and len(stem) >= _SHORTEST:
            return True
    return False
