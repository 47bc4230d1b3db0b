"""Parcel labels of the demo: a small PDF with the text of a label and the bars of its number."""

from spinka.core.text import search_key

WIDTH, HEIGHT = 298, 420


def draw_label(number: str, sender: str, receiver: list[str]) -> bytes:
    """A one-page PDF in A6. Built by hand: standard fonts know no Polish letters, so they lose their tails."""
    drawn = [f"0.5 w 10 10 {WIDTH - 20} {HEIGHT - 20} re S", f"10 300 m {WIDTH - 10} 300 l S"]
    left = 30
    for digit in number.encode():
        wide = 1 + digit % 3
        drawn.append(f"{left} 40 {wide} 70 re f")
        left += wide + 2 + digit % 2
    texts = [(24, 380, 14, "PRZESYLKA DEMO"), (24, 350, 9, f"Nadawca: {sender}"), (24, 320, 9, "Odbiorca:")]
    texts += [(24, 270 - row * 20, 12, line) for row, line in enumerate(receiver)]
    texts.append((30, 22, 11, number))
    for x, y, size, text in texts:
        drawn.append(f"BT /F1 {size} Tf {x} {y} Td ({_plain(text)}) Tj ET")
    return _pdf("\n".join(drawn).encode("ascii"))


def _plain(text: str) -> str:
    folded = "".join(plain.upper() if ch.isupper() else plain for ch in text for plain in [search_key(ch) or ch])
    bare = folded.encode("ascii", "ignore").decode()
    return bare.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf(content: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
