"""Reading PDFs our own code wrote: texts in their fonts, and black boxes of barcodes."""

import base64
import re
import zlib


def streams(content: bytes) -> list[bytes]:
    """Every stream of the file, unpacked."""
    found = []
    for head, raw in re.findall(rb"<<(.*?)>>\s*stream\r?\n(.*?)\r?\n?endstream", content, re.DOTALL):
        packed = base64.a85decode(raw.strip().removesuffix(b"~>")) if b"ASCII85Decode" in head else raw
        found.append(zlib.decompress(packed) if b"FlateDecode" in head else packed)
    return found


def pages(content: bytes) -> list[str]:
    """What is drawn on each page, as commands; letters outside ASCII are left to their fonts."""
    return [stream.decode("latin-1") for stream in streams(content) if b" Tf" in stream and b"BT" in stream]


def texts(page: str) -> str:
    """The ASCII letters a page shows, text by text."""
    shown = re.findall(r"\(((?:\\.|[^\\)])*)\)\s*Tj", page)
    return "\n".join(re.sub(r"\\([()\\])", r"\1", text) for text in shown)


def boxes(page: str) -> list[tuple[float, float]]:
    """Left edges and widths of filled boxes, from left to right."""
    found = re.findall(r"n ([\d.]+) [\d.]+ ([\d.]+) [\d.]+ re f", page)
    return sorted((float(left), float(width)) for left, width in found)
