/* tests/test-shown.c - scans that lie on their side or head are read upright, and told of as shown
 *
 * Each page goes through all the stages, from a PDF that the test draws.
 */
#include "pipeline/shown.h"

#include "detect/assembly.h"
#include "ocr/scan.h"
#include "pipeline/model/page_json.h"
#include "pipeline/model/quarter.h"
#include "pipeline/stage.h"
#include "tests/reading_art.h"
#include "tests/scan_pdf.h"

#include <glib/gstdio.h>

#define WIDTH 300.0
#define HEIGHT 240.0

static Engine *english;

static const char *const LINES[] = {
    "The river rises among the hills of the",
    "north and runs for ninety miles through",
    "meadows before it reaches the harbour,",
    NULL,
};

/* Where the table of the page stands. */
static const Bbox GRID = { 30, 120, 270, 180 };

/* Three lines of text and a table of three rows and three columns. */
static Raster *
page_upright(void)
{
    static const char *const cells[3][3] = { { "Island", "Ships", "Crew" },
                                             { "Arnsay", "7", "1204" },
                                             { "Corran", "12", "986" } };
    Sheet sheet = sheet_new(WIDTH, HEIGHT);

    for (guint i = 0; LINES[i] != NULL; i++)
        sheet_text(&sheet, 30, 50 + 14 * i, 11, false, LINES[i]);
    for (int k = 0; k < 4; k++) {
        sheet_box(&sheet, GRID.x0, GRID.y0 + 20 * k - 0.5, GRID.x1, GRID.y0 + 20 * k + 0.5);
        sheet_box(&sheet, GRID.x0 + 80 * k - 0.5, GRID.y0, GRID.x0 + 80 * k + 0.5, GRID.y1);
    }
    for (int row = 0; row < 3; row++)
        for (int col = 0; col < 3; col++)
            sheet_text(&sheet, GRID.x0 + 8 + 80 * col, GRID.y0 + 14 + 20 * row, 10, false,
                       cells[row][col]);
    return sheet_scan(&sheet, 245, 6);
}

/* A document of one page on its way; options stay to be set. */
typedef struct {
    char *path;
    StageOptions options;
    Pdf *pdf;
    StageRun run;
} Fixture;

/* The page as it comes from the glass after @turns quarter turns clockwise. */
static void
open_turned(Fixture *fixture, guint turns)
{
    g_autoptr(Raster) upright = page_upright();
    g_autoptr(Raster) turned = scan_turn(upright, turns);

    fixture->path = scan_pdf_write("sheaf-test-shown.pdf", &turned, 1);
    fixture->pdf = pdf_open(fixture->path, NULL, NULL);
    g_assert_nonnull(fixture->pdf);
    fixture->options.languages = "eng";
    stage_run_init(&fixture->run, &fixture->options, fixture->pdf, &english);
}

static void
close_turned(Fixture *fixture)
{
    stage_run_clear(&fixture->run);
    pdf_free(fixture->pdf);
    g_remove(fixture->path);
    g_free(fixture->path);
}

static void
go_on(Fixture *fixture, Page **page, StageId first, StageId last)
{
    for (StageId stage = first; stage <= last; stage++) {
        g_autoptr(GError) error = NULL;

        g_assert_true(stage_step(&fixture->run, stage, 1, page, &error));
        g_assert_no_error(error);
    }
}

static char *
text_of(const Page *page)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < page->line_words->len; i++)
        g_string_append_printf(text, "%s ",
                               page_word(page, g_array_index(page->line_words, guint, i))->text);
    return g_string_free(text, FALSE);
}

static void
expect_box(Bbox found, Bbox wanted)
{
    g_assert_cmpfloat_with_epsilon(found.x0, wanted.x0, 2);
    g_assert_cmpfloat_with_epsilon(found.y0, wanted.y0, 2);
    g_assert_cmpfloat_with_epsilon(found.x1, wanted.x1, 2);
    g_assert_cmpfloat_with_epsilon(found.y1, wanted.y1, 2);
}

static void
a_page_of_any_quarter_is_read_upright(void)
{
    if (reading_is_skipped(english))
        return;
    g_autofree char *wanted = g_strjoinv(" ", (char **)LINES);

    for (guint turns = 0; turns < 4; turns++) {
        Fixture fixture = { 0 };
        Page *page = NULL;

        open_turned(&fixture, turns);
        go_on(&fixture, &page, STAGE_LOAD, STAGE_LAYOUT);
        g_autofree char *text = text_of(page);

        g_assert_cmpuint(page->turn, ==, (4 - turns) % 4);
        g_assert_cmpfloat_with_epsilon(page->width, WIDTH, 0.5);
        g_assert_cmpfloat_with_epsilon(page->height, HEIGHT, 0.5);
        g_assert_true(g_str_has_prefix(text, wanted));
        expect_box(g_array_index(page->images, Image, 0).bbox, (Bbox){ 0, 0, WIDTH, HEIGHT });
        g_assert_cmpuint(page->tables->len, ==, 1);
        expect_box(((Table *)g_ptr_array_index(page->tables, 0))->bbox, GRID);
        page_free(page);
        close_turned(&fixture);
    }
}

