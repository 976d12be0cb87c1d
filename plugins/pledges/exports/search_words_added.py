"""The words that a page should be found by though they do not stand on it: other forms, parts of compounds, synonyms.

The search index stems as Snowball's Swedish algorithm does, which knows löfte, löften and löftena as one word but
takes skolan, löftet and tunneln for other words than skola, löfte and tunnlar; and no index of words finds löfte within
medborgarlöfte. So each page is given the words that are missing, worked out from its own words, the words of all
other pages and the short lists below.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

_NEUTERS = (
    "löfte", "möte", "område", "arbete", "ärende", "ställe", "läge", "ämne", "ljus", "brott", "våld", "torg", "inbrott",
    "barn", "råd", "hus", "problem", "mål", "ansvar", "stöd", "beslut", "avtal", "resultat", "tillstånd", "bostadsområde",
    "hot", "nät", "tåg", "gym", "bråk", "missbruk", "bruk", "liv", "larm", "samtal", "centrum",
)  # fmt: skip
# The field's words, as pledges write them, each with everyday words for the same, and with the English that is asked for.
_SYNONYMS = {
    "löfte": ("medborgarlöfte",),
    "narkotika": ("knark", "droger", "hasch", "drugs"),
    "kamerabevakning": ("övervakningskamera", "övervakningskameror", "cctv"),
    "unga": ("ungdomar",),
    "ungdomar": ("unga",),
    "äldre": ("pensionärer", "elderly"),
    "skadegörelse": ("vandalisering",),
    "bedrägerier": ("bluff", "fraud"),
    "lokalpolisområde": ("lpo",),
    # Speed is a part of what a traffic control looks at; a word of two meanings stands for the last of them.
    "trafikkontroller": ("fartkontroll", "fartkontroller", "hastighetskontroll", "hastighetskontroller"),
    "hastighetskontroller": ("fartkontroll", "fartkontroller", "speeding"),
    "hastighetsöverträdelser": ("fortkörare", "fartsyndare"),
    "hastigheter": ("fart",),
    "rattfylleri": ("rattfylla", "rattfyllor"),
    "alkohol": ("sprit",),
    "berusade": ("fylla", "fulla"),
    "belysning": ("gatlampor", "gatlyktor", "lyktstolpar", "lighting"),
    "mopeder": ("moppe", "moppar"),
    "ordningsstörningar": ("stök", "bus"),
    "otrygghet": ("rädsla", "rädd"),
    "fritidsgård": ("ungdomsgård",),
    "inbrott": ("burglary", "burglaries"),
    "stölder": ("theft", "thefts"),
    "trafik": ("traffic",),
    "våld": ("violence",),
    "nedskräpning": ("skräp", "littering"),
    "narkotikahund": ("hundpatrull", "hundpatruller", "knarkhund", "knarkhundar"),
}
_ENDINGS = (
    "heternas", "heterna", "hetens", "heten", "heter", "hets", "het",
    "ernas", "arnas", "ornas", "erna", "arna", "orna", "arens", "aren", "ares", "are",
    "ens", "ets", "enas", "ena", "en", "et", "ans", "an", "ars", "ar", "ers", "er", "ors", "or",
    "as", "es", "nas", "na", "ns", "a", "e", "n", "s", "t",
)  # fmt: skip
# What is done with a word, in order, to get its stem; what a rule keeps is in its groups. The search page does
# the same with what is typed: the longest ending goes, then the vowel that comes and goes (tunnel, tunnlar; cykel,
# cyklar), then the r that stays behind (vintrar).
STEM_RULES = (
    rf"^(.{{3,}}?)(?:{'|'.join(_ENDINGS)})$",
    r"^(.+[^aeiouyåäö])e([lnr])$",
    r"^(.+[bdfgkpt])r$",
)
_STEM_RULES = tuple(map(re.compile, STEM_RULES))
_JOINTS = ("", "s", "e", "o", "u", "a")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_HEAD = 4
_SHORTEST_TAIL = 4
_SURE_TAIL = 6  # a known word of this length at the end of a long word is no coincidence
_PREFIXED = ("för", "be")  # what they begin is another word than what follows them: a förskjutning is no skjutning
_SHORTEST_NOUN = 4  # of shorter ones too many are something else: året has nothing to do with Åre
_SHORTEST_STEM = 4  # the same of stems


def words_of(text: str) -> set[str]:
    """The distinct words of a text, in lower case."""
    return {word.lower() for word in _WORD.findall(text)}


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A word without its ending, roughly: only words compared with each other are cut by it, never shown."""
    for rule in _STEM_RULES:
        word = rule.sub(lambda found: "".join(found.groups()), word)
    return word


