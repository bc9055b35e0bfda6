/* tests/test-turn.c - tables that lie on their side */
#include "detect/turn.h"

#include "detect/layout.h"
#include "pipeline/stage.h"
#include "tests/table_art.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <glib/gstdio.h>

static const FinderOptions automatic = { .method = FINDER_AUTO };

/* Where a point of the drawn page is on the page on its side; @rotation clockwise. */
static Bbox
laid_down(Bbox b, gint rotation, double width, double height)
{
    if (rotation == 90)
        return (Bbox){ height - b.y1, b.x0, height - b.y0, b.x1 };
    return (Bbox){ b.y0, width - b.x1, b.y1, width - b.x0 };
}

/* The drawn page, laid on its side with all that is on it. Words of one letter count as upright,
 * as on pages of PDFs. */
static Page *
page_on_its_side(const char *picture, gint rotation)
{
    g_autoptr(Page) drawn = table_art_page(picture, NULL);
    Page *page = page_new(1, drawn->height, drawn->width);

    for (guint i = 0; i < drawn->styles->len; i++)
        page_intern_style(page->styles, page_style(drawn, i));
    for (guint i = 0; i < drawn->words->len; i++) {
        Word word = *page_word(drawn, i);

        word.text = g_strdup(word.text);
        word.bbox = laid_down(word.bbox, rotation, drawn->width, drawn->height);
        word.baseline = rotation == 90 ? drawn->height - word.baseline : word.baseline;
        word.rotation = (gint16)rotation;
        if (word.text[1] == '\0') { /* one letter runs no way */
            word.rotation = 0;
            word.baseline = word.bbox.y1;
        }
        g_array_append_val(page->words, word);
    }
    for (guint axis = 0; axis < 2; axis++)
        for (guint i = 0; i < drawn->rulings->len; i++) {
            const Ruling *r = &g_array_index(drawn->rulings, Ruling, i);
            const Bbox stroke = r->axis == AXIS_H ? (Bbox){ r->from, r->at, r->to, r->at }
                                                  : (Bbox){ r->at, r->from, r->at, r->to };
            const Bbox laid = laid_down(stroke, rotation, drawn->width, drawn->height);

            if (r->axis == AXIS_V && axis == 0)
                table_art_rule(page, AXIS_H, laid.y0, laid.x0, laid.x1);
            else if (r->axis == AXIS_H && axis == 1)
                table_art_rule(page, AXIS_V, laid.x0, laid.y0, laid.y1);
        }
    g_ptr_array_unref(page->lattices);
    page->lattices = lattice_find(page);
    return page;
}

static const char *const ruled = "+==========+=======+========+\n"
                                 "|  Island  | Ships | Crew   |\n"
                                 "+==========+=======+========+\n"
                                 "|  Arnsay  |     7 |  1,204 |\n"
                                 "+==========+=======+========+\n"
                                 "|  Corran  |    12 |    986 |\n"
                                 "+==========+=======+========+\n";
static const char *const ruled_table = "Island | Ships | Crew\n"
                                       "Arnsay | 7 | 1,204\n"
                                       "Corran | 12 | 986\n";

static const char *const open = "Island       Ships     Crew    Share\n"
                                "\n"
                                "Arnsay           7    1,204     10.5\n"
                                "Bellholm        12      986     22.0\n"
                                "Corran           3       75      1.5\n"
                                "Dunlie          41    3,310     66.0\n";
static const char *const open_table = "Island | Ships | Crew | Share\n"
                                      "Arnsay | 7 | 1,204 | 10.5\n"
                                      "Bellholm | 12 | 986 | 22.0\n"
                                      "Corran | 3 | 75 | 1.5\n"
                                      "Dunlie | 41 | 3,310 | 66.0\n";

static void
expect(const Page *page, const FinderOptions *options, const char *expected)
{
    g_autoptr(GPtrArray) tables = turn_tables(page, options);
    g_autofree char *text = table_art_text(tables);

    g_assert_cmpstr(text, ==, expected);
    for (guint i = 0; i < tables->len; i++) {
        const Table *table = g_ptr_array_index(tables, i);

        for (guint k = 0; k < table->cells->len; k++) {
            const Cell *cell = &g_array_index(table->cells, Cell, k);

            g_assert_true(bbox_holds(table->bbox, cell->bbox, 1));
            for (guint w = 0; w < cell->words->len; w++)
                g_assert_true(bbox_holds(
                    cell->bbox, page_word(page, g_array_index(cell->words, guint, w))->bbox, 2));
        }
    }
}

static void
a_ruled_table_is_read_whichever_way_it_lies(void)
{
    g_autoptr(Page) down = page_on_its_side(ruled, 90);
    g_autoptr(Page) up = page_on_its_side(ruled, 270);
    g_autoptr(Page) upright = table_art_page(ruled, NULL);

    expect(upright, &automatic, ruled_table);
    expect(down, &automatic, ruled_table);
    expect(up, &automatic, ruled_table);
}

static void
so_is_one_without_rules(void)
{
    g_autoptr(Page) down = page_on_its_side(open, 90);
    g_autoptr(Page) up = page_on_its_side(open, 270);
    g_autoptr(Page) upright = table_art_page(open, NULL);

    expect(upright, &automatic, open_table);
    expect(down, &automatic, open_table);
    expect(up, &automatic, open_table);
}

