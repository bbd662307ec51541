"""An invented affair as a network, with everything in it that a page must bear.

Country, people and papers are made up. There are denied, alleged and planned claims, lines of
opposite polarity beside each other, values, company, names in Persian and Hebrew, an emoji, a very
long name, and names and titles that would run as scripts if anything let them.
"""

from __future__ import annotations

import hashlib

import networkx as nx

HOSTILE = "<script>window.pwned = 1; alert('pwned')</script>"
HOSTILE_IMAGE = '"><img src=x onerror="window.pwned = 2; alert(\'pwned\')">'

TEXTS = {
    "ledger": (
        "The Karsk Ledger",
        "Minister sat on harbour panel, files show",
        "2016-04-12",
        "press/ledger-2016-04-12.html",
        "en",
        """KARSK — Papers seen by the Ledger give the first full list of the men who decided, in the
autumn of 1983, which prisoners at the Harbour Prison would live.

The panel met in the customs house, a short walk from the cells. It sat at night, and kept no
minutes that have been found.

Viktor Maranov, then deputy prosecutor of Karsk, was a member of the Harbour Panel in October 1983.
He is now minister of justice of Varenia. Orest Dane, the intelligence ministry's man in the city,
sat beside him.

"They brought a boy of sixteen and Maranov signed without looking up," said Ilse Tarn, who was held
in the prison from 1981 to 1986. Tarn says 340 people were killed in nine nights.

The ministry did not answer questions. Maranov has denied before that he was ever a member of the
Harbour Panel. The Association of Harbour Families (AHF) has asked for a court since 1990.

Katarina Weiss-Okonjo, who chairs the Commission on the Events of 1983, said that the commission
would hear witnesses in Karsk next spring.""",
    ),
    "wire": (
        "Varen News Wire",
        "Justice minister rejects prison report",
        "2016-04-14",
        "press/wire.txt",
        "en",
        """Justice Minister Viktor Maranov on Thursday rejected a newspaper report about the Harbour
Prison.

"I was never a member of any panel," Maranov told reporters. He said that he had been deputy
prosecutor of Karsk only until the summer of 1983, and that he had left the city by then.

Ardo Pell, leader of the opposition Civic Union, said the minister should resign. Pell allegedly
received money from the Dane family, state radio reported without naming a source.""",
    ),
    "commission": (
        None,
        "Interim report of the Commission on the Events of 1983",
        "2017",
        "reports/commission-interim.pdf",
        "en",
        """The Commission finds that a body known as the Harbour Panel existed between September and
November 1983.

Three witnesses, heard apart, place Viktor Maranov on the Harbour Panel. The Commission notes that
Mr Maranov denies it.

At least 212 people were killed in the Harbour Prison killings. The Commission could not confirm
higher figures.

The killings took place at the Harbour Prison in Karsk. General Anton Reuss ordered the transfer of
the bodies to Ostra Field, according to two drivers.

The Commission intends to summon General Reuss in 2018.""",
    ),
    "families": (
        "Association of Harbour Families",
        f"{HOSTILE} Open letter of the families",
        "2018-01",
        f"letters/{HOSTILE_IMAGE}.eml",
        "en",
        """We ask again where Ostra Field begins and ends. Our founder, Ilse Tarn, has given the
Commission the names of 340 people.

If the archive of the customs house were opened, Orest Dane could be shown to have kept the lists.

نام او پروانه رستگار بود. Parvaneh Rastegar was a teacher in Karsk; she was killed there at the age
of twenty-six. 🙂 was the name that her pupils gave her, in a drawing that we keep.""",
    ),
    "profile": (
        "Who Governs",
        "Viktor Maranov (born 1951)",
        "2019-11-03",
        "web/profile-maranov.md",
        "en",
        """Viktor Maranov was deputy prosecutor of Karsk from 1979 to 1983, head of the State
Inspectorate from 1998, and minister of justice of Varenia from 2014. In 2019 he was named president
of the Supreme Court.

He is married to Lena Dane, a sister of Orest Dane, who headed the intelligence ministry's Karsk
office and later led Dane Shipping.""",
    ),
}

