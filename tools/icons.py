"""Builds the panel's icon sprite from Tabler's outline icons: `python tools/icons.py FOLDER [name …]`.

FOLDER is the `icons/outline` folder of an unpacked Tabler Icons release. The sprite keeps the names it already has,
takes those used in templates and code, and the names given; `--used-only` drops what nobody uses. `--check` (no
FOLDER) lists the names that are used and missing.
"""

import re
import sys
from pathlib import Path

PANEL = Path(__file__).resolve().parents[1] / "src" / "spinka" / "panel"
SPRITE = PANEL / "static" / "panel" / "vendor" / "icons.svg"
IN_TEMPLATES = re.compile(r"""\{%\s*icon\s+"([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"|icons\.svg#([a-z0-9-]+)""")
LOGO = (
    '<symbol id="spinka" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.75"'
    ' stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M9.5 10.5V8.75a3.75 3.75 0 0 1 3.75-3.75h3.5a3.75 3.75 0 0 1 0 7.5H13"/>'
    '<path d="M14.5 13.5v1.75A3.75 3.75 0 0 1 10.75 19h-3.5a3.75 3.75 0 0 1 0-7.5H11"/></symbol>'
)


def used_names() -> set[str]:
    """Icon names written in the panel's templates and modules."""
    names: set[str] = set()
    for path in [*PANEL.rglob("*.html"), *PANEL.rglob("*.py")]:
        for match in IN_TEMPLATES.finditer(path.read_text(encoding="utf-8")):
            names.update(group for group in match.groups() if group)
    return names - {"spinka"}


def sprite_names() -> set[str]:
    """Icon names the committed sprite holds, without our own sign."""
    text = SPRITE.read_text(encoding="utf-8") if SPRITE.exists() else ""
    return set(re.findall(r'<symbol id="([a-z0-9-]+)"', text)) - {"spinka"}


def symbol(folder: Path, name: str) -> str:
    """One icon as a symbol, without the invisible frame and with the panel's line width."""
    source = (folder / f"{name}.svg").read_text(encoding="utf-8")
    shapes = [
        " ".join(shape.split())
        for shape in re.findall(r"<(?:path|circle|rect|line|polyline|ellipse)[^>]*/>", source)
        if 'd="M0 0h24v24H0z"' not in shape
    ]
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        f' stroke-linecap="round" stroke-linejoin="round">{"".join(shapes)}</symbol>'
    )


def main(arguments: list[str]) -> int:
    used = used_names()
    if arguments == ["--check"]:
        missing = sorted(used - sprite_names())
        print("\n".join(f"missing from the icon sprite: {name}" for name in missing) or "icon sprite is complete")
        return 1 if missing else 0
    if not arguments:
        print(__doc__)
        return 2
    folder, extra = Path(arguments[0]), set(arguments[1:])
    names = used | (extra - {"--used-only"})
    if "--used-only" not in extra:
        names |= sprite_names()
    symbols = [LOGO, *(symbol(folder, name) for name in sorted(names))]
    SPRITE.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n", encoding="utf-8"
    )
    print(f"{len(symbols)} icons, {SPRITE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
