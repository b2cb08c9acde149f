"""The words of asking: what products share with them says nothing."""

from __future__ import annotations

_ASKING = """
    help choose find advice advise tell show recommend suggest idea ideas gift present birthday good best nice great
    cool could can may might should will shall know think guess wonder what which who how when where why there
    evening morning afternoon day today tomorrow urgent quick quickly new try
    aide aider aidez choisir trouver conseil conseils conseiller conseillez dites montrez proposer proposez idee idees
    cadeau offrir noel anniversaire bon bonne bons bonnes meilleur meilleure beau belle sympa super genial cool
    pourriez pouvez pourrais puis quoi quel quelle quels quelles comment quand pourquoi combien
    peur mal me faire ans old years afraid scared hurt terrified
    soir matin journee jour aujourd hui demain urgent vite nouveau nouvelle essayer
    hour hours minute minutes week weeks month months year ago many much lot lots bit asap soon friend friends people
    first guess suppose though then next premier premiere abord ensuite
    start starts started starting begin begins beginning debut debute debuter commence commencer tell told dit dire
    rayon rayons article articles section department aisle shelf shelves
    heure heures semaine semaines mois annee an beaucoup assez bientot ami amie amis copain copine gens personne
"""
ASKING = frozenset(_ASKING.split())
"""Words of asking and of politeness: what products share with them says nothing."""
