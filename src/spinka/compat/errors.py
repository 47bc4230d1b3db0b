"""Which public error code and HTTP status an anticipated failure becomes."""

from spinka.core import errors


class ApiError(Exception):
    """A refusal of the endpoint itself, before a method runs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


# Most specific first; packages' own errors inherit from these or name their code in `public_code`.
_CODES: tuple[tuple[type[errors.SpinkaError], str], ...] = (
    (errors.NotFound, "ERROR_NOT_FOUND"),
    (errors.BadParameters, "ERROR_BAD_PARAMETERS"),
    (errors.Forbidden, "ERROR_FORBIDDEN"),
    (errors.Locked, "ERROR_LOCKED"),
    (errors.Conflict, "ERROR_CONFLICT"),
)

HTTP_STATUS = {
    "ERROR_EMPTY_TOKEN": 401,
    "ERROR_AUTH_TOKEN": 401,
    "ERROR_FORBIDDEN": 403,
    "ERROR_UNKNOWN_METHOD": 404,
    "ERROR_METHOD_NOT_AVAILABLE": 404,
    "ERROR_NOT_FOUND": 404,
    "ERROR_BAD_PARAMETERS": 400,
    "ERROR_CONFLICT": 409,
    "ERROR_LOCKED": 409,
    "ERROR_CONNECT_STATE": 409,
    "ERROR_CONNECT_PUBLISHED": 409,
    "ERROR_CONNECT_CODE": 422,
    "ERROR_CONNECT_CREDIT": 422,
    "ERROR_CONNECT_STOCK": 422,
    "ERROR_IMPORT_TYPE": 422,
    "ERROR_IDEMPOTENCY_KEY": 422,
    "ERROR_BLOCKED_TOKEN": 429,
    "ERROR_INTERNAL": 500,
}

# Our packages' errors by the name of their class, so that no package has to know the public words.
BY_CLASS_NAME = {
    "WrongCode": "ERROR_CONNECT_CODE",
    "PublishedSupplier": "ERROR_CONNECT_PUBLISHED",
    "ConnectionStateRefused": "ERROR_CONNECT_STATE",
    "CreditShort": "ERROR_CONNECT_CREDIT",
    "StockShort": "ERROR_CONNECT_STOCK",
    "HoldShort": "ERROR_CONNECT_STOCK",
    "ImportTypeRefused": "ERROR_IMPORT_TYPE",
    "KeyReused": "ERROR_IDEMPOTENCY_KEY",
}

# Refusals to forward and to change a sale, by their reason of R13; the others are conflicts.
BY_REASON = {
    "credit": "ERROR_CONNECT_CREDIT",
    "stock": "ERROR_CONNECT_STOCK",
    "state": "ERROR_CONNECT_STATE",
    "locked": "ERROR_LOCKED",
}


def public_code(error: errors.SpinkaError) -> str:
    """The ERROR_… code of an anticipated failure."""
    for cls in type(error).__mro__:
        if cls.__name__ in BY_CLASS_NAME:
            return BY_CLASS_NAME[cls.__name__]
        if cls.__name__ == "ForwardRefused":
            return BY_REASON.get(str(getattr(error, "reason_code", "")), "ERROR_CONFLICT")
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code
    return "ERROR_BAD_PARAMETERS"


def refusal_entry(error: ApiError | errors.SpinkaError) -> dict[str, str]:
    """What a batch says of an entry that was refused while the others were written."""
    if isinstance(error, ApiError):
        return {"error_code": error.code, "error_message": error.message}
    return {"error_code": public_code(error), "error_message": str(error)}