TYPES = {
    "maranov": ("Viktor Maranov", "PERSON", ["V. Maranov", "Maranov", "Wiktor Maranow"], 41, 5),
    "dane": ("Orest Dane", "PERSON", ["Dane"], 14, 3),
    "tarn": ("Ilse Tarn", "PERSON", ["Tarn"], 12, 3),
    "weiss": ("Katarina Weiss-Okonjo", "PERSON", ["Weiss-Okonjo"], 5, 2),
    "pell": ("Ardo Pell", "PERSON", ["Pell"], 4, 1),
    "reuss": ("Anton Reuss", "PERSON", ["General Reuss"], 6, 2),
    "lena": ("Lena Dane", "PERSON", [], 1, 1),
    "rastegar": ("پروانه رستگار", "PERSON", ["Parvaneh Rastegar"], 3, 1),
    "levi": ("נועה לוי", "PERSON", ["Noa Levi"], 1, 1),
    "smile": ("🙂", "PERSON", [], 1, 1),
    "hostile": (HOSTILE, "PERSON", [HOSTILE_IMAGE, "Bobby 'Quote' \"Tables\""], 2, 1),
    "novak": ("Jiří Novák-Łoś", "PERSON", [], 2, 1),
    "panel": ("Harbour Panel", "ORG", ["the panel"], 18, 3),
    "ahf": ("Association of Harbour Families", "ORG", ["AHF"], 9, 3),
    "commission": ("Commission on the Events of 1983", "ORG", ["the Commission"], 15, 3),
    "justice": ("Ministry of Justice", "ORG", [], 3, 2),
    "intelligence": ("Ministry of Intelligence", "ORG", ["the intelligence ministry"], 4, 2),
    "union": ("Civic Union", "ORG", [], 2, 1),
    "shipping": ("Dane Shipping", "ORG", [], 1, 1),
    "inspectorate": ("State Inspectorate", "ORG", [], 1, 1),
    "court": ("Supreme Court", "ORG", [], 1, 1),
    "long": (
        "Interministerial Subcommittee for the Reconstruction, Preservation and Public Explanation "
        "of the Former Customs House and its Adjoining Buildings in the Old Harbour of Karsk",
        "ORG", [], 1, 1,
    ),
    "karsk": ("Karsk", "GPE", [], 22, 5),
    "varenia": ("Varenia", "GPE", ["Republic of Varenia"], 9, 4),
    "prison": ("Harbour Prison", "FAC", ["the prison"], 11, 3),
    "customs": ("Customs House", "FAC", [], 3, 2),
    "ostra": ("Ostra Field", "LOC", [], 4, 2),
    "harbourites": ("Harbourites", "NORP", [], 2, 1),
    "killings": ("Harbour Prison killings", "EVENT", ["the killings of 1983"], 13, 4),
    "act": ("Amnesty Act", "LAW", [], 1, 1),
}  # fmt: skip


def documents() -> dict[str, dict[str, object]]:
    """Return the affair's documents, in the form of the export."""
    return {
        f"d-{key}": {
            "id": f"d-{key}",
            "title": title,
            "publisher": publisher,
            "published": published,
            "authors": ["Mira Holt"] if key == "ledger" else [],
            "paths": [path],
            "language": language,
            "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "text": text,
        }
        for key, (publisher, title, published, path, language, text) in TEXTS.items()
    }


def _find(text: str, words: str, start: int = 0, end: int | None = None) -> dict[str, int]:
    flat = text.replace("\n", " ")
    at = flat.index(words, start, len(text) if end is None else end)
    return {"start": at, "end": at + len(words)}


def evidence(document: str, quote: str, *, who=(), modality="asserted", group=None, page=None,
             **words: str | tuple[str, str]) -> dict[str, object]:  # fmt: skip
    """Return evidence for a quote; ``words`` are the marked ones, or (marked, what it means)."""
    publisher, _, _, _, _, text = TEXTS[document]
    place = _find(text, quote)
    spans: dict[str, object] = dict.fromkeys(("trigger", "subject", "object", "value", "when"))
    for kind, marked in words.items():
        shown, meant = marked if isinstance(marked, tuple) else (marked, None)
        via = _find(text, meant) if meant else None
        spans[kind] = {**_find(text, shown, place["start"], place["end"]), "via": via}
    chain = [{"entity": None, "name": publisher, "how": "publisher" if publisher else "author",
              "cue": None}]  # fmt: skip
    chain += [
        {"entity": entity, "name": name, "how": how, "cue": None} for entity, name, how in who
    ]
    exact = text[place["start"] : place["end"]]
    return {
        "document": f"d-{document}",
        "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "page": page,
        "position": place,
        "quote": {"exact": exact, "prefix": "", "suffix": ""},
        "spans": spans,
        "attributed_to": chain,
        "modality": modality,
        "score": 0.9,
        "generated_by": {"component": "rules", "version": "1", "rule": "apposition"},
        "independence_group": group or document,
    }


