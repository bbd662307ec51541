"""Mentions and entities of a case, from its readings and their clusters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from graph.derive.by_hand import maker
from graph.identity import MentionKey
from graph.model import Entity, EventSummary, FoundMention, Generator, Mention, Reading, public_id
from graph.names import is_acronym, words


def mention_id(document: str, mention: FoundMention) -> str:
    """Return a mention's id: a hash of its place in its document and its words."""
    return public_id("m", document, mention.start, mention.end, mention.text)


def entity_of(
    readings: Mapping[str, Reading], groups: Sequence[Sequence[MentionKey]]
) -> dict[MentionKey, str]:
    """Return the entity's id for each mention that is resolved: the smallest mention id."""
    owner: dict[MentionKey, str] = {}
    for group in groups:
        smallest = min(mention_id(d, readings[d].mentions[i]) for d, i in group)
        owner.update(dict.fromkeys(group, smallest))
    return owner


def mentions(
    readings: Mapping[str, Reading], owner: Mapping[MentionKey, str]
) -> tuple[Mention, ...]:
    """Return every mention of the case, by document and place."""
    return tuple(
        Mention(
            id=mention_id(document, found),
            document=document,
            start=found.start,
            end=found.end,
            text=found.text,
            type=found.type,
            form=found.form,
            entity=owner.get((document, index)),
            score=found.score,
            generated_by=Generator(component=component, version=version),
        )
        for document in sorted(readings)
        for index, found in enumerate(readings[document].mentions)
        for component, version in [maker(found.component, readings[document].pipeline)]
    )


def entities(
    readings: Mapping[str, Reading],
    groups: Sequence[Sequence[MentionKey]],
    owner: Mapping[MentionKey, str],
    reprint_groups: Mapping[str, str],
) -> tuple[Entity, ...]:
    """Return the entities, by id. ``independent_sources`` counts groups of reprints."""
    found = []
    for group in groups:
        members = [readings[d].mentions[i] for d, i in group]
        documents = {d for d, _ in group}
        kind = _type(members)
        forms = Counter(member.text for member in members if member.form == "named")
        name = _name(kind, forms) if forms else members[0].text
        found.append(
            Entity(
                id=owner[group[0]],
                type=kind,
                name=name,
                aliases=tuple(
                    form
                    for form, _ in sorted(forms.items(), key=lambda f: (-f[1], f[0]))
                    if form != name
                ),
                mention_count=len(members),
                document_count=len(documents),
                independent_sources=len({reprint_groups[d] for d in documents}),
                event=EventSummary(kind=None, when=None, location=None, disputed=False)
                if kind == "EVENT"
                else None,
            )
        )
    return tuple(sorted(found, key=lambda entity: entity.id))


def _type(members: Sequence[FoundMention]) -> str:
    votes: dict[str, float] = defaultdict(float)
    for member in members:
        votes[member.type] += 1 + member.score
    return min(votes, key=lambda kind: (-votes[kind], kind))


def _name(kind: str, forms: Mapping[str, int]) -> str:
    """Choose the form to show: a full name before a short one, then the most frequent."""

    def rank(form: str) -> tuple[object, ...]:
        many = len(words(form)) > 1
        full = many or kind not in {"PERSON", "ORG"}
        return (is_acronym(form), not full, form.isupper(), -forms[form], -len(form), form)

    return min(forms, key=rank)
