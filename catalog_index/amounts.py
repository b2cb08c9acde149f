"""Numbers in a sentence that may be money: digits or words, with the currency or the unit that follows them."""

# ruff: noqa: E501, SIM905
# The tables of words and patterns below keep one kind per line.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "₹": "INR"}
_CURRENCY_WORDS = {
    "EUR": "eur|eurs|euro|euros|balles?|boules|roros?|teuros?",
    "USD": "usd|us dollars?|dollars?|dollar|bucks?",
    "GBP": "gbp|pounds?|quid",
    "CHF": "chf|francs? suisses?|swiss francs?",
    "CAD": "cad|dollars? canadiens?|canadian dollars?|piastres?|piasses?",
    "INR": "inr|rupees?|roupies?",
}
_CURRENCY = "|".join([*map(re.escape, _SYMBOLS), *(f"(?:{w})(?![a-z])" for w in _CURRENCY_WORDS.values())])
_DIGITS = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_AMOUNT = re.compile(
    rf"(?P<before>(?:[€$£₹]|(?<![a-z])(?:eur|usd|gbp|chf|cad|inr|rs\.?)) ?)?(?<![\w/:#°])(?<!\d[.,])(?P<number>{_DIGITS})"
    rf"(?P<kilo> ?k(?= ?(?:{_CURRENCY}))|k(?!\w))?(?P<after> ?(?:{_CURRENCY})(?: ?(?P<cents>\d\d)(?![\d\w]))?)?"
)
_UNITS = re.compile(
    r"""(?:\+?[ -]?(?:km|kms|k|m|cm|mm|metres?|meters?|kilometres?|kilometers?|miles?|mi|yards?|ft|feet|foot|inch|inches|in\.|pouces?|"|''
    |kg|kgs|g|gr|grammes?|grams?|kilos?|lbs?|oz|ounces?|l|cl|ml|litres?|liters?|gal|gallons?
    |mins?|minutes?|h|heures?|hours?|hrs?|s|sec|secondes?|seconds?|am|pm|o'?clock|jours?|days?|semaines?|weeks?|mois|months?|ans?
    |annees?|years?|yrs?|yo|y/o|saisons?|seasons?|nuits?|nights?|fois|times?
    |lumens?|lm|mah|ah|w|watts?|v|volts?|hz|db|ohms?|gb|go|mb|mo|tb|mp|mpx|px|bpm|spf|deniers?|den|mbar
    |etoiles?|stars?|avis|reviews?|paires?|pairs?|packs?|pieces?|personnes?|people|persons?|enfants?|kids|modeles?|models?|produits?
    |products?|articles?|items?|options?|choix|choices|questions?|couleurs?|colou?rs?|sorties?|runs?|seances?|workouts?|photos?
    |colis|gels?|barres?|bars|entrainements?|degres?|degrees?|eme|er|ere|nd|rd|th|st|ieme|d\+|places?|poches?|pockets?)(?![\w'])|[ ]?%|°|\+?d\+|:\d|/\d|\w)""",
    re.VERBOSE,
)
_NUMBER_WORDS = {
    "fr": """zero un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts
    trente quarante cinquante soixante septante huitante octante nonante cent cents mille""".split(),
    "en": """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand""".split(),
}
_ROUND = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
_SLANG = {"fiver": 5, "tenner": 10, "ton": 100, "grand": 1000}
LEAST_RACE = 5
"""« 5k », "10k" are distances run, as far as nobody names a coin; nobody runs 2k."""
_TENS = "ten fifteen twenty thirty forty fifty sixty seventy eighty ninety".replace(" ", "|")
_END_OF_SUM = (
    r"(?= ?(?:$|[,.;:!?)€$£]|(?:for|or|max|tops|to|and|on|in|at|each|is|ish|pounds?|quid|dollars?|euros?|bucks)(?!\w)))"
)
_ENGLISH_ONLY = (
    rf"(?P<slang>(?:a )?(?:fiver|tenner)|a (?:ton|grand){_END_OF_SUM})|(?P<couple>a couple (?:of )?hundred)"
    rf"|(?P<digit>one|two|three|four|five|six|seven|eight|nine) (?P<tens>(?:{_TENS})(?:[- ]five)?|grand{_END_OF_SUM})(?! (?:hundred|thousand))|(?P<a>an? )?"
)
_FRENCH_ONLY = r"(?P<slang>(?!))|(?P<couple>(?!))|(?P<digit>(?!))(?P<tens>)|(?P<a>(?!))?"
_WORDY = {
    lang: re.compile(
        rf"(?<!\w)(?:(?:une|la|a) (?P<round>{'|'.join(_ROUND)})|{own}"
        rf"(?P<run>(?:{'|'.join(w)})(?:(?:-| and | et | |-et-)(?:{'|'.join(w)}))*))(?P<ish>(?:-| )?ish)?(?!\w)"
    )
    for (lang, w), own in zip(_NUMBER_WORDS.items(), (_FRENCH_ONLY, _ENGLISH_ONLY), strict=True)
}
_AFTER_WORDS = re.compile(rf" ?(?:d'|de )?(?P<currency>{_CURRENCY})")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at [start, end) of the folded sentence. `unit`: something else than money follows, so it is no price."""

    value: Decimal
    start: int
    end: int
    currency: str | None = None
    approximate: bool = False
    unit: bool = False


def find_amounts(folded: str, language: str) -> list[Amount]:
    """Every number of a sentence folded by `text.fold_aligned`, in order of appearance."""
    digits = [_from_digits(m, folded) for m in _AMOUNT.finditer(folded)]
    found = [*digits, *_from_words(folded, language)]
    return sorted((a for a in found if a.value > 0), key=lambda a: a.start)


def _from_digits(match: re.Match[str], folded: str) -> Amount:
    value = parse_number(match["number"])
    coin = match["before"] or match["after"]
    is_race = bool(match["kilo"]) and not coin and value >= LEAST_RACE and value == int(value)
    if match["kilo"] and not is_race:
        value *= 1000
    if match["cents"]:
        value += Decimal(match["cents"]) / 100
    currency = _code(match["before"] or match["after"] or "")
    end, approximate = match.end(), False
    if ish := re.match(r"(?:-| )?ish\b", folded[end:]):
        end, approximate = end + ish.end(), True
    if not currency and value >= 10 and (slang := re.match(r" ?e(?![\w'])", folded[end:])):
        return Amount(value, match.start(), end + slang.end(), "EUR", approximate)
    unit = currency is None and not approximate and _UNITS.match(folded, end) is not None
    return Amount(value, match.start(), end, currency, approximate, unit or is_race)


def _from_words(folded: str, language: str) -> Iterator[Amount]:
    for match in _runs(folded, language):
        value, approximate = _spelled(match, language)
        if value is None:
            continue
        end, after = match.end(), _AFTER_WORDS.match(folded, match.end())
        if after:
            yield Amount(value, match.start(), after.end(), _code(after["currency"]), approximate)
        else:
            tail = re.compile(r" d[e'] ?").match(folded, end)
            unit = (approximate and tail is not None) or _UNITS.match(folded, end) is not None
            yield Amount(value, match.start(), end, None, approximate, unit)


_AND = re.compile(r" (?:and|et) ")


def _runs(folded: str, language: str) -> Iterator[re.Match[str]]:
    """Where a number is spelt; a run that is none by itself is two: « entre cinquante et quatre-vingts »."""
    pattern = _WORDY[language if language in _WORDY else "en"]
    for match in pattern.finditer(folded):
        joints = [] if _spelled(match, language)[0] else list(_AND.finditer(folded, *match.span()))
        halves = [
            (low, high)
            for joint in joints
            if (low := pattern.fullmatch(folded, match.start(), joint.start()))
            and (high := pattern.match(folded, joint.end()))
            and _spelled(low, language)[0]
            and _spelled(high, language)[0]
        ]
        yield from halves[0] if halves else (match,)


def _spelled(match: re.Match[str], language: str) -> tuple[Decimal | None, bool]:
    if match["round"]:
        return Decimal(_ROUND[match["round"]]), True
    if match["slang"]:
        return Decimal(_SLANG[match["slang"].rpartition(" ")[2]]), False
    if match["couple"]:
        return Decimal(200), True
    from text_to_num import text2num

    if match["digit"]:
        return _hundreds(match["digit"], match["tens"]), False
    run = match["run"]
    if run.split()[0] in ("hundred", "thousand"):
        if not match["a"]:
            return None, False
        run = f"one {run}"
    if run in ("un", "une", "one", "zero"):
        return None, False
    try:
        return Decimal(text2num(_full(run), language)), bool(match["ish"])
    except ValueError:
        return None, False


def _hundreds(digit: str, tens: str) -> Decimal:
    """ "two fifty" is 250, "two grand" 2,000."""
    from text_to_num import text2num

    count = Decimal(text2num(digit, "en"))
    return count * 1000 if tens == "grand" else count * 100 + text2num(tens, "en")


_HUNDREDS_LEFT_OUT = re.compile(r"(?<=mille )(?:deux|trois|quatre|cinq|six|sept|huit|neuf)$")


def _full(run: str) -> str:
    """« mille deux » is 1,200 to whoever speaks of money."""
    return f"{run} cents" if _HUNDREDS_LEFT_OUT.search(run) else run


def parse_number(written: str) -> Decimal:
    """A written number, whichever separators: "1 200", "1.200", "1,200", "89,90", "89.90"."""
    compact = written.replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", compact):
        return Decimal(re.sub(r"[.,]", "", compact))
    whole, _, cents = compact.rpartition("." if compact.rfind(".") > compact.rfind(",") else ",")
    return Decimal(f"{re.sub('[.,]', '', whole)}.{cents}") if whole else Decimal(compact)


def _code(written: str) -> str | None:
    for symbol, code in _SYMBOLS.items():
        if symbol in written:
            return code
    words = re.sub(r"[\d.,]", "", written).strip()
    return next((code for code, names in _CURRENCY_WORDS.items() if re.fullmatch(names, words)), None)


@cache
def count_words(most: int) -> Mapping[str, int]:
    """The words of both languages for the numbers from 1 to `most`: {"un": 1, "une": 1, "one": 1, "deux": 2, …}."""
    spelt = {word: _worth(word, language) for language, said in _NUMBER_WORDS.items() for word in said}
    rounded = {f"une {word}": number for word, number in _ROUND.items()}
    return {word: number for word, number in (spelt | rounded).items() if 0 < number <= most}


def _worth(word: str, language: str) -> int:
    """What one word counts, 0 for one that only counts beside others (« vingts »)."""
    from text_to_num import text2num

    try:
        return int(text2num(word, language))
    except ValueError:
        return 0
