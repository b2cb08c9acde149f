"""What people say beside buying names nothing on the shelves of either shop: no need may be read in it."""

from __future__ import annotations

from functools import cache

import pytest

from bot.advice.advice import AdviceBook
from bot.advice.reader import answer_words
from bot.connectors import registry
from bot.settings import PROJECT
from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read
from bot.storage import documents
from catalog_index.product import Product
from catalog_index.vocabulary import Vocabulary

FRENCH = """bonjour|bonsoir madame|salut, ça va ?|merci beaucoup|merci pour votre aide, c'est gentil|à bientôt
au revoir, bonne journée|je voudrais parler à quelqu'un|puis-je parler à un humain ?|passez-moi un conseiller
il y a une vraie personne ?|où en est ma commande ?|je n'ai pas reçu mon colis|mon numéro de commande est le 45871
la livraison prend combien de temps ?|livrez-vous en Belgique ?|les frais de port sont de combien ?
je peux retourner un article ?|comment se faire rembourser ?|vous acceptez la carte bancaire ?
quels sont vos moyens de paiement ?|votre service est nul|je suis très déçu|c'est une honte, je veux une réponse
j'attends depuis trois semaines|que faites-vous de mes données ?|supprimez mes informations|tu es un robot ?
raconte-moi une blague|quel temps fait-il à Paris ?|qui a gagné le match hier ?|je réfléchis encore|je ne sais pas trop
je dois en parler à mon mari|oui|non merci|d'accord|pourquoi ?|vous pouvez répéter ?|c'est quoi votre adresse mail ?
vous avez un magasin à Lyon ?|il y a un problème avec mon compte|j'ai oublié mon mot de passe|un message pour le patron
je vous rappelle demain|vous faites des promotions ?|il me faut une facture|est-ce que c'est garanti ?|je suis pressé
on peut payer en plusieurs fois ?|le site ne marche pas|vous êtes ouverts le samedi ?|je suis perdue|aidez-moi
attendez une minute|c'est bon pour moi|trop cher pour moi|bravo pour le site
je vais en parler à ma fille|pendant trois jours|je vais demander à mon mari
mon colis est dans un point relais|sans façon|au paiement la page reste blanche"""
ENGLISH = """hello|good evening|hi, how are you?|thanks a lot|thank you for your help, that's kind|see you soon
goodbye, have a nice day|can I talk to a person?|I want to speak to someone|is there a real human there?
put me through to an adviser|where is my order?|I haven't received my parcel|my order number is 45871
how long does delivery take?|do you ship to Ireland?|how much is the postage?|can I send it back?
how do I get a refund?|do you take credit cards?|what payment methods do you accept?|your service is rubbish
I am very disappointed|this is a disgrace, I want an answer|I have been waiting for three weeks|are you a robot?
what do you do with my data?|delete my information|tell me a joke|what is the weather like in London?
who won the match yesterday?|I am still thinking about it|I'm not sure|I need to ask my husband|yes|no thanks
all right|why?|can you say that again?|what is your email address?|do you have a shop in Leeds?
there is a problem with my account|I forgot my password|a message for your boss|I will call you back tomorrow
any discounts?|I need an invoice|is there a warranty?|I'm in a hurry|can I pay in instalments?
the website does not work|are you open on Saturdays?|I am lost|please help me|wait a minute|that works for me
too expensive for me|well done for the website|sorry, wrong chat|who are you?
I shall ask my daughter|idk man|I need to talk to my wife
my parcel was left at a pick-up point|the screen goes black when I pay
what if they are too short, can they go back?"""
SENTENCES = [
    (language, text)
    for language, lines in (("fr", FRENCH), ("en", ENGLISH))
    for text in lines.replace("\n", "|").split("|")
]


@cache
def known(shop: str) -> Knowledge:
    book = AdviceBook.parse(documents.load_folder(PROJECT / "data" / "advice"))
    rows = registry.read(PROJECT / "data" / "shop" / shop / "catalogue.jsonl", "auto")
    products = [row for row in rows if isinstance(row, Product)]
    return Knowledge(Vocabulary.build(products, book.words()), tuple(answer_words(book)))