def synonyms() -> dict[str, str]:
    """The words that people may use, each with the word of the pages that it stands for: knark → narkotika."""
    return {other: word for word, others in _SYNONYMS.items() for other in others}


class WordForms:
    """What each word of a site brings with it. `vocabulary` is every word of every page."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.vocabulary = frozenset(vocabulary)
        self._cache: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.vocabulary if len(word) >= _SHORTEST_HEAD)

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """The words of the vocabulary, the parts of its compounds and the everyday words, by their stem."""
        alike: dict[str, list[str]] = {}
        parts = {part for word in self.vocabulary for part in self._parts(word)}
        for word in sorted(self.vocabulary | parts | synonyms().keys()):
            alike.setdefault(stem(word), []).append(word)
        return alike

    def missing_from(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words to add to a page that has `words`, sorted."""
        own = set(words)
        return tuple(sorted({form for word in own for form in self.of(word)} - own))

    def of(self, word: str) -> tuple[str, ...]:
        """Forms, parts and synonyms of one word: medborgarlöften → löfte, löftet, löften, medborgare."""
        if word not in self._cache:
            parts = tuple(self._parts(word))
            forms = [*parts, *(form for part in (word, *parts) for form in self._forms(part))]
            forms += [synonym for form in (word, *forms) for synonym in _SYNONYMS.get(form, ())]
            self._cache[word] = tuple(dict.fromkeys(form for form in forms if form != word))
        return self._cache[word]

    def _forms(self, word: str) -> Iterator[str]:
        """The forms that the stemmer does not know for the same word."""
        for noun, pattern in _NEUTER_PATTERNS:
            if pattern.fullmatch(word):
                yield from (noun, definite(noun))
        if word.endswith("et") and not word.endswith("het"):
            bases = (word[:-2], word[:-1])
            yield from [base for base in bases if len(base) >= _SHORTEST_NOUN and base in self.vocabulary][:1]
        if len(stem(word)) >= _SHORTEST_STEM:
            yield from self._alike.get(stem(word), ())
        if len(word) >= _SHORTEST_NOUN:
            yield from (form for form in (f"{word}et", f"{word}t") if form.endswith("et") and form in self.vocabulary)

    def _parts(self, word: str) -> Iterator[str]:
        """The parts of a compound: its longest known last part, and its first part where that is a word too."""
        for cut in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
            head, tail = word[:cut], word[cut:]
            bases = [base for base in _bases(head) if base in self.vocabulary]
            is_whole = bases or (cut > _SHORTEST_HEAD and len(tail) >= _SURE_TAIL and not head.endswith(_PREFIXED))
            is_sure = len(tail) > _SHORTEST_TAIL and is_whole
            if (is_sure and stem(tail) in self._stems) or any(
                pattern.fullmatch(tail) for _noun, pattern in _NEUTER_PATTERNS
            ):
                yield tail
                yield from bases[:1]
                return


def definite(noun: str) -> str:
    """The definite form of a neuter noun: löftet, torget, centrumet."""
    return f"{noun}t" if noun.endswith("e") else f"{noun}et"


def _bases(head: str) -> Iterator[str]:
    """What a compound's first part may be as a word of its own: trygghets → trygghet, skol → skola."""
    yield head
    yield from (head[: -len(joint)] for joint in _JOINTS if joint and head.endswith(joint))
    yield from (f"{head}{ending}" for ending in ("a", "e"))


_NEUTER_PATTERNS = tuple(
    (noun, re.compile(rf"{noun.removesuffix('e')}(e|et|ets|en|ens|ena|enas|es|s)?")) for noun in _NEUTERS
)
