/* docs/reread.c - finds the tables of dumped pages again, damaged or not, and prints them with
 * their doubts
 *
 *     reread DAMAGE FOLDER/STEM/page-0001-3-ocr.json ...
 *
 * For docs/confidence.py and docs/folds.py, which build it against libsheaf.a; not part of sheaf.
 * One JSON object a table and line. DAMAGE is "auto" for none, "stream" or "lattice" for that
 * method; damage to the page: fewer rulings, words wider or narrower than they are, off their
 * lines; or to what the user says: columns and areas that are those found, made wrong.
 */
#include "detect/confidence.h"
#include "detect/lattice.h"
#include "detect/turn.h"
#include "pipeline/model/page_json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void
damage_rulings(Page *page, const char *how)
{
    for (guint i = page->rulings->len; i-- > 0;) {
        const Axis axis = g_array_index(page->rulings, Ruling, i).axis;

        if (strcmp(how, "no-rules") == 0 || (strcmp(how, "level-rules") == 0 && axis == AXIS_V) ||
            (strcmp(how, "rules-lost") == 0 && i % 3 == 1))
            g_array_remove_index(page->rulings, i);
    }
    if (strcmp(how, "no-fills") == 0)
        g_array_set_size(page->fills, 0);
}

static void
damage_words(Page *page, const char *how)
{
    for (guint i = 0; i < page->words->len; i++) {
        Word *word = &g_array_index(page->words, Word, i);
        double wider = 0, lower = 0;

        if (strcmp(how, "wide") == 0)
            wider = 0.1 * bbox_width(word->bbox);
        else if (strcmp(how, "wider") == 0)
            wider = 3;
        else if (strcmp(how, "narrow") == 0)
            wider = -0.1 * bbox_width(word->bbox);
        else if (strcmp(how, "shaken") == 0)
            lower = (i * 7919u) % 5 - 2.0;
        else if (strcmp(how, "skewed") == 0)
            lower = 0.01 * (word->bbox.x0 - page->width / 2);
        word->bbox.x0 -= wider;
        word->bbox.x1 += wider;
        word->bbox.y0 += lower;
        word->bbox.y1 += lower;
        word->baseline += lower;
    }
}

static Page *
read_page(const char *path, const char *how)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    Page *page = NULL;
    gsize length;
    StageId after;

    if (g_file_get_contents(path, &text, &length, &error))
        page = page_json_read(text, length, &after, &error);
    if (page == NULL) {
        fprintf(stderr, "reread: %s: %s\n", path, error->message);
        return NULL;
    }
    damage_rulings(page, how);
    damage_words(page, how);
    g_ptr_array_unref(page->lattices);
    page->lattices = lattice_find(page);
    return page;
}

static json_t *
box(Bbox b)
{
    return json_pack("[ffff]", b.x0, b.y0, b.x1, b.y1);
}

static void
print_table(const char *stem, const Page *page, const Table *table)
{
    const Doubts d = confidence_doubts(page, table, NULL);
    json_t *cells = json_array();

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        if (*cell->text != '\0')
            json_array_append_new(cells,
                                  json_pack("{si si si si ss}", "row", (int)cell->row, "col",
                                            (int)cell->col, "rowspan", (int)cell->rowspan,
                                            "colspan", (int)cell->colspan, "text", cell->text));
    }
    json_t *line = json_pack(
        "{ss si so si si sf so s{sf sf sf sf sf sf sf sf sf}}", "file", stem, "page",
        (int)table->page, "bbox", box(table->bbox), "rows", (int)table->rows, "cols",
        (int)table->cols, "confidence", table->confidence, "cells", cells, "doubts", "cut", d.cut,
        "outside", d.outside, "crowded", d.crowded, "ragged", d.ragged, "torn", d.torn, "open",
        d.open, "beside", d.beside, "run_on", d.run_on, "small", d.small);
    json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(line);
}

static void
print_tables(const char *stem, const Page *page, const FinderOptions *options)
{
    g_autoptr(GPtrArray) tables = turn_tables(page, options);

    for (guint i = 0; i < tables->len; i++)
        print_table(stem, page, g_ptr_array_index(tables, i));
}

static GArray *
wrong_columns(const Table *table, const char *how)
{
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(double));
    const double *xs = (const double *)(void *)table->xs->data;

    for (guint c = 1; c < table->cols; c++) {
        double x = xs[c];

        if (strcmp(how, "column-less") == 0 && c == (table->cols + 1) / 2)
            continue;
        if (strcmp(how, "columns-moved") == 0)
            x += 10;
        if (strcmp(how, "column-moved") == 0 && c == 1)
            x -= 0.4 * (x - xs[0]);
        g_array_append_val(columns, x);
        x = (x + xs[c + 1]) / 2;
        if (strcmp(how, "column-more") == 0 && c == table->cols / 2)
            g_array_append_val(columns, x);
    }
    return columns;
}

static Bbox
wrong_area(const Table *table, const char *how)
{
    const double *xs = (const double *)(void *)table->xs->data;
    Bbox area = table->bbox;

    if (strcmp(how, "area-bottom") == 0)
        area.y1 -= 0.3 * bbox_height(area);
    else if (strcmp(how, "area-top") == 0)
        area.y0 += 0.25 * bbox_height(area);
    else if (strcmp(how, "area-left") == 0)
        area.x0 = xs[1];
    else if (strcmp(how, "area-right") == 0)
        area.x1 = xs[table->cols - 1];
    else if (strcmp(how, "area-across") == 0)
        area.x1 -= 0.12 * bbox_width(area);
    else if (strcmp(how, "area-more") == 0)
        area.y1 += 40;
    else if (strcmp(how, "area-above") == 0)
        area.y0 -= 40;
    return area;
}

/* Each table again, from columns and areas that are wrong. */
static void
print_wrong(const char *stem, const Page *page, const char *how)
{
    g_autoptr(GPtrArray) tables = turn_tables(page, &(FinderOptions){ 0 });

    for (guint i = 0; i < tables->len; i++) {
        const Table *table = g_ptr_array_index(tables, i);
        if (table->cols < 2 || table->xs->len != table->cols + 1)
            continue;
        const FinderArea area = { page->number, wrong_area(table, how) };
        g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
        g_autoptr(GArray) columns =
            g_str_has_prefix(how, "column") ? wrong_columns(table, how) : NULL;

        g_array_append_val(areas, area);
        print_tables(stem, page, &(FinderOptions){ .areas = areas, .columns = columns });
    }
}

int
main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "auto";
    const FinderOptions options = { .method = strcmp(how, "stream") == 0    ? FINDER_STREAM
                                              : strcmp(how, "lattice") == 0 ? FINDER_LATTICE
                                                                            : FINDER_AUTO };

    for (int i = 2; i < argc; i++) {
        g_autofree char *folder = g_path_get_dirname(argv[i]);
        g_autofree char *stem = g_path_get_basename(folder);
        g_autoptr(Page) page = read_page(argv[i], how);

        if (page == NULL)
            return 1;
        if (g_str_has_prefix(how, "column") || g_str_has_prefix(how, "area"))
            print_wrong(stem, page, how);
        else
            print_tables(stem, page, &options);
    }
    return 0;
}