@pytest.mark.parametrize("shop", ["foulee", "ecoute"])
@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_an_innocent_sentence_names_no_need(shop: str, language: str, text: str) -> None:
    reading = read(text, Context(known(shop), language))
    assert dict(reading.change) == {}
    assert reading.sort == "relevance"


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("en", "I need road running shoes for men", "Shoes > Road"),
        ("fr", "chaussures de running route homme", "Shoes > Road"),
        ("en", "I'm after a rucksack.", "Packs > Backpacks"),
        ("en", "a warm running top", "Clothing > Midlayers"),
        ("fr", "une vesre de course", "Clothing > Jackets"),
        ("fr", "chausures de tral", "Shoes > Trail"),
        ("fr", "des baskets pour courir en forêt", "Shoes > Trail"),
        ("en", "shoes for running off road", "Shoes > Trail"),
    ],
)
def test_the_deepest_certain_category_is_read(language: str, text: str, category: str) -> None:
    assert read(text, Context(known("foulee"), language)).needs.category == category


@pytest.mark.parametrize(
    ("language", "text", "usage"),
    [
        ("fr", "plutôt des sentiers boueux", "muddy"),
        ("fr", "des sentiers, un peu boueux", "mixed"),
        ("en", "muddy paths mostly", "muddy"),
        ("en", "rocky trails", "rocky"),
    ],
)
def test_ground_is_what_describes_it(language: str, text: str, usage: str) -> None:
    needs = Needs(category="Shoes > Trail")
    assert read(text, Context(known("foulee"), language, needs, asking="usage")).needs.usage == usage


@pytest.mark.parametrize(
    ("language", "text", "remark"),
    [
        ("fr", "laissez tomber les chaussettes", "give_up"),
        ("en", "forget the socks, thanks", "give_up"),
        ("fr", "oubliez le budget", ""),
        ("en", "forget the first one", ""),
        ("en", "forget the socks, I need a jacket", ""),
    ],
)
def test_a_shelf_let_go_is_asked_about_no_more(language: str, text: str, remark: str) -> None:
    needs = Needs(category="Clothing > Socks")
    assert read(text, Context(known("foulee"), language, needs)).remark == remark


@pytest.mark.parametrize(("language", "text"), [("fr", "Il me le faut en M."), ("en", "I'd need it in M.")])
def test_a_size_at_the_end_of_a_sentence_is_a_size(language: str, text: str) -> None:
    reading = read(text, Context(known("foulee"), language))
    assert reading.needs.sizes == ("M",)
    assert reading.intent_hint == "inform_need"


@pytest.mark.parametrize(
    ("language", "asking", "text"),
    [
        ("fr", "color", "Là, je ne saurais pas vous dire."),
        ("fr", "budget", "Cela m'est bien égal."),
        ("fr", "budget", "aucun avis là-dessus"),
        ("fr", "budget", "acuun avis"),
        ("fr", "budget", "aucune préfrence"),
        ("en", "budget", "I couldn't tell you."),
        ("en", "usage", "hard to say"),
    ],
)
def test_not_knowing_leaves_the_question_open_and_excludes_nothing(language: str, asking: str, text: str) -> None:
    reading = read(text, Context(known("foulee"), language, asking=asking))
    assert reading.open == (asking,)
    assert reading.needs.exclude == ()
    assert reading.intent_hint == "inform_need"


@pytest.mark.parametrize(
    ("language", "asking", "text", "sizes", "high"),
    [
        ("fr", "size", "et si c'est trop petit ?", (), None),
        ("en", "size", "can I return them if too small?", (), None),
        ("en", "budget", "size 9", ("43",), None),
        ("fr", "budget", "pointure 43, 80 euros", ("43",), 80),
    ],
)
def test_a_size_is_no_price_and_too_small_is_no_size(
    language: str, asking: str, text: str, sizes: tuple[str, ...], high: int | None
) -> None:
    needs = read(text, Context(known("foulee"), language, asking=asking)).needs
    assert (needs.sizes, needs.budget_max) == (sizes, high)


@pytest.mark.parametrize(
    ("language", "last", "text", "hint"),
    [
        ("fr", None, "la commande c'est 99120", "order_status"),
        ("en", None, "my order number is AB-4471", "order_status"),
        ("fr", "complain", "n° 99120", "order_status"),
        ("fr", "ask_price", "99120", None),
        ("fr", None, "une commande de 12000 euros", None),
    ],
)
def test_the_number_of_an_order_is_about_that_order(
    language: str, last: str | None, text: str, hint: str | None
) -> None:
    assert read(text, Context(known("foulee"), language, last_intent=last)).intent_hint == hint