static void
tables_and_cells_are_told_of_as_the_page_is_shown(void)
{
    if (reading_is_skipped(english))
        return;
    for (guint turns = 0; turns < 4; turns++) {
        const AssemblyOptions assembly = { .join_tables = TRUE, .keep_lines = TRUE };
        g_autoptr(Document) document = document_new("turned.pdf");
        const Bbox last = { GRID.x1 - 80, GRID.y1 - 20, GRID.x1, GRID.y1 };
        Fixture fixture = { 0 };
        Page *page = NULL;

        open_turned(&fixture, turns);
        go_on(&fixture, &page, STAGE_LOAD, STAGE_LAYOUT);
        g_ptr_array_add(document->pages, page);
        document->flow = assembly_flow(document, &assembly);
        shown_flow(document);
        g_assert_cmpuint(document->flow->elements->len, ==, 1);
        const Table *table = flow_element(document->flow, 0)->table;

        expect_box(table->bbox, quarter_bbox(GRID, turns, WIDTH, HEIGHT));
        expect_box(g_array_index(table->parts, TablePart, 0).bbox,
                   quarter_bbox(GRID, turns, WIDTH, HEIGHT));
        expect_box(table_cell(table, 2, 2)->bbox, quarter_bbox(last, turns, WIDTH, HEIGHT));
        g_assert_cmpstr(table_cell(table, 2, 2)->text, ==, "986");
        close_turned(&fixture);
    }
}

static void
areas_and_columns_are_given_as_the_page_is_shown(void)
{
    if (reading_is_skipped(english))
        return;
    for (guint turns = 0; turns < 4; turns += 3) {
        const Bbox shown = quarter_bbox(bbox_grow(GRID, 3), turns, WIDTH, HEIGHT);
        /* A little right of the true second column's left edge; on its side that is a height. */
        const Bbox edge = quarter_bbox((Bbox){ 100, 0, 100, 0 }, turns, WIDTH, HEIGHT);
        const FinderArea area = { 1, shown };
        const double column = turns % 2 == 1 ? edge.y0 : edge.x0;
        g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
        g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(double));
        Fixture fixture = { 0 };
        Page *page = NULL;

        g_array_append_val(areas, area);
        g_array_append_val(columns, column);
        fixture.options.tables.areas = areas;
        fixture.options.tables.columns = columns;
        open_turned(&fixture, turns);
        go_on(&fixture, &page, STAGE_LOAD, STAGE_LAYOUT);
        g_assert_cmpuint(page->issues->len, ==, 0);
        g_assert_cmpuint(page->tables->len, ==, 1);
        const Table *table = g_ptr_array_index(page->tables, 0);
        g_assert_cmpuint(table->cols, ==, 2);
        g_assert_cmpstr(table_cell(table, 2, 1)->text, ==, "12 986");
        page_free(page);
        close_turned(&fixture);
    }
}

static void
a_turned_page_from_json_goes_on_like_one_that_stayed(void)
{
    if (reading_is_skipped(english))
        return;
    Fixture fixture = { 0 };
    Page *page = NULL;

    open_turned(&fixture, 1);
    go_on(&fixture, &page, STAGE_LOAD, STAGE_DETECT);
    g_autofree char *detected = page_json_write(page, STAGE_DETECT, NULL);
    go_on(&fixture, &page, STAGE_OCR, STAGE_LAYOUT);
    g_autofree char *expected = page_json_write(page, STAGE_LAYOUT, NULL);
    page_free(page);
    stage_next_page(&fixture.run);

    StageId after;
    page = page_json_read(detected, strlen(detected), &after, NULL);
    g_assert_nonnull(page);
    go_on(&fixture, &page, STAGE_OCR, STAGE_LAYOUT);
    g_autofree char *result = page_json_write(page, STAGE_LAYOUT, NULL);
    g_assert_cmpstr(result, ==, expected);
    page_free(page);
    close_turned(&fixture);
}

/* The page twice, side by side. */
static Raster *
spread_upright(void)
{
    g_autoptr(Raster) page = page_upright();
    const int w = pixGetWidth(page->pix), h = pixGetHeight(page->pix);
    PIX *sheet = pixCreate(2 * w, h, 8);

    for (int k = 0; k < 2; k++)
        pixRasterop(sheet, k * w, 0, w, h, PIX_SRC, page->pix, 0, 0);
    return raster_new(sheet, page->x_dpi, page->y_dpi);
}

