"""One way through for every call: token → limit → parameters → scope → method → envelope."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from spinka.accounts import queries
from spinka.compat import limits, methods, openapi
from spinka.compat.errors import HTTP_STATUS, ApiError, public_code
from spinka.compat.pending import PENDING
from spinka.compat.registry import METHODS, Call, Method
from spinka.compat.request import MAX_BODY, convert, read_form, read_json
from spinka.core import answers, statements
from spinka.core.errors import SpinkaError

log = logging.getLogger(__name__)
_encode = msgspec.json.Encoder(decimal_format="number").encode
_CLASH = "The change clashes with another one; read the object again and retry"
methods.load()


@dataclass(frozen=True, slots=True)
class Once:
    """What makes a call repeatable without being done twice: the client's key and a digest of the request."""

    key: str
    request: str


def _find(name: str) -> Method:
    served = METHODS.get(name)
    if served is None:
        if not name:
            raise ApiError(
                "ERROR_UNKNOWN_METHOD", "No method was named: send a form with the fields method and parameters"
            )
        if name in PENDING:
            raise ApiError("ERROR_METHOD_NOT_AVAILABLE", f"Method {name} is not available yet: {PENDING[name]}")
        raise ApiError("ERROR_UNKNOWN_METHOD", f"Unknown method: {name[:80]}")
    return served


def _call(token: str, name: str, read: Callable[[], dict[str, Any]], once: Once | None) -> bytes:
    """Run one call inside the transaction of its account; a writing one with a known key is answered as before."""
    if not token:
        raise ApiError("ERROR_EMPTY_TOKEN", "No token was sent (header X-BLToken)")
    with transaction.atomic():
        found = queries.enter_by_token(token)
        if found is None:
            raise ApiError("ERROR_AUTH_TOKEN", "The token is unknown or revoked")
        limits.count(found.token_id, found.call_limit)
        served = _find(name)
        if str(served.scope) not in found.scopes:
            raise ApiError("ERROR_FORBIDDEN", f"The token lacks the scope {served.scope}")
        owner = {"account_id": found.account_id, "token_id": found.token_id}
        if once is not None and not served.scope.endswith(":read"):
            kept = answers.claim(**owner, key=once.key, request=once.request)
            if kept is not None:
                return kept
        params = convert(served, read())
        call = Call(**owner, scopes=found.scopes, label=found.label)
        body = _encode({"status": "SUCCESS", **served.run(call, params)})
        if once is not None and not served.scope.endswith(":read"):
            answers.keep(**owner, key=once.key, body=body)
        return body


def _run(token: str, name: str, read: Callable[[], dict[str, Any]], once: Once | None = None) -> tuple[bytes, str]:
    """The answer's body and its error code, empty on success."""
    with translation.override("en"):
        try:
            return _call(token, name, read, once), ""
        except ApiError as error:
            code, message = error.code, error.message
        except SpinkaError as error:
            code, message = public_code(error), str(error)
        except DataError:
            log.info("a value did not fit the database", exc_info=True)
            code, message = "ERROR_BAD_PARAMETERS", "A value is out of range or holds characters that cannot be stored"
        except IntegrityError:
            log.warning("a constraint refused a call of %s", name, exc_info=True)
            code, message = "ERROR_CONFLICT", _CLASH
        except (DatabaseError, Exception) as error:
            code, message = _unforeseen(name, error)
    return _encode({"status": "ERROR", "error_code": code, "error_message": message}), code


def _unforeseen(name: str, error: Exception) -> tuple[str, str]:
    """Code and message of a failure; of two calls that waited for each other one is ended, which is no fault of ours."""
    if statements.is_deadlock(error):
        log.warning("a call of %s waited for one that waited for it", name, exc_info=error)
        return "ERROR_CONFLICT", _CLASH
    if isinstance(error, RecursionError):
        log.warning("a call of %s was nested too deep", name, exc_info=error)
        return "ERROR_BAD_PARAMETERS", "parameters are nested too deep"
    event = secrets.token_hex(4).upper()
    log.error("event %s: %s failed", event, name, exc_info=error)
    return "ERROR_INTERNAL", f"Something went wrong on the server; event {event}"


def _header_token(request: HttpRequest) -> str:
    token = request.headers.get("X-BLToken", "")
    if not token:
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        token = value if scheme.lower() == "bearer" else ""
    return token.strip()


def _answer(body: bytes, status: int) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _refusal(message: str) -> bytes:
    return _encode({"status": "ERROR", "error_code": "ERROR_BAD_PARAMETERS", "error_message": message})


def _too_long(request: HttpRequest) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY


@csrf_exempt
def connector(request: HttpRequest) -> HttpResponse:
    """`POST /connector.php`: the compatible transport, always HTTP 200 (L-A1)."""
    if request.method != "POST" or _too_long(request):
        return _answer(_refusal("Send a POST with the fields method and parameters, at most 64 MB"), 200)
    try:
        form = read_form(request)
    except ApiError as error:
        return _answer(_refusal(error.message), 200)
    token = _header_token(request) or form.token.strip()
    body, _code = _run(token, form.method, lambda: read_json(form.parameters()))
    return _answer(body, 200)


@csrf_exempt
def rest(request: HttpRequest, name: str) -> HttpResponse:
    """`POST /api/v1/<method>`: the same methods with a JSON body and proper HTTP status codes."""
    if request.method != "POST" or _too_long(request):
        status = 405 if request.method != "POST" else 413
        response = _answer(_refusal("Send a POST with a JSON body of at most 64 MB"), status)
        response["Allow"] = "POST"
        return response
    key, once = request.headers.get("Idempotency-Key", ""), None
    if key:
        if len(key) > 200 or not key.isprintable():
            return _answer(_refusal("Idempotency-Key takes 1 to 200 printable characters"), 400)
        once = Once(key, hashlib.sha256(f"{name}\n".encode() + request.body).hexdigest())
    body, code = _run(_header_token(request), name, lambda: read_json(request.body), once)
    response = _answer(body, HTTP_STATUS.get(code, 400) if code else 200)
    if code == "ERROR_BLOCKED_TOKEN":
        response["Retry-After"] = str(limits.seconds_left())
    return response


def openapi_document(request: HttpRequest) -> HttpResponse:
    """`GET /api/v1/openapi.json`: OpenAPI 3.1 made from the registry."""
    return _answer(_encode(openapi.document()), 200)
