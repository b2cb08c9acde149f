"""Which category a sentence is about, from the phrases that name some: the deepest certain one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from catalog_index.lexicon import Lexicon
from catalog_index.matching import Match
from catalog_index.measures import find_measures
from catalog_index.mixed import is_part
from catalog_index.paths import at_or_below, parent
from catalog_index.phrases import BROADER, LOOSE, TRANSLATED, WEAK
from catalog_index.sentence import Sentence
from catalog_index.text import KEPT_IN_PHRASES, stem

_PURPOSE = re.compile(
    r"(?:\b(?:pour|for)\b(?: (?:le|la|les|l'|des|du|mes|ma|faire|courir|my|the|going|a|en|un|une|de))*|\ben|\bd[eu]"
    r"|\b(?:aux?|a l'|a la)"
    r"|\b(?:into|(?:taken|taking|takes?|took) up|start(?:s|ed|ing)?|try(?:ing)?|new to)(?: the)?) ?$"
)
"""What stands behind it is what a thing is for, or what somebody does: « elle s'est mise au trail », "new to trail"."""
_FEATURE = re.compile(
    r"(?:\bavec|\bwith|\bw/)(?: (?:un|une|de|des|d'|le|la|les|deux|an?|the|some|two|built[- ]in|\d+))* ?$"
)
"""What stands behind it is what a thing has: a bag with flasks is no flask."""
_ROOM = re.compile(
    r"(?:\bavec|\bwith|\bw/)(?: [^\W\d]+){1,3} (?:pour|for)"
    r"(?: (?:un|une|des|le|la|les|mon|ma|mes|deux|an?|the|my|two|\d+))* ?$"
)
"""What stands behind it is what a thing has room for: a pack with a place for a bladder."""
_TELLS = r"(?:'s|'s'| s'| se| has| is| est| really| just| also| vraiment| aussi| recently| vient de| a)* ?"
_CLAUSE = r"(?:(?! (?:needs?|wants?|would|is looking|cherche|a besoin|voudrait|veut|aimerait|il lui faut)\b)[^,.;!?])*"
_FOND = (
    r"loves?|adores?|enjoys?|into|keen on|(?:mad|crazy|nuts|passionate|wild) about|obsessed with|an? (?:\w+ )?fan of|"
    r"adore|raffole|passionnee?s? (?:de|par)|fan d|fan|foux? de|fous? de|folles? de|dingues? de|accros? (?:a|au|aux)|"
    r"mordue?s? de"
)
WHO_LIKES = re.compile(
    rf"\b(?:who|qui){_TELLS}"
    r"(?:loves?|likes?|enjoys?|adores?|into|keen on|(?:mad|crazy|nuts|passionate) about|does|goes|"
    r"(?:took|taken|takes|taking) up|start(?:s|ed|ing)?|new to|"
    rf"aime|adore|raffole|fait|pratique|fan|va|mise?|mettre|met|debute|debuter|commence|commencer|lance)\b{_CLAUSE}"
    rf"|\b(?:my|his|her|our|mon|ma|son|sa|notre) (?!favou?rite|prefere)\w+{_TELLS}"
    r"(?:loves?|adores?|into|keen on|(?:took|taken|takes|taking) up|new to|started|aime|adore|raffole|pratique|fan|"
    rf"est mise? a|debute|debuter|commence|commencer|lance)\b{_CLAUSE}"
    rf"|\b(?:(?:he|she|they)(?:'s|'re| is| are)?|(?:il|elle|ils|elles)(?: est| sont)?){_TELLS}(?:{_FOND})\b{_CLAUSE}"
)
"""A person, and up to the end of the clause what they like to do: « mon père, qui adore la rando », "my sister just
took up hiking"."""
_WHO = re.compile(rf"(?:{WHO_LIKES.pattern})$")
"""What stands behind it in the same clause is what that person likes."""
_HOW = re.compile(
    r"\b(?:something|anything|very|really|so|too|quite|pretty|fairly|rather|super|ultra|is|are|be|being|as|more) ?$"
)
_TOO = re.compile(r"\b(?:too|trop) ?$")
"""What stands behind it is a quality, whatever else is called so: "too short" asks for no shorts."""
_BESIDE = re.compile(r"(?:^|[,;:.!?(]|\b(?:and|but|or)) ?$")
"""What stands before a quality, always and beside the thing it is said of."""
_APART = re.compile(r"[,;:.!?(]|\b(?:for|with|and|or|to|on|in|that|which|but|under|over|as|from|of|at|by|than)\b")
"""Between two names, what makes them two things."""
_AND = frozenset({"ou", "or", "et", "and", "ni", "nor", ","})


