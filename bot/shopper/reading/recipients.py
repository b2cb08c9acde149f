"""For whom it is: a person named as the one it is for, as the one who needs it, or by an age."""

from __future__ import annotations

import re

from bot.shopper.ages import GROWN, age_told
from bot.shopper.reading import lexicon, sizing
from bot.shopper.reading.asides import JUDGED
from bot.shopper.reading.heard import Heard
from catalog_index.categories import WHO_LIKES
from catalog_index.text import words

_FOR = ("pour", "for", "offrir", "cadeau", "gift", "present")
"""What a mention of a person begins with when the thing is for them."""

_THEN = (
    r"^(?:,? (?:who|qui))?(?: (?:de|a|is) \d{1,2}(?: ans| years old)?)?(?: and| et)? "
    r"(?:really |just |also |now |aussi |maintenant )?"
)
_NEEDS_IT = re.compile(
    rf"{_THEN}(?:needs?|wants?|would like|could do with|wears?|takes?|is (?:after|looking for)|(?:has )?outgrown|"
    r"outgrew|a besoin|ont besoin|aurait besoin|veut|voudrait|aimerait|souhaite|cherche|chausse|porte)(?!\w)"
)
"""After a mention of a person: it is they who need something."""

_DOES_IT = re.compile(
    rf"{_THEN}(?:(?:is|has been) (?:starting|getting into|into|running|training|preparing|doing|hiking|"
    r"walking|swimming|cycling|racing|learning)|has (?:just )?(?:started|taken up|signed up)|starts|runs|walks|"
    r"hikes|swims|trains|plays|rides|skis|court|marche|commence|debute|demarre|se met|s'est mise?|reprend|"
    r"fait d(?:u|e la|e l')|joue|pratique|prepare|s'inscrit|s'entraine)(?!\w)"
)
_SPEAKER = re.compile(r"(?<!\w)(?:i (?:need|want|wear|run)|i'm|i'd|i am|je|j'\w+|il me faut|me)(?!\w)")
"""They do something, and the speaker says nothing of themselves: then it is for them as well."""

_AGED = re.compile(
    r"^(?:,| who| qui)? ?(?:(?:he|she|il|elle)(?!\w) ?)?(?:is|'s|has|turns|turned|just turned|"
    r"has just turned|will be|is nearly|is almost|a|vient d'avoir|va avoir|aura|ag(?:e|ee) de|de|d'|aged?|,)? ?"
    r"(?P<age>\d{1,2})(?: ?(?:ans|an|years? old|yo|y/o|months?|mois))?"
    r"(?! ?(?:cm|kg|km|g|m|eur\w*|€|\$|£|%|[.,]?\d))(?![\w-])"
)
"""Right after a mention of a child: their age, with or without the word for years."""

YOUNG = re.compile(
    r"(?:petite? )?(?:\d{1,2}[ -]years?[ -]olds?|little one|petite?|fils|fille|garcon|enfants?|gamine?s?|gosses?|bebe|"
    r"ado|neveu|niece|filleule?|petit[- ]fils|petite[- ]fille|son|daughter|kids?|child|children|baby|toddler|boy|girl|"
    r"nephew|grandson|granddaughter|godson|goddaughter|teenager)"
)
"""People whose number is an age and no size."""

_SAYS_OF_THEM = re.compile(r"(?<!\w)(?:she|he|they|who|elles?|ils?|qui)(?!\w)[^.,;:!?]*")

_PARTITIVE = re.compile(r"(?<!\w)(?:de|du|of|with|avec|than|que|by|from|like|comme|chez) (?:\w+ )?$")


def told_of_them(folded: str) -> set[str]:
    """The words said of somebody: "just", "moved" … of "a present for my niece, she just moved into her first flat"."""
    return {word for clause in _SAYS_OF_THEM.findall(folded) for word in words(clause)}


_DOES_TO_ME = re.compile(r"^,? (?:who |qui )?(?:(?:m'|me |nous )|(?:\w+ ){1,2}(?:me|us|moi|nous)(?!\w))")
"""After a mention of a person: what they did was to the speaker, « ma fille m'a convaincue »."""


_I_AM_AGED = re.compile(r"(?<!\w)(?:i'?m|i am) (?P<age>\d\d)(?= ?(?:[,.;!]|$)| (?:and|but)(?!\w))")
ADULT_SIZES = range(35, 51)
"""Figures that "I'm 39" may tell the size of shoes by; any other tells how old somebody is ("I'm a 32" is a size)."""


def _only_mentioned(heard: Heard) -> None:
    """Whoever did something to the speaker is nobody it is for."""
    for pattern in lexicon.WHOM.values():
        said = pattern.finditer(heard.folded)
        heard.take(*(match.span() for match in said if _DOES_TO_ME.match(heard.folded[match.end() :])))


