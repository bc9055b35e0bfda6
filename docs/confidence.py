#!/usr/bin/env python3
"""Does the confidence of a table say how right it is? Measures and draws it; not needed to build sheaf.

    docs/confidence.py --documents DIR --scorer score_tables.py --work DIR --png docs/confidence.png

Four sets of tables: those of the documents, read with --method auto, stream and lattice; the same damaged (rulings lost,
words wider, columns and areas told wrongly: docs/reread.c); and both of pages that docs/typeset.py makes, on which nothing of
sheaf was ever tuned. For each the rank correlation (Spearman) of confidence and F1 of cells, 0 for a table
where there is none. Then the weights of the doubts are chosen anew on four parts of all documents and tried on
the fifth, which says what such a choice is worth where it was not made. Needs numpy, python3-pil, weasyprint.
"""
import argparse
import json
import pathlib
import re

import numpy
from PIL import Image, ImageDraw, ImageFont

import measure
import typeset

METHODS = ["auto", "stream", "lattice"]
DAMAGE = ["no-rules", "level-rules", "rules-lost", "no-fills", "wide", "wider", "narrow", "shaken", "skewed",
          "column-less", "column-more", "column-moved", "columns-moved", "area-bottom", "area-top", "area-left",
          "area-right", "area-across", "area-more", "area-above"]
SETS = ["documents", "documents, damaged", "typeset", "typeset, damaged"]
COLOURS = [(30, 90, 160), (150, 180, 215), (200, 90, 20), (235, 190, 150)]
GRID = [0, 0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.5, 2, 3, 4]
LIMITS = {"small": 0.5, "open": 0.7}  # a table of three rows is not wrong for that alone
LEAST = 0.2


def with_scores(scorer, documents, tables):
    """Yields (table, F1), the tables of one document compared with its truth."""
    for d in documents:
        own, scored = measure.by_document(scorer, [d], tables)[d.stem]
        readings = [(name, scorer.structure_reading(d, truth, scored, "complete", "comp", False))
                    for name, truth, _ in d.readings]
        f1 = {x["pred_table"]: x["f1"] for x in scorer.best_reading(readings)[1]["detail"] if x.get("pred_table")}
        yield from ((table, f1.get(i + 1, 0.0)) for i, table in enumerate(own))


class Typeset:
    """A typeset page as a document of the scorer."""

    def __init__(self, scorer, page, truth):
        cells = [scorer.Cell(r, c, r + rs - 1, c + cs - 1, t) for r, c, rs, cs, t in truth["cells"]]
        self.stem, self.page = f"page {page}", page
        self.readings = [(self.stem, [scorer.Table(cells, [(page, None)], page)], [])]


def typeset_documents(scorer, folder, pages):
    """The pages whose table is whole: one over a page break leaves a page without a caption."""
    truth = json.loads((folder / "truth.json").read_text())
    named = {}
    for file in pages:
        text = " ".join(w["text"] for w in json.loads(pathlib.Path(file).read_text())["words"])
        found = re.search(r"Table (\d+):", text)
        if found:
            named[int(re.search(r"page-(\d+)", file)[1])] = int(found[1]) - 1
    return [Typeset(scorer, page, truth[n]) for page, n in named.items() if page + 1 in named or page == len(pages)]


def gather(args):
    """[{"set": ..., "document": ..., "confidence": ..., "f1": ..., "doubts": {...}}]"""
    work, scorer, found = pathlib.Path(args.work), measure.scorer_at(args.scorer), []
    tree = measure.Tree(pathlib.Path(__file__).resolve().parent.parent, work / "tree")
    program = tree.build()
    typeset.typeset(work / "typeset")
    sources = [(args.documents, work / "pages"), (work / "typeset" / "typeset.pdf", work / "typeset pages")]
    for k, (source, folder) in enumerate(sources):
        pages = measure.dump(tree.folder / "sheaf", source, folder)
        documents = scorer.find_documents(source) if k == 0 else typeset_documents(scorer, work / "typeset", pages)
        for how in METHODS + DAMAGE:
            tables = measure.reread(program, how, pages)
            for table in tables if k else []:
                table["file"] = f"page {table['page']}"
            found += [{"set": SETS[2 * k + (how in DAMAGE)], "document": t["file"], "how": how, "f1": f1,
                       "confidence": t["confidence"], "doubts": t["doubts"]}
                      for t, f1 in with_scores(scorer, documents, tables)]
    return found


def ranks(values):
    """Equal values share the mean of their ranks."""
    _, place, count = numpy.unique(values, return_inverse=True, return_counts=True)
    end = numpy.cumsum(count)
    return (end - (count - 1) / 2)[place]


def correlation(a, b):
    if len(a) < 3 or numpy.ptp(a) == 0 or numpy.ptp(b) == 0:
        return 0.0
    return float(numpy.corrcoef(ranks(numpy.round(a, 3)), ranks(b))[0, 1])


