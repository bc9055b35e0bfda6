#!/usr/bin/env python3
"""How well scans are read, beside other tools; not needed to build sheaf.

    docs/scans.py --sheaf ./sheaf --born DIR --work DIR [--scans NAME=DIR ...] [--dpi N] [--tools sheaf,tesseract,ocrmypdf]
                  [--show N]

--born has PDFs with a text layer. --scans has the same pages as pictures, in PDFs of the same names, as often as wanted;
without it the pages are drawn with pdftoppm at --dpi dots an inch, grey, and put into PDFs with img2pdf or Pillow. Each tool reads
the same pictures, one document after the other, on one processor (OMP_THREAD_LIMIT=1):

    sheaf       sheaf convert --to md,text --furniture keep --jobs 1
    tesseract   tesseract LIST OUT --psm 3, LIST naming the pictures taken out of the PDF, so it starts once a document
    ocrmypdf    ocrmypdf --force-ocr --output-type pdf --optimize 0 --jobs 1, then pdftotext

What is compared:

    words       what stands between white space, quotes and dashes as ASCII, bullets as one bullet, lines that end in a hyphen
                joined, dots alone (leaders) left out. Counted, not in order: the words that both have, over the larger
                number of words of the two. So a word lost, one invented and one misread all cost the same, and the order
                in which columns and cells are read costs nothing.
    letters     the same of runs of letters and digits alone: signs do not count
    born        that against what sheaf gives for the pages with their text layer, pictures that hold text read as well
                (--ocr pictures), as on a scan nobody can tell them from the page
    layer       that against pdftotext of the pages with their text layer
    headings    F1 of the headings of the Markdown against those of the born-digital pages: lines with "#", without
                levels and marks, equal letters and digits
    code        the same of lines within fences, their indentation counted
    CPU         seconds of user and system time, of the tool and all it starts

--show N lists the N words most often missing and most often too many, and headings missing and too many.
"""
import argparse
import collections
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import unicodedata

ASCII = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
                       "∘": "•", "◦": "•", "▪": "•"})
SINGLE = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}


