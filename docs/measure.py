"""What docs/folds.py, docs/ideas.py and docs/confidence.py have in common; not needed to build sheaf.

A copy of the tree is built, changed and built again; docs/reread.c is built against it and finds the tables of pages that
were dumped once, after the ocr stage. The scorer is a module that knows the measures of the ICDAR 2013 competition: see
"How to measure" in docs/tables.md.
"""
import importlib.util
import json
import pathlib
import shutil
import subprocess


def scorer_at(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shell(command, folder):
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr[-2000:]}")
    return done.stdout


class Tree:
    """A copy of the sources that may be changed."""

    def __init__(self, source, folder):
        self.folder = pathlib.Path(folder)
        if not self.folder.exists():
            ignore = shutil.ignore_patterns(".git", "*.pdf", "out")
            shutil.copytree(source, self.folder, ignore=ignore)
        self.changed = {}

    def change(self, file, change):
        """change: text -> text"""
        path = self.folder / file
        text = path.read_text()
        self.changed.setdefault(path, text)
        new = change(text)
        if new == text:
            raise ValueError(f"{file}: nothing to change")
        path.write_text(new)

    def restore(self):
        for path, text in self.changed.items():
            path.write_text(text)
        self.changed = {}

    def build(self):
        """Returns the program that reads pages again. Code that a change left unused is no error here."""
        shell("make -s WARN='-std=gnu11' sheaf", self.folder)
        shell("cc -std=gnu11 -I. -D_GNU_SOURCE -O1 $(pkg-config --cflags glib-2.0) -o reread docs/reread.c "
              "build/libsheaf.a $(make -n -B sheaf | tail -1 | grep -o ' -l.*')", self.folder)
        return self.folder / "reread"


def dump(sheaf, documents, folder):
    """Pages as after the ocr stage. Returns their files."""
    if not pathlib.Path(folder).exists():
        subprocess.run([sheaf, "tables", "--quiet", "--stop-after", "ocr", "--dump-dir", folder, documents],
                       check=True)
    return sorted(map(str, pathlib.Path(folder).glob("*/page-*-3-ocr.json")))


def reread(program, how, pages):
    out = subprocess.run([program, how, *pages], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def as_scored(scorer, table):
    cells = [scorer.Cell(c["row"], c["col"], c["row"] + c["rowspan"] - 1, c["col"] + c["colspan"] - 1, c["text"])
             for c in table["cells"]]
    return scorer.Table(cells, [(table["page"], tuple(table["bbox"]))], table["page"])


def by_document(scorer, documents, tables):
    """{document: (its tables, those as the scorer has them)}"""
    found = {d.stem: [] for d in documents}
    for table in tables:
        found.get(table["file"], []).append(table)
    return {stem: (own, [as_scored(scorer, t) for t in own]) for stem, own in found.items()}


def scores(scorer, documents, tables):
    """{document: {"location": F1, "structure": F1, "complete": F1}}"""
    result = {}
    for d in documents:
        found = by_document(scorer, [d], tables)[d.stem][1]
        regions = [t.regions[0] for t in found]
        places = [(name, scorer.location_reading(d, reg, regions)) for name, _, reg in d.readings]
        result[d.stem] = {"location": scorer.best_reading(places)[1]["f1"]}
        for mode in ("structure", "complete"):
            cells = [(name, scorer.structure_reading(d, truth, found, mode, "comp", False))
                     for name, truth, _ in d.readings]
            result[d.stem][mode] = scorer.best_reading(cells)[1]["f1"]
    return result


def parts_of(names, n=5):
    """The same parts every time: by the order of their names."""
    return {name: i % n for i, name in enumerate(sorted(names))}
