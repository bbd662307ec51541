"""Which of the network's relations are given out, under what label and in which direction.

The network knows relations by Wikidata's properties. Two properties that say the same in opposite
directions get one label.
"""

from __future__ import annotations

from typing import Final

#: Property: label, and whether subject and object change places.
LABELS: Final[dict[str, tuple[str, bool]]] = {
    "P6": ("head of government of", True),
    "P35": ("head of state of", True),
    "P488": ("head of", True),
    "P39": ("position held", False),
    "P108": ("employer", False),
    "P463": ("member of", False),
    "P102": ("member of party", False),
    "P241": ("military branch", False),
    "P361": ("part of", False),
    "P527": ("part of", True),
    "P112": ("founded by", False),
    "P127": ("owned by", False),
    "P749": ("parent organisation", False),
    "P355": ("parent organisation", True),
    "P159": ("headquarters", False),
    "P1344": ("participant in", False),
    "P710": ("participant in", True),
    "P607": ("conflict", False),
    "P276": ("location", False),
    "P131": ("located in", False),
    "P150": ("located in", True),
    "P17": ("country", False),
    "P36": ("capital of", True),
    "P1376": ("capital of", False),
    "P1001": ("applies to", False),
    "P27": ("citizenship", False),
    "P172": ("ethnic group", False),
    "P140": ("religion", False),
    "P19": ("place of birth", False),
    "P20": ("place of death", False),
    "P551": ("residence", False),
    "P569": ("date of birth", False),
    "P570": ("date of death", False),
    "P571": ("founded on", False),
    "P576": ("dissolved on", False),
    "P585": ("date", False),
    "P69": ("educated at", False),
    "P26": ("spouse", False),
    "P22": ("parent", False),
    "P25": ("parent", False),
    "P40": ("child", False),
    "P3373": ("sibling", False),
}

#: Types of entities in ``doc.ents``, as numbers of the network; 0 is any other.
KINDS: Final[dict[str, int]] = {
    "PERSON": 1,
    "ORG": 2,
    "GPE": 3,
    "LOC": 3,
    "FAC": 3,
    "NORP": 3,
    "DATE": 4,
    "EVENT": 5,
    "WORK_OF_ART": 5,
}

_PER, _ORG, _LOC, _TIME, _MISC = range(1, 6)
_ANY: Final = frozenset((_PER, _ORG, _LOC, _TIME, _MISC, 0))

#: What a label's subject and object may be; a relation between others is dropped.
ALLOWED: Final[dict[str, tuple[frozenset[int], frozenset[int]]]] = {
    label: (frozenset(subject), frozenset(object_))
    for label, subject, object_ in (
        ("head of government of", {_PER}, {_LOC, _ORG}),
        ("head of state of", {_PER}, {_LOC, _ORG}),
        ("head of", {_PER}, {_ORG, _LOC, _MISC}),
        ("position held", {_PER}, _ANY),
        ("employer", {_PER}, {_ORG, _LOC, _MISC}),
        ("member of", _ANY, {_ORG, _LOC, _MISC}),
        ("member of party", {_PER}, {_ORG, _MISC}),
        ("military branch", {_PER, _ORG, _MISC}, {_ORG, _MISC}),
        ("founded by", {_ORG, _LOC, _MISC}, {_PER, _ORG, _LOC}),
        ("owned by", {_ORG, _LOC, _MISC}, {_PER, _ORG, _LOC}),
        ("parent organisation", {_ORG, _MISC}, {_ORG, _LOC, _MISC}),
        ("headquarters", {_ORG, _MISC}, {_LOC}),
        ("located in", {_LOC, _ORG, _MISC}, {_LOC, _ORG}),
        ("country", {_LOC, _ORG, _MISC}, {_LOC, _ORG}),
        ("capital of", {_LOC}, {_LOC, _ORG}),
        ("citizenship", {_PER}, {_LOC, _ORG}),
        ("place of birth", {_PER}, {_LOC, _ORG}),
        ("place of death", {_PER}, {_LOC, _ORG}),
        ("residence", {_PER}, {_LOC, _ORG}),
        ("date of birth", {_PER}, {_TIME}),
        ("date of death", {_PER}, {_TIME}),
        ("founded on", {_ORG, _LOC, _MISC}, {_TIME}),
        ("dissolved on", {_ORG, _LOC, _MISC}, {_TIME}),
        ("date", {_MISC, _ORG, _LOC}, {_TIME}),
        ("educated at", {_PER}, {_ORG, _LOC, _MISC}),
        ("spouse", {_PER}, {_PER}),
        ("parent", {_PER}, {_PER}),
        ("child", {_PER}, {_PER}),
        ("sibling", {_PER}, {_PER}),
    )
}
