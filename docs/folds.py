#!/usr/bin/env python3
"""Are the thresholds of the table finder those of its documents? Not needed to build sheaf.

    docs/folds.py --documents DIR --scorer score_tables.py --work DIR [--factors 0.8,1.25] [CONSTANT...]

The documents are cut into five parts. Each constant below is made smaller and larger, one at a time, in a copy of the tree;
every document is scored with every value. Then, for each part, the values that score best on the other four are taken
together (a value stays as shipped where no other is better), and the part that was left out is scored with them, beside what the
shipped values score there. What is chosen where it was not looked at can be no better than chance allows, so the
difference says how much of the score is fitting. Scores are means over documents of F1.
"""
import argparse
import json
import pathlib
import re
import sys

import measure

# What the finder and the structure pass decide with. "file NAME"
CONSTANTS = """
alley OPEN_SHARE, alley INK_SHARE, alley COLUMN_WHITE, alley RULED_SHARE, boxhead LABEL_LEADING, row RULE_SHARE,
row ROW_GAP, row MIN_STEP, row MIN_ENTRIES, strip GAP_MIN, strip GAP_MAX, strip BASELINE_SLACK, swath COLUMN_GAP,
swath SHARED_GAP, swath STRIP_STEP, swath WIDE_STEP, swath PROSE_LINE, swath MAX_SINGLES, frame MIN_LEVEL,
frame SAME_EXTENT, frame DOUBLE_RULE, frame COLUMN_GAP, finder LATTICE_SHARE, finder CLEAR_WHITE, finder GRID_SHARE,
finder DENSE_TEXT, evidence MIN_CONFIDENCE, mesh MIN_COVER, mesh WIDE_DOUBLE, lattice REACH, grid SLIVER
"""
MODES = ("location", "structure", "complete")


def pattern(name):
    return re.compile(rf"^(#define {name} )([0-9.]+)", re.M)


def values(text, name, factors):
    found = pattern(name).search(text)
    if not found:
        return []
    shipped = found[2]
    if "." in shipped:
        return [f"{float(shipped) * f:.4g}" if "." in f"{float(shipped) * f:.4g}" else f"{float(shipped) * f:.1f}"
                for f in factors]
    return [str(v) for v in (int(shipped) - 1, int(shipped) + 1) if v > 0]


def set_value(name, value):
    return lambda text: pattern(name).sub(rf"\g<1>{value}", text)


def total(scored, names):
    return sum(sum(scored[n][m] for m in MODES) for n in names) / max(1, len(names)) / len(MODES)


class Runs:
    """Scores of variants, kept in a file so that a run can go on."""

    def __init__(self, args):
        self.work = pathlib.Path(args.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.scorer = measure.scorer_at(args.scorer)
        self.documents = self.scorer.find_documents(args.documents)
        self.tree = measure.Tree(args.tree, self.work / "tree")
        self.tree.build()
        self.pages = measure.dump(self.tree.folder / "sheaf", args.documents, self.work / "pages")
        self.file = self.work / "scores.json"
        self.known = json.loads(self.file.read_text()) if self.file.exists() else {}

    def score(self, chosen):
        """chosen: {(file, name): value}"""
        key = " ".join(f"{f}.{n}={v}" for (f, n), v in sorted(chosen.items())) or "shipped"
        if key not in self.known:
            for (file, name), value in chosen.items():
                self.tree.change(f"detect/{file}.c", set_value(name, value))
            try:
                tables = measure.reread(self.tree.build(), "auto", self.pages)
                self.known[key] = measure.scores(self.scorer, self.documents, tables)
            finally:
                self.tree.restore()
            self.file.write_text(json.dumps(self.known))
            print(f"{key}: {total(self.known[key], list(self.known[key])):.4f}", file=sys.stderr)
        return self.known[key]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--documents", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--factors", default="0.8,1.25")
    parser.add_argument("constants", nargs="*", metavar="file.CONSTANT")
    args = parser.parse_args()
    runs = Runs(args)
    factors = [float(f) for f in args.factors.split(",")]
    wanted = [tuple(c.split(".")) for c in args.constants] or [
        tuple(c.split()) for c in CONSTANTS.replace("\n", " ").split(",")]

    shipped = runs.score({})
    parts = measure.parts_of(shipped)
    variants = {}
    for file, name in wanted:
        text = (runs.tree.folder / f"detect/{file}.c").read_text()
        options = values(text, name, factors)
        if not options:
            print(f"detect/{file}.c has no {name} now", file=sys.stderr)
        for value in options:
            variants[file, name, value] = runs.score({(file, name): value})

    print(f"| left out | documents | {' | '.join(f'{m}, shipped | {m}, chosen elsewhere' for m in MODES)} | changed |")
    print("| --- " * (3 + 2 * len(MODES)) + "|")
    sums = {}
    for part in range(5):
        out = [n for n in parts if parts[n] == part]
        rest = [n for n in parts if parts[n] != part]
        chosen = {}
        for file, name in wanted:
            best, score = None, total(shipped, rest)
            for (f, n, value), scored in variants.items():
                if (f, n) == (file, name) and total(scored, rest) > score + 1e-9:
                    best, score = value, total(scored, rest)
            if best is not None:
                chosen[file, name] = best
        other = runs.score(chosen)
        row = []
        for mode in MODES:
            for kind, scored in enumerate((shipped, other)):
                value = sum(scored[n][mode] for n in out)
                sums[mode, kind] = sums.get((mode, kind), 0) + value
                row.append(f"{value / len(out):.4f}")
        said = ", ".join(f"{f} {n} {v}" for (f, n), v in chosen.items()) or "none"
        print(f"| {part + 1} | {len(out)} | {' | '.join(row)} | {said} |")
    row = [f"{sums[mode, kind] / len(parts):.4f}" for mode in MODES for kind in (0, 1)]
    print(f"| all | {len(parts)} | {' | '.join(row)} | |")
    print("\nOne at a time, over all documents: the score of three means, and what the change is worth")
    for key, scored in sorted(variants.items(), key=lambda v: total(v[1], list(parts))):
        print(f"  {key[0]:9} {key[1]:16} {key[2]:7} {total(scored, list(parts)) - total(shipped, list(parts)):+.4f}")


if __name__ == "__main__":
    main()
