"""The OpenAPI 3.1 document, made from the registry's types."""

import inspect
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec.inspect import DictType, IntType, ListType, StructType, UnionType, multi_type_info

from spinka import __version__
from spinka.compat.errors import HTTP_STATUS
from spinka.compat.glossary import FIELDS, LIMITS
from spinka.compat.pending import PENDING
from spinka.compat.registry import METHODS, Method

Schema = dict[str, Any]

ABOUT: Final = """
Products, stock, prices, orders and the exchange between suppliers and contractors.

## Two addresses, one API

`POST /api/v1/<method>` takes the parameters as a JSON body and the token as `Authorization: Bearer` or `X-BLToken`, and
answers with proper HTTP statuses. This document describes it.

`POST /connector.php` serves the same methods to existing programs: a form (urlencoded or multipart) with `method`,
`parameters` (the same JSON as text) and, if not in the header `X-BLToken`, `token`. It always answers HTTP 200; look at
`status`.

Both answer `{"status": "SUCCESS", …}` with the method's fields beside it, or
`{"status": "ERROR", "error_code": "ERROR_…", "error_message": "…"}`.

## What is read leniently

The schemas give the strict kinds. Ids as text, booleans as 0, 1 or text, amounts as text, maps with integer keys in place
of lists and `[]` for an empty map are taken as well. Unknown parameters are ignored; `null` means "not given". Methods
named add… with an id, and all set… methods, change only the keys that are sent.

## Conventions

Times are unix seconds, 0 for none. Prices are gross unless the name says net. Texts longer than `maxLength` are refused,
never cut. Blocks that were not asked for are absent. A warehouse key is `<kind>_<id>`, e.g. `bl_205`.

## Scopes and limits

A token holds scopes such as `orders:read`; `x-scope` names the one a method needs. A token has 100 calls a minute unless
it was given another limit; over it every call is refused until the minute ends. A body has at most 64 MB.
"""

