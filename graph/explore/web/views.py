"""All views: the address of each, what it may be asked, what answers, and its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph.explore.web import (
    amending,
    claim,
    decisions,
    documents,
    entity,
    find,
    lists,
    network,
    network_kept,
    path,
    reviewing,
    timeline,
)
from graph.explore.web import parameters as ask
from graph.explore.web import records as give


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view.

    Attributes
    ----------
    name : str
        Of its template and of its operation in the API.
    path : str
        Its address; under ``/api`` the same as JSON.
    asks : type
        What it may be asked.
    gives : type
        The record that answers.
    run : callable
        Given a desk and the parameters, returns that record.
    summary : str
        What it shows, in one line.
    holds : bool
        Whether it also needs what is held in memory.
    writer : bool
        Whether it also needs whoever changes the case.
    kept : bool
        Whether its JSON is kept, for it is asked for nothing and takes long to make.
    page : bool
        Whether there is a page too, or JSON only.
    """

    name: str
    path: str
    asks: type[ask.Parameters]
    gives: type
    run: Callable[..., Any]
    summary: str
    holds: bool = False
    writer: bool = False
    kept: bool = False
    page: bool = True


VIEWS = (
    View(name="find", path="/find", asks=ask.Find, gives=give.FindPage, run=find.find,
         summary="Names and texts that fit some words, with counts"),
    View(name="suggest", path="/suggest", asks=ask.Suggest, gives=give.Suggestions,
         run=find.suggest, summary="Names that fit the beginning of one", page=False),
    View(name="entity", path="/entity/{id}", asks=ask.One, gives=give.EntityPage,
         run=entity.entity, summary="All that is said of an entity", holds=True),
    View(name="claims", path="/entity/{id}/claims", asks=ask.EntityClaims, gives=give.ClaimsPage,
         run=entity.entity_claims, summary="The claims about an entity, one by one",
         holds=True),
    View(name="together", path="/entity/{id}/together", asks=ask.One, gives=give.TogetherPage,
         run=entity.entity_together,
         summary="Who is named in one sentence with an entity: no stated relation"),
    View(name="claim", path="/claim/{id}", asks=ask.One, gives=give.ClaimPage, run=claim.claim,
         summary="A claim with its passages"),
    View(name="document", path="/document/{id}", asks=ask.Document, gives=give.DocumentPage,
         run=claim.document, summary="A whole document with its passages marked"),
    View(name="correct", path="/claim/{id}/correct", asks=ask.Passage, gives=give.CorrectPage,
         run=amending.correct, summary="A passage of a claim, and how it could be read instead"),
    View(name="add", path="/document/{id}/add", asks=ask.Chosen, gives=give.AddPage,
         run=amending.add, summary="Words of a document, and what can be made of them"),
    View(name="decisions", path="/decisions", asks=ask.Decisions, gives=give.DecisionsPage,
         run=decisions.decisions, summary="What people decided, and how it stands"),
    View(name="decision", path="/decision/{id}", asks=ask.One, gives=give.DecisionPage,
         run=decisions.decision, summary="One decision, and what it did"),
    View(name="review", path="/review", asks=ask.Review, gives=give.ReviewPage,
         run=reviewing.review, summary="Pairs that may be one, those first that change most"),
    View(name="intake", path="/intake", asks=ask.Nothing, gives=give.IntakePage,
         run=documents.intake, summary="Where documents are added", writer=True),
    View(name="retract", path="/document/{id}/retract", asks=ask.One, gives=give.RetractPage,
         run=documents.retract, summary="What would go with a document"),
    View(name="picture", path="/document/{id}/picture", asks=ask.Picture, gives=give.PagePicture,
         run=documents.picture, summary="A page of a PDF as a picture, and where words stand"),
    View(name="work", path="/work", asks=ask.Nothing, gives=give.Work, run=decisions.work,
         summary="What the program is doing", writer=True, page=False),
    View(name="network", path="/network", asks=ask.Network, gives=give.NetworkPage,
         run=network.network, summary="A neighbourhood as a drawing, or groups of names",
         holds=True),
    View(name="whole", path="/whole", asks=ask.Nothing, gives=give.WholePage, run=network.whole,
         summary="All names and lines as a drawing", holds=True, kept=True, page=False),
    View(name="kept_views", path="/network/kept", asks=ask.Nothing, gives=give.KeptViews,
         run=network_kept.kept_views, summary="Views of the network that were kept", page=False),
    View(name="path", path="/path", asks=ask.Path, gives=give.PathPage, run=path.path,
         summary="How two entities are connected", holds=True),
    View(name="timeline", path="/timeline", asks=ask.Timeline, gives=give.TimelinePage,
         run=timeline.timeline, summary="Claims with a date, in order of time", holds=True),
    View(name="contradictions", path="/contradictions", asks=ask.Paged,
         gives=give.ContradictionsPage, run=lists.contradictions, summary="Claims at odds"),
    View(name="single", path="/single-source", asks=ask.Paged, gives=give.SinglePage,
         run=lists.single_source, summary="How much rests on the word of one source"),
    View(name="speakers", path="/speakers", asks=ask.Paged, gives=give.SpeakersPage,
         run=lists.speakers, summary="Whose words claims rest on"),
    View(name="speaker", path="/speakers/{id}", asks=ask.Speaker, gives=give.SpeakerPage,
         run=lists.speaker, summary="What rests on one speaker"),
    View(name="sources", path="/sources", asks=ask.Paged, gives=give.SourcesPage,
         run=lists.sources, summary="Documents, reprints of each other together"),
    View(name="ledger", path="/ledger", asks=ask.Ledger, gives=give.LedgerPage, run=lists.ledger,
         summary="Every file that was given, and what happened to it"),
)  # fmt: skip
