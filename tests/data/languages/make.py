#!/usr/bin/env python3
"""Typesets the texts beside this script and makes small scans of them: one bit a dot, no text layer.

    apt-get download fonts-lohit-deva fonts-hosny-amiri fonts-wqy-microhei fonts-dejavu-core
    for deb in *.deb; do dpkg-deb -x "$deb" fonts; done
    apt-get install pango1.0-tools python3-pil
    tests/data/languages/make.py fonts

The fonts need not be installed. On Debian 12 it gives the same bytes each time.
"""
import os
import subprocess
import sys
import tempfile

from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

DPI = 300
TiffImagePlugin.STRIP_SIZE = 1 << 24  # a page in one piece
HERE = os.path.dirname(os.path.abspath(__file__))
PAGES = {
    "german": ("DejaVu Serif 11", []),
    "hindi": ("Lohit Devanagari 14", []),
    "arabic": ("Amiri 16", []),
    "chinese": ("WenQuanYi Micro Hei 13", []),
}


def typeset(fonts, name, font, options, folder):
    """The text of one file, set by Pango with the fonts in a folder and no others."""
    config = os.path.join(folder, "fonts.conf")
    with open(config, "w") as out:
        out.write("<fontconfig><dir>%s</dir><cachedir>%s/cache</cachedir></fontconfig>" % (os.path.abspath(fonts), folder))
    picture = os.path.join(folder, name + ".png")
    subprocess.run(
        ["pango-view", "-q", "--dpi=%d" % DPI, "--margin=120", "--width=410", "--wrap=word-char",
         "--font=" + font, *options, "-o", picture, os.path.join(HERE, name + ".txt")],
        env=dict(os.environ, FONTCONFIG_FILE=config), check=True)
    return Image.open(picture).convert("L")


def upright_columns(fonts, text):
    """Chinese from top to bottom, columns from right to left."""
    path = next(os.path.join(d, f) for d, _, files in os.walk(fonts) for f in files if f == "wqy-microhei.ttc")
    font, step, rows = ImageFont.truetype(path, 54), 66, 16
    characters = [c for c in text if not c.isspace()]
    columns = [characters[i:i + rows] for i in range(0, len(characters), rows)]
    picture = Image.new("L", (240 + 100 * len(columns), 240 + step * rows), 255)
    for i, column in enumerate(columns):
        for k, character in enumerate(column):
            at = (picture.width - 120 - 100 * (i + 1) + 20, 120 + step * k)
            ImageDraw.Draw(picture).text(at, character, font=font, fill=0)
    return picture


def write_pdf(picture, path, folder):
    """One page that is this picture, as a fax has it."""
    tiff = os.path.join(folder, "page.tif")
    picture.point(lambda v: 255 if v > 140 else 0).convert("1").save(
        tiff, compression="group4")
    with Image.open(tiff) as page:
        at, length, white = page.tag_v2[273][0], page.tag_v2[279][0], page.tag_v2[262] == 0
    with open(tiff, "rb") as data:
        fax = data.read()[at:at + length]
    w, h = picture.size
    x, y = w * 72 / DPI, h * 72 / DPI
    draw = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % (x, y)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents 4 0 R"
        b" /Resources << /XObject << /I 5 0 R >> >> >>" % (x, y),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1"
        b" /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /Rows %d /BlackIs1 %s >> /Length %d >>\nstream\n%s\nendstream"
        % (w, h, w, h, b"false" if white else b"true", len(fax), fax),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for i, body in enumerate(objects):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    with open(path, "wb") as file:
        file.write(out)


def main():
    fonts = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        for name, (font, options) in PAGES.items():
            write_pdf(typeset(fonts, name, font, options, folder), os.path.join(HERE, name + ".pdf"), folder)
        with open(os.path.join(HERE, "chinese.txt"), encoding="utf-8") as text:
            write_pdf(upright_columns(fonts, text.read()), os.path.join(HERE, "chinese-vertical.pdf"), folder)


main()
