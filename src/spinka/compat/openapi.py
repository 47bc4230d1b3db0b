"""The OpenAPI 3.1 document, made from the registry's types."""

from functools import lru_cache
from typing import Any

import msgspec

from spinka import __version__
from spinka.compat.registry import METHODS

_ENVELOPE_ERROR = {
    "type": "object",
    "required": ["status", "error_code", "error_message"],
    "properties": {
        "status": {"const": "ERROR"},
        "error_code": {"type": "string"},
        "error_message": {"type": "string"},
    },
}


_ONCE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same body within a day gets the first answer; nothing is done twice",
    "schema": {"type": "string", "maxLength": 200},
}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Every served method as POST /api/v1/<name> with its parameters; built once."""
    served = [METHODS[name] for name in sorted(METHODS)]
    schemas, components = msgspec.json.schema_components(
        [item.params for item in served], ref_template="#/components/schemas/{name}"
    )
    failure = {
        "description": "The documented error envelope",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    success = {
        "description": "Success",
        "content": {
            "application/json": {
                "schema": {"type": "object", "required": ["status"], "properties": {"status": {"const": "SUCCESS"}}}
            }
        },
    }
    paths = {
        f"/api/v1/{item.name}": {
            "post": {
                "operationId": item.name,
                "summary": item.summary,
                "security": [{"token": []}, {"bearer": []}],
                "x-scope": str(item.scope),
                **({} if item.scope.endswith(":read") else {"parameters": [_ONCE]}),
                "requestBody": {"required": False, "content": {"application/json": {"schema": schema}}},
                "responses": {"200": success, **{str(code): failure for code in (400, 401, 403, 404, 409, 422, 429)}},
            }
        }
        for item, schema in zip(served, schemas, strict=True)
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Spinka", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {
            "schemas": {**components, "Error": _ENVELOPE_ERROR},
            "securitySchemes": {
                "token": {"type": "apiKey", "in": "header", "name": "X-BLToken"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }
