"""The short way of API calls: past sessions, languages, forms' protection and logins, of which none concerns a token."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from spinka.compat import endpoint

CONNECTOR: Final = "/connector.php"
REST: Final = "/api/v1/"
# Read like any page, by whatever method it is asked for.
_DOCUMENT: Final = "openapi.json"


class ApiTransport:
    """Answers calls of the API itself; every other request goes on to the rest of the middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return self.get_response(request)
        path = request.path_info
        if path == CONNECTOR:
            # Raises for a host the operator has not named, as the middleware left out would.
            request.get_host()
            response = endpoint.connector(request)
        elif path.startswith(REST) and (name := path.removeprefix(REST)) and name != _DOCUMENT:
            request.get_host()
            response = endpoint.rest(request, name)
        else:
            return self.get_response(request)
        response["Content-Length"] = str(len(response.content))
        return response
