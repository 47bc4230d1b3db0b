"""The calls shown in the reference: golden pairs, else written from calls really made and compared in every run.

`SPINKA_RECORD=1 pytest tests/compat/test_examples.py -n0` writes them anew.
"""

import json
import os
from pathlib import Path
from typing import Any

from spinka.compat.reference.examples import FOLDER

GOLDEN = Path(__file__).with_name("golden")
RECORDING = bool(os.environ.get("SPINKA_RECORD"))
LONGEST_TEXT = 240


def cut(value: Any) -> Any:
    """The value with its long files cut."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[:60] + "…"
    if isinstance(value, dict):
        return {key: cut(entry) for key, entry in value.items()}
    return [cut(entry) for entry in value[:3]] if isinstance(value, list) else value


def shape(value: Any) -> Any:
    """Names and kinds without the values; a list shows its first entry, a map by id none."""
    if isinstance(value, dict):
        return {key: shape(entry) for key, entry in sorted(value.items()) if not any(map(str.isdigit, key))}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def golden(name: str) -> list[dict[str, Any]]:
    """The golden pairs of a method, successes first; they are what the reference shows where there are any."""
    pairs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob(f"{name}/*.json"))]
    return sorted(pairs, key=lambda pair: pair["response"]["status"] != "SUCCESS")


def check(name: str, request: dict[str, Any], answer: dict[str, Any]) -> None:
    """Fail when the recorded call of a method no longer looks like this one; with SPINKA_RECORD write it instead."""
    pairs = golden(name)
    calls = pairs or [{"request": cut(request), "response": cut(answer)}]
    path = Path(FOLDER, f"{name}.json")
    if RECORDING:
        path.write_text(json.dumps(calls, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    kept = json.loads(path.read_text(encoding="utf-8"))
    if pairs:
        assert kept == pairs
        return
    assert kept[0]["request"].keys() == calls[0]["request"].keys()
    assert shape(kept[0]["response"]) == shape(calls[0]["response"])
