"""Reading a call: the form or JSON body, the token, the lenient parameters old clients send (overview.md section 1)."""

import re
import types
import typing
from binascii import a2b_qp
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from yarl._quoting import _Unquoter

from spinka.compat import places
from spinka.compat.errors import ApiError
from spinka.compat.registry import Method, Params

# Three times quicker than the standard library on a form of a thousand products.
_unquote = _Unquoter(qs=False)

Kind = TypeVar("Kind", bound=msgspec.Struct)
MAX_BODY = 64 * 1024 * 1024
# A value of two letters takes many times its size once it is read: a full body of them would take gigabytes.
MOST_VALUES = 3_000_000
# As many digits as any id or quantity has; `str.isdigit` would take signs that int() refuses.
_WHOLE = re.compile(r"[0-9]{1,19}", re.ASCII)


# The three fields of a form, wherever they stand among others.
_FIELD = re.compile(rb"(?:^|&)(method|parameters|token)=([^&]*)")
# A percent sign that begins no sequence: rare in what programs send, slow to read when there are millions.
_BARE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_MOST_BARE = 10_000
_QUOTED = bytes.maketrans(b"%", b"=")
# Longer names and tokens are nobody's.
_LONGEST_WORD = 1_000


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; `parameters` is decoded when it is asked for: after the token and the limit."""

    method: str = ""
    token: str = ""
    parameters: Callable[[], str] = str


def _decode_component(raw: bytes) -> str:
    spaced = raw.replace(b"+", b" ")
    if b"%" not in spaced:
        return spaced.decode("utf-8", "replace")
    bare = _BARE.search(spaced) is not None
    if bare and len(list(islice(_BARE.finditer(spaced), _MOST_BARE + 1))) > _MOST_BARE:
        raise ApiError("ERROR_BAD_PARAMETERS", "The form is not percent-encoded")
    text = _unquote(spaced.decode("ascii")) if spaced.isascii() else "%"
    # A sign left over may be a sequence the quick way does not read. Quoted-printable is the same with another sign.
    if "%" not in text:
        return text
    whole = _BARE.sub(b"%25", spaced) if bare else spaced
    return a2b_qp(whole.replace(b"=", b"%3D").translate(_QUOTED)).decode("utf-8", "replace")


def read_form(request: HttpRequest) -> Form:
    """The fields method, parameters and token of a form; other fields are ignored."""
    content_type = request.META.get("CONTENT_TYPE", "")
    if content_type.startswith("multipart/form-data"):
        fields = _read_multipart(request)
        return Form(fields.get("method", ""), fields.get("token", ""), lambda: fields.get("parameters", ""))
    found: dict[bytes, bytes] = {}
    for match in islice(_FIELD.finditer(request.body), 100):
        found[match[1]] = match[2]
    return Form(
        _decode_component(found.get(b"method", b"")[:_LONGEST_WORD]),
        _decode_component(found.get(b"token", b"")[:_LONGEST_WORD]),
        lambda: _decode_component(found.get(b"parameters", b"")),
    )


def _read_multipart(request: HttpRequest) -> dict[str, str]:
    try:
        fields = {key: str(value) for key, value in request.POST.items()}
        files = request.FILES.items()
    except (MultiPartParserError, BadRequest, SuspiciousOperation) as error:
        raise ApiError("ERROR_BAD_PARAMETERS", "The multipart form cannot be read") from error
    # Some clients send the parameters as a file part.
    fields.update({key: part.read().decode("utf-8", "replace") for key, part in files})  # type: ignore[union-attr]
    return fields


def read_json(text: str | bytes) -> dict[str, Any]:
    """The parameters as a map; missing, empty, null and [] stand for none. Lists with content are refused."""
    raw = text.strip()
    if not raw:
        return {}
    if len(raw) > MOST_VALUES and _values(raw) > MOST_VALUES:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameters hold more than {MOST_VALUES} values")
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameters is not valid JSON: {error}") from error
    if value is None or value == []:
        return {}
    if not isinstance(value, dict):
        raise ApiError("ERROR_BAD_PARAMETERS", "parameters must be a JSON object")
    if ("\\u0000" in raw if isinstance(raw, str) else b"\\u0000" in raw) and _has_zero(value):
        raise ApiError("ERROR_BAD_PARAMETERS", "parameters contain a zero character")
    return value


def _values(raw: str | bytes) -> int:
    """At least as many values as the text holds; signs inside texts count too."""
    if isinstance(raw, str):
        return raw.count(",") + raw.count("[") + raw.count("{")
    return raw.count(b",") + raw.count(b"[") + raw.count(b"{")


def _has_zero(value: Any) -> bool:
    """Whether a text in the value holds the one character PostgreSQL cannot store, however deep it lies."""
    rest = [value]
    while rest:
        entry = rest.pop()
        if isinstance(entry, str):
            if "\x00" in entry:
                return True
        elif isinstance(entry, dict):
            if any("\x00" in key for key in entry):
                return True
            rest.extend(entry.values())
        elif isinstance(entry, list):
            rest.extend(entry)
    return False


def convert(method: Method, values: dict[str, Any]) -> Params:
    """Check the parameters against the method's types, leniently: ids as text, booleans as 0/1, nulls as absent,
    maps with integer keys where a list belongs and empty lists where a map belongs.

    Raises ApiError ERROR_BAD_PARAMETERS naming the parameter and what it takes.
    """
    for old, new in method.old_names.items():
        if old in values and values.get(new) is None:
            values[new] = values[old]
    return checked(values, method.params)


def checked(values: Any, kind: type[Kind]) -> Kind:
    """The values as a structure of this kind, taken as leniently as parameters are. Raises ApiError likewise."""
    try:
        return msgspec.convert(values, type=kind, strict=False)
    except msgspec.ValidationError:
        pass  # not as the contract has it: repair what old clients send, then check again
    try:
        cleaned = _lenient(values, kind)
        return msgspec.convert(cleaned, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise ApiError("ERROR_BAD_PARAMETERS", _explain(str(error), cleaned, kind)) from error
    except RecursionError as error:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameters are nested too deep") from error


def _explain(text: str, values: Any, kind: type) -> str:
    """msgspec's sentence with the parameter first: 'parameter products[0].name: expected `str` of length <= 200'."""
    problem, separator, place = text.rpartition(" - at `")
    if not separator:
        missing = text.partition("missing required field `")[2].rstrip("`")
        return f"parameter {missing} is required" if missing else text
    is_key = place.startswith("key` in `")
    if is_key or "[...]" in place:
        place = places.place(values, kind)
    if is_key:
        return f"parameter {place}: wrong key, {problem[0].lower()}{problem[1:]}"
    place = place.rstrip("`").removeprefix("$").removeprefix(".")
    if "missing required field `" in problem:
        field = problem.partition("missing required field `")[2].rstrip("`")
        return f"parameter {place + '.' if place else ''}{field} is required"
    return f"parameter {place}: {problem[0].lower()}{problem[1:]}" if problem else f"parameter {place} is wrong"