def run(command, **more):
    """Runs a command to its end and returns the seconds of processor time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(list(map(str, command)), env=SINGLE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stderr.decode(errors='replace')[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tokens(text):
    text = unicodedata.normalize("NFKC", text.translate(ASCII))
    words = re.sub(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[a-z])", "", text).split()
    return [word for word in words if word.strip(".")]


def letters(text):
    text = unicodedata.normalize("NFKC", text.translate(ASCII))
    return re.findall(r"[^\W_]+", re.sub(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[a-z])", "", text))


class Count:
    """Things that both sides have, over several documents."""

    def __init__(self):
        self.both = self.truth = self.got = 0
        self.missing, self.extra = collections.Counter(), collections.Counter()

    def add(self, truth, got):
        truth, got = collections.Counter(truth), collections.Counter(got)
        self.both += (truth & got).total()
        self.truth += truth.total()
        self.got += got.total()
        self.missing += truth - got
        self.extra += got - truth

    def share(self):
        return self.both / max(self.truth, self.got, 1)

    def f1(self):
        return 2 * self.both / (self.truth + self.got) if self.truth + self.got else 1.0


def headings(markdown):
    found, fence = [], None
    for line in markdown.splitlines():
        mark = re.match(r"\s*(?:>\s*)*(`{3,}|~{3,})", line)
        if mark and (fence is None or mark[1].startswith(fence)):
            fence = None if fence else mark[1]
        elif fence is None and re.match(r"#{1,6} ", line):
            found.append(" ".join(letters(re.sub(r"\\(.)", r"\1", line))).casefold())
    return found


def code_lines(markdown):
    found, fence = [], None
    for line in markdown.splitlines():
        mark = re.match(r"\s*(?:>\s*)*(`{3,}|~{3,})", line)
        if mark and (fence is None or mark[1].startswith(fence)):
            fence = None if fence else mark[1]
        elif fence is not None and line.strip():
            found.append(line.rstrip().translate(ASCII))
    return found


def draw(born, folder, dpi):
    """Grey pictures of the pages of the PDFs, in PDFs of the same names."""
    from PIL import Image
    folder.mkdir(parents=True, exist_ok=True)
    for pdf in sorted(born.glob("*.pdf")):
        pages = folder / f"{pdf.stem}-pages"
        pages.mkdir(exist_ok=True)
        run(["pdftoppm", "-r", dpi, "-gray", pdf, pages / "p"])
        first, *rest = [Image.open(p) for p in sorted(pages.glob("*.pgm"))]
        first.save(folder / pdf.name, "PDF", resolution=dpi, save_all=True, append_images=rest, quality=90)
        shutil.rmtree(pages)
    return folder


def pictures(pdf, folder):
    """The pictures of a PDF of pictures as files, and their resolution."""
    folder.mkdir(parents=True, exist_ok=True)
    run(["pdfimages", "-all", pdf, folder / "p"])
    listed = subprocess.run(["pdfimages", "-list", str(pdf)], capture_output=True, text=True, check=True).stdout
    return sorted(folder.glob("p-*")), listed.splitlines()[2].split()[12]


def with_sheaf(program, pdf, out, ocr="auto"):
    cpu = run([program, "convert", "--quiet", "--to", "md,text", "--furniture", "keep", "--ocr", ocr, "--jobs", "1",
               "-o", out, pdf])
    return cpu, (out / f"{pdf.stem}.txt").read_text(), (out / f"{pdf.stem}.md").read_text()


def with_tesseract(pdf, out):
    files, dpi = pictures(pdf, out / pdf.stem)
    names = out / f"{pdf.stem}.list"
    names.write_text("".join(f"{f}\n" for f in files))
    cpu = run(["tesseract", names, out / pdf.stem, "--psm", "3", "--dpi", dpi])
    shutil.rmtree(out / pdf.stem)
    return cpu, (out / f"{pdf.stem}.txt").read_text(), ""


def with_ocrmypdf(pdf, out):
    layered = out / pdf.name
    cpu = run(["ocrmypdf", "--quiet", "--force-ocr", "--output-type", "pdf", "--optimize", "0", "--jobs", "1", pdf, layered])
    cpu += run(["pdftotext", layered, out / f"{pdf.stem}.txt"])
    return cpu, (out / f"{pdf.stem}.txt").read_text(), ""


def row(name, tool, counts, cpu, sheaf):
    cells = [f"{name:10}", f"{tool:10}"]
    cells += [f"{counts[k].share():.4f}" for k in ("born", "layer", "born letters", "layer letters")]
    cells += [f"{counts[k].f1():.4f}" if sheaf else "     -" for k in ("headings", "code")]
    return " | ".join([*cells, f"{cpu:7.1f}"])


def show(counts, n):
    for kind in ("born", "headings", "code"):
        for side in ("missing", "extra"):
            common = sorted(getattr(counts[kind], side).items(), key=lambda item: (-item[1], item[0]))[:n]
            print(f"  {kind} {side}: " + "  ".join(f"{word!r}" + (f" x{k}" if k > 1 else "") for word, k in common))


def measure(args, name, folder, truth, tool):
    out = args.work / name / tool
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    kinds = ("born", "layer", "born letters", "layer letters", "headings", "code")
    counts, total = {k: Count() for k in kinds}, 0
    for stem, (born, markdown, layer) in truth.items():
        pdf = folder / f"{stem}.pdf"
        read = {"tesseract": with_tesseract, "ocrmypdf": with_ocrmypdf}.get(
            tool, lambda p, o: with_sheaf(args.sheaf, p, o))
        cpu, text, md = read(pdf, out)
        total += cpu
        one = {k: Count() for k in kinds}
        for c in (counts, one):
            c["born"].add(tokens(born), tokens(text))
            c["layer"].add(tokens(layer), tokens(text))
            c["born letters"].add(letters(born), letters(text))
            c["layer letters"].add(letters(layer), letters(text))
            c["headings"].add(headings(markdown), headings(md))
            c["code"].add(code_lines(markdown), code_lines(md))
        if args.each:
            print(row(stem[:10], tool, one, cpu, md != ""), flush=True)
    print(row(name, tool, counts, total, tool == "sheaf"), flush=True)
    if args.show:
        show(counts, args.show)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sheaf", default="./sheaf", type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--born", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--scans", action="append", default=[], metavar="NAME=DIR")
    parser.add_argument("--dpi", default=300, type=int)
    parser.add_argument("--tools", default="sheaf,tesseract,ocrmypdf")
    parser.add_argument("--only", default="", help="stems of documents, with commas between")
    parser.add_argument("--each", action="store_true", help="a row for each document too")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    args = parser.parse_args()

    scans = {name: pathlib.Path(folder) for name, folder in (s.split("=", 1) for s in args.scans)}
    scans = scans or {f"{args.dpi} dpi": draw(args.born, args.work / f"drawn-{args.dpi}", args.dpi)}
    truth = {}
    for pdf in sorted(args.born.glob("*.pdf")):
        if args.only and pdf.stem not in args.only.split(","):
            continue
        out = args.work / "born"
        out.mkdir(parents=True, exist_ok=True)
        _, text, markdown = with_sheaf(args.sheaf, pdf, out, "pictures")
        run(["pdftotext", pdf, out / "layer.txt"])
        truth[pdf.stem] = text, markdown, (out / "layer.txt").read_text()

    print("scans      | tool       |   born |  layer | l.born | l.layr | headng |   code |     CPU")
    for name, folder in scans.items():
        for tool in args.tools.split(","):
            if tool == "sheaf" or shutil.which(tool):
                measure(args, name, folder, truth, tool)


if __name__ == "__main__":
    main()