MEMBER = evidence(
    "ledger",
    "Viktor Maranov, then deputy prosecutor of Karsk, was a member of the Harbour Panel in October"
    " 1983.",
    subject="Viktor Maranov", value="member", object="Harbour Panel", when="October 1983",
    trigger="was",
)  # fmt: skip
WITNESSES = evidence(
    "commission",
    "Three witnesses, heard apart, place Viktor Maranov on the Harbour Panel.",
    who=[("commission", "Commission on the Events of 1983", "indirect")],
    subject="Viktor Maranov", object="Harbour Panel", trigger="place", page=14,
)  # fmt: skip
NEVER = evidence(
    "wire",
    '"I was never a member of any panel," Maranov told reporters.',
    who=[("maranov", "Viktor Maranov", "direct")],
    subject=("I", "Viktor Maranov"), value="member", object="panel", trigger="never",
)  # fmt: skip
DENIED_BEFORE = evidence(
    "ledger",
    "Maranov has denied before that he was ever a member of the Harbour Panel.",
    who=[("maranov", "Viktor Maranov", "indirect")], group="wire",
    subject=("he", "Viktor Maranov"), value="member", object="Harbour Panel", trigger="denied",
)  # fmt: skip

CLAIMS = [
    ("maranov", "position-held", "panel", "member", "1983-10", "affirmed", ["asserted"], 2,
     [MEMBER, WITNESSES]),
    ("maranov", "position-held", "panel", "member", "1983-10", "denied", ["asserted"], 1,
     [NEVER, DENIED_BEFORE]),
    ("maranov", "position-held", "karsk", "deputy prosecutor", "1979/1983", "affirmed",
     ["asserted"], 2,
     [evidence("profile", "Viktor Maranov was deputy prosecutor of Karsk from 1979 to 1983",
               subject="Viktor Maranov", value="deputy prosecutor", object="Karsk",
               when="1979 to 1983")]),
    ("maranov", "position-held", "varenia", "minister of justice", "2014/..", "affirmed",
     ["asserted"], 2,
     [evidence("ledger", "He is now minister of justice of Varenia.",
               subject=("He", "Viktor Maranov"), value="minister of justice", object="Varenia"),
      evidence("wire", "Justice Minister Viktor Maranov on Thursday rejected a newspaper report",
               subject="Viktor Maranov", value="Justice Minister")]),
    ("maranov", "position-held", "inspectorate", "head", "1998", "affirmed", ["asserted"], 1,
     [evidence("profile", "head of the State Inspectorate from 1998", value="head",
               object="State Inspectorate", when="1998")]),
    ("maranov", "position-held", "court", "president", "2019", "affirmed", ["planned"], 1,
     [evidence("profile", "In 2019 he was named president of the Supreme Court.",
               subject=("he", "Viktor Maranov"), value="president", object="Supreme Court",
               modality="planned")]),
    ("dane", "position-held", "panel", "member", "1983", "affirmed", ["asserted"], 1,
     [evidence("ledger", "Orest Dane, the intelligence ministry's man in the city, sat beside him.",
               subject="Orest Dane", object=("him", "Harbour Panel"), trigger="sat beside")]),
    ("dane", "position-held", "intelligence", "head of the Karsk office", None, "affirmed",
     ["asserted"], 1,
     [evidence("profile", "Orest Dane, who headed the intelligence ministry's Karsk office",
               subject="Orest Dane", trigger="headed", object="intelligence ministry")]),
    ("dane", "position-held", "shipping", "leader", None, "affirmed", ["asserted"], 1,
     [evidence("profile", "later led Dane Shipping", trigger="led", object="Dane Shipping")]),
    ("dane", "kept-lists-of", "killings", None, None, "affirmed", ["hypothetical"], 1,
     [evidence("families", "If the archive of the customs house were opened, Orest Dane could be"
               " shown to have kept the lists.", subject="Orest Dane", trigger="kept the lists",
               modality="hypothetical")]),
    ("lena", "married-to", "maranov", None, None, "affirmed", ["asserted"], 1,
     [evidence("profile", "He is married to Lena Dane, a sister of Orest Dane",
               subject="Lena Dane", object=("He", "Viktor Maranov"), trigger="married")]),
    ("lena", "sibling-of", "dane", None, None, "affirmed", ["asserted"], 1,
     [evidence("profile", "Lena Dane, a sister of Orest Dane", subject="Lena Dane",
               trigger="sister", object="Orest Dane")]),
    ("weiss", "position-held", "commission", "chair", "2016", "affirmed", ["asserted"], 1,
     [evidence("ledger", "Katarina Weiss-Okonjo, who chairs the Commission on the Events of 1983",
               subject="Katarina Weiss-Okonjo", trigger="chairs",
               object="Commission on the Events of 1983")]),
    ("tarn", "position-held", "ahf", "founder", None, "affirmed", ["asserted"], 1,
     [evidence("families", "Our founder, Ilse Tarn, has given the Commission the names of 340"
               " people.", value="founder", subject="Ilse Tarn")]),
    ("tarn", "participant", "prison", None, "1981/1986", "affirmed", ["asserted"], 1,
     [evidence("ledger", "said Ilse Tarn, who was held in the prison from 1981 to 1986.",
               subject="Ilse Tarn", trigger="held", object="prison", when="1981 to 1986")]),
    ("pell", "position-held", "union", "leader", "2016", "affirmed", ["asserted"], 1,
     [evidence("wire", "Ardo Pell, leader of the opposition Civic Union", subject="Ardo Pell",
               value="leader", object="Civic Union")]),
    ("pell", "paid-by", "dane", None, None, "affirmed", ["alleged"], 1,
     [evidence("wire", "Pell allegedly received money from the Dane family, state radio reported"
               " without naming a source.", who=[(None, None, "indirect")], subject="Pell",
               trigger="received money", object="Dane", modality="alleged")]),
    ("reuss", "ordered", "ostra", None, "1983", "affirmed", ["alleged", "asserted"], 1,
     [evidence("commission", "General Anton Reuss ordered the transfer of the bodies to Ostra"
               " Field, according to two drivers.", subject="Anton Reuss", trigger="ordered",
               object="Ostra Field", page=22)]),
    ("commission", "summons", "reuss", None, "2018", "affirmed", ["planned"], 1,
     [evidence("commission", "The Commission intends to summon General Reuss in 2018.",
               subject="Commission", trigger="intends to summon", object="General Reuss",
               when="2018", page=31, modality="planned")]),
    ("killings", "happened-in", "prison", None, None, "affirmed", ["asserted"], 2,
     [evidence("commission", "The killings took place at the Harbour Prison in Karsk.",
               subject="killings", trigger="took place", object="Harbour Prison", page=22)]),
    ("killings", "participant", "rastegar", None, None, "affirmed", ["asserted"], 1,
     [evidence("families", "Parvaneh Rastegar was a teacher in Karsk; she was killed there at the"
               " age of twenty-six.", object=("she", "Parvaneh Rastegar"), trigger="killed")]),
    ("hostile", "position-held", "ahf", HOSTILE_IMAGE, None, "affirmed", ["asserted"], 1,
     [evidence("families", "Our founder, Ilse Tarn, has given the Commission the names of 340"
               " people.", value="founder")]),
    ("long", "part-of", "justice", None, None, "affirmed", ["asserted"], 1,
     [evidence("ledger", "The ministry did not answer questions.", object="ministry")]),
]  # fmt: skip