static void
a_spread_on_its_side_is_read_as_two_pages(void)
{
    if (reading_is_skipped(english))
        return;
    g_autoptr(Raster) upright = spread_upright();
    g_autoptr(Raster) turned = scan_turn(upright, 1);
    Fixture fixture = { .options = { .spreads = SPREADS_SPLIT, .languages = "eng" } };
    g_autofree char *wanted = g_strjoinv(" ", (char **)LINES);
    Page *page = NULL;

    fixture.path = scan_pdf_write("sheaf-test-spread.pdf", &turned, 1);
    fixture.pdf = pdf_open(fixture.path, NULL, NULL);
    stage_run_init(&fixture.run, &fixture.options, fixture.pdf, &english);
    go_on(&fixture, &page, STAGE_LOAD, STAGE_LAYOUT);
    for (guint half = 1; half <= 2; half++) {
        const Bbox grid = { GRID.x0 + (half - 1) * WIDTH, GRID.y0, GRID.x1 + (half - 1) * WIDTH,
                            GRID.y1 };
        g_autofree char *text = text_of(page);

        g_assert_cmpuint(page->half, ==, half);
        g_assert_cmpuint(page->number, ==, 1);
        g_assert_cmpfloat_with_epsilon(page->width, WIDTH, 30);
        g_assert_true(g_str_has_prefix(text, wanted));
        g_assert_cmpuint(page->tables->len, ==, 1);
        expect_box(quarter_to_shown(page, ((Table *)g_ptr_array_index(page->tables, 0))->bbox),
                   quarter_bbox(grid, 1, 2 * WIDTH, HEIGHT));
        page_free(page);
        page = stage_other_half(&fixture.run);
        if (half == 1)
            go_on(&fixture, &page, STAGE_DETECT, STAGE_LAYOUT);
    }
    g_assert_null(page);
    close_turned(&fixture);
}

static void
a_page_that_is_not_read_is_not_turned(void)
{
    if (reading_is_skipped(english))
        return;
    Fixture fixture = { .options.ocr = OCR_NEVER };
    Page *page = NULL;

    open_turned(&fixture, 1);
    go_on(&fixture, &page, STAGE_LOAD, STAGE_LAYOUT);
    g_assert_cmpuint(page->turn, ==, 0);
    g_assert_cmpfloat_with_epsilon(page->width, HEIGHT, 0.5);
    page_free(page);
    close_turned(&fixture);
}

static void
words_and_links_turn_with_their_page(void)
{
    g_autoptr(Page) page = page_new(1, 100, 200);
    Word word = { .text = g_strdup("up"), .bbox = { 10, 20, 30, 28 }, .baseline = 26 };
    const Link link = { .bbox = { 10, 20, 30, 28 }, .dest_page = 1 };

    g_array_append_val(page->words, word);
    g_array_append_val(page->links, link);
    quarter_page(page, 1);
    g_assert_cmpfloat(page->width, ==, 200);
    g_assert_cmpint(page_word(page, 0)->rotation, ==, 90);
    g_assert_cmpfloat(page_word(page, 0)->baseline, ==, 174);
    expect_box(page_word(page, 0)->bbox, (Bbox){ 172, 10, 180, 30 });
    expect_box(g_array_index(page->links, Link, 0).bbox, (Bbox){ 172, 10, 180, 30 });
    quarter_page(page, 3);
    g_assert_cmpuint(page->turn, ==, 0);
    g_assert_cmpint(page_word(page, 0)->rotation, ==, 0);
    g_assert_cmpfloat(page_word(page, 0)->baseline, ==, 26);
    expect_box(page_word(page, 0)->bbox, word.bbox);
}

static void
the_way_to_the_page_as_shown_leads_back(void)
{
    const Bbox box = { 10, 20, 30, 28 };

    for (guint turns = 0; turns < 4; turns++) {
        g_autoptr(Page) page = page_new(1, 100, 200);

        page->left = 40;
        page->top = 7;
        quarter_page(page, turns);
        const Bbox shown = quarter_to_shown(page, box);
        const Bbox back = quarter_from_shown(page, shown);
        g_assert_cmpmem(&back, sizeof back, &box, sizeof box);
        g_assert_true(bbox_holds((Bbox){ 40, 7, 240, 207 }, shown, 0));
    }
}

int
main(int argc, char **argv)
{
    g_setenv("OMP_THREAD_LIMIT", "1", FALSE);
    g_test_init(&argc, &argv, NULL);
    english = reading_engine();

#define TEST(name) g_test_add_func("/shown/" #name, name)
    TEST(words_and_links_turn_with_their_page);
    TEST(the_way_to_the_page_as_shown_leads_back);
    TEST(a_page_of_any_quarter_is_read_upright);
    TEST(tables_and_cells_are_told_of_as_the_page_is_shown);
    TEST(areas_and_columns_are_given_as_the_page_is_shown);
    TEST(a_turned_page_from_json_goes_on_like_one_that_stayed);
    TEST(a_spread_on_its_side_is_read_as_two_pages);
    TEST(a_page_that_is_not_read_is_not_turned);
    const int status = g_test_run();
    g_clear_pointer(&english, engine_free);
    return status;
}
