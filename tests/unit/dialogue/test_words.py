import pytest

from bot.dialogue.words import MissingWords, Variant, Words, fill, plain


def french(text: str) -> dict[str, object]:
    return {"text": text, "condition": [{"type": "slot", "name": "language", "value": "fr"}]}


def words() -> Words:
    english = {"text": "Hello {name}", "condition": [{"type": "slot", "name": "language", "value": "en"}]}
    responses = {"utter_hello": [french("Bonjour {name}"), french("Salut {name}"), english]}
    heard = {"cheaper": ["moins cher", "cheaper"]}
    labels = {"yes": {"fr": "Oui", "en": "Yes"}}
    return Words.parse([{"responses": responses}, {"labels": labels, "heard": heard}])


def test_a_response_is_said_in_the_language_asked_for() -> None:
    assert words().say("utter_hello", "en", {"name": "Ada"}) == "Hello Ada"
    assert words().say("utter_hello", "fr", {"name": "Ada"}) in {"Bonjour Ada", "Salut Ada"}


def test_the_same_seed_says_the_same_and_what_was_said_last_is_passed_over() -> None:
    first = words().say("utter_hello", "fr", {"name": "Ada"}, seed="1")
    assert words().say("utter_hello", "fr", {"name": "Ada"}, seed="1") == first
    assert words().say("utter_hello", "fr", {"name": "Ada"}, seed="1", recent=[first]) != first


def test_when_everything_was_said_the_oldest_comes_again() -> None:
    recent = ["Salut Ada", "Bonjour Ada", "Bonjour Ada"]
    assert words().say("utter_hello", "fr", {"name": "Ada"}, seed="x", recent=recent) == "Salut Ada"


def test_a_missing_response_label_or_value_is_an_error_and_not_a_silence() -> None:
    with pytest.raises(MissingWords):
        words().say("utter_nothing", "fr")
    with pytest.raises(MissingWords):
        words().say("utter_hello", "fr", {})
    with pytest.raises(MissingWords):
        words().label("yes", "de")


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("{title}", {"title": "{price}", "price": "1 €"}) == "{price}"


@pytest.mark.parametrize(
    ("text", "heard"),
    [("Rien de MOINS CHER ?", True), ("c'est cher", False), ("Anything cheaper", True), ("cheapercheaper", False)],
)
def test_words_are_heard_whole_whatever_their_case(text: str, heard: bool) -> None:
    assert words().hears("cheaper", text) is heard


def test_plain_drops_accents_case_and_signs() -> None:
    assert plain("L'Été, déjà !") == "l ete deja"


def test_a_variant_without_language_fits_both() -> None:
    both = Words({"utter_x": [Variant("{fact}")]})
    assert both.say("utter_x", "fr", {"fact": "a"}) == both.say("utter_x", "en", {"fact": "a"}) == "a"


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("La fiche de {title} le dit", "Azimora Boussole", "La fiche d’Azimora Boussole le dit"),
        ("Plus de {title}", "Éclaireur", "Plus d’Éclaireur"),
        ("mieux que {title}", "Ondée", "mieux qu’Ondée"),
        ("La fiche de {title} le dit", "Kelvane", "La fiche de Kelvane le dit"),
        ("La fiche de {title} le dit", "Hautepas", "La fiche de Hautepas le dit"),
        ("de {title} à 8", "6", "de 6 à 8"),
        ("beside {title}", "Azimora", "beside Azimora"),
    ],
)
def test_de_and_que_elide_before_a_vowel(text: str, title: str, said: str) -> None:
    assert fill(text, {"title": title}) == said
