"""What a shopper would rather not have, however it is put: said as « sans … » or "without …" before it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.shopper.reading.heard import Heard
from catalog_index.text import fold_aligned, stem, words
from catalog_index.vocabulary import Vocabulary

_WITHOUT: Mapping[str, str] = {"fr": "sans", "en": "without"}

_ARTICLE = r"(?:(?:de la|du|de l'|des|de|d'|le|la|les|l'|the|any|anything)(?: |(?<=')))?"
_TROUBLE = (
    r"(?:soucis?|problemes?|ennuis?|deboires|mauvaises? experiences?|"
    r"trouble|problems?|issues|bad (?:experiences?|luck))"
)
_AVERSION = re.compile(
    r"(?<![\w'-])(?:"
    r"(?:(?:je suis|j'suis|chuis|il est|elle est|i'm|i am|he's|he is|she's|she is) )?"
    r"(?:(?:tres|vraiment|hyper|severely|very|highly|really) )?(?:allergique|intolerante?) (?:aux?|a)|"
    r"(?:une )?(?:allergie|intolerance) (?:aux?|a)|"
    r"(?:(?:i'm|i am|he's|he is|she's|she is) )?(?:(?:severely|very|highly|really) )?(?:allergic|intolerant) to|"
    r"(?:an? )?(?:allergy|intolerance) to|(?:i|he|she) (?:can'?t|cannot) (?:eat|tolerate)|"
    r"(?:je |il |elle )?(?:ne )?(?:(?:peux|peut) pas manger|digere pas)|"
    r"j'ai horreur|(?:je |elle |il )?(?:deteste|hai[st]|n'aime (?:vraiment |surtout )?pas|supporte (?:vraiment )?pas|"
    r"ne supporte (?:vraiment )?pas|fuis)|"
    rf"(?:j'ai (?:deja )?eu|apres) (?:des |de gros |un |quelques )?{_TROUBLE} avec|"
    r"(?:j'ai (?:deja )?ete )?(?:decue?s?|lasse?|fache[e]?) (?:par|de|avec|contre)|"
    r"(?:i|she|he|they) (?:really |just )?(?:hates?|dislikes?|can'?t stand|can'?t bear|loathes?)|"
    rf"(?:i(?:'ve)? )?had (?:some |a lot of |lots of )?{_TROUBLE} with|"
    r"(?:i was |been )?(?:let down|disappointed|burnt|burned) by|(?:fed up|done) with"
    rf") {_ARTICLE}"
)
"""Feelings about a colour, a brand, a material."""

_SUPPOSED = re.compile(
    r"(?<![\w'-])(?:if|in case|should|s'il|s'ils|si|au cas ou) (?:\w+[' ]){0,3}?(?:"
    r"(?:hates?|dislikes?|deteste(?:nt)?)|"
    r"(?:do not|don't|does not|doesn't|didn't) (?:really )?(?:like|suit|fit|want|love)|"
    r"n'(?:aime|aiment|en veut) pas|ne (?:(?:lui|leur|me|nous|convient|vont|va|plait|plaisent)[ ]?){1,2} ?pas"
    r")(?!\w)[^,.;:!?]*"
)
"""What somebody might not like: "if she hates the colour" asks whether it goes back, and wishes for no other."""

_THE_BRAND = re.compile(
    r"(?<![\w'-])(?:la marque|les marques|the brands?) (?=\w)"
    r"(?!(?:has|have|must|should|does|doesn't|is|isn't|matters|est|a|doit|(?:m')?importe|n'\w+)(?!\w))"
)
"""Before a brand's name: it is no product on screen that is pointed at."""

_FAVOUR = re.compile(
    r"(?<![\w'-])(?:(?:je )?ne (?:jure|veux|achete|prends|porte|mets|supporte) que (?:par |du |de la |des |de )?|"
    r"(?:je suis )?(?:fidele|accro) (?:a|aux?) |(?:je suis |un |une |grande? )*fan (?:de |du |d')|"
    r"(?:i )?(?:swear by|am loyal to|only (?:trust|wear|like|use)|wouldn't (?:buy|wear|use) anything but|"
    r"(?:am )?(?:a )?(?:big |huge )?fan of|stick (?:to|with)) )(?=\w)"
)
"""Before what alone is wanted: it says no more than its name."""

_AND_THE = re.compile(
    r"(?<![\w'-])(?:eviter|evitez|evite|sauf|sans|pas d[eu]|avoid|except|without|no) (?:l[ea]s? |the |du |de )?[\w'-]+"
    r"(?P<and> (?:et|ni|ou|and|or|nor) {4,})"
)
"""A second thing to avoid, beside the first."""

_NOT_THAT_BRAND = re.compile(
    r"(?<![\w'-])(?:(?:pas|plus|jamais|sans|sauf|evite[rz]?) (?:de )?(?:cette|la meme|celle[- ]la) marque|"
    r"(?:not|no more of|never|avoid|except) (?:that|this|the same) (?:brand|make|one again)|"
    r"(?:plus jamais|never again|not again)(?!\w)|"
    r"(?:qui|that|which) (?:m'(?:a|ont|avait)|me (?:fait|blesse|decoi)\w*|gave me|let me down|hurt|fell apart|"
    r"(?:always )?(?:rubs?|hurts?|breaks?))|"
    r"m'(?:a|ont) (?:lachee?s?|decue?s?|blessee?s?|fait (?:mal|souffrir|des ampoules))|"
    r"(?:fell|came|come) apart|wore out)"
)
"""Said of the brand just named: it is the one to avoid."""


