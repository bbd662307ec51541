"""Lists of known people and organisations that a user supplies: sanctions, a register, any table.

A list is hostile input like a document: it is read line by line under limits, and nothing in it
is run, followed or trusted.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from graph.model import WhenceError

MAX_ROWS = 2_000_000
MAX_LINE = 1_000_000
MAX_NAMES = 50
MAX_TEXT = 300

_COLUMNS = {
    "id": ("id", "entity_id", "uid", "identifier", "ref", "reference", "registration_number"),
    "name": ("name", "full_name", "fullname", "caption", "label", "entity_name", "company_name"),
    "aliases": ("aliases", "alias", "aka", "also_known_as", "other_names", "weak_alias"),
    "type": ("type", "schema", "kind", "entity_type", "category"),
    "country": ("country", "countries", "nationality", "jurisdiction"),
    "dates": ("birth_date", "date_of_birth", "dob", "dates", "date", "incorporation_date"),
}
_GIVEN = ("first_name", "given_name", "forename", "given_names")
_FAMILY = ("last_name", "surname", "family_name")
_PERSON, _ORGANISATION = "PERSON", "organisation"
_FAMILIES = {
    "person": (_PERSON,),
    "individual": (_PERSON,),
    "people": (_PERSON,),
    "organization": (_ORGANISATION,),
    "organisation": (_ORGANISATION,),
    "org": (_ORGANISATION,),
    "company": (_ORGANISATION,),
    "entity": (_ORGANISATION,),
    "publicbody": (_ORGANISATION,),
    "legalentity": (_PERSON, _ORGANISATION),
    "": (_PERSON, _ORGANISATION),
}
_SEPARATORS = ";|\n"
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a list: an id, names, and what else it says, as it says it.

    ``families`` are those of the types it may be of.
    """

    id: str
    name: str
    names: tuple[str, ...]
    families: tuple[str, ...]
    country: str
    dates: str


def read_list(path: Path) -> Iterator[Listed]:
    """Yield the entries of a CSV file, or of a file of FollowTheMoney entities (JSON Lines).

    Entries without a name, or of a type that is neither a person nor an organisation, are left
    out.

    Raises
    ------
    WhenceError
        If the file is neither, or has no column of names.
    """
    if not path.is_file():
        raise WhenceError("W285", f"There is no file {path}.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            beginning = file.read(65_536)
            file.seek(0)
            lines = _lines(file, path)
            if beginning.lstrip().startswith("{"):
                yield from _entities(lines, path)
            else:
                yield from _rows(lines, beginning, path)
    except UnicodeDecodeError as error:
        raise WhenceError(
            "W286", f"{path} is not UTF-8. Save it as UTF-8 (in a spreadsheet: CSV UTF-8)."
        ) from error


def _lines(file: Any, path: Path) -> Iterator[str]:
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE or number > MAX_ROWS:
            raise WhenceError(
                "W286",
                f"{path} is too long at line {number}: at most {MAX_ROWS} lines of {MAX_LINE}"
                " characters are read. Divide it.",
            )
        yield line


def _entities(lines: Iterable[str], path: Path) -> Iterator[Listed]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise WhenceError(
                "W286", f"{path}, line {number}: no JSON. One entity a line is expected."
            ) from error
        if not isinstance(entity, dict):
            raise WhenceError("W286", f"{path}, line {number}: an entity is a JSON object.")
        properties = entity.get("properties")
        fields: Mapping[str, Any] = properties if isinstance(properties, dict) else {}
        names = [*_texts(entity.get("caption"))] if "name" not in fields else []
        for name in ("name", "alias", "weakAlias", "previousName"):
            names += _texts(fields.get(name))
        families = _FAMILIES.get(str(entity.get("schema", "")).casefold())
        found = _listed(
            str(entity.get("id", "")),
            names,
            families=families,
            country=_join(fields, "nationality", "country", "jurisdiction"),
            dates=_join(fields, "birthDate", "incorporationDate"),
        )
        if found is not None:
            yield found


def _rows(lines: Iterable[str], beginning: str, path: Path) -> Iterator[Listed]:
    first = beginning.split("\n", 1)[0]
    reader = csv.reader(lines, delimiter=max(_DELIMITERS, key=first.count))
    try:
        header = [_key(cell) for cell in next(reader, [])]
        at = {
            field: next((header.index(name) for name in names if name in header), None)
            for field, names in _COLUMNS.items()
        }
        given, family = (
            next((header.index(n) for n in names if n in header), None)
            for names in (_GIVEN, _FAMILY)
        )
        if at["name"] is None and family is None:
            raise WhenceError(
                "W287",
                f"{path} has no column of names. Its columns are"
                f" {', '.join(header[:20]) or 'none'}; call one of them name.",
            )
        for number, row in enumerate(reader, 2):
            cells = {field: _cell(row, place) for field, place in at.items()}
            parts = [_cell(row, given), _cell(row, family)]
            whole = cells["name"] or " ".join(filter(None, parts))
            names = [whole, *_several(cells["aliases"])]
            found = _listed(
                cells["id"] or f"row {number}",
                names,
                families=_FAMILIES.get(cells["type"].replace(" ", "").casefold()),
                country=cells["country"],
                dates=cells["dates"],
            )
            if found is not None:
                yield found
    except csv.Error as error:
        raise WhenceError("W286", f"{path}, line {reader.line_num}: {error}.") from error


def _listed(
    listed_id: str,
    names: Iterable[str],
    *,
    families: tuple[str, ...] | None,
    country: str,
    dates: str,
) -> Listed | None:
    kept = tuple(islice(dict.fromkeys(filter(None, map(_clean, names))), MAX_NAMES))
    if not kept or families is None:
        return None
    return Listed(
        id=_clean(listed_id) or kept[0],
        name=kept[0],
        names=kept,
        families=families,
        country=_clean(country),
        dates=_clean(dates),
    )


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _join(fields: Mapping[str, Any], *names: str) -> str:
    return "; ".join(dict.fromkeys(text for name in names for text in _texts(fields.get(name))))


def _key(cell: str) -> str:
    return "_".join(cell.strip().casefold().replace("-", " ").split())


def _cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _several(cell: str) -> list[str]:
    for separator in _SEPARATORS[1:]:
        cell = cell.replace(separator, _SEPARATORS[0])
    return cell.split(_SEPARATORS[0])


def _clean(text: str) -> str:
    """Return text on one line, of bounded length, without characters that steer a terminal."""
    line = "".join(ch if ch.isprintable() else " " for ch in text[: 4 * MAX_TEXT])
    return " ".join(line.split())[:MAX_TEXT]
