"""What each word or phrase of a catalogue names: a category, a brand, a material, a value of an attribute."""

# ruff: noqa: SIM905 (a list of words reads better as one text)

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from catalog_index import people
from catalog_index.colors import spoken
from catalog_index.lexicon import Concept, Lexicon
from catalog_index.mixed import parts
from catalog_index.names import Names
from catalog_index.paths import ancestors, at_or_below, leaf, parent
from catalog_index.renderings import renderings
from catalog_index.text import LANGUAGES, STOP_WORDS, bare, fold, phrase, words
from catalog_index.values import is_no, is_yes, number

DIRECT, TRANSLATED, HEAD, BROADER, WEAK = range(5)
"""How surely a phrase names a category: its own name; the lexicon's; its head noun ("watch" for "GPS watches"); that
of a broader
concept ("sneaker" where there are but "Shoes"); a mere qualifier ("Road" below "Shoes"). The surest ones present
win."""
LOOSE = "loose"
"""The `name` of a category's meaning that only further words give it: "gaiters" for "Small gear"."""
LONGEST_FACET = 3
_FULLY = frozenset({"active", "actif", "full", "complete", "complet"})
_VAGUE = frozenset(
    """low medium high yes no none standard normal regular mixed neutral other all light soft firm full half
    small faible moyen moyenne eleve elevee haut haute bas basse standard mixte autre tous toutes doux
    ferme leger petit grand good very""".split()
)
_OF_A_SHELF = frozenset("soft firm doux douce ferme sec dry".split())
"""Of these, what says what it is beside a shelf's name: « matelas ferme »."""
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """`kind`: category (value: path), brand, material (value: its English name or own), facet (name, value)."""

    kind: str
    value: str
    name: str = ""
    rank: int = DIRECT


@dataclass(slots=True)
class Table:
    """`meanings`: language -> stems -> meanings; `written`: the folded words of its names (not of facets); `traits`:
    those of facets; `forms`: language -> the `bare` forms of all of them; `names`: path -> names; `things`: the paths
    named by a thing and not by a mere qualifier of the one above.
    """

    meanings: dict[str, dict[Stems, tuple[Meaning, ...]]] = field(
        default_factory=lambda: {lang: {} for lang in LANGUAGES}
    )
    forms: dict[str, set[str]] = field(default_factory=lambda: {lang: set() for lang in LANGUAGES})
    written: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    things: set[str] = field(default_factory=set)

    def of(self, text: str, language: str) -> tuple[Meaning, ...]:
        return self.meanings[language].get(phrase(text, language), ())

    def add(self, text: str, language: str, meaning: Meaning) -> None:
        stems = phrase(text, language)
        known = self.meanings[language].get(stems, ())
        if stems and meaning not in known:
            self.meanings[language][stems] = (*known, meaning)
            said = words(text)
            self.forms[language].update(map(bare, said))
            (self.traits if meaning.kind == "facet" else self.written).update(said)


def build(
    categories: Iterable[str],
    names: Names,
    brands: Iterable[str],
    materials: Iterable[str],
    facets: Mapping[str, Iterable[str]],
    extra_words: Mapping[str, Mapping[str, Iterable[str]]],
    lexicon: Lexicon,
    stocked: Iterable[str],
) -> Table:
    """`stocked`: the categories that hold products themselves."""
    table = Table()
    paths = list(categories)
    for path in paths:
        table.names[path] = names.of(path)
    for path in paths:
        _add_category(table, path, lexicon, path in names.things)
    _translate_categories(table, lexicon)
    for path in paths:
        _say_otherwise(table, path, lexicon)
    _add_extra(table, paths, extra_words)
    _translate_categories(table, lexicon)
    _fall_back_to_broader(table, lexicon, frozenset(stocked))
    _include_narrower(table, lexicon)
    for brand in brands:
        for language in LANGUAGES:
            table.add(brand, language, Meaning("brand", brand))
    _add_materials(table, materials, lexicon)
    _add_facets(table, facets, names, lexicon)
    return table


