"""Independent sources: reprints of one text, and words of one speaker, count once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model import Speaker
from graph.names import normal
from graph.unions import Unions


def innermost(chain: Sequence[Speaker]) -> str | None:
    """Return a key for the innermost speaker who is known, or ``None`` if nobody is.

    Words for somebody without a name ("a witness") tell nobody from another.
    """
    for speaker in reversed(chain):
        if speaker.entity is not None:
            return speaker.entity
        if speaker.name is not None and speaker.how in {"publisher", "author"}:
            return f"name:{normal(speaker.name)}"
    return None


def independence_groups(
    sources: Sequence[tuple[str, Sequence[Speaker]]], reprint_groups: Mapping[str, str]
) -> list[str]:
    """Return, for each passage of one claim, the group of sources that it belongs to.

    Parameters
    ----------
    sources : sequence of (document id, chain of speakers)
        The passages of one claim.
    reprint_groups : mapping of str to str
        Each document's group of reprints.

    Returns
    -------
    list of str
        Connected components over "the documents are reprints of each other" and "the innermost
        resolved speaker is the same", each named after its smallest group of reprints.
    """
    union = Unions(len(sources))
    first: dict[str, int] = {}
    for index, (document, chain) in enumerate(sources):
        union.join(index, first.setdefault(f"reprint:{reprint_groups[document]}", index))
        speaker = innermost(chain)
        if speaker is not None:
            union.join(index, first.setdefault(f"speaker:{speaker}", index))
    named = {
        group: min(reprint_groups[sources[index][0]] for index in members)
        for group, members in union.groups().items()
    }
    return [named[union.find(index)] for index in range(len(sources))]
