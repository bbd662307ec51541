"""The words of ``words.toml``, ``relations.toml`` and ``given_names.toml``: read once."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_FILES = ("words.toml", "relations.toml", "given_names.toml")


@cache
def _raw(name: str) -> dict[str, Any]:
    return tomllib.loads(files("graph.extract").joinpath(name).read_text(encoding="utf-8"))


@cache
def words(part: str) -> Mapping[str, frozenset[str]]:
    """Return one table of ``words.toml``: for each class, its words."""
    return {name: frozenset(listed) for name, listed in _raw("words.toml")[part].items()}


@cache
def relation_words() -> Mapping[str, Any]:
    """Return ``relations.toml``."""
    return _raw("relations.toml")


@cache
def given_names() -> Mapping[str, frozenset[str]]:
    """Return the given names of men, ``he``, and of women, ``she``, in small letters."""
    return {of: frozenset(names.split()) for of, names in _raw("given_names.toml").items()}


def in_class(part: str, lemma: str, *classes: str) -> bool:
    """Whether a lemma belongs to one of the classes of a table."""
    table = words(part)
    return any(lemma in table[name] for name in classes)


@cache
def vocabulary_sha256() -> str:
    """Return the hash of the files, and of the scores': other words read differently."""
    digest = hashlib.sha256()
    for name in (*_FILES, "calibration.json"):
        digest.update(files("graph.extract").joinpath(name).read_bytes())
    return digest.hexdigest()
