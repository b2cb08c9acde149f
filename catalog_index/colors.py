"""Colour families: an English base name for whatever a shop calls a colour, in either language."""

# ruff: noqa: E501, SIM905
# The tables of words and patterns below keep one kind per line.

from __future__ import annotations

from functools import lru_cache

from catalog_index.text import words

_NAMES: dict[str, str] = {
    "black": "black noir noire noirs noires ebene onyx jet charbon obsidian obsidienne ink nero",
    "white": "white blanc blanche blancs blanches ivory ivoire neige snow craie chalk optical ecru",
    "grey": "grey gray gris grise grises anthracite graphite charcoal slate ardoise acier steel silver argent argente argentee"
    " titanium titane ash cendre heather chine fog brume pewter etain",
    "blue": "blue bleu bleue bleus bleues navy marine indigo azure azur cyan turquoise cobalt royal denim ocean sky ciel petrol"
    " petrole teal canard sarcelle aqua saphir sapphire lagoon lagon outremer aigue aquamarine",
    "red": "red rouge rouges crimson cramoisi scarlet ecarlate burgundy bordeaux wine cherry cerise ruby rubis cardinal carmin"
    " carmine vermillon vermilion brick brique grenat garnet maroon poppy coquelicot",
    "green": "green vert verte verts vertes olive khaki kaki lime mint menthe emerald emeraude forest foret sapin sage sauge moss"
    " mousse fern fougere anis chartreuse jade pine pistache pistachio",
    "yellow": "yellow jaune jaunes lemon citron mustard moutarde gold or dore doree golden sun soleil safran saffron",
    "orange": "orange oranges orangee tangerine mandarine coral corail apricot abricot rust rouille pumpkin amber ambre terracotta"
    " papaya papaye clementine",
    "pink": "pink rose roses rosa fuchsia magenta salmon saumon framboise raspberry blush peach peche rosee bubblegum",
    "purple": "purple violet violette violets violettes lilac lilas lavender lavande mauve mauves plum prune aubergine eggplant amethyst"
    " amethyste orchid orchidee grape parme",
    "brown": "brown marron marrons brun brune chocolate chocolat chestnut chataigne coffee cafe cognac caramel tan camel tobacco"
    " tabac mocha moka noisette hazel bronze copper cuivre cacao",
    "beige": "beige beiges sand sable cream creme taupe nude stone pierre linen lin ecru khakibeige vanilla vanille champagne oat avoine greige",
    "multicolour": "multicolour multicolor multicolore multi rainbow camo camouflage print imprime tiedye bariole",
}
BASES: tuple[str, ...] = tuple(_NAMES)
_FAMILY = {word: base for base, names in reversed(list(_NAMES.items())) for word in names.split()}
# Said first, these decide alone: "bleu nuit", "gris perle", "rose gold", "light blue", "vert d'eau".
_PLAIN = {
    word: base
    for base in BASES
    for word in _NAMES[base].split()[
        : {"blue": 5, "green": 5, "red": 3, "pink": 3, "white": 5, "black": 5}.get(base, 3)
    ]
}
_PHRASES = {
    ("bleu", "nuit"): "blue",
    ("midnight",): "blue",
    ("nuit",): "blue",
    ("off", "white"): "white",
    ("rose", "gold"): "pink",
    ("or", "rose"): "pink",
}
# Words that name a colour only among other colour words or in a colour column; in a sentence they mean something else.
_NOT_IN_SENTENCES = frozenset(
    """or royal sun soleil ocean sky ciel snow neige stone pierre lin linen wine cafe coffee chocolat chocolate jet ink
    steel acier titane titanium print multi tan forest foret pine sand sable fog brume mousse moss menthe mint
    citron lemon peche peach cerise cherry framboise raspberry vanille vanilla caramel abricot apricot mandarine
    cacao noisette hazel avoine oat pistache pistachio tabac tobacco cafe marine lime prune plum grape lagon lagoon
    champagne denim cognac tangerine clementine papaye papaya pumpkin saumon salmon orchid moka mocha cendre ash
    brick brique acier argent silver gold copper cuivre bronze canard cardinal craie chalk aubergine eggplant
    heather chine coral rust orchidee nude sage jade saphir sapphire rubis ruby emerald emeraude amber ambre camel cream
    creme fern olive camo camouflage parme rosa nero imprime rainbow roses oranges marrons safran saffron mustard
    moutarde lavande lavender slate ardoise charbon charcoal graphite optical golden""".split()
)

MODIFIERS = frozenset(
    """nuit marine ciel clair claire clairs claires fonce foncee fonces foncees vif vive pale roi light dark bright deep
    pastel navy sky royal neon fluo fluorescent mat matte casse anthracite petrole canard olive lime mint menthe
    bordeaux electrique""".split()
)
"""Shades that may stand beside a colour in a sentence and belong to it: "bleu nuit", "light blue"."""


COLOR_WORDS = frozenset((_FAMILY.keys() - _NOT_IN_SENTENCES) | MODIFIERS)
"""The folded words that name a colour, or its shade, in a sentence."""


@lru_cache(maxsize=8192)
def families(color: str) -> tuple[str, ...]:
    """The base names of a colour as a shop writes it, main one first: "Bleu nuit/Orange" -> ("blue", "orange"); () if unknown."""
    found: list[str] = []
    for part in color.replace("/", ",").replace("+", ",").replace("&", ",").split(","):
        base = _family(words(part))
        if base and base not in found:
            found.append(base)
    return tuple(found)


def _family(name: list[str]) -> str | None:
    for phrase, base in _PHRASES.items():
        if any(tuple(name[i : i + len(phrase)]) == phrase for i in range(len(name))):
            return base
    plain = [_PLAIN[word] for word in name if word in _PLAIN]
    if plain:
        return plain[0]
    return next((_FAMILY[word] for word in name if word in _FAMILY), None)


def spoken(word: str) -> str | None:
    """The base name of a folded word said in a sentence, None when it does not name a colour there ("citron", "stone")."""
    return None if word in _NOT_IN_SENTENCES else _FAMILY.get(word)