def _add_category(table: Table, path: str, lexicon: Lexicon, thing: bool) -> None:
    if not path or people.alone(leaf(path)):
        return
    names, above = table.names[path], table.names.get(parent(path), {})
    qualifier = not thing and _is_qualifier(path, names, lexicon)
    if not qualifier:
        table.things.add(path)
    for language in names:
        own, over = names[language], above.get(language, "")
        for name in _alternatives(own):
            table.add(name, language, Meaning("category", path, rank=WEAK if qualifier else DIRECT))
            for head in _alternatives(over) if over and not people.alone(over) else ():
                table.add(f"{name} {head}", language, Meaning("category", path))
                table.add(f"{head} {name}", language, Meaning("category", path))
            if not qualifier and (noun := _head(name, language)):
                table.add(noun, language, Meaning("category", path, rank=HEAD))


def _say_otherwise(table: Table, path: str, lexicon: Lexicon) -> None:
    """The name in other words; a mere qualifier's with what it qualifies: "Ground" below "Coffee" is « café moulu »."""
    names, above = table.names[path], table.names.get(parent(path), {})
    for language in names:
        for name in _alternatives(names[language]):
            if path in table.things:
                whole = [name]
            else:
                heads = _alternatives(above[language]) if above.get(language) else []
                whole = [f"{name} {head}" if language == "en" else f"{head} {name}" for head in heads]
            for target, said in (way for each in whole for way in renderings(each, language, lexicon)):
                if not any(m.kind == "category" and m.rank == DIRECT for m in table.of(said, target)):
                    table.add(said, target, Meaning("category", path, rank=TRANSLATED))