static void
an_area_may_lie_on_its_side(void)
{
    g_autoptr(Page) page = page_on_its_side(open, 90);
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
    const FinderArea area = { 1, { 720, 0, 792, 300 } };

    g_array_append_val(areas, area);
    expect(page, &(FinderOptions){ .areas = areas }, open_table);
}

/* Where the columns of such a table part is a height on the page as it is shown. */
static void
columns_of_a_table_on_its_side_part_at_heights(void)
{
    g_autoptr(Page) down = page_on_its_side(open, 90);
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GPtrArray) tables = NULL;
    const double at = 100;

    g_array_append_val(columns, at);
    tables = turn_tables(down, &(FinderOptions){ .columns = columns });
    g_assert_cmpuint(tables->len, ==, 1);
    g_assert_cmpuint(((Table *)g_ptr_array_index(tables, 0))->cols, ==, 2);
}

static void
labels_on_their_side_are_no_table(void)
{
    g_autoptr(Page) page =
        page_on_its_side("1990  1991  1992  1993  1994  1995  1996  1997  1998\n", 270);

    expect(page, &automatic, "");
}

/* Every word of the page is in a cell or a line. */
static void
no_word_is_lost(void)
{
    g_autoptr(Page) page = page_on_its_side("a table of words that is none, as it has\n"
                                            "lines of prose alone, which run up the page\n"
                                            "and must be found in the text all the same.\n",
                                            270);
    const Layout layout = layout_page(page, &automatic);

    g_assert_cmpuint(layout.tables->len, ==, 0);
    g_assert_cmpuint(layout.line_words->len, ==, page->words->len);
    g_ptr_array_unref(layout.tables);
    g_array_unref(layout.lines);
    g_array_unref(layout.line_words);
    g_array_unref(layout.blocks);
}

static void
show(cairo_t *cairo, double x, double y, const char *text)
{
    cairo_move_to(cairo, x, y);
    cairo_show_text(cairo, text);
}

/* A page of text with a table whose rows run up it. */
static char *
written_pdf(const char *folder)
{
    static const char *const rows[][4] = { { "Island", "Ships", "Crew", "Share" },
                                           { "Arnsay", "7", "1,204", "10.5" },
                                           { "Bellholm", "12", "986", "22.0" },
                                           { "Corran", "3", "75", "1.5" },
                                           { "Dunlie", "41", "3,310", "66.0" } };
    char *path = g_build_filename(folder, "side.pdf", NULL);
    cairo_surface_t *surface = cairo_pdf_surface_create(path, 420, 595);
    cairo_t *cairo = cairo_create(surface);

    cairo_select_font_face(cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, 10);
    show(cairo, 60, 60, "The table below lies on its side, as it is wider");
    show(cairo, 60, 74, "than the page.");
    cairo_translate(cairo, 120, 520);
    cairo_rotate(cairo, -G_PI / 2);
    cairo_set_line_width(cairo, 0.6);
    for (guint r = 0; r < G_N_ELEMENTS(rows); r++)
        for (guint c = 0; c < 4; c++)
            show(cairo, 10 + 100 * c, 14 + 20 * r, rows[r][c]);
    for (guint r = 0; r <= G_N_ELEMENTS(rows); r++) {
        cairo_move_to(cairo, 0, 20 * r);
        cairo_line_to(cairo, 400, 20 * r);
    }
    for (guint c = 0; c <= 4; c++) {
        cairo_move_to(cairo, 100 * c, 0);
        cairo_line_to(cairo, 100 * c, 20.0 * G_N_ELEMENTS(rows));
    }
    cairo_stroke(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return path;
}

static void
a_table_on_its_side_is_read_from_a_pdf(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("sheaf-turn-XXXXXX", &error);
    g_autofree char *path = written_pdf(folder);
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    const StageOptions options = { .ocr = OCR_NEVER, .languages = "eng" };
    Engine *engine = NULL;
    StageRun run;
    Page *page = NULL;

    g_assert_no_error(error);
    stage_run_init(&run, &options, pdf, &engine);
    for (StageId stage = STAGE_LOAD; stage < STAGE_COUNT; stage++)
        g_assert_true(stage_step(&run, stage, 1, &page, &error));
    stage_run_clear(&run);
    g_autofree char *text = table_art_text(page->tables);
    g_assert_cmpstr(text, ==, open_table);
    g_assert_cmpuint(page->issues->len, ==, 0);
    g_assert_cmpuint(page->line_words->len, ==, 14);
    page_free(page);
    g_unlink(path);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/turn/" #f, f)
    RULE(a_ruled_table_is_read_whichever_way_it_lies);
    RULE(so_is_one_without_rules);
    RULE(an_area_may_lie_on_its_side);
    RULE(columns_of_a_table_on_its_side_part_at_heights);
    RULE(labels_on_their_side_are_no_table);
    RULE(no_word_is_lost);
    RULE(a_table_on_its_side_is_read_from_a_pdf);
    return g_test_run();
}