class Data:
    def __init__(self, found):
        self.names = list(found[0]["doubts"])
        self.doubts = numpy.array([[t["doubts"][n] for n in self.names] for t in found])
        self.f1 = numpy.array([t["f1"] for t in found])
        self.confidence = numpy.array([t["confidence"] for t in found])
        self.set = numpy.array([SETS.index(t["set"]) for t in found])
        parts = measure.parts_of({t["document"] for t in found})
        self.part = numpy.array([parts[t["document"]] for t in found])
        self.how = [t["how"] for t in found]

    def confidences(self, weights):
        return numpy.prod(numpy.maximum(1 - self.doubts * weights, LEAST), axis=1)

    def scores(self, confidence, where):
        return [correlation(confidence[where & (self.set == k)], self.f1[where & (self.set == k)])
                for k in range(len(SETS))]

    def choose(self, where):
        """Weights one by one, from those that leave half for a full doubt, until none is better."""
        weights = numpy.minimum(0.5, [LIMITS.get(n, 1) for n in self.names])
        best = numpy.mean(self.scores(self.confidences(weights), where))
        for _ in range(4):
            before = best
            for k, name in enumerate(self.names):
                for value in [v for v in GRID if v <= LIMITS.get(name, max(GRID))]:
                    tried = weights.copy()
                    tried[k] = value
                    score = numpy.mean(self.scores(self.confidences(tried), where))
                    if score > best + 1e-4:
                        best, weights = score, tried
            if best == before:
                break
        return weights


def report(data):
    everything = numpy.ones(len(data.f1), bool)
    left_out = numpy.zeros(len(data.f1))
    for part in range(5):
        weights = data.choose(data.part != part)
        left_out[data.part == part] = data.confidences(weights)[data.part == part]
        print(f"part {part + 1} left out: " + ", ".join(f"{n} {w:g}" for n, w in zip(data.names, weights) if w))
    most = [correlation(numpy.arange(float((data.set == k).sum())), numpy.sort(data.f1[data.set == k]))
            for k in range(len(SETS))]
    print("\n| tables of | number | not wholly right | shipped | chosen elsewhere | at most | right above wrong |")
    print("| --- " * 7 + "|")
    shipped, other = data.scores(data.confidence, everything), data.scores(left_out, everything)
    for k, name in enumerate(SETS):
        f1, confidence = data.f1[data.set == k], data.confidence[data.set == k]
        right, wrong = confidence[f1 > 0.9999], confidence[f1 <= 0.9999]
        pairs = numpy.mean((right[:, None] > wrong) + (right[:, None] == wrong) / 2)
        print(f"| {name} | {len(f1)} | {len(wrong)} | {shipped[k]:.2f} | {other[k]:.2f} | {most[k]:.2f} | {pairs:.0%} |")
    print("\n| confidence | tables | mean F1 | wholly right |\n| --- | --- | --- | --- |")
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.98), (0.98, 1.01)):
        f1 = data.f1[(data.confidence >= low) & (data.confidence < high)]
        print(f"| {low} to {min(high, 1)} | {len(f1)} | {f1.mean():.2f} | {(f1 > 0.9999).mean():.0%} |")
    print("\nEach doubt: alone, and what is lost without it")
    weights = data.choose(everything)
    whole = numpy.mean(data.scores(data.confidences(weights), everything))
    for k, name in enumerate(data.names):
        alone = data.scores(-data.doubts[:, k], everything)
        without = weights.copy()
        without[k] = 0
        lost = whole - numpy.mean(data.scores(data.confidences(without), everything))
        print(f"  {name:8}" + "".join(f"{a:7.2f}" for a in alone) + f"   {lost:+.3f}   chosen on all: {weights[k]:g}")


def draw(data, path):
    """Mean F1 and its spread over ten equal shares of the tables of each set, by confidence."""
    size, margin = 640, 70
    image = Image.new("RGB", (size, size), "white")
    pen, font, span = ImageDraw.Draw(image), ImageFont.load_default(), size - 2 * margin

    def place(confidence, f1):
        return margin + span * confidence, size - margin - span * f1

    for k in range(0, 11, 2):
        pen.line((*place(k / 10, 0), *place(k / 10, 1)), fill=(230, 230, 230))
        pen.line((*place(0, k / 10), *place(1, k / 10)), fill=(230, 230, 230))
        pen.text((place(k / 10, 0)[0] - 8, size - margin + 8), f"{k / 10:.1f}", fill="black", font=font)
        pen.text((margin - 28, place(0, k / 10)[1] - 6), f"{k / 10:.1f}", fill="black", font=font)
    pen.rectangle((margin, margin, size - margin, size - margin), outline="black")
    pen.text((size / 2 - 100, size - 36), "confidence that sheaf gives the table", fill="black", font=font)
    pen.text((margin, margin - 34), "F1 of its cells against the truth; lines: mean of ten shares of equal size",
             fill="black", font=font)
    for k, name in reversed(list(enumerate(SETS))):
        at = numpy.flatnonzero(data.set == k)
        at = at[numpy.argsort(data.confidence[at], kind="stable")]
        for i in at if k % 2 == 0 else []:
            x, y = place(data.confidence[i], data.f1[i])
            pen.ellipse((x - 3, y - 3, x + 3, y + 3), outline=COLOURS[k])
        line = [place(data.confidence[s].mean(), data.f1[s].mean()) for s in numpy.array_split(at, 10)]
        pen.line(line, fill=COLOURS[k], width=3)
        x, y = margin + 20, margin + 20 + 18 * k
        pen.line((x - 6, y + 6, x + 6, y + 6), fill=COLOURS[k], width=3)
        pen.text((x + 12, y), f"{name}, {len(at)} tables", fill="black", font=font)
    image.save(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--png")
    args = parser.parse_args()
    data = Data(gather(args))
    report(data)
    if args.png:
        draw(data, args.png)


if __name__ == "__main__":
    main()
