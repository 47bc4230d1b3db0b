"""The same call in the languages people ask from."""

import pprint
import shlex
from dataclasses import dataclass
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Snippet:
    """A ready program: `key` names its tab."""

    key: str
    label: str
    code: str


def snippets(*, address: str, method: str, request: dict[str, Any]) -> list[Snippet]:
    """The call for curl on both addresses, Python, PHP and JavaScript; `address` ends without a slash."""
    line = msgspec.json.encode(request).decode()
    pretty = msgspec.json.format(msgspec.json.encode(request), indent=2).decode()
    url, old = f"{address}/api/v1/{method}", f"{address}/connector.php"
    return [
        Snippet(
            "curl",
            "curl",
            f'curl {url} \\\n  -H "X-BLToken: $TOKEN" \\\n  -H "Content-Type: application/json" \\\n'
            f"  -d {shlex.quote(line)}",
        ),
        Snippet(
            "connector",
            "connector.php",
            f'curl {old} \\\n  -H "X-BLToken: $TOKEN" \\\n  --data-urlencode method={method} \\\n'
            f"  --data-urlencode {shlex.quote(f'parameters={line}')}",
        ),
        Snippet(
            "python",
            "Python",
            "import os\n\nimport requests\n\nanswer = requests.post(\n"
            f'    "{url}",\n    headers={{"X-BLToken": os.environ["TOKEN"]}},\n'
            f"    json={_indented(pprint.pformat(request, width=80, sort_dicts=False), 4)},\n    timeout=30,\n)\n"
            "print(answer.json())",
        ),
        Snippet(
            "php",
            "PHP",
            f"<?php\n$parameters = <<<'JSON'\n{pretty}\nJSON;\n\n$call = curl_init('{old}');\n"
            "curl_setopt_array($call, [\n    CURLOPT_RETURNTRANSFER => true,\n"
            "    CURLOPT_HTTPHEADER => ['X-BLToken: ' . getenv('TOKEN')],\n"
            f"    CURLOPT_POSTFIELDS => http_build_query(['method' => '{method}', 'parameters' => $parameters]),\n]);\n"
            "print_r(json_decode(curl_exec($call), true));",
        ),
        Snippet(
            "javascript",
            "JavaScript",
            f'const answer = await fetch("{url}", {{\n  method: "POST",\n'
            '  headers: { "X-BLToken": process.env.TOKEN, "Content-Type": "application/json" },\n'
            f"  body: JSON.stringify({_indented(pretty, 2)}),\n}});\nconsole.log(await answer.json());",
        ),
    ]


def _indented(text: str, by: int) -> str:
    return text.replace("\n", "\n" + " " * by)
