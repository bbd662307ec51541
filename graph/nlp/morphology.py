"""Morphological features that follow from a tag or a word alone.

Only what the tag says without looking further: "VBG" is a gerund or a participle, so it says
nothing, and neither does the base form, which is an infinitive or an imperative.
"""

from __future__ import annotations

from typing import Final

_PAST: Final = "Mood=Ind|Tense=Past|VerbForm=Fin"

#: Features of each tag of the Penn Treebank that settles any.
FEATURES: Final[dict[str, str]] = {
    "CD": "NumType=Card",
    "JJ": "Degree=Pos",
    "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup",
    "MD": "VerbForm=Fin",
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNPS": "Number=Plur",
    "NNS": "Number=Plur",
    "RBR": "Degree=Cmp",
    "RBS": "Degree=Sup",
    "VBD": _PAST,
    "VBN": "Tense=Past|VerbForm=Part",
    "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
}
