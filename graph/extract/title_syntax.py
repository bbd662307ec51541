"""What the syntax says of a title beside a name: whether it is that name's, and where it ends."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.titles import ARTICLES, Title, TitleReader
from graph.extract.vocabulary import in_class

_AND = frozenset({"and", "or", "nor", "&"})


class TitleSyntax:
    """Answers questions about titles beside the names of one document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    titles : TitleReader
    """

    def __init__(self, doc: Doc, titles: TitleReader) -> None:
        self._doc = doc
        self._titles = titles
        self._words = titles.words

    def is_read_as_title(self, title: Title, person: int) -> bool:
        """Whether the syntax hangs a title on the name after it."""
        if not self._doc.has_annotation("DEP"):
            return False
        head, (start, end) = self._doc[title.end - 1], self._titles.tokens[person]
        name = self._doc[start:end].root
        if name.head == head and name.dep_ in {"appos", "flat"}:
            return True
        return head.dep_ in {"nmod:desc", "compound", "flat"} and start <= head.head.i < end

    def is_apposed(self, person: int, title: Title) -> bool:
        """Whether the syntax takes a title after a name for that name's, or its list's first."""
        start, end = self._titles.tokens[person]
        words = self._doc[title.start : title.end]
        name = self._doc[start:end].root
        heads = {*range(start, end), *([name.head.i] if name.dep_ == "conj" else [])}
        return any(word.dep_ == "appos" and word.head.i in heads for word in words)

    def goes_on_with_others(self, token: int) -> bool:
        """Whether a list goes on after a phrase with people of whom no name is given."""
        doc = self._doc
        after = doc[token + 1 : token + 4]
        if doc[token].text != "," or len(after) == 0 or after[0].lower_ not in _AND:
            return False
        named = any(word.i in self._titles.starting for word in after)
        return not named or not any(word.lower_ in ARTICLES for word in after)

    def has_body_beside(self, title: Title) -> bool:
        """Whether a body follows a title by itself: "commander, Northern Command met"."""
        return title.owner is not None and self._doc[title.end].text == ","

    def is_said_of_head(self, token: Token) -> bool:
        """Whether a small adjective or "most" stands before a position and leaves it one."""
        head = token.head.head if token.dep_ == "advmod" else token.head
        beside = token.dep_ == "amod" or token.lower_ == "most"
        if not (beside and token.is_lower and head.i > token.i):
            return False
        doubted = in_class("adjectives", token.lower_, "alleging", "planning", "asking", "drop")
        return head.lower_ in self._words.heads and not doubted and not self._is_blocker(token)

    def _is_blocker(self, token: Token) -> bool:
        return token.lower_ in self._words.blockers or token.lower_ in self._words.modifiers