def resolve(
    sentence: Sentence, matches: Sequence[Match], elsewhere: bool = False, told: Sequence[Match] = ()
) -> tuple[str, ...]:
    """The paths meant, marked as read. The first category named is refined by what is said beside it ("shoes … for
    road"); others count when they are named with it ("a jacket or a fleece"), each refined by itself ("a headlamp and
    shoes, for trail"); what contradicts stays words.

    `elsewhere`: a thing is named that is in no category; then what only qualifies ("a trail skirt") names none. `told`:
    what somebody likes to do, which narrows the thing named and names none.
    """
    matches = [m for m in _things(sentence, matches) if not (elsewhere and _qualifies(m))]
    sure = [m for m in matches if _rank(m) != WEAK]
    if not sure:
        sure = [m for m in matches if len(m.categories) == 1][:1]
    if not sure:
        return ()
    head = _head(sentence, sure)
    things, used = [_deepest({m.value for m in head.categories})], [head]
    for match in (*matches, *told):
        if match is head:
            continue
        named = {m.value for m in match.categories}
        narrower = [_narrower(paths, named) for paths in things]
        if any(narrower):
            things = [narrow or paths for narrow, paths in zip(narrower, things, strict=True)]
            used.append(match)
        elif match not in told and _is_listed_thing(sentence, used, match):
            things.append(_deepest(named))
            used.append(match)
    for match in used:
        # A word that is not the category's own name ("gaiters" for "Small gear") still orders what the category holds.
        loose = _rank(match) == BROADER or _loose(match)
        sentence.mark(match.start, match.end, "categories", keep=loose)
        if not loose and (_rank(match) == TRANSLATED or any(is_part(m.value) for m in match.categories)):
            sentence.lifting.append(sentence.text[match.start : match.end])
    return tuple(sorted(_topmost(set().union(*things))))


def _is_listed_thing(sentence: Sentence, used: Sequence[Match], match: Match) -> bool:
    return _rank(match) != WEAK and not _is_purpose(sentence, match) and _listed(sentence, used, match)


def told_of_somebody(sentence: Sentence, matches: Sequence[Match]) -> list[Match]:
    """The matches that say what somebody likes to do."""
    return [match for match in matches if match.categories and _WHO.search(sentence.folded[: match.start])]


def named_as_things(sentence: Sentence, matches: Sequence[Match], lexicon: Lexicon) -> list[Match]:
    """The matches that name a category; not a word that is a quality as well and said of another thing here: "a jacket,
    light", "something light". « A light » is a lamp."""
    before = {match: sentence.folded[: match.start] for match in matches if match.categories}
    named = [match for match, said in before.items() if not (_WHO.search(said) or _TOO.search(said))]
    return [match for match in named if not _said_of(sentence, match, named, lexicon)]


def _said_of(sentence: Sentence, match: Match, named: Sequence[Match], lexicon: Lexicon) -> bool:
    word = sentence.tokens[match.first].text
    if match.first != match.last or word.endswith("s"):
        return False
    kinds = {concept.kind for concept in lexicon.named((stem(word, sentence.language),), sentence.language)}
    if not kinds >= {"products", "qualities"}:
        return False
    before = sentence.folded[: match.start]
    beside = len(named) > 1 and (_BESIDE.search(before) or _stands_before(sentence, match, named))
    return bool(_HOW.search(before) or beside)


def _stands_before(sentence: Sentence, match: Match, named: Sequence[Match]) -> bool:
    """Whether an English thing follows in the same breath, and what it is: "a light women's running jacket"."""
    behind = (sentence.folded[match.end : other.start] for other in named if other.start > match.end)
    return sentence.language == "en" and any(said.strip() and not _APART.search(said) for said in behind)


