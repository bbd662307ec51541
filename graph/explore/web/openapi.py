"""The API's description in OpenAPI 3.1, made from the views themselves."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from graph import __version__
from graph.explore.web.acts import Act
from graph.explore.web.deciding import ACTS
from graph.explore.web.records import Recorded, Uploaded
from graph.explore.web.views import VIEWS, View

_REF = "#/components/schemas/{model}"
_ID = {"type": "string", "minLength": 1, "maxLength": 120}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string", "examples": ["W270"]},
                "message": {"type": "string", "description": "What happened, what to do next."},
            },
        }
    },
}


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """Return what turns a record into JSON."""
    return TypeAdapter(kind)


@cache
def document() -> dict[str, Any]:
    """Return the whole description."""
    schemas: dict[str, Any] = {"Error": _ERROR}
    paths: dict[str, Any] = {
        f"/api{view.path}": {"get": _operation(view, schemas)} for view in VIEWS
    }
    for act in ACTS:
        paths.setdefault(f"/api{act.path}", {})["post"] = _change(act, schemas)
    paths["/api/documents"] = {"post": _uploading(schemas)}
    paths["/api/reading"] = {"post": _reading()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Whence: a case",
            "version": __version__,
            "description": (
                "What the pages show, as JSON. Offsets are Unicode code points, half-open"
                " [start, end), into a document's text. Dates are EDTF. Changes are sent by POST"
                " with an Origin header that names this server; what follows from a change is"
                " shown once /api/work is no longer busy."
            ),
        },
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token in the address that `whence explore` prints.",
                }
            },
        },
    }


def _operation(view: View, schemas: dict[str, Any]) -> dict[str, Any]:
    asked = view.asks.model_json_schema(ref_template=_REF)
    schemas |= asked.get("$defs", {})
    given = adapter(view.gives).json_schema(ref_template=_REF, mode="serialization")
    schemas |= given.pop("$defs", {})
    schemas[view.gives.__name__] = given
    in_path = set(re.findall(r"{(\w+)}", view.path))
    required = set(asked.get("required", ()))
    parameters = [
        {
            "name": name,
            "in": "path" if name in in_path else "query",
            "required": name in in_path or name in required,
            "schema": _without_null(schema),
            **({"explode": True, "style": "form"} if schema.get("type") == "array" else {}),
        }
        for name, schema in asked.get("properties", {}).items()
    ]
    wrong = _json("Error")
    return {
        "operationId": view.name,
        "summary": view.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": (view.gives.__doc__ or view.summary).strip(),
                "content": {
                    "application/json": {
                        "schema": {"$ref": f"#/components/schemas/{view.gives.__name__}"}
                    }
                },
            },
            "400": {"description": "A parameter is not what it should be.", **wrong},
            "404": {"description": "What is named is not in this case.", **wrong},
        },
    }


def _change(act: Act, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the operation of something that changes what is recorded."""
    sent = act.asks.model_json_schema(ref_template=_REF)
    schemas |= sent.pop("$defs", {})
    schemas[act.asks.__name__] = sent
    schemas["Recorded"] = adapter(Recorded).json_schema(ref_template=_REF, mode="serialization")
    wrong = _json("Error")
    return {
        "operationId": act.name,
        "summary": act.summary,
        "description": "It is recorded. The request needs an Origin that is the server's.",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": _ID}
            for name in re.findall(r"{(\w+)}", act.path)
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": f"#/components/schemas/{act.asks.__name__}"}
                }
            },
        },
        "responses": {
            "200": {
                "description": (Recorded.__doc__ or "").strip(),
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Recorded"}}
                },
            },
            "400": {"description": "It cannot be recorded; the message says why.", **wrong},
            "404": {"description": "What is named is not in this case.", **wrong},
            "415": {"description": "It was not sent as JSON.", **wrong},
        },
    }


def _uploading(schemas: dict[str, Any]) -> dict[str, Any]:
    schemas["Uploaded"] = adapter(Uploaded).json_schema(ref_template=_REF, mode="serialization")
    return {
        "operationId": "add_document",
        "summary": "Add a file; it is read when /api/reading is asked for",
        "parameters": [
            {
                "name": "name",
                "in": "query",
                "required": True,
                "schema": {"type": "string", "minLength": 1, "maxLength": 300},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        },
        "responses": {
            "200": {"description": "It is kept.", **_json("Uploaded")},
            "400": {"description": "It is too large, empty, or cannot be kept.", **_json("Error")},
            "415": {
                "description": "It was not sent as plain bytes.",
                **_json("Error"),
            },
        },
    }


def _reading() -> dict[str, Any]:
    nothing = {"type": "object", "maxProperties": 0}
    return {
        "operationId": "read_added",
        "summary": "Read the files that were added and are not read yet",
        "requestBody": {"content": {"application/json": {"schema": nothing}}},
        "responses": {
            "200": {"description": "What is being done.", **_json("Work")},
            "415": {"description": "It was not sent as JSON.", **_json("Error")},
        },
    }


def _json(name: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema; one that may be left out is left out, not sent as null."""
    kept = {name: value for name, value in schema.items() if name not in {"title", "default"}}
    options = [one for one in kept.pop("anyOf", ()) if one.get("type") != "null"]
    return (
        {**kept, **options[0]}
        if len(options) == 1
        else {**kept, **({"anyOf": options} if options else {})}
    )
