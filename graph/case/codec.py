"""Dataclasses to JSON and back, checked on the way in."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def dump(value: object) -> str:
    """Return compact JSON of a dataclass, a tuple of them or plain data; the same each time."""
    return _adapter(type(value)).dump_json(value).decode("utf-8")


def load(kind: type[T], text: str) -> T:
    """Return what :func:`dump` wrote, checked against its type.

    Raises
    ------
    pydantic.ValidationError
        If the text is not such a value.
    """
    return _adapter(kind).validate_json(text)  # type: ignore[no-any-return]


def plain(value: object) -> Any:
    """Return a dataclass as plain JSON data, keys in the order of its fields."""
    return _adapter(type(value)).dump_python(value, mode="json")