VALUES = [
    ("killings", "number-affected", "at least 212 people", 1,
     evidence("commission", "At least 212 people were killed in the Harbour Prison killings.",
              value="At least 212 people", subject="Harbour Prison killings", page=21)),
    ("killings", "number-affected", "340 people", 1,
     evidence("ledger", "Tarn says 340 people were killed in nine nights.",
              who=[("tarn", "Ilse Tarn", "indirect")], value="340 people")),
    ("killings", "happened-on", "autumn 1983", 1,
     evidence("commission", "a body known as the Harbour Panel existed between September and"
              " November 1983.", value="September and November 1983")),
]  # fmt: skip

TOGETHER = [
    ("maranov", "dane", "ledger", "Orest Dane, the intelligence ministry's man in the city, sat"
     " beside him."),
    ("ahf", "tarn", "families", "Our founder, Ilse Tarn, has given the Commission the names of"
     " 340 people."),
    ("commission", "karsk", "ledger", "said that the commission would hear witnesses in Karsk next"
     " spring."),
    ("prison", "karsk", "commission", "The killings took place at the Harbour Prison in Karsk."),
    ("rastegar", "karsk", "families", "Parvaneh Rastegar was a teacher in Karsk"),
    ("smile", "rastegar", "families", "🙂 was the name that her pupils gave her, in a drawing that"
     " we keep."),
    ("maranov", "panel", "ledger", "Maranov has denied before that he was ever a member of the"
     " Harbour Panel."),
    ("tarn", "maranov", "ledger", '"They brought a boy of sixteen and Maranov signed without'
     ' looking up," said Ilse Tarn'),
]  # fmt: skip

