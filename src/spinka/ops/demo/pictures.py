"""Product pictures of the demo: plain drawings, one shape per category, one file per colour."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

CANVAS = 480
SIDE = 320
Draw = ImageDraw.ImageDraw
Colour = tuple[int, int, int]
Shape = Callable[[Draw, Colour, Colour, Colour], None]


def _rgb(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _sheets(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    for step in range(6):
        draw.rectangle((96, 330 - step * 14, 384, 372 - step * 14), fill=light if step % 2 else main, outline=dark)
    draw.rectangle((96, 150, 384, 260), fill=light, outline=dark, width=3)
    draw.polygon([(96, 150), (140, 112), (428, 112), (384, 150)], fill=main, outline=dark)
    draw.polygon([(384, 150), (428, 112), (428, 222), (384, 260)], fill=dark)


def _pen(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.polygon([(118, 330), (330, 118), (366, 154), (154, 366)], fill=main, outline=dark)
    draw.polygon([(118, 330), (154, 366), (92, 392)], fill=light, outline=dark)
    draw.polygon([(92, 392), (106, 362), (122, 378)], fill=dark)
    draw.polygon([(330, 118), (366, 154), (388, 132), (352, 96)], fill=dark)
    draw.line((150, 322, 322, 150), fill=light, width=6)


def _binder(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.rectangle((130, 80, 230, 400), fill=main, outline=dark, width=3)
    draw.polygon([(230, 80), (360, 104), (360, 376), (230, 400)], fill=dark)
    draw.rectangle((150, 120, 210, 230), fill=(252, 252, 250), outline=dark)
    for row in range(4):
        draw.line((158, 140 + row * 22, 202, 140 + row * 22), fill=light, width=4)
    draw.ellipse((160, 320, 200, 360), fill=light, outline=dark, width=4)


def _box(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.polygon([(100, 190), (240, 130), (380, 190), (240, 250)], fill=light, outline=dark)
    draw.polygon([(100, 190), (240, 250), (240, 400), (100, 330)], fill=main, outline=dark)
    draw.polygon([(380, 190), (240, 250), (240, 400), (380, 330)], fill=dark, outline=dark)
    draw.polygon([(150, 169), (180, 156), (320, 216), (290, 229)], fill=main)


def _tray(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.rounded_rectangle((110, 210, 370, 390), 18, fill=main, outline=dark, width=4)
    for left, top, tall in ((150, 90, 130), (196, 120, 100), (246, 76, 144), (300, 110, 110)):
        draw.rounded_rectangle((left, top, left + 22, top + tall), 8, fill=light, outline=dark, width=3)
    draw.rectangle((110, 250, 370, 262), fill=dark)


def _notebook(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.rounded_rectangle((128, 84, 360, 400), 16, fill=main, outline=dark, width=4)
    draw.rectangle((128, 84, 160, 400), fill=dark)
    draw.rectangle((318, 84, 330, 400), fill=dark)
    draw.rounded_rectangle((190, 140, 292, 190), 8, fill=light)


def _mug(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.ellipse((300, 190, 410, 320), outline=dark, width=26)
    draw.rounded_rectangle((110, 140, 330, 390), 34, fill=main, outline=dark, width=4)
    draw.ellipse((110, 116, 330, 170), fill=light, outline=dark, width=4)
    draw.rectangle((140, 200, 160, 350), fill=light)


def _textile(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    for step in range(5):
        top = 120 + step * 54
        draw.rounded_rectangle(
            (100, top, 380, top + 46), 20, fill=main if step % 2 == 0 else light, outline=dark, width=3
        )
        draw.line((126, top + 23, 354, top + 23), fill=dark, width=2)


def _lamp(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.ellipse((140, 90, 340, 290), fill=light, outline=dark, width=4)
    draw.pieslice((140, 90, 340, 290), 200, 290, fill=main)
    draw.rectangle((200, 284, 280, 330), fill=dark)
    for step in range(3):
        draw.rounded_rectangle((206, 334 + step * 20, 274, 348 + step * 20), 6, fill=main, outline=dark)


def _bottle(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.rounded_rectangle((160, 180, 320, 400), 28, fill=main, outline=dark, width=4)
    draw.rectangle((210, 120, 270, 184), fill=dark)
    draw.rectangle((230, 90, 310, 120), fill=dark)
    draw.rounded_rectangle((180, 240, 300, 340), 10, fill=light)


def _pot(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    for left, top in ((150, 90), (206, 60), (262, 100)):
        draw.ellipse((left, top, left + 76, top + 130), fill=(92, 140, 92), outline=(60, 96, 62), width=3)
    draw.polygon([(130, 220), (350, 220), (316, 400), (164, 400)], fill=main, outline=dark)
    draw.rectangle((118, 204, 362, 242), fill=light, outline=dark, width=3)


def _bag(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.arc((190, 60, 290, 180), 180, 360, fill=dark, width=14)
    draw.rounded_rectangle((120, 110, 360, 400), 70, fill=main, outline=dark, width=4)
    draw.rounded_rectangle((156, 260, 324, 370), 24, fill=light, outline=dark, width=4)
    draw.line((156, 290, 324, 290), fill=dark, width=5)


def _palette(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.ellipse((90, 110, 390, 380), fill=(224, 198, 160), outline=dark, width=4)
    draw.ellipse((300, 270, 350, 320), fill=(240, 243, 246))
    spots = (main, dark, light, (196, 60, 57), (231, 185, 40), (63, 143, 91))
    places = ((140, 190), (200, 150), (270, 150), (330, 200), (150, 270), (220, 310))
    for colour, (left, top) in zip(spots, places, strict=True):
        draw.ellipse((left, top, left + 44, top + 44), fill=colour)


def _book(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.polygon([(240, 130), (90, 100), (90, 350), (240, 390)], fill=light, outline=dark)
    draw.polygon([(240, 130), (390, 100), (390, 350), (240, 390)], fill=main, outline=dark)
    for row in range(5):
        draw.line((114, 150 + row * 34, 216, 168 + row * 34), fill=dark, width=4)


def _service(draw: Draw, main: Colour, dark: Colour, light: Colour) -> None:
    draw.ellipse((110, 110, 370, 370), fill=light, outline=dark, width=6)
    draw.line((180, 250, 226, 296), fill=main, width=26)
    draw.line((218, 296, 310, 190), fill=main, width=26)


SHAPES: dict[str, Shape] = {
    "Biuro/Papier": _sheets,
    "Biuro/Przybory do pisania": _pen,
    "Biuro/Segregatory i teczki": _binder,
    "Biuro/Organizacja biurka": _tray,
    "Biuro/Koperty i opakowania": _box,
    "Biuro/Kalendarze i notesy": _notebook,
    "Dom/Kuchnia": _mug,
    "Dom/Tekstylia": _textile,
    "Dom/Oświetlenie": _lamp,
    "Dom/Sprzątanie": _bottle,
    "Dom/Dekoracje": _pot,
    "Szkoła/Plecaki i piórniki": _bag,
    "Szkoła/Artystyczne": _palette,
    "Książki": _book,
    "Usługi": _service,
}


def draw_picture(category: str, colour: str) -> bytes:
    """A PNG of a product of the category in the colour (`#rrggbb`): a few kilobytes, the same bytes every time."""
    main = _rgb(colour)
    picture = Image.new("RGB", (CANVAS, CANVAS), (244, 246, 248))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((90, 376, 400, 424), fill=(226, 230, 234))
    SHAPES[category](draw, main, _mixed(main, (20, 24, 32), 0.45), _mixed(main, (255, 255, 255), 0.55))
    out = BytesIO()
    # Drawn larger and shrunk, so that edges are smooth.
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()
