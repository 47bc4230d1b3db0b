"""Calling the API as clients do, through Django's test client; every success is checked against its method's type."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.support.shapes import check_body

Answer = dict[str, Any]


class Api:
    """One caller: a token and both addresses of the API."""

    def __init__(self, token: str = "") -> None:
        self.token = token
        self.client = Client()

    def post(self, method: str, parameters: Any = None, **headers: str) -> HttpResponse:
        """A call of /connector.php; `parameters` is text sent as it is, or a value sent as JSON."""
        fields = {"method": method}
        if parameters is not None:
            fields["parameters"] = parameters if isinstance(parameters, str) else json.dumps(parameters)
        if self.token:
            headers.setdefault("X-BLToken", self.token)
        return self.form(fields, **headers)

    def form(self, fields: dict[str, str], **headers: str) -> HttpResponse:
        """A form to /connector.php with exactly these fields and headers."""
        from urllib.parse import urlencode

        body = urlencode(fields)
        response = self.client.post(
            "/connector.php", body, content_type="application/x-www-form-urlencoded", headers=headers
        )
        check_body(fields.get("method", ""), response.content)
        return response

    def call(self, method: str, /, **parameters: Any) -> Answer:
        """The envelope of a call, whatever it says."""
        response = self.post(method, parameters)
        assert response.status_code == 200
        return read(response)

    def ok(self, method: str, /, **parameters: Any) -> Answer:
        """The fields of a call that must succeed."""
        answer = self.call(method, **parameters)
        assert answer.pop("status") == "SUCCESS", (method, answer)
        return answer

    def refused(self, method: str, /, **parameters: Any) -> str:
        """The error code of a call that must be refused."""
        return refusal(self.call(method, **parameters))

    def rest(self, method: str, /, **parameters: Any) -> HttpResponse:
        """A call of /api/v1/<method> with a JSON body and a bearer token."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        body = json.dumps(parameters)
        response = self.client.post(f"/api/v1/{method}", body, content_type="application/json", headers=headers)
        check_body(method, response.content)
        return response


def read(response: HttpResponse) -> Answer:
    """The JSON object of a response."""
    assert response["Content-Type"] == "application/json; charset=utf-8"
    answer = json.loads(response.content)
    assert isinstance(answer, dict)
    return answer


def refusal(answer: Answer) -> str:
    """The code of an answer that must be exactly the documented error envelope."""
    assert set(answer) == {"status", "error_code", "error_message"}, answer
    assert answer["status"] == "ERROR"
    assert isinstance(answer["error_message"], str)
    assert answer["error_message"]
    return str(answer["error_code"])
