"""Pains and injuries that shoppers name: no name of a shelf, and a reason for care. Folded text, both languages."""

from __future__ import annotations

import re

_PART = (
    r"(?:genou\w*|chevilles?|dos|pieds?|talons?|tibias?|mollets?|hanches?|epaules?|poignets?|coudes?|cou|nuque|voute "
    r"plantaire|tendons?(?: d'achille)?|knees?|ankles?|back|f(?:oo|ee)t|heels?|shins?|cal(?:f|ves)|hips?|shoulders?|"
    r"wrists?|elbows?|neck|arch(?:es)?|achilles(?: tendons?)?)"
)
BODY_PART = re.compile(rf"(?<![\w-]){_PART}(?![\w-])")

INJURIES = re.compile(
    r"(?<![\w-])(?:"
    r"shin[- ]?splints?|plantar fasciitis|fasciitis|tend[io]nitis|tendinopathy|runner'?s knee|"
    r"(?:stress )?fractures?|sprain(?:ed|s)?(?: ankles?)?|bunions?|hallux valgus|bad (?:knees?|back|ankles?|hips?)|"
    r"heel spurs?|sciatica|arthritis|"
    r"periostites?|aponevrosites?(?: plantaires?)?|fasciites?(?: plantaires?)?|tendinites?|entorses?|oignons? au pied|"
    r"epines? calcaneennes?|sciatique|arthrose|lombalgies?|"
    rf"(?:mal|maux|douleurs?) (?:de|du|d') ?{_PART}|"
    rf"mal (?:au|aux|a la|a l'|a mon|a ma|a mes|dans le|dans les) ?{_PART}|douleurs? (?:au|aux|a la|a l') ?{_PART}|"
    rf"{_PART} (?:douloureu\w+|qui (?:me )?(?:fait|font) mal|fragiles?)|"
    rf"(?:sore|painful|aching|injured) {_PART}|{_PART} (?:pain|injury|injuries|hurts?|problems?|aches?)|"
    r"blesse[e]?s?|blessures?|injur(?:y|ies|ed)"
    r")(?![\w-])"
)
"""What hurts, by its name or by the part of the body. Sore muscles and blisters have shelves of their own."""