_ENVELOPE: Final[Schema] = {
    "type": "object",
    "description": "A refusal; nothing was written",
    "required": ["status", "error_code", "error_message"],
    "additionalProperties": False,
    "properties": {
        "status": {"const": "ERROR"},
        "error_code": {"type": "string", "enum": sorted(HTTP_STATUS), "description": FIELDS["error_code"]},
        "error_message": {"type": "string", "minLength": 1, "description": FIELDS["error_message"]},
    },
}
_ONCE: Final[Schema] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same body within a day gets the first answer and nothing is done twice; the"
    " same key with another body is refused",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
}
# What can go wrong by HTTP status, with the messages of typical refusals.
_ERRORS: Final[dict[int, tuple[str, tuple[tuple[str, str], ...]]]] = {
    400: (
        "A parameter is missing or wrong; the message names it and what it takes",
        (("ERROR_BAD_PARAMETERS", "parameter order_id is required"),),
    ),
    401: (
        "No token, or one that is unknown or revoked",
        (
            ("ERROR_EMPTY_TOKEN", "No token was sent (header X-BLToken)"),
            ("ERROR_AUTH_TOKEN", "The token is unknown or revoked"),
        ),
    ),
    403: ("The token lacks the scope", (("ERROR_FORBIDDEN", "The token lacks the scope orders:write"),)),
    404: (
        "There is no such object in the account, or no such method",
        (("ERROR_NOT_FOUND", "There is no order 12"), ("ERROR_UNKNOWN_METHOD", "Unknown method: getOrder")),
    ),
    409: (
        "The state of things does not allow it",
        (
            ("ERROR_CONFLICT", "The document is confirmed already"),
            ("ERROR_LOCKED", "The supplier has locked the order"),
            ("ERROR_CONNECT_STATE", "The connection is suspended"),
        ),
    ),
    413: ("The body is too long", (("ERROR_BAD_PARAMETERS", "Send a POST with a JSON body of at most 64 MB"),)),
    422: (
        "The exchange refuses it",
        (
            ("ERROR_CONNECT_CODE", "The code is wrong, expired or used"),
            ("ERROR_CONNECT_CREDIT", "The trade credit lacks 12.50 PLN"),
            ("ERROR_IDEMPOTENCY_KEY", "The Idempotency-Key was used for another call already"),
        ),
    ),
    429: (
        "The token has used up its calls of this minute",
        (("ERROR_BLOCKED_TOKEN", "Query limit exceeded, token blocked until 2026-11-24 12:01:00"),),
    ),
    500: (
        "A fault of the server; the message has a number to report it by",
        (("ERROR_INTERNAL", "Something went wrong on the server; event 1A2B3C4D"),),
    ),
}
_NAMES: Final = {400: "BadParameters", 401: "NoToken", 403: "NoScope", 404: "NotFound", 409: "Refused", 413: "TooLong"}
_NAMES_TOO: Final = {422: "RefusedByExchange", 429: "Blocked", 500: "Fault"}
RESPONSES: Final = _NAMES | _NAMES_TOO
_SECURITY: Final[list[Schema]] = [{"bearer": []}, {"token": []}]
_GROUPS: Final = {
    "catalog": "Catalog",
    "orders": "Orders",
    "shipments": "Shipments",
    "connect": "Base Connect",
    "credit": "Trade credit",
    "prices": "Prices",
    "account": "Account",
}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Every served method as POST /api/v1/<name> with its parameters, answer and refusals; built once."""
    served = [METHODS[name] for name in sorted(METHODS)]
    types = [item.params for item in served] + [item.reply for item in served]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    components = {name: _plain(schema) for name, schema in components.items()}
    _add_key_patterns(types, components)
    for index, item in enumerate(served):
        _add_status(components[_component(schemas[types.index(item.reply)])])
        _add_limits(item, components[_component(schemas[index])])
    for schema in components.values():
        _explain(schema)
    paths = {
        f"/api/v1/{item.name}": {"post": _operation(item, schemas[index], schemas[types.index(item.reply)], components)}
        for index, item in enumerate(served)
    }
    return _short_names(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Spinka",
                "version": __version__,
                "summary": "Exchange of products and orders between suppliers and contractors",
                "description": ABOUT.strip(),
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "servers": [{"url": "/", "description": "The server this document came from"}],
            "security": _SECURITY,
            "tags": [{"name": tag, "description": about} for tag, about in sorted(_tags(served).items())],
            "x-tagGroups": _tag_groups(served),
            "x-not-served": dict(sorted(PENDING.items())),
            "paths": paths,
            "components": {
                "schemas": {**components, "Error": _ENVELOPE},
                "parameters": {"IdempotencyKey": _ONCE},
                "responses": {RESPONSES[code]: _failure(code) for code in _ERRORS},
                "securitySchemes": {
                    "bearer": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": "A token of the account, `Authorization: Bearer <token>`",
                    },
                    "token": {
                        "type": "apiKey",
                        "in": "header",
                        "name": "X-BLToken",
                        "description": "The same token in the header existing programs send",
                    },
                },
            },
        },
        components,
    )


def _operation(item: Method, params: Schema, reply: Schema, components: dict[str, Schema]) -> Schema:
    needs_body = any(field.required for field in msgspec.structs.fields(item.params))
    return {
        "operationId": item.name,
        "summary": item.summary,
        "description": _description(item, components[_component(params)]),
        "tags": [_tag(item)],
        "security": _SECURITY,
        "x-scope": str(item.scope),
        **({"x-old-names": item.old_names} if item.old_names else {}),
        **({} if item.is_reading else {"parameters": [{"$ref": "#/components/parameters/IdempotencyKey"}]}),
        "requestBody": {"required": needs_body, "content": {"application/json": {"schema": params}}},
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": reply}}},
            **{str(code): {"$ref": f"#/components/responses/{RESPONSES[code]}"} for code in _ERRORS},
        },
    }


def _description(item: Method, params: Schema) -> str:
    parts = [inspect.cleandoc(item.run.__doc__ or item.summary)]
    limits = [f"at most {most} entries in `{name}`" for name, most in _limits(params)]
    if limits:
        parts.append(f"Limits: {', '.join(limits)}.")
    if item.old_names:
        parts.append("Older names taken as well: " + ", ".join(f"`{a}` for `{b}`" for a, b in item.old_names.items()))
    parts.append(f"Needs the scope `{item.scope}`.")
    return "\n\n".join(parts)


def _limits(params: Schema) -> Iterator[tuple[str, int]]:
    for name, field in params.get("properties", {}).items():
        most = field.get("maxItems") or field.get("maxProperties")
        if most:
            yield name, most


def _tag(item: Method) -> str:
    return item.run.__module__.rpartition(".")[2].replace("_", " ").capitalize().replace("Connect", "Base Connect")


def _tags(served: list[Method]) -> dict[str, str]:
    modules = {_tag(item): sys.modules[item.run.__module__].__doc__ or "" for item in served}
    return {tag: " ".join(text.split()) for tag, text in modules.items()}


def _tag_groups(served: list[Method]) -> list[Schema]:
    groups: dict[str, list[str]] = {}
    for tag in sorted(_tags(served)):
        scopes = sorted(item.scope.partition(":")[0] for item in served if _tag(item) == tag)
        groups.setdefault(_GROUPS[max(scopes, key=scopes.count)], []).append(tag)
    return [{"name": name, "tags": groups[name]} for name in _GROUPS.values() if name in groups]


def _failure(code: int) -> Schema:
    text, examples = _ERRORS[code]
    headers = {}
    if code == 429:
        seconds = {"type": "integer", "minimum": 1, "maximum": 60}
        headers = {"Retry-After": {"description": "Seconds until the minute ends", "required": True, "schema": seconds}}
    return {
        "description": text,
        **({"headers": headers} if headers else {}),
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Error"},
                "examples": {
                    name: {"value": {"status": "ERROR", "error_code": name, "error_message": message}}
                    for name, message in examples
                },
            }
        },
    }


def _component(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _plain(value: Any) -> Any:
    """A schema as the wire has it: amounts are numbers, titles repeat names and are left out."""
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if value.get("format") == "decimal":
        return {**{key: entry for key, entry in value.items() if key != "format"}, "type": "number"}
    kept = {key: entry for key, entry in value.items() if not (key == "title" and isinstance(entry, str))}
    return {key: _plain(entry) for key, entry in kept.items()}


def _add_status(schema: Schema) -> None:
    if "status" not in schema["properties"]:
        schema["properties"] = {"status": {"const": "SUCCESS"}, **schema["properties"]}
        schema["required"] = ["status", *schema.get("required", [])]


def _add_limits(item: Method, params: Schema) -> None:
    for name, most in LIMITS.get(item.name, {}).items():
        params["properties"][name]["maxItems"] = most


def _explain(schema: Schema) -> None:
    for name, field in schema.get("properties", {}).items():
        if name in FIELDS and not field.keys() & {"description", "const"}:
            field["description"] = FIELDS[name]


def _add_key_patterns(types: list[Any], components: dict[str, Schema]) -> None:
    """Say of maps with ids as keys that the keys are whole numbers; msgspec's schemas leave it out."""
    seen: set[str] = set()
    queue: list[Any] = list(multi_type_info(types))
    while queue:
        info = queue.pop()
        if not isinstance(info, StructType) or info.cls.__qualname__ in seen:
            continue
        seen.add(info.cls.__qualname__)
        schema = components.get(info.cls.__name__) or components.get(f"{info.cls.__module__}.{info.cls.__qualname__}")
        for field in info.fields if schema else ():
            queue += _mark(field.type, schema["properties"][field.encode_name])  # type: ignore[index]


