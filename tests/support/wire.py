"""Calls of a served Spinka over real HTTP; every success is checked against its method's type."""

import json
import urllib.parse
import urllib.request
from typing import Any

from tests.support.shapes import check_shape

Answer = dict[str, Any]


def envelope(url: str, token: str, method: str, /, **parameters: Any) -> Answer:
    """The whole answer of a call."""
    body = urllib.parse.urlencode({"method": method, "parameters": json.dumps(parameters)}).encode()
    request = urllib.request.Request(f"{url}/connector.php", body, {"X-BLToken": token})
    with urllib.request.urlopen(request, timeout=60) as response:
        assert response.status == 200
        answer: Answer = json.load(response)
    check_shape(method, answer)
    return answer


def call(url: str, token: str, method: str, /, **parameters: Any) -> Answer:
    """The fields of a call that must succeed."""
    answer = envelope(url, token, method, **parameters)
    assert answer.pop("status") == "SUCCESS", (method, answer)
    return answer
