"""Templates escape everything, carry no inline code or style, and leave formats to the page's own filters (R41)."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.lint.finding import Finding

RULE = "markup"
PATTERNS = (
    (re.compile(r"\|\s*safe(seq)?\b"), "|safe shows foreign text unescaped: use the sanitising filter"),
    (re.compile(r"{%\s*autoescape\s+off"), "autoescape off shows foreign text unescaped"),
    (re.compile(r"\|\s*floatformat\b"), "floatformat ignores the account's format: use the money and number filters"),
    (re.compile(r"\|\s*(date|time)\s*:"), "a date format in a template ignores the language: use the date filters"),
    (re.compile(r"\sstyle\s*=\s*[\"']"), "inline style is blocked by the content security policy: use a class"),
    (
        re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
        "inline handlers are blocked by the content security policy",
    ),
    (re.compile(r"\shx-on[:-]"), "hx-on evaluates text as code"),
    (re.compile(r"hx-(vals|headers)\s*=\s*[\"']\s*(js|javascript):"), "js: values evaluate text as code"),
    (re.compile(r"javascript:", re.IGNORECASE), "javascript: addresses are blocked by the content security policy"),
)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*[\"']application/json)[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b", re.IGNORECASE)
UNSAFE_CALLS = {"mark_safe", "SafeString", "SafeText"}


def check_template(path: Path, text: str) -> Iterator[Finding]:
    """Complain about what a template may not hold."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, complaint in PATTERNS:
            if pattern.search(line):
                yield Finding(path, number, RULE, complaint)
        if INLINE_SCRIPT.search(line):
            yield Finding(path, number, RULE, "inline scripts are blocked by the content security policy")
        if INLINE_STYLE.search(line):
            yield Finding(path, number, RULE, "inline style sheets are blocked by the content security policy")


def check(trees: Mapping[Path, ast.Module]) -> Iterator[Finding]:
    """Complain about code that declares text safe."""
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in UNSAFE_CALLS:
                    yield Finding(path, node.lineno, RULE, f"{name}() shows text unescaped: use format_html()")