_FIELDS: dict[type, dict[str, Any]] = {}


def _fields(struct: type) -> dict[str, Any]:
    found = _FIELDS.get(struct)
    if found is None:
        hints = typing.get_type_hints(struct, include_extras=False)
        found = _FIELDS[struct] = {field.encode_name: hints[field.name] for field in msgspec.structs.fields(struct)}
    return found


def _lenient(value: Any, kind: Any) -> Any:
    """The value as strict types expect it; what cannot be repaired is left for the check to name."""
    if isinstance(value, str):
        return _lenient_text(value, kind)
    if value is None or isinstance(value, (int, float)):
        return _lenient_number(value, kind)
    origin = get_origin(kind)
    if origin is typing.Union or origin is types.UnionType:
        return _lenient_union(value, kind)
    if origin is list:
        return _lenient_list(value, get_args(kind)[0])
    if origin is dict:
        return _lenient_map(value, get_args(kind)[1])
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _lenient_struct(value, kind)
    return value


def _lenient_union(value: Any, kind: Any) -> Any:
    options = [option for option in get_args(kind) if option is not msgspec.UnsetType and option is not type(None)]
    if len(options) == 1:
        return _lenient(value, options[0])
    wanted = dict if isinstance(value, dict) else list
    for option in options:
        shape = get_origin(option) or option
        if shape is wanted or (wanted is dict and isinstance(shape, type) and issubclass(shape, msgspec.Struct)):
            return _lenient(value, option)
    return value


def _lenient_list(value: Any, item: Any) -> Any:
    if isinstance(value, dict) and all(_WHOLE.fullmatch(key) for key in value):
        value = [value[key] for key in sorted(value, key=int)]
    if isinstance(value, list):
        return [_lenient(entry, item) for entry in value if entry is not None]
    return value


def _lenient_map(value: Any, item: Any) -> Any:
    if isinstance(value, list):
        value = {str(index): entry for index, entry in enumerate(value)}
    if isinstance(value, dict):
        return {key: _lenient(entry, item) for key, entry in value.items() if entry is not None}
    return value


def _lenient_struct(value: Any, kind: type) -> Any:
    if value == []:
        return {}
    if not isinstance(value, dict):
        return value
    fields = _fields(kind)
    return {key: _lenient(entry, fields[key]) for key, entry in value.items() if entry is not None and key in fields}


def _scalars(kind: Any) -> tuple[object, ...]:
    origin = get_origin(kind)
    if origin is typing.Union or origin is types.UnionType:
        return tuple(option for option in get_args(kind) if option is not msgspec.UnsetType)
    return (kind,)


def _lenient_text(value: str, kind: Any) -> Any:
    options = _scalars(kind)
    if str in options:
        return value
    if value == "" and any(option in (int, float, bool) for option in options):
        return False if bool in options else 0
    if bool in options and value.lower() in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
        return value.lower() in {"true", "1", "yes", "on"}
    if int in options and float not in options:
        head, dot, tail = value.partition(".")
        if dot and _WHOLE.fullmatch(head.removeprefix("-")) and tail.strip("0") == "":
            return int(head)
    return value


def _lenient_number(value: float | bool | None, kind: Any) -> Any:
    if value is None:
        return value
    options = frozenset(_scalars(kind))
    takes_number = not options.isdisjoint((int, float))
    if isinstance(value, bool):
        if bool in options:
            return value
        return int(value) if takes_number else str(int(value)) if str in options else value
    if value in (0, 1) and bool in options:
        return bool(value)
    is_whole = isinstance(value, int) or value.is_integer()
    if str in options and not takes_number:
        return str(int(value)) if is_whole else str(value)
    if is_whole and int in options and float not in options:
        return int(value)
    return value
