/* tests/test-table_picture.c - pictures of tables in pages of text */
#include "tests/scan_art.h"

#include "pipeline/stage.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

#define DPI 200
#define CELL_WIDTH 100.0
#define CELL_HEIGHT 30.0
#define ROWS 4
#define COLS 3

static const char *const cells[ROWS][COLS] = {
    { "Island", "Boats", "Houses" },
    { "Arnsay", "412", "1203" },
    { "Corran", "87", "655" },
    { "Dunmore", "139", "870" },
};

/* A grid of cells with words in them, as a bitmap; only its frame where @grid is not wanted. */
static cairo_surface_t *
picture_of_table(bool grid)
{
    const double scale = DPI / 72.0;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(COLS * CELL_WIDTH * scale) + 8,
                                   (int)(ROWS * CELL_HEIGHT * scale) + 8);
    cairo_t *pen = cairo_create(surface);

    cairo_set_source_rgb(pen, 1, 1, 1);
    cairo_paint(pen);
    cairo_set_source_rgb(pen, 0, 0, 0);
    cairo_translate(pen, 4, 4);
    cairo_scale(pen, scale, scale);
    cairo_set_font_size(pen, 12);
    for (guint r = 0; r < ROWS; r++)
        for (guint c = 0; c < COLS; c++) {
            if (grid)
                cairo_rectangle(pen, c * CELL_WIDTH, r * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT);
            cairo_stroke(pen);
            cairo_move_to(pen, c * CELL_WIDTH + 10, r * CELL_HEIGHT + 20);
            cairo_show_text(pen, cells[r][c]);
        }
    cairo_destroy(pen);
    return surface;
}

/* A page of text with the picture in it, @caption above that. (transfer full) its path */
static char *
page_with_picture(const char *caption, bool grid)
{
    g_autofree char *folder = g_dir_make_tmp("sheaf-table_picture-XXXXXX", NULL);
    char *path = g_build_filename(folder, "page.pdf", NULL);
    cairo_surface_t *sheet = cairo_pdf_surface_create(path, 420, 500);
    cairo_surface_t *picture = picture_of_table(grid);
    cairo_t *pen = cairo_create(sheet);

    cairo_set_font_size(pen, 11);
    for (guint i = 0; i < 8; i++) {
        cairo_move_to(pen, 50, 60 + 16 * i);
        cairo_show_text(pen, "The boats of the islands were counted in the spring of that year.");
    }
    cairo_move_to(pen, 60, 210);
    cairo_show_text(pen, caption);
    cairo_translate(pen, 55, 220);
    cairo_scale(pen, 72.0 / DPI, 72.0 / DPI);
    cairo_set_source_surface(pen, picture, 0, 0);
    cairo_paint(pen);
    cairo_destroy(pen);
    cairo_surface_destroy(picture);
    cairo_surface_destroy(sheet);
    return path;
}

/* What is made of that page. */
static Page *
page_of(const char *caption, bool grid, OcrMode ocr)
{
    const StageOptions options = { .ocr = ocr, .languages = "eng" };
    static Engine *engine;
    g_autofree char *path = page_with_picture(caption, grid);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    StageRun run;
    Page *page = NULL;

    g_assert_no_error(error);
    stage_run_init(&run, &options, pdf, &engine);
    for (StageId stage = STAGE_LOAD; stage <= STAGE_LAYOUT; stage++) {
        g_assert_true(stage_step(&run, stage, 1, &page, &error));
        g_assert_no_error(error);
    }
    stage_run_clear(&run);
    g_unlink(path);
    g_rmdir(folder);
    return page;
}

static bool
cannot_read(void)
{
    g_autoptr(Engine) engine = sheet_has_fonts() ? engine_new("eng", NULL) : NULL;

    if (engine == NULL)
        g_test_skip("no Tesseract data for English, or no fonts");
    return engine == NULL;
}

/* The reason for which a part of the page was read; REASON_COUNT for none. */
static Reason
part_reason(const Page *page)
{
    return page->choices->len > 1 ? g_array_index(page->choices, Choice, 1).reason : REASON_COUNT;
}

static void
a_picture_of_a_table_is_read(void)
{
    if (cannot_read())
        return;
    g_autoptr(Page) page = page_of("Table 1: Boats and houses.", true, OCR_AUTO);

    g_assert_cmpint(part_reason(page), ==, REASON_TABLE_PICTURE);
    g_assert_cmpuint(page->tables->len, ==, 1);
    const Table *table = g_ptr_array_index(page->tables, 0);
    g_assert_cmpuint(table->rows, ==, ROWS);
    g_assert_cmpuint(table->cols, ==, COLS);
    for (guint r = 0; r < ROWS; r++)
        for (guint c = 0; c < COLS; c++)
            g_assert_cmpstr(table_cell(table, r, c)->text, ==, cells[r][c]);
}

static void
a_picture_that_is_called_otherwise_is_not(void)
{
    if (cannot_read())
        return;
    g_autoptr(Page) page = page_of("Figure 1: Boats and houses.", true, OCR_AUTO);

    g_assert_cmpint(part_reason(page), ==, REASON_COUNT);
    g_assert_cmpuint(page->tables->len, ==, 0);
}

static void
a_picture_without_a_grid_is_not(void)
{
    if (cannot_read())
        return;
    g_autoptr(Page) page = page_of("Table 1: Boats and houses.", false, OCR_AUTO);

    g_assert_cmpint(part_reason(page), ==, REASON_COUNT);
}

static void
all_pictures_are_read_where_that_is_asked_and_none_where_not(void)
{
    if (cannot_read())
        return;
    g_autoptr(Page) asked = page_of("Figure 1: Boats and houses.", true, OCR_PICTURES);
    g_autoptr(Page) never = page_of("Table 1: Boats and houses.", true, OCR_NEVER);

    g_assert_cmpint(part_reason(asked), ==, REASON_ASKED);
    g_assert_cmpuint(asked->words->len, >, never->words->len);
    g_assert_cmpint(part_reason(never), ==, REASON_COUNT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/table_picture/read", a_picture_of_a_table_is_read);
    g_test_add_func("/table_picture/figure", a_picture_that_is_called_otherwise_is_not);
    g_test_add_func("/table_picture/no-grid", a_picture_without_a_grid_is_not);
    g_test_add_func("/table_picture/modes",
                    all_pictures_are_read_where_that_is_asked_and_none_where_not);
    return g_test_run();
}