def _things(sentence: Sentence, matches: Sequence[Match]) -> Sequence[Match]:
    """The matches but for what another thing, named or measured before it, is said to have, or to be for."""
    matches = [match for match in matches if not _completes(sentence, match, matches)]
    measured = [measure.end for measure in find_measures(sentence.folded) if measure.dimension]
    first = min((match.start for match in matches), default=0)
    return [
        match
        for match in matches
        if not _had(sentence.folded[: match.start], match)
        or (match.start == first and not any(end <= first for end in measured))
    ]


def _had(before: str, match: Match) -> bool:
    """Whether what stands `before` it says that it is had by another thing, or has its place there."""
    return bool(_FEATURE.search(before) or (not _qualifies(match) and _ROOM.search(before)))


def _completes(sentence: Sentence, match: Match, matches: Sequence[Match]) -> bool:
    """Whether it stands behind a word the shop has no shelf for and its « à »: « un verre à vin » is no wine."""
    word, joint = match.first - 2, match.first - 1
    if sentence.language != "fr" or word < 0 or sentence.tokens[joint].text != "a":
        return False
    known = sentence.stop(word) or word in sentence.read or any(m.first <= word <= m.last for m in matches)
    return not known and not sentence.between(word, match.first).strip(" àaAÀ")


def _rank(match: Match) -> int:
    return match.categories[0].rank if match.categories else WEAK


def _loose(match: Match) -> bool:
    """Whether only the merchant's further words name a category by it."""
    return all(meaning.name == LOOSE for meaning in match.categories)


def _qualifies(match: Match) -> bool:
    """Whether the category's own name is a mere qualifier, and it is read so or by a further word: "trail"."""
    return any(m.kind == "category" and m.rank == WEAK for m in match.meanings) and (
        _rank(match) == WEAK or _loose(match)
    )


def _head(sentence: Sentence, sure: Sequence[Match]) -> Match:
    """The first one; in English the last of a compound ("shoe bag" is a bag)."""
    # "pour le trail, une frontale": what the thing is for is not the thing.
    named = [match for match in sure if not _is_purpose(sentence, match)]
    sure = named or sure
    # "wine without alcohol": a shelf that is named by what its things lack is the one, for the others have it.
    lacking = [match for match in sure if sentence.tokens[match.first].text in KEPT_IN_PHRASES]
    head = (lacking or sure)[0]
    if sentence.language != "en":
        return head
    for following in sure[1:]:
        if following.first != head.last + 1 or sentence.between(head.last, following.first).strip(" -"):
            break
        head = following
    return head


def _is_purpose(sentence: Sentence, match: Match) -> bool:
    return bool(_PURPOSE.search(sentence.folded[: match.start]))


def _listed(sentence: Sentence, used: Sequence[Match], match: Match) -> bool:
    """Whether only a conjunction stands between `match` and one already taken."""
    for other in used:
        left, right = (other, match) if other.last < match.first else (match, other)
        gap = sentence.folded[left.end : right.start].replace(",", " , ").split()
        if set(gap) & _AND and len(gap) <= 3:
            return True
    return False


def _deepest(paths: set[str]) -> set[str]:
    """Of paths that all lie on one way down, the deepest: a "rucksack" is among the packs, but a backpack. Of a shelf
    and its part, always the part."""
    parted = {parent(path) for path in paths if is_part(path)}
    paths = paths - parted
    deepest = max(paths, key=len)
    return {deepest} if all(at_or_below(deepest, path) for path in paths) else paths


def _narrower(paths: set[str], named: set[str]) -> set[str]:
    """What lies on one way down in both, of each the deeper; empty where nothing does."""
    return {p for p in named if any(at_or_below(p, q) for q in paths)} | {
        q for q in paths if any(at_or_below(q, p) for p in named)
    }


def _topmost(paths: Iterable[str]) -> set[str]:
    kept = set(paths)
    return {p for p in kept if not any(p != q and at_or_below(p, q) for q in kept)}
