"""The names layer's label set, shared by training and run time."""

from __future__ import annotations

from typing import Final

#: Types that reach ``doc.ents``, in the order of the model's outputs.
ENTITY_TYPES: Final = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "DATE",
    "WORK_OF_ART",
)

#: Names of other kinds (laws, products, awards). The model knows them so that it need not
#: force them into another type; they are dropped when spans are decoded.
OTHER: Final = "MISC"

TYPES: Final = (*ENTITY_TYPES, OTHER)

#: ``O`` first, then ``B-`` and ``I-`` of each type in turn.
LABELS: Final = ("O", *(f"{mark}-{kind}" for kind in TYPES for mark in "BI"))

LABEL_INDEX: Final = {label: index for index, label in enumerate(LABELS)}


def begins(kind: str) -> int:
    """Return the index of the label that begins a span of this type."""
    return LABEL_INDEX[f"B-{kind}"]


def continues(kind: str) -> int:
    """Return the index of the label that continues a span of this type."""
    return LABEL_INDEX[f"I-{kind}"]