def test_a_measure_asked_for_is_no_use() -> None:
    needs = Needs(category="Headlamps")
    found = read("300 lumens minimum", Context(known("foulee"), "fr", needs, asking="usage")).needs
    assert found.usage is None
    assert len(found.features) == 1


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [("fr", "Il me le faut en 35-38.", "35-38"), ("en", "My size is 43-46.", "43-46"), ("en", "size 44", "44")],
)
def test_a_size_that_covers_several_is_one_size(language: str, text: str, size: str) -> None:
    needs = Needs(category="Clothing > Socks")
    for asking in (None, "size"):
        assert read(text, Context(known("foulee"), language, needs, asking)).needs.sizes == (size,)


def test_unknown_words_beside_a_known_category_leave_nothing_of_its_name_over() -> None:
    needs = Needs(category="Shoes > Trail")
    assert read("zblorg frutz", Context(known("foulee"), "fr", needs)).rest == "zblorg frutz"


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("fr", "pour le trail de nuit", "Headlamps"),
        ("en", "for trail running at night", "Headlamps"),
        ("fr", "finalement des chaussures de trail", "Shoes > Trail"),
        ("en", "I also need socks", "Clothing > Socks"),
    ],
)
def test_what_a_thing_is_for_is_not_another_shelf(language: str, text: str, category: str) -> None:
    needs = Needs(category="Headlamps")
    assert read(text, Context(known("foulee"), language, needs, "usage")).needs.category == category


@pytest.mark.parametrize(
    ("language", "text", "category", "later"),
    [
        ("en", "a watch for my wife, she's starting trail running", "Watches", ()),
        ("en", "i do trail running and need a headlamp", "Headlamps", ()),
        ("fr", "je fais du trail, il me faut une frontale", "Headlamps", ()),
        ("fr", "une frontale pour ma fille qui s'est mise au trail", "Headlamps", ()),
        ("en", "do you do trail shoes and jackets?", "Shoes > Trail", ("Clothing > Jackets",)),
        ("en", "let's start with trail shoes and then jackets", "Shoes > Trail", ("Clothing > Jackets",)),
        ("fr", "tu fais des chaussures de trail et des vestes ?", "Shoes > Trail", ("Clothing > Jackets",)),
        ("en", "a jacket and trail shoes", "Clothing > Jackets", ("Shoes > Trail",)),
    ],
)
def test_what_somebody_does_is_no_second_wish(language: str, text: str, category: str, later: tuple[str, ...]) -> None:
    change = read(text, Context(known("foulee"), language)).change
    assert (change["category"], change.get("later", ())) == (category, later)


def test_the_first_two_are_no_lack_of_preference() -> None:
    reading = read("les deux premières", Context(known("foulee"), "fr", Needs(category="Headlamps"), "usage"))
    assert reading.open == ()


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "Évitez Trottine, j'ai été déçu."), ("en", "No Trottine, I was let down")]
)
def test_a_brand_left_out_with_its_reason_is_a_wish(language: str, text: str) -> None:
    reading = read(text, Context(known("foulee"), language, Needs(category="Shoes > Trail")))
    assert (reading.needs.exclude, reading.intent_hint) == (("Trottine",), "inform_need")


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "eviitez le rouge"), ("fr", "evittez le rouge"), ("en", "avooid red")]
)
def test_a_mistyped_no_is_still_a_no(language: str, text: str) -> None:
    reading = read(text, Context(known("foulee"), language, Needs(category="Shoes > Trail")))
    assert (reading.needs.exclude, reading.needs.colors) == (("red",), ())


@pytest.mark.parametrize(
    ("text", "category", "usage"),
    [("cahleur et soleil", "Clothing > T-shirts", "summer"), ("finalement un capteur", "Accessories > Sensors", None)],
)
def test_a_misspelt_answer_is_no_other_shelf(text: str, category: str, usage: str | None) -> None:
    asked = Context(known("foulee"), "fr", Needs(category="Clothing > T-shirts"), "usage")
    needs = read(text, asked).needs
    assert (needs.category, needs.usage) == (category, usage)