def recipient(heard: Heard) -> None:
    """Fill in for whom it is, whose section that is, and the speaker's own size where it is somebody else's."""
    bare = heard.asking == "for_whom"
    _only_mentioned(heard)
    if heard.asking != "size":
        heard.take(*(m.span() for m in _I_AM_AGED.finditer(heard.folded) if int(m["age"]) not in ADULT_SIZES))
    if told := age_told(heard.folded):
        heard.age = told[0]
        heard.gender = "kids" if told[0] <= lexicon.CHILD_UNTIL else None
        heard.take(told[1])
    for gender, pattern in (*lexicon.WHOM.items(), *(lexicon.WHOM_BARE.items() if bare else ())):
        match = next((m for m in pattern.finditer(heard.folded) if bare or _is_for(heard, m)), None)
        if match:
            _take(heard, match, gender)
            break
    else:
        _vague(heard)
    if heard.for_whom in (None, "moi", "me"):
        self_told(heard)
    own = sizing.MY_SIZE.search(heard.folded)
    if own and heard.for_whom and heard.for_whom not in ("moi", "me"):
        heard.own_sizes = (own["size"].upper(),)
        heard.take(own.span())


def _take(heard: Heard, match: re.Match[str], gender: str) -> None:
    heard.for_whom = heard.text[match.start("who") : match.end("who")].lower()
    aged = _aged(heard, match)
    years = lexicon.AGE.search(heard.folded) or aged
    heard.age = heard.age if years is None or int(years["age"]) >= GROWN else int(years["age"])
    heard.gender = _by_age(heard.folded, aged) or _grown(gender, match["who"], years)
    heard.take(match.span(), *lexicon.spans(lexicon.GIFT, heard.folded), *lexicon.spans(lexicon.AGE, heard.folded))
    if aged:
        heard.take((match.end(), match.end() + aged.end()))


_GIRLS = re.compile(r"(?:petite[- ])?fille|fillette|girl|(?:grand)?daughter|niece")
_BOYS = re.compile(r"garcon|petit[- ]fils|boy|(?:grand)?son|fils")


def _grown(gender: str, who: str, years: re.Match[str] | None) -> str | None:
    """Whose section it is; for somebody too old for the children's that of the grown-ups: a grand-daughter of fourteen
    wears women's sizes."""
    if gender != "kids" or years is None or int(years["age"]) <= lexicon.CHILD_UNTIL:
        return gender or None
    return "women" if _GIRLS.search(who) else "men" if _BOYS.search(who) else None


def _is_for(heard: Heard, match: re.Match[str]) -> bool:
    """Whether the person mentioned is whom it is for: not « celui de ma femme »."""
    if heard.folded[match.start() :].startswith(_FOR) or _aged(heard, match):
        return True
    if lexicon.GIFT.search(heard.folded) or lexicon.FOR_THEM.search(heard.folded):
        return True
    before, after = heard.folded[: match.start()], heard.folded[match.end() :]
    wanted = _NEEDS_IT.match(after) or (_DOES_IT.match(after) and not _SPEAKER.search(before + after))
    return bool(wanted) and not _PARTITIVE.search(before)


def _aged(heard: Heard, match: re.Match[str]) -> re.Match[str] | None:
    return _AGED.match(heard.folded[match.end() :]) if YOUNG.fullmatch(match["who"]) else None


def _by_age(folded: str, aged: re.Match[str] | None) -> str | None:
    match = lexicon.AGE.search(folded) or aged
    return "kids" if match and int(match["age"]) <= lexicon.CHILD_UNTIL else None


_WHAT_I_AM = {
    "men": r"(?:guy|man|male|bloke|dude|lad|boy|homme|mec|gars|monsieur)",
    "women": r"(?:woman|girl|lady|female|gal|femme|fille|dame)",
}
_I_AM = re.compile(
    r"(?<!\w)(?:i'?m|i am|je suis|chuis|moi c'est) (?:an? |une? )?(?:\w+ )?(?:"
    + "|".join(rf"(?P<{gender}>{words})" for gender, words in _WHAT_I_AM.items())
    + r")(?! ?(?:who|qui|of|de|in|at)\b)(?!\w|[ ,]*\d)"
)
"""What somebody says they are: "I'm a guy", « je suis une femme ». With a figure after it, it tells a size too."""


def self_told(heard: Heard) -> None:
    """Whose cut it is to be, by what the shopper says they are."""
    match = _I_AM.search(heard.folded)
    if match and heard.gender is None:
        heard.gender = match.lastgroup
        heard.take(match.span())


def _vague(heard: Heard) -> None:
    self_match = lexicon.MYSELF.search(heard.folded)
    if heard.asking == "for_whom":
        self_match = self_match or lexicon.MYSELF_BARE.search(heard.folded)
    if self_match and JUDGED.search(heard.folded[: self_match.start()]):
        self_match = None
    if self_match:
        heard.for_whom = "moi" if heard.language == "fr" else "me"
        heard.take(self_match.span())
        for pattern in lexicon.WHOM.values():  # « ma fille et moi courons »: who is named beside is not dressed
            heard.take(*lexicon.spans(pattern, heard.folded))
        return
    match = lexicon.SOMEONE.search(heard.folded) or lexicon.GIFT.search(heard.folded)
    if match:
        heard.for_whom = "cadeau" if heard.language == "fr" else "gift"
        heard.take(match.span())


def still_theirs(blanked: str, folded: str) -> str:
    """`blanked` with "who" before what somebody likes, where the person was taken: it is still theirs."""
    for start, end in lexicon.spans(WHO_LIKES, folded):
        told = end - len(blanked[start:end].lstrip())
        if told - start > len("who "):
            blanked = f"{blanked[: told - len('who ')]}who {blanked[told:]}"
    return blanked
