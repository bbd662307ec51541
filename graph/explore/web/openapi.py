"""The API's description in OpenAPI 3.1, made from the views themselves."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from graph import __version__
from graph.explore.web.network_kept import ACTIONS, Action
from graph.explore.web.views import VIEWS, View

_REF = "#/components/schemas/{model}"
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
    paths = {f"/api{view.path}": {"get": _operation(view, schemas)} for view in VIEWS}
    for action in ACTIONS:
        paths.setdefault(f"/api{action.path}", {})["post"] = _change(action, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Whence: a case",
            "version": __version__,
            "description": (
                "What the pages show, as JSON. Offsets are Unicode code points, half-open"
                " [start, end), into a document's text. Dates are EDTF."
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
    wrong = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
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


def _change(action: Action, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the operation of something that changes what is recorded."""
    taken = action.takes.model_json_schema(ref_template=_REF)
    schemas |= taken.pop("$defs", {})
    schemas[action.takes.__name__] = taken
    wrong = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    return {
        "operationId": action.name,
        "summary": action.summary,
        "description": "A decision is recorded. The request needs an Origin that is the server's.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": f"#/components/schemas/{action.takes.__name__}"}
                }
            },
        },
        "responses": {
            "200": {
                "description": "The id of the decision.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {"id": {"type": "string"}},
                            "required": ["id"],
                        }
                    }
                },
            },
            "400": {"description": "What was sent is not what it should be.", **wrong},
            "404": {"description": "What is named is not in this case.", **wrong},
        },
    }


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema; one that may be left out is left out, not sent as null."""
    kept = {name: value for name, value in schema.items() if name not in {"title", "default"}}
    options = [one for one in kept.pop("anyOf", ()) if one.get("type") != "null"]
    return (
        {**kept, **options[0]}
        if len(options) == 1
        else {**kept, **({"anyOf": options} if options else {})}
    )