LABELS = {
    "position-held": "held the position",
    "kept-lists-of": "kept lists of",
    "married-to": "is married to",
    "sibling-of": "is a sibling of",
    "participant": "involved",
    "paid-by": "was paid by",
    "ordered": "ordered a transfer to",
    "summons": "summons",
    "happened-in": "happened in",
    "part-of": "is part of",
    "number-affected": "affected",
    "happened-on": "happened on",
}


def claim_id(number: int) -> str:
    """Return the id of the claim at a place in ``CLAIMS``."""
    return f"c-{number:02}"


def network() -> nx.MultiDiGraph:
    """Return the affair as the networkx view of a case."""
    graph = nx.MultiDiGraph()
    for key, (name, kind, aliases, mentions, count) in TYPES.items():
        graph.add_node(
            key, name=name, type=kind, aliases=aliases, mention_count=mentions,
            document_count=count, independent_sources=max(1, count - 1),
            event={"kind": "killing", "when": "1983", "location": "Karsk", "disputed": True}
            if kind == "EVENT" else None,
        )  # fmt: skip
    for number, (subject, predicate, other, value, when, polarity, modalities, sources, passages) \
            in enumerate(CLAIMS):  # fmt: skip
        label = LABELS[predicate]
        if polarity == "denied":
            label = "did not hold the position"
        graph.add_edge(
            subject, other, key=claim_id(number), predicate=predicate, label=label,
            role="prisoner" if predicate == "participant" else None, object=other, when=when,
            value={"kind": "position", "text": value, "number": None, "unit": None}
            if value else None,
            polarity=polarity, modalities=modalities, independent_sources=sources, rank="normal",
            deprecated_reason=None, score=0.9, evidence=passages,
            documents=sorted({str(one["document"]) for one in passages}),
        )  # fmt: skip
    for number, (subject, predicate, text, sources, passage) in enumerate(VALUES):
        leaf = f"value-{number}"
        graph.add_node(leaf, name=text, type="VALUE", aliases=[], mention_count=1,
                       document_count=1, independent_sources=1, event=None)  # fmt: skip
        graph.add_edge(
            subject, leaf, key=f"v-{number}", predicate=predicate, label=LABELS[predicate],
            role=None, object=None, when=None,
            value={"kind": "number", "text": text, "number": None, "unit": None},
            polarity="affirmed", modalities=["asserted"], independent_sources=sources,
            rank="normal", deprecated_reason=None, score=0.9, evidence=[passage],
            documents=[passage["document"]],
        )  # fmt: skip
    for subject, other, document, quote in TOGETHER:
        whole = evidence(document, quote)
        passage = {name: whole[name] for name in ("document", "page", "position", "quote")}
        graph.add_edge(
            subject, other, key=f"mentioned-with:{subject}:{other}", predicate="mentioned-with",
            label="named in the same sentence", role=None, object=other, value=None, when=None,
            polarity="affirmed", modalities=["asserted"], independent_sources=1, rank="normal",
            deprecated_reason=None, score=1.0, evidence=[passage],
            documents=[passage["document"]],
        )  # fmt: skip
    return graph
