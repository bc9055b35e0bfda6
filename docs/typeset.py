#!/usr/bin/env python3
"""Typesets pages with one table each, whose cells are known; not needed to build sheaf.

    docs/typeset.py FOLDER [NUMBER]

writes FOLDER/typeset.pdf and FOLDER/truth.json: for table N, named so in its caption, its cells as [row, column,
rowspan, colspan, text]. The same every time. Styles: a full grid, rules between rows, rules around the header only, none,
tinted rows, rules between columns; labels on one or two levels; numbers, percentages, amounts, dates, words and wrapped
text; empty cells; three sizes of type and four of padding. Needs weasyprint.
"""
import html
import json
import pathlib
import random
import subprocess
import sys

NAMES = ("Arnsay Corran Dunmore Ellary Fenwick Garroch Hallin Inverlea Jura Kerrera Lismore Mull Nairn Oban Portree "
         "Quendale Raasay Staffin Tarbert Ullapool Vatersay Wick").split()
WORDS = ("the harbour was closed for repairs after storms in winter and ferries called at another pier until work had "
         "been done by men of the island council").split()
LABELS = ["Island", "Ships", "Share of all", "Tons carried", "Rate", "Year of building", "Sum"]
UNDER = ["Men", "Women", "Total", "1990", "1991", "Share"]
STYLES = ["grid", "rows", "book", "open", "tint", "columns"]
CSS = """@page{size:A4;margin:20mm}body{font:10pt DejaVu Serif}section{page-break-after:always}
table{border-collapse:collapse;margin:1em auto}td,th{vertical-align:top;text-align:left}
.n{text-align:right;white-space:nowrap}.c{text-align:center;white-space:nowrap}
.grid td,.grid th{border:.6pt solid black}.rows tr{border-bottom:.6pt solid black}
.book{border-top:1pt solid;border-bottom:1pt solid}.book tr.last{border-bottom:.6pt solid}
.tint tr:nth-child(even){background:#e4e4ee}.columns td,.columns th{border-left:.6pt solid;border-right:.6pt solid}"""


def words(dice, n):
    start = dice.randrange(len(WORDS))
    return " ".join((WORDS + WORDS)[start:start + n]).capitalize()


def value(dice, kind):
    return {"int": lambda: f"{dice.randint(1, 99999):,}", "dec": lambda: f"{dice.random() * 100:.1f}",
            "pct": lambda: f"{dice.random() * 100:.1f} %", "usd": lambda: f"$ {dice.randint(1, 9999):,}",
            "word": lambda: words(dice, dice.randint(1, 2)), "text": lambda: words(dice, dice.randint(3, 14)),
            "name": lambda: dice.choice(NAMES),
            "date": lambda: f"{dice.randint(1, 28)} May {dice.randint(1990, 2020)}"}[kind]()


def header(dice, cols):
    """Cells of the header and how many rows it has."""
    if cols < 4 or dice.random() > 0.35:
        return [(0, c, 1, 1, dice.choice(LABELS), "h") for c in range(cols)], 1
    cells, c = [(0, 0, 2, 1, "Island", "h")], 1
    while c < cols:
        n = min(dice.randint(1, 3), cols - c)
        cells.append((0, c, 2 if n == 1 else 1, n, words(dice, 1 if n == 1 else 2), "h"))
        cells += [(1, c + k, 1, 1, dice.choice(UNDER), "h") for k in range(n) if n > 1]
        c += n
    return cells, 2


def table(dice):
    cols, rows = dice.randint(2, 8), dice.randint(3, 18)
    kinds = [dice.choice(["name", "name", "text"])]
    kinds += [dice.choice(["int", "int", "dec", "pct", "usd", "word", "date", "text"]) for _ in range(cols - 1)]
    if kinds.count("text") > 2:
        kinds = [k if k != "text" or i < 2 else "int" for i, k in enumerate(kinds)]
    cells, top = header(dice, cols)
    empty = dice.choice([0, 0, 0.1, 0.3])
    for r in range(top, top + rows):
        cells += [(r, c, 1, 1, "" if c > 0 and dice.random() < empty else value(dice, kinds[c]), kinds[c])
                  for c in range(cols)]
    return cells, top + rows, top


def as_html(dice, cells, rows, top, style):
    pad, width = dice.choice(["2pt 5pt", "1pt 3pt", "4pt 9pt", "1pt 2pt"]), dice.choice(["auto", "100%", "75%"])
    out = f"<table class={style} style='width:{width}'>"
    for r in range(rows):
        out += "<tr class=last>" if r == top - 1 else "<tr>"
        for row, _, rowspan, colspan, text, kind in cells:
            tag = "th" if kind == "h" else "td"
            look = "n" if kind in ("int", "dec", "pct", "usd") else "c" if kind == "date" else "t"
            if row == r:
                out += (f"<{tag} class={look} rowspan={rowspan} colspan={colspan} style='padding:{pad}'>"
                        f"{html.escape(text)}</{tag}>")
        out += "</tr>"
    return out + "</table>"


def typeset(folder, number=96):
    folder, dice, body, truth = pathlib.Path(folder), random.Random(11), "", []
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        cells, rows, top = table(dice)
        style, size = STYLES[i % len(STYLES)], dice.choice([8, 9, 10])
        body += (f"<section><p>{words(dice, 30)}. {words(dice, 28)}.</p><p>Table {i + 1}: {words(dice, 4)}</p>"
                 f"<div style='font-size:{size}pt'>{as_html(dice, cells, rows, top, style)}</div>"
                 f"<p>{words(dice, 29)}. {words(dice, 30)}.</p></section>")
        truth.append({"style": style, "cells": [c[:5] for c in cells if c[4]]})
    page = f"<html lang=en><head><style>{CSS}</style></head><body>{body}</body></html>"
    (folder / "truth.json").write_text(json.dumps(truth))
    subprocess.run([sys.executable, "-m", "weasyprint", "-", folder / "typeset.pdf"], input=page.encode(), check=True,
                   stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    typeset(sys.argv[1], *map(int, sys.argv[2:3]))
