#!/usr/bin/env python3
"""Does the confidence of a table say how right it is? Measures and draws it; not needed to build.

    docs/confidence.py --sheaf ./sheaf --documents DIR --scorer score_tables.py --png docs/confidence.png

DIR holds PDFs with their tables in the competition format of ICDAR 2013, and the scorer
compares cell by cell: `--mode complete --json` gives the F1 of each table found, 0 for a
table where there is none. Each document is read three times, with --method auto, stream
and lattice, as a method forced upon the wrong kind of table gives bad ones to tell from
good ones. Parts of tables over page breaks are left apart. Needs python3-pil.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image, ImageDraw, ImageFont

METHODS = {"auto": (30, 90, 160), "stream": (220, 120, 20), "lattice": (40, 150, 70)}


def tables_of(args, method, folder):
    """(confidence, F1) of each table found."""
    out, scores = folder / method, folder / f"{method}.json"
    subprocess.run([args.sheaf, "tables", "--quiet", "--no-join", "--method", method, "--to", "json",
                    "-o", out, args.documents], check=True)
    subprocess.run([sys.executable, args.scorer, "--truth", args.documents, "--pred", out, "--mode", "complete",
                    "--json", scores], check=True, stdout=subprocess.DEVNULL)
    found = []
    for name, document in json.loads(scores.read_text())["complete"]["documents"].items():
        path = out / f"{name}.json"
        if not path.exists():  # a second reading of one document has a letter more
            path = out / f"{name[:-1]}.json"
        f1 = {d["pred_table"]: d["f1"] for d in document["detail"] if d.get("pred_table")}
        for i, table in enumerate(json.loads(path.read_text())["tables"]):
            found.append((table["confidence"], f1.get(i + 1, 0.0)))
    return found


def ranks(values):
    """Ranks from 1; equal values share the mean of theirs."""
    order, result = sorted(range(len(values)), key=values.__getitem__), [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for k in order[start:end]:
            result[k] = (start + 1 + end) / 2
        start = end
    return result


def correlation(a, b):
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    up = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b))
    down = (sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)) ** 0.5
    return up / down if down else 0.0


def report(name, found):
    """Spearman's rank correlation, and how often a right table has more confidence than a wrong one."""
    right = [c for c, f in found if f > 0.9999]
    wrong = [c for c, f in found if f <= 0.9999]
    pairs = sum((r > w) + (r == w) / 2 for r in right for w in wrong)
    rho = correlation(ranks([c for c, _ in found]), ranks([f for _, f in found]))
    # What a confidence without ties could reach at most, as most tables tie at F1 1.
    best = correlation(list(range(len(found))), ranks(sorted(f for _, f in found)))
    print(f"{name:8} {len(found):4} tables, {len(wrong):3} not wholly right: Spearman {rho:.3f} of {best:.3f} at most, "
          f"right above wrong in {pairs / max(1, len(right) * len(wrong)):.1%} of pairs")
    for low, high in ((0, 0.7), (0.7, 0.9), (0.9, 0.98), (0.98, 1.01)):
        part = [f for c, f in found if low <= c < high]
        if part:
            print(f"         confidence {low:.2f} to {min(high, 1):.2f}: {len(part):3} tables, mean F1 "
                  f"{sum(part) / len(part):.3f}, wholly right {sum(f > 0.9999 for f in part) / len(part):.0%}")


def draw(groups, path):
    size, margin = 640, 70
    image = Image.new("RGB", (size, size), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default()
    span = size - 2 * margin
    for k in range(0, 11, 2):
        at = margin + span * k / 10
        pen.line((at, margin, at, size - margin), fill=(230, 230, 230))
        pen.line((margin, at, size - margin, at), fill=(230, 230, 230))
        pen.text((at - 8, size - margin + 8), f"{k / 10:.1f}", fill="black", font=font)
        pen.text((margin - 28, size - at - 6), f"{k / 10:.1f}", fill="black", font=font)
    pen.rectangle((margin, margin, size - margin, size - margin), outline="black")
    pen.text((size / 2 - 100, size - 36), "confidence that sheaf gives the table", fill="black", font=font)
    pen.text((margin, margin - 34), "F1 of its cells against the truth (0: no table there)", fill="black", font=font)
    for n, (name, found) in enumerate(groups.items()):
        for confidence, f1 in found:
            x, y, r = margin + span * confidence, size - margin - span * f1, 3 + 2 * n
            pen.ellipse((x - r, y - r, x + r, y + r), outline=METHODS[name])
        x, y = margin + 20, margin + 20 + 18 * n
        pen.ellipse((x - 4, y + 2, x + 4, y + 10), outline=METHODS[name])
        pen.text((x + 12, y), f"--method {name}, {len(found)} tables", fill="black", font=font)
    image.save(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sheaf", default="./sheaf")
    parser.add_argument("--documents", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--png")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        groups = {method: tables_of(args, method, pathlib.Path(folder)) for method in METHODS}
    for name, found in groups.items():
        report(name, found)
    report("all", sum(groups.values(), []))
    if args.png:
        draw(groups, args.png)


if __name__ == "__main__":
    main()
