"""The default pipeline, other pipelines by name, and the version that keys readings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any, Final

import spacy
from spacy.about import __version__ as SPACY_VERSION
from spacy.language import Language

from graph.model import WhenceError
from graph.nlp import (  # noqa: F401  (registers the factories)
    coref,
    encoder,
    frames,
    names,
    relations,
    sentences,
    syntax,
    tidy,
)
from graph.nlp.encoder import LAYERS
from graph.nlp.weights import SHIPPED, Weights

VERSION: Final = "0.2.0"

#: Components of the default pipeline, in order.
COMPONENTS: Final = (
    "whence_sentences",
    "whence_encoder",
    "whence_syntax",
    "whence_names",
    "whence_frames",
    "whence_coref",
    "whence_relations",
    "whence_tidy",
)

#: Which of the encoder's layers each component reads.
READS: Final[dict[str, tuple[str, ...]]] = {
    "whence_syntax": ("syntax",),
    "whence_names": ("names",),
    "whence_frames": ("frames",),
    "whence_coref": ("vectors",),
    "whence_relations": ("vectors",),
}

#: Components that run graphs of their own.
_THREADED: Final = frozenset(("whence_encoder", "whence_coref", "whence_relations"))

#: Longest text, in code points, that the default pipeline takes.
MAX_LENGTH: Final = 20_000_000


def load(name: str | None = None, *, threads: int = 0, exclude: Collection[str] = ()) -> Language:
    """Return a pipeline that reads sentences, syntax, names, frames, coreference, relations.

    Parameters
    ----------
    name
        None for the pipeline shipped with the package, which needs nothing else; otherwise an
        installed spaCy pipeline ("en_core_web_trf") or the folder of one.
    threads
        Threads of the shipped network; 0 means up to four, and one in a worker process.
    exclude
        Components of the shipped pipeline to leave out, for speed: what only they read is not
        computed.

    Returns
    -------
    spacy.Language
        With the shipped pipeline its Docs carry ``doc.sents``, tags, lemmas, dependencies,
        ``doc.ents`` with ``span._.whence_score``, ``doc._.whence_frames``, span groups
        ``coref_clusters_...`` and ``doc._.whence_relations``.

    Raises
    ------
    WhenceError
        When the pipeline named is not installed or sets no names, or when a component to leave
        out is unknown.
    """
    if name is not None:
        return _other(name)
    if not (SHIPPED / "encoder.onnx").exists():
        raise WhenceError(
            "W240",
            f"The reader's weights are missing from {SHIPPED}. Install the package again.",
        )
    unknown = sorted(set(exclude) - set(COMPONENTS))
    if unknown:
        raise WhenceError(
            "W243",
            f"The pipeline has no component {unknown[0]!r} to leave out. It has "
            f"{', '.join(COMPONENTS)}.",
        )
    parts = [part for part in COMPONENTS if part not in exclude]
    layers = [layer for layer in LAYERS if any(layer in READS.get(part, ()) for part in parts)]
    nlp = spacy.blank("en")
    nlp.max_length = MAX_LENGTH
    for part in parts:
        settings: dict[str, Any] = {"threads": threads} if part in _THREADED else {}
        if part == "whence_encoder":
            settings["layers"] = layers
        nlp.add_pipe(part, config=settings)
    nlp.meta["name"] = "whence"
    nlp.meta["version"] = VERSION
    nlp.meta["description"] = "Sentences, syntax, names, frames, coreference, relations, scores"
    nlp.meta["license"] = "Apache-2.0 (code), CC-BY-SA-4.0 (weights)"
    return nlp


def _other(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise WhenceError(
            "W241",
            f"The spaCy pipeline {name!r} cannot be loaded ({str(error).splitlines()[0]}). Install"
            " it into the same environment, give the folder of one, or leave the name out to"
            " use the pipeline that comes with Whence.",
        ) from error
    if not any(
        name in ("ner", "whence_names", "entity_ruler", "beam_ner", "span_ruler")
        or "doc.ents" in nlp.get_pipe_meta(name).assigns
        for name in nlp.pipe_names
    ):
        raise WhenceError(
            "W242",
            f"The spaCy pipeline {name!r} sets no names (doc.ents). Name one that has an entity"
            " recogniser, or leave the name out.",
        )
    if not any(
        "token.is_sent_start" in nlp.get_pipe_meta(part).assigns or part in ("parser", "senter")
        for part in nlp.pipe_names
    ):
        nlp.add_pipe("whence_sentences", first=True)
    return nlp


def pipeline_version(nlp: Language) -> str:
    """Return a short string that changes whenever the pipeline could read differently.

    It joins the pipeline's name and version with a hash over its components, their versions and
    settings, the weights, and the version of spaCy. Thread counts do not change what is read and
    are left out.
    """
    parts: list[Any] = [nlp.lang, SPACY_VERSION]
    for part in nlp.pipe_names:
        component = nlp.get_pipe(part)
        config = {
            key: value
            for key, value in nlp.get_pipe_config(part).items()
            if key not in ("threads", "weights")
        }
        weights = getattr(component, "weights", None)
        parts.append(
            [
                part,
                nlp.get_pipe_meta(part).factory,
                getattr(component, "version", None),
                weights.sha256() if isinstance(weights, Weights) else None,
                json.loads(json.dumps(config, default=str, sort_keys=True)),
            ]
        )
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8")).hexdigest()[:12]
    return f"{nlp.meta.get('name') or 'pipeline'}-{nlp.meta.get('version') or '0'}+{digest}"
