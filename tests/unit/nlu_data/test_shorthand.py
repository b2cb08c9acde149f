"""Short and stretched forms are read as the words they stand for; words that only look so are left alone."""

from __future__ import annotations

import pytest

from bot.nlu.shorthand import WRITTEN_OUT, written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cest trop cher", "c'est trop cher"),
        ("c trop cher", "c'est trop cher"),
        ("c est trop cher", "c'est trop cher"),
        ("jai pas les moyens", "j'ai pas les moyens"),
        ("j ai pas les moyens", "j'ai pas les moyens"),
        ("g pas recu mon colis", "j'ai pas recu mon colis"),
        ("jhesite encore", "j'hesite encore"),
        ("jprends la noire", "je prends la noire"),
        ("chui pas sur", "je suis pas sur"),
        ("pk celle la", "pourquoi celle la"),
        ("dont know, im torn", "don't know, i'm torn"),
        ("ill take it", "i'll take it"),
        ("wanna c ur shoes", "want to c your shoes"),
        ("troooop cheeer", "trop cher"),
        ("sooooo goooood", "so good"),
        ("merciiii", "merci"),
    ],
)
def test_short_and_stretched_forms_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("usb c rapide", "vitamine c forte", "un sachet de 50 g pas cher", "taille s ou m", "nike vs adidas"),
        *("jean jbl jaune", "jogging java junior", "a jacket for january", "good shoes", "un bonnet l ou xl"),
    ],
)
def test_what_only_looks_short_is_left_alone(text: str) -> None:
    assert written_out(text) == text


def test_what_is_written_out_stays_as_it_is() -> None:
    assert {form: again for form, full in WRITTEN_OUT.items() if (again := written_out(full)) != full} == {}
