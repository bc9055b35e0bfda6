#!/usr/bin/env python3
"""What is each idea of the table finder worth? Not needed to build sheaf.

    docs/ideas.py --documents DIR --scorer score_tables.py --work DIR \\
        [--pages DIR --truth DIR --page-scorer score_markdown.py]

Each idea is switched off in a copy of the tree, or on where it was dropped, and the documents are scored without it:
location, structure and end to end as docs/folds.py has them. With --pages, PDFs of one page each and the Markdown that they
should become, TEDS of their tables, too. Prints a table for docs/tables.md.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

import confidence
import measure
import typeset

EDGES = """
    guint lined = 0;
    for (guint i = 0; i < strip_at(strips, a)->n; i++)
        for (guint k = 0; k < strip_at(strips, b)->n; k++) {
            const Bbox p = strip_piece(strips, strip_at(strips, a)->first + i)->bbox;
            const Bbox q = strip_piece(strips, strip_at(strips, b)->first + k)->bbox;
            lined += fabs(p.x0 - q.x0) < 2 || fabs(p.x1 - q.x1) < 2 || fabs(bbox_mid_x(p) - bbox_mid_x(q)) < 2;
        }
    if (lined < 2)
        return false;
"""
NONE = "return g_array_new(FALSE, FALSE, sizeof(Region));"

# Idea, source, kept; then what switches it off, or on: file, function and what it does first, or a text and what stands for it.
IDEAS = [
    ("rulings read off a picture of the page", "Nurminen; Tabula", True,
     "pipeline/stage.c", "fill_find(run->raster, shade, run->steps));",
     "fill_find(run->raster, shade, run->steps)); g_array_set_size(page->rulings, 0);"),
    ("fills read off it", "own", True,
     "pipeline/stage.c", "fill_find(run->raster, shade, run->steps));",
     "fill_find(run->raster, shade, run->steps)); g_array_set_size(page->fills, 0);"),
    ("grids: tables ruled both ways", "Hassan and Baumgartner; Camelot lattice", True,
     "detect/lattice.c", "lattice_find()", "return g_ptr_array_new_with_free_func((GDestroyNotify)lattice_free);"),
    ("frames: tables ruled one way", "Hassan and Baumgartner", True, "detect/frame.c", "frame_find()", NONE),
    ("swaths: tables without rules", "Hassan and Baumgartner", True, "detect/swath.c", "swath_find()", NONE),
    ("white shared by lines, cut at the gutters of the page first", "Breuel, white space", True,
     "detect/swath.c", "gutter_find(fragments, blocks)", "g_array_new(FALSE, FALSE, sizeof(Gutter))"),
    ("lines follow only where edges of text line up", "Nurminen; Tabula", False, "detect/swath.c", "follows()", EDGES),
    ("grid and frame together", "Camelot hybrid", True,
     "detect/finder.c", "united()", "return is_grid(page, b) && !is_grid(page, a) ? *b : *a;"),
    ("labels that stand outside a grid", "own", True, "detect/region.c", "take_stub()", "return;"),
    ("captions part tables", "own", True, "detect/region.c", "region_is_caption()", "return false;"),
    ("gaps measured against the spaces of the page", "Shigarov and others", True,
     "detect/strip.c", "gap_limit()", "return GAP_MAX * strip_word_size(page, a);"),
    ("the header has no vote on columns", "own", True,
     "detect/stream.c", "alley_find(strips, n - body >= 2 ? body : 0,", "alley_find(strips, 0,"),
    ("upright rules part columns", "Hassan and Baumgartner", True, "detect/alley.c", "add_ruled()", "return;"),
    ("signs of money and minus signs join their numbers", "own", True, "detect/alley.c", "join_units()", "return;"),
    ("columns with few entries", "own", True, "detect/alley.c", "add_sparse()", "return;"),
    ("a short rule says how far a label reaches", "own", True, "detect/boxhead.c", "ruled_columns()", "return false;"),
    ("lines are weighed into rows; else each line is one", "Shigarov and others: blocks", True,
     "detect/row.c", "grow_cost()", "return 1000;"),
    ("... by numbers in their columns", "own", True,
     "detect/row.c", "counts[c].numbers * 2 > counts[c].lines", "false"),
    ("... by whether the word would have fitted above", "own", True,
     "detect/wrap.c", "wrap_of()", "return WRAP_PERHAPS;"),
    ("... by what cells of a table are level with", "own", True, "detect/row.c", "align_cost()", "return 0;"),
    ("bands of a grid with numbers on each line are parted", "own", True, "detect/grid.c", "are_rows()", "return false;"),
    ("typed hyphens are rules", "own", True, "detect/strip.c", "take_typed_rules()", "return;"),
    ("is it a table at all?", "Nurminen; own", True, "detect/evidence.c", "evidence_suffices()", "return true;"),
]


def change(place, text):
    """The function does @text first; or @text stands for @place."""
    if not place.endswith("()"):
        return lambda source: source.replace(place, text)
    head = re.compile(rf"^({re.escape(place[:-2])}\([^{{;]*\)\n\{{\n)", re.M)
    return lambda source: head.sub(lambda found: found[1] + text + "\n", source, count=1)


def of_pages(args, sheaf, folder):
    """TEDS of the tables of Markdown pages; None without any."""
    if not args.pages:
        return None
    files = [p for p in sorted(pathlib.Path(args.pages).glob("*.pdf"))
             if "<table" in (pathlib.Path(args.truth) / f"{p.stem}.md").read_text()]
    ids, report = folder / "ids.txt", folder / "pages.json"
    ids.write_text("\n".join(f.stem for f in files))
    subprocess.run([sheaf, "convert", "--quiet", "--furniture", "keep", "--images", "off", "--tables", "html", "-o",
                    folder / "markdown", *files], check=True)
    subprocess.run([sys.executable, args.page_scorer, "--truth", args.truth, "--pred", folder / "markdown", "--ids", ids,
                    "--json", report], check=True, capture_output=True)
    values = [d["teds"] for d in json.loads(report.read_text())["documents"].values() if d["teds"] is not None]
    return sum(values) / len(values)


def of_typeset(scorer, tree, work, how):
    """F1 of the tables that docs/typeset.py makes, found and missed."""
    folder = work / "typeset"
    if not folder.exists():
        typeset.typeset(folder)
    pages = measure.dump(tree.folder / "sheaf", folder / "typeset.pdf", work / "typeset pages")
    documents = confidence.typeset_documents(scorer, folder, pages)
    tables = [dict(t, file=f"page {t['page']}") for t in measure.reread(tree.folder / "reread", how, pages)]
    best = {d.stem: 0.0 for d in documents}
    for table, f1 in confidence.with_scores(scorer, documents, tables):
        best[table["file"]] = max(best[table["file"]], f1)
    return sum(best.values()) / len(best)


def score(args, scorer, documents, tree, work, how):
    tree.build()
    sheaf, out = tree.folder / "sheaf", work / "out"
    subprocess.run([sheaf, "tables", "--quiet", "--no-join", "--to", "json", "-o", out, args.documents], check=True)
    tables = []
    for d in documents:
        path = out / f"{d.stem}.json"
        if path.exists():
            tables += [dict(t, file=d.stem) for t in json.loads(path.read_text())["tables"]]
    found = measure.scores(scorer, documents, tables)
    means = [sum(d[m] for d in found.values()) / len(found) for m in ("location", "structure", "complete")]
    return means + [of_pages(args, sheaf, work), of_typeset(scorer, tree, work, how)]


def row(values, shipped=None):
    cells = []
    for k, v in enumerate(values):
        by = "" if shipped is None or v is None else f" ({v - shipped[k]:+.3f})"
        cells.append("" if v is None else f"{v:.3f}{by}")
    return " | ".join(cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--pages")
    parser.add_argument("--truth")
    parser.add_argument("--page-scorer")
    args = parser.parse_args()
    work = pathlib.Path(args.work)
    work.mkdir(parents=True, exist_ok=True)
    scorer = measure.scorer_at(args.scorer)
    documents = scorer.find_documents(args.documents)
    tree = measure.Tree(pathlib.Path(__file__).resolve().parent.parent, work / "tree")
    shipped = score(args, scorer, documents, tree, work, "auto")
    print("| idea | source | | location | structure | end to end | TEDS of pages | typeset |\n" + "| --- " * 8 + "|")
    print(f"| as shipped | | | {row(shipped)} |", flush=True)
    for name, source, kept, file, place, text in IDEAS:
        try:
            tree.change(file, change(place, text))
        except ValueError as cause:
            print(f"{name}: {cause}", file=sys.stderr)
            continue
        # What changes how pages are looked at is not in pages that were dumped.
        how = "no-rules" if "rulings, 0" in text else "no-fills" if "fills, 0" in text else "auto"
        found = score(args, scorer, documents, tree, work, how)
        tree.restore()
        print(f"| {name} | {source} | {'kept' if kept else 'dropped'} | {row(found, shipped)} |", flush=True)


if __name__ == "__main__":
    main()
