"""Questions asked of a case: find, who stands near whom, which words stand where."""

from __future__ import annotations

from graph.query.comentions import CoMention, CoPassage, mentioned_with
from graph.query.find import find_entity, search_texts, suggestions
from graph.query.words import claim_sentence, speaker_words

__all__ = [
    "CoMention",
    "CoPassage",
    "claim_sentence",
    "find_entity",
    "mentioned_with",
    "search_texts",
    "speaker_words",
    "suggestions",
]
