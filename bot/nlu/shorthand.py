"""How people shorten words when they type to a shop, in French and English, and what stands behind each form.

Words here are already without accents or capitals. A form that is a word of the other language too ("vs") is left.
"""

from __future__ import annotations

import re

WRITTEN_OUT = {
    **{
        f"j{verb}": f"j'{verb}"
        for verb in ("ai", "adore", "aime", "aimerais", "attends", "avais", "aurais", "achete", "hesite")
    },
    "cest": "c'est",
    "cetait": "c'etait",
    "jsp": "je sais pas",
    "jpp": "j'en peux plus",
    **dict.fromkeys(("jsuis", "jsui", "chuis", "chui", "chu", "jss"), "je suis"),
    **dict.fromkeys(("jsais", "jsai", "chais", "chai"), "je sais"),
    **dict.fromkeys(("chepa", "chaipa", "chaispas"), "je sais pas"),
    **dict.fromkeys(("pk", "pq", "pkoi", "pourkoi", "prq"), "pourquoi"),
    "koi": "quoi",
    "kel": "quel",
    "kelle": "quelle",
    "ki": "qui",
    "kand": "quand",
    "qd": "quand",
    "keske": "qu'est-ce que",
    "cmb": "combien",
    "cbien": "combien",
    "kombien": "combien",
    "bcp": "beaucoup",
    "tt": "tout",
    "ttes": "toutes",
    "tjs": "toujours",
    "tjrs": "toujours",
    "tjr": "toujours",
    "mnt": "maintenant",
    "mtn": "maintenant",
    "dsl": "desole",
    "ds": "dans",
    "pr": "pour",
    "ac": "avec",
    "pb": "probleme",
    "auj": "aujourd'hui",
    "trp": "trop",
    "tro": "trop",
    **dict.fromkeys(("ptet", "ptetre", "peutetre", "petetre"), "peut-etre"),
    **dict.fromkeys(("qqun", "qqn", "kelkun", "kelqun"), "quelqu'un"),
    **dict.fromkeys(("qqch", "qqchose", "kelkechose"), "quelque chose"),
    "dac": "d'accord",
    **dict.fromkeys(("mrc", "mci", "mersi", "merki"), "merci"),
    "nn": "non",
    "dacc": "d'accord",
    **dict.fromkeys(("ya", "yaun"), "y a"),
    **dict.fromkeys(("svp", "stp", "plz", "pls", "plse"), "please"),
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "cant": "can't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "wont": "won't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "hadnt": "hadn't",
    "aint": "isn't",
    "im": "i'm",
    "ive": "i've",
    "ill": "i'll",
    "thats": "that's",
    "whats": "what's",
    "wheres": "where's",
    "hows": "how's",
    "whos": "who's",
    "theres": "there's",
    "youre": "you're",
    "theyre": "they're",
    "youve": "you've",
    "weve": "we've",
    "lets": "let's",
    "dunno": "don't know",
    "idk": "i don't know",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "got to",
    "gimme": "give me",
    "lemme": "let me",
    "cos": "because",
    "cuz": "because",
    "tho": "though",
    "abt": "about",
    "u": "you",
    "ur": "your",
    "wat": "what",
    "wot": "what",
    "wich": "which",
    "wen": "when",
    "cud": "could",
    "shud": "should",
    "thru": "through",
    "sum1": "someone",
    "ty": "thank you",
    "tysm": "thank you so much",
    "2nite": "tonight",
    **dict.fromkeys(("thx", "thnx", "thnks", "thks", "tx", "thanx", "tnx"), "thanks"),
}

DOUBLED = frozenset(
    [
        "too",
        "good",
        "cool",
        "see",
        "free",
        "need",
        "been",
        "feel",
        "keep",
        "fee",
        "soon",
        "look",
        "book",
        "looks",
        "food",
        "wool",
        "room",
    ]
)
"""Words whose doubled letter is theirs: "goooood" is "good", any other stretch is one letter ("merciii")."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_STRETCH = re.compile(r"([^\W\d_])\1{2,}")
_I_GLUED = re.compile(r"^j(?=[bcdfglmnprtv][aeiouhlr]\w)")
_LONE_C = re.compile(r"(?<!usb )(?<!type )(?<!vitamine )(?<!vitamin )(?<![\w'-])c (?!u |ur |est |etait )(?=\w{2})")
_LONE_G = re.compile(
    r"(?<![\w'-])(?<!\d )g (?=(?:une?|pas?|plus|deja|trop|besoin|bien|du|des|rien|vu|recu|peur|envie?)\b)"
)
_SPACED = re.compile(r"\b([cjdn]|qu) (?=(?:est|etait|ai|aime|avais|aurais|hesite|en|y|accord|autres?|un|une)\b)")


def written_out(text: str) -> str:
    """`text` (no accents, no capitals) with its short and stretched forms as the words they stand for.

    >>> written_out("c troooop cher jsuis pas sur")
    "c'est trop cher je suis pas sur"
    """
    spaced = _LONE_G.sub("j'ai ", _LONE_C.sub("c'est ", _SPACED.sub(r"\1'", _STRETCH.sub(_shrunk, text))))
    return _WORD.sub(_whole, spaced)


def _shrunk(found: re.Match[str]) -> str:
    """Two letters left; `_whole` drops the second where the word does not own it."""
    return found[1] * 3


def _whole(found: re.Match[str]) -> str:
    word = found[0]
    if _STRETCH.search(word):
        doubled = _STRETCH.sub(r"\1\1", word)
        word = doubled if doubled in DOUBLED or len(set(word)) == 1 else _STRETCH.sub(r"\1", word)
    return WRITTEN_OUT.get(word) or _I_GLUED.sub("je ", word)