_BAD = (
    r"(?:dec(?:u|ue|us|ues|oit|oivent|eption)|camelote|nul(?:le|s|les)?|pourrie?s?|mauvaise?s?|arnaque|boycott\w*|"
    r"fui[rst]|evit\w+|bof|rubbish|crap|junk|garbage|awful|terrible|horrible|bad|poor|overrated|disappoint\w*|skip|avoid|"
    r"worst|pire|let (?:me|us|him|her) down|keep \w+ out|ras le bol|hors de question|no way|non merci|no thanks)"
)
_HARM = (
    r"(?:fai[st]|font|faisai\w+|donn\w+|gives?|gave|giving|caus\w+) (?:\w+ ){0,2}(?:ampoules|mal|blisters|pain|sores?)"
)
_GOOD = r"(?:confiance|fan|convaincue?|trust\w*|likes?|liked|fits?|suits?|works?|want|buy\w*|convinced)"
_JUDGED = re.compile(
    rf"(?<![\w-])(?<!pas )(?<!not )(?<!n't )(?<!never )(?<!jamais )(?:{_BAD}|{_HARM})(?![\w-])|"
    r"(?<!\w)(?:pas|plus|jamais|not|never|\w+n't|no) (?:(?:a|really|very|much|vraiment|trop|tellement|that) )?"
    rf"{_GOOD}(?!\w)|"
    r"(?<!\w)(?:aime|veux|va|vont|convient|conviennent|supporte|achete|porte) (?:vraiment |trop )?(?:pas|plus)"
    r"(?! (?:forcement|que|seulement|necessairement|autre|mal)(?!\w))(?!\w)"
)
"""A judgement against what is spoken of; a bad word that is denied ("not bad") is none."""

_SPOKEN_APART = re.compile(r"[.!;]|(?<!\w)(?:mais|but|sinon|otherwise)(?!\w)")
"""Between what is said of one thing and of the next."""


_OWNED = re.compile(
    r"(?<!\w)(?:mes|mon|ma|my|his|her|our|nos) (?:(?:last|old|previous|current|present|two|derniere?s?|vieilles?|"
    r"anciennes?|actuelles?|deux|paire de|pair of) )*$"
)
"""Before the name of a brand: what somebody wears already, and no wish for another."""
_AGAIN = re.compile(r"(?<!\w)(?:memes?|same|again|ador\w+|love\w*|aime|like|contente?s?|happy)(?!\w)")
"""Said of it, more of it may well be wanted."""


def refused_brand(heard: Heard) -> None:
    """The brands spoken of badly are those to avoid: "my last Kelvane hurt me, not that brand again". One that somebody
    has already is no wish either."""
    if not heard.brands or "?" in heard.text:
        return
    parts = _SPOKEN_APART.split(heard.folded)
    refused = tuple(
        brand
        for brand in heard.brands
        if _NOT_THAT_BRAND.search(heard.folded)
        or any(_JUDGED.search(part) for part in parts if fold_aligned(brand) in part)
    )
    heard.exclude = (*heard.exclude, *refused)
    heard.brands = tuple(brand for brand in heard.brands if brand not in refused and not _is_owned(heard.folded, brand))


def _is_owned(folded: str, brand: str) -> bool:
    at = folded.find(fold_aligned(brand))
    return at >= 0 and not _AGAIN.search(folded) and _OWNED.search(folded[:at]) is not None


_TOO = re.compile(r" ?(?:\w+ )?(?:trop|aussi|tellement|too|so|overly)(?!\w)")
"""After a thing: not the thing is unwanted, but what it is too much of."""


def not_all(heard: Heard, category: str | None, vocabulary: Vocabulary) -> None:
    """Words to leave out that name all there is where one looks leave nothing out: « pas de chaussures trop moches »,
    of trail shoes, is said of some shoes. The last part of a path may well be left: "no trail"."""
    if category is None or not heard.exclude:
        return
    last, above = _names(category, vocabulary), _names(category.rpartition(" > ")[0], vocabulary)

    def of_all(word: str) -> bool:
        said = _stems(word)
        after = heard.folded[heard.folded.rfind(fold_aligned(word)) + len(word) :]
        return any(said <= _stems(name) for name in above) or (
            any(said == _stems(name) for name in last) and _TOO.match(after) is not None
        )

    heard.exclude = tuple(word for word in heard.exclude if not of_all(word))


_NO_TRAIT = """
    souci soucis probleme problemes regle regles limite limites chichi chichis doute doutes hesitation hesitations
    engagement obligation delai delais retard fuss hassle rule rules limit limits doubt doubts delay delays worry
    worries commitment here there yet after before now then ici apres avant encore maintenant
    others other autres autre rest reste
"""
_NO_TRAITS = frozenset(_NO_TRAIT.split())


def says_nothing(word: str) -> bool:
    """Whether a word to leave out names nothing that a thing could have: "not here after a week", « sans souci »."""
    return _NO_TRAITS.issuperset(words(word))


def _names(path: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    shelf = vocabulary.categories.get(path)
    return tuple(shelf.names.values()) if shelf else ()


def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word, "fr") for word in words(name))


def disliked(text: str, language: str) -> str:
    """`text` with every aversion put as « sans » / "without", each at the same length."""
    text = _put(text, _SUPPOSED, "")
    text = _put(text, _THE_BRAND, "")
    text = _put(text, _FAVOUR, "")
    text = _put(text, _AVERSION, _WITHOUT[language])
    for match in reversed(list(_AND_THE.finditer(fold_aligned(text)))):
        start, end = match.span("and")
        text = text[:start] + f", {_WITHOUT[language]} ".ljust(end - start)[: end - start] + text[end:]
    return text


def _put(text: str, pattern: re.Pattern[str], word: str) -> str:
    for match in reversed(list(pattern.finditer(fold_aligned(text)))):
        start, end = match.span()
        said = word if len(word) < end - start else "no"
        text = text[:start] + said.ljust(end - start) + text[end:]
    return text
