"""Telephone spelling written out before it is read: "jveux", "pr", "chai pas", "u", "wanna"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "pr": "pour", "ds": "dans", "dc": "donc", "avc": "avec", "ac": "avec", "bcp": "beaucoup", "tt": "tout",
    "tjs": "toujours", "tjrs": "toujours", "qd": "quand", "pk": "pourquoi", "pq": "pourquoi", "vs": "vous",
    "tps": "temps", "ke": "que", "cmt": "comment", "dsl": "desole", "svt": "souvent",
    "ns": "nous", "cb": "combien", "qq": "quelque", "qqch": "quelque chose", "qqun": "quelqu'un", "bjr": "bonjour",
    "bsr": "bonsoir", "slt": "salut", "mtn": "maintenant", "ki": "qui", "koi": "quoi", "chui": "je suis",
    "jsuis": "je suis", "chais": "je sais", "chai": "je sais", "jsais": "je sais", "ya": "il y a",
    "nn": "non", "mrc": "merci", "mci": "merci",
    "u": "you", "ur": "your", "r": "are", "wanna": "want to", "gimme": "give me", "lookin": "looking", "thx": "thanks",
    "plz": "please", "pls": "please", "bday": "birthday", "w": "with", "smth": "something", "sth": "something",
    "abt": "about", "bc": "because", "tho": "though",
}  # fmt: skip
_FRENCH = frozenset(list(_WORDS)[: list(_WORDS).index("u")])
_WORD = re.compile(r"(?<![\w'’&/.-])[a-zA-Z]+(?![\w'’&/.-])")
_J = re.compile(
    r"(?<![\w'’-])[jJ](?=(?:veux|voudrais|cherche|prends|fais|cours|commence|debute|débute|sais|peux|prefere|préfère|"
    r"hesite|hésite|suis|vais|trouve|mets|chausse|marche|regarde|la|le|les)(?!\w))"
)


def written_out(text: str, language: str) -> str:
    """`text` with its abbreviations in full; those that would be ordinary words of the other language are left."""
    full = _J.sub("je ", text) if language == "fr" else text

    def word(match: re.Match[str]) -> str:
        said = match[0].lower()
        fits = said in _WORDS and (said in _FRENCH) == (language == "fr")
        return _WORDS[said] if fits and not match[0].isupper() else match[0]

    return _WORD.sub(word, full)