def _mark(info: Any, schema: Schema) -> Iterator[Any]:
    if isinstance(info, StructType):
        yield info
    elif isinstance(info, ListType):
        yield from _mark(info.item_type, schema.get("items", {}))
    elif isinstance(info, DictType):
        if isinstance(info.key_type, IntType):
            schema["propertyNames"] = {"pattern": "^[0-9]{1,18}$"}
        inner = schema.get("additionalProperties")
        yield from _mark(info.value_type, inner if isinstance(inner, dict) else {})
    elif isinstance(info, UnionType):
        options = schema.get("anyOf", [schema])
        for option in info.types:
            if isinstance(option, (StructType, ListType, DictType)):
                yield from _mark(option, schema if len(options) == 1 else {})


def _short(name: str) -> str:
    family, own = name.split(".")[-2:]
    return "".join(word.capitalize() for word in family.split("_")) + own


def _short_names(value: dict[str, Any], components: dict[str, Schema]) -> dict[str, Any]:
    """Types of the same name in two families get the family before it in place of the module's path."""
    long = {name: _short(name) for name in components if "." in name}
    if not long:
        return value
    text = msgspec.json.encode(value).decode()
    for name, short in long.items():
        text = text.replace(f'"{name}"', f'"{short}"').replace(f'/{name}"', f'/{short}"')
    renamed: dict[str, Any] = msgspec.json.decode(text)
    return renamed
