"""Makes a PDF that looks as if pages of another had been printed and scanned.

    scan.py grey|bilevel DPI FIRST-LAST IN.pdf OUT.pdf

Each page is rendered, turned a little (another angle for each page), lit unevenly, blurred and
sprinkled with noise, all from a random number generator with a fixed seed. The result holds one
picture a page and no text: JPEG for grey, CCITT group 4 for bilevel.
"""

import io
import subprocess
import sys

import numpy
from PIL import Image, ImageFilter, TiffImagePlugin

ANGLES = [0.9, -0.6, 1.3, -1.1, 0.5, -0.8]  # degrees, counter-clockwise


def render(path, page, dpi):
    command = ["pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), path]
    return Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))


def scan(picture, angle, random):
    """A grey picture of the page as a scanner might have seen it."""
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    grey = numpy.asarray(soft, dtype=float)
    height, width = grey.shape

    grey = 28 + grey * (236 - 28) / 255  # ink is not black and paper is not white
    shade = numpy.linspace(0, 1, width)[None, :] * numpy.linspace(0.3, 1, height)[:, None]
    grey = grey - 14 * shade  # the lid was not quite closed
    grey = grey + random.normal(0, 4, grey.shape)

    specks = random.random(grey.shape)
    grey[specks < 0.00006] = 60
    grey[specks > 0.99996] = 250
    return Image.fromarray(grey.clip(0, 255).astype("uint8"))


def jpeg(picture):
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=50)
    return "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode", data.getvalue()


def group4(picture):
    bits = picture.point(lambda value: 255 if value > 140 else 0).convert("1", dither=0)
    data = io.BytesIO()
    # One strip for the whole page, because a PDF picture is one piece of data.
    TiffImagePlugin.STRIP_SIZE = 1 << 30
    bits.save(data, "TIFF", compression="group4")
    tiff = Image.open(data)
    (offset,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
    black_is_1 = "true" if tiff.tag_v2[262] == 1 else "false"
    parms = f"<< /K -1 /Columns {bits.width} /Rows {bits.height} /BlackIs1 {black_is_1} >>"
    return (f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
            f"/DecodeParms {parms}", data.getvalue()[offset:offset + length])


def write(path, pages, dpi):
    """A PDF of nothing but pictures; no date and no identity, so the bytes are always the same."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None]
    kids = []
    for width, height, entries, data in pages:
        first = len(objects) + 1
        w, h = width * 72 / dpi, height * 72 / dpi
        content = f"q {w:.3f} 0 0 {h:.3f} 0 0 cm /P Do Q".encode()
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w:.3f} {h:.3f}] "
                       f"/Resources << /XObject << /P {first + 2} 0 R >> >> "
                       f"/Contents {first + 1} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        head = f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} {entries} "
        objects.append(head.encode() + b"/Length %d >>\nstream\n%s\nendstream" % (len(data), data))
        kids.append(f"{first} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()

    with open(path, "wb") as file:
        file.write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(objects, 1):
            offsets.append(file.tell())
            file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        for offset in offsets:
            file.write(b"%010d 00000 n \n" % offset)
        file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                   % (len(objects) + 1, start))


def main():
    kind, dpi, pages, source, target = sys.argv[1:]
    first, last = map(int, pages.split("-"))
    encode = {"grey": jpeg, "bilevel": group4}[kind]
    random = numpy.random.RandomState(2026)

    done = []
    for page in range(first, last + 1):
        angle = ANGLES[(page - first) % len(ANGLES)]
        picture = scan(render(source, page, int(dpi)), angle, random)
        done.append((picture.width, picture.height, *encode(picture)))
    write(target, done, int(dpi))


main()