def _is_qualifier(path: str, names: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Whether the last part only qualifies the one above: "Trail" below "Shoes", not "Socks" below "Clothing"."""
    if not parent(path) or people.alone(parent(path)):
        return False
    for language, name in names.items():
        for alternative in _alternatives(name):
            if any(c.kind in ("products", "synonyms") for c in lexicon.named(phrase(alternative, language), language)):
                return False
            noun = _head(alternative, language)
            if noun and any(c.kind == "products" for c in lexicon.named(phrase(noun, language), language)):
                return False
    return not names.get("en", "").rstrip().lower().endswith("s")


def _alternatives(name: str) -> list[str]:
    """A category's names: "Hoodies & Sweatshirts" has two, and "Bags, Packs and Belts" three."""
    return list(dict.fromkeys([name, *parts(name)]))


def _head(name: str, language: str) -> str:
    """The noun a name is about: the last word in English, the first in French; "" for a single word, and for a quality
    joined by a hyphen ("Open-ear" is about no ear).
    """
    if re.fullmatch(r"[^\W\d_]+-[^\W\d_]+(?<!s)", name.strip()):
        return ""
    content = [word for word in words(name) if word not in STOP_WORDS[language]]
    return (content[0] if language == "fr" else content[-1]) if len(content) > 1 else ""


def _add_extra(table: Table, paths: list[str], extra_words: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
    for prefix, by_language in extra_words.items():
        if prefix not in paths:
            continue
        for language in LANGUAGES:
            for word in by_language.get(language, ()):
                known = table.meanings[language].get(phrase(word, language), ())
                if not any(m.value == prefix and m.rank <= TRANSLATED for m in known):
                    table.add(word, language, Meaning("category", prefix, LOOSE))


def _categories(table: Table, concept: Concept) -> list[Meaning]:
    """The categories a concept's names name, by the surest way any of them does."""
    found = [
        meaning
        for language in LANGUAGES
        for stems in concept.phrases(language)
        for meaning in table.meanings[language].get(stems, ())
        if meaning.kind == "category" and meaning.rank != WEAK
    ]
    surest = min((meaning.rank for meaning in found), default=DIRECT)
    return list(dict.fromkeys(meaning for meaning in found if meaning.rank == surest))


def _translate_categories(table: Table, lexicon: Lexicon) -> None:
    found = [(c, _categories(table, c)) for c in lexicon.concepts if c.kind in ("products", "synonyms")]
    for concept, meanings in found:
        _name(table, concept, meanings)


def _include_narrower(table: Table, lexicon: Lexicon) -> None:
    """A concept the catalogue has no category for stands for those of its narrower concepts; where a category only has
    it for its head noun, for these as well: not all toys are "Soft toys".
    """
    for concept in lexicon.concepts:
        own = _categories(table, concept) if concept.includes else []
        if concept.includes and all(meaning.rank == HEAD for meaning in own):
            narrower = [c for label in concept.includes if (c := lexicon.find(label))]
            _name(table, concept, [m for c in narrower for m in _categories(table, c)], HEAD if own else TRANSLATED)
        elif own:
            _join_narrower(table, concept, own, lexicon)


def _join_narrower(table: Table, concept: Concept, own: list[Meaning], lexicon: Lexicon) -> None:
    """The shelves of narrower things that only the head noun names beside the concept's own: "Chairs" in the dining
    room are not all chairs, there are "Office chairs".
    """
    narrower = [c for label in concept.includes if (c := lexicon.find(label))]
    paths = {meaning.value for c in narrower for meaning in _categories(table, c)}
    ways = [(name, language) for language in LANGUAGES for name in concept.names.get(language, ())]
    shelves = [each.value for each in own]
    heads = {m.value for name, language in ways for m in table.of(name, language) if m.rank == HEAD}
    beside = {path for path in heads & paths if not any(at_or_below(path, shelf) for shelf in shelves)}
    for name, language in ways if beside else ():
        rank = min((m.rank for m in table.of(name, language) if m.value in shelves), default=TRANSLATED)
        for path in sorted(beside):
            table.add(name, language, Meaning("category", path, rank=rank))


def _fall_back_to_broader(table: Table, lexicon: Lexicon, stocked: frozenset[str]) -> None:
    """A concept the catalogue has no category for, nor for its narrower ones, is looked for in that of a broader one,
    the narrowest of several: leggings are among the trousers rather than anywhere among the clothes. Where the broader
    one has no category of its own but only those of other things, it holds none of this; nor where all it holds is
    sorted into things: among jackets, shorts and socks there is no skirt.
    """
    found: dict[str, list[list[Meaning]]] = defaultdict(list)
    for concept in lexicon.concepts:
        broader = _categories(table, concept) if concept.includes else []
        broader = [m for m in broader if m.rank != HEAD and _has_room(table, m.value, stocked)]
        for label in concept.includes if broader else ():
            found[label].append(broader)
    fallen = [(c, min(ways, key=len)) for label, ways in found.items() if (c := lexicon.find(label))]
    for concept, narrowest in [(c, way) for c, way in fallen if not _categories(table, c)]:
        _name(table, concept, narrowest, BROADER)


def _has_room(table: Table, path: str, stocked: frozenset[str]) -> bool:
    """Whether something at or below `path` is in no category of a thing of its own."""
    below = [[above for above in ancestors(each) if at_or_below(above, path)] for each in stocked]
    return any(way and not table.things.intersection(way[1:]) for way in below)


def _name(table: Table, concept: Concept, meanings: Iterable[Meaning], least: int = TRANSLATED) -> None:
    for meaning in meanings:
        for language in LANGUAGES:
            for name in concept.names.get(language, ()):
                if not any(m.value == meaning.value for m in table.meanings[language].get(phrase(name, language), ())):
                    table.add(name, language, replace(meaning, rank=max(meaning.rank, least)))


def _add_materials(table: Table, materials: Iterable[str], lexicon: Lexicon) -> None:
    """The lexicon's materials that the catalogue names somewhere, whatever the language it writes in."""
    used = {language: {s for material in materials for s in phrase(material, language)} for language in LANGUAGES}
    for concept in lexicon.concepts:
        if concept.kind != "materials":
            continue
        present = any(set(stems) <= used[language] for language in LANGUAGES for stems in concept.phrases(language))
        if present or any((c := lexicon.find(label)) and _present(c, used) for label in concept.includes):
            for language in LANGUAGES:
                for name in concept.names[language]:
                    table.add(name, language, Meaning("material", concept.label))


def _present(concept: Concept, used: Mapping[str, set[str]]) -> bool:
    return any(set(stems) <= used[language] for language in LANGUAGES for stems in concept.phrases(language))


def _add_facets(table: Table, facets: Mapping[str, Iterable[str]], names: Names, lexicon: Lexicon) -> None:
    """Values that say what they are ("Mud", "Waterproof: Yes"); vague ones ("High") are left out."""
    candidates: dict[tuple[str, Stems], dict[tuple[str, str], str]] = defaultdict(dict)
    for name, values in facets.items():
        kept = list(values)[:200]
        had, called = _had(kept), _called(table, name, names)
        for value in kept:
            ways = [*_ways_to_say(name, value, names, lexicon), *_beside_its_name(called, name, value, names)]
            if value in had:
                ways += _ways_to_say(name, "Yes", names, lexicon)
            for language, said in ways:
                if stems := phrase(said, language):
                    candidates[language, stems][name, value] = said
    for (language, stems), meant in candidates.items():
        known = [m for m in table.meanings[language].get(stems, ()) if m.kind != "material"]
        taken = [m for m in known if m.kind != "category" or m.rank < BROADER]
        for (name, value), said in meant.items():
            # By its stem alone "refillable" is one of the "Refills": there each is told by how it is written.
            if not taken or (taken[0].kind == "category" and not table.written.issuperset(words(said))):
                rank = WEAK if _OF_A_SHELF.issuperset(words(said)) else DIRECT
                table.add(said, language, Meaning("facet", value, name, rank))


def _had(values: Iterable[str]) -> list[str]:
    """Of an attribute some have and some have not, the values that its name alone asks for: "noise cancelling" of
    None | Passive | Active is the active one."""
    kept = list(values)
    if not any(is_no(value) for value in kept):
        return []
    return [v for v in kept if fold(v) in _FULLY] or [v for v in kept if not is_no(v) and number(v) is None]


def _ways_to_say(name: str, value: str, names: Names, lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    if is_no(value):
        yield from ((language, other) for other in lexicon.names_of_opposites(name) for language in LANGUAGES)
    if is_no(value) or (number(value) is not None and not is_yes(value)):
        return
    said = name if is_yes(value) else value
    if len(words(said)) > LONGEST_FACET or all(_is_vague(w) for w in words(said)):
        return
    local = names.details.get((name, "" if is_yes(value) else value), {})
    for language in LANGUAGES:
        yield language, said
        for other in local.get(language, ()):
            if not (is_yes(other) or is_no(other)):
                yield language, other
    for other in lexicon.names_of(said, narrower=False):  # "raincoat" is no way to say the style "Jacket"
        for language in LANGUAGES:
            if lexicon.named(phrase(other, language), language):
                yield language, other


def _is_vague(word: str) -> bool:
    return (word in _VAGUE and word not in _OF_A_SHELF) or spoken(word) is not None


def _called(table: Table, name: str, names: Names) -> dict[str, list[str]]:
    """language -> what an attribute is called there, but for what a shelf is called: "LED lighting" is none of the
    aquariums with "Lighting: LED".
    """
    own = {language: sorted({name, *names.details.get((name, ""), {}).get(language, ())}) for language in LANGUAGES}
    shelves = {each for ways in own.values() for each in ways if _is_shelf(table, each)}
    return {language: [each for each in ways if each not in shelves] for language, ways in own.items()}


def _is_shelf(table: Table, name: str) -> bool:
    meanings = (m for language in LANGUAGES for m in table.meanings[language].get(phrase(name, language), ()))
    return any(meaning.kind == "category" for meaning in meanings)


def _beside_its_name(
    called: Mapping[str, Iterable[str]], name: str, value: str, names: Names
) -> Iterable[tuple[str, str]]:
    """ "High" says nothing and "long" may be said of much: "high support" does, and « manches longues »."""
    if is_yes(value) or is_no(value) or number(value) is not None:
        return
    for language, ways in called.items():
        for own in {value, *names.details.get((name, value), {}).get(language, ())}:
            if set(words(own)) - STOP_WORDS[language]:
                both = (said for each in ways for said in (f"{own} {each}", f"{each} {own}"))
                yield from ((language, said) for said in both if len(words(said)) <= LONGEST_FACET)


def spelling(written: Iterable[str]) -> tuple[str, ...]:
    """The words worth correcting a typo to."""
    stop = STOP_WORDS["fr"] | STOP_WORDS["en"]
    return tuple(sorted(word for word in written if len(word) > 3 and word.isalpha() and word not in stop))
