/* tests/test-stage.c - each stage fills its own fields and no other's; pictures are made when
 * needed
 *
 * Run on the samples, as the stages are the one thing that needs whole PDFs.
 */
#include "pipeline/model/page_json.h"
#include "pipeline/stage.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    StageOptions options;
    Pdf *pdf;
    Engine *engine;
    StageRun run;
} Fixture;

static void
open_sample(Fixture *fixture, const char *name)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "samples", name, NULL);
    g_autoptr(GError) error = NULL;

    fixture->pdf = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    fixture->options.languages = "eng";
    stage_run_init(&fixture->run, &fixture->options, fixture->pdf, &fixture->engine);
}

static void
close_sample(Fixture *fixture)
{
    stage_run_clear(&fixture->run);
    g_clear_pointer(&fixture->engine, engine_free);
    pdf_free(fixture->pdf);
}

static void
step(Fixture *fixture, StageId stage, guint number, Page **page)
{
    g_autoptr(GError) error = NULL;

    g_assert_true(stage_step(&fixture->run, stage, number, page, &error));
    g_assert_no_error(error);
}

static Page *
page_after(Fixture *fixture, StageId last, guint number)
{
    Page *page = NULL;

    for (StageId stage = STAGE_LOAD; stage <= last; stage++)
        step(fixture, stage, number, &page);
    return page;
}

/* Is @name one of the words in @list? */
static bool
is_in(const char *list, const char *name)
{
    g_auto(GStrv) words = g_strsplit(list, " ", -1);

    return g_strv_contains((const char *const *)words, name);
}

/* The fields of a page's JSON: from name to text. Each begins a line, those of lists end with "]".
 */
static GHashTable *
fields_of(const Page *page, StageId after)
{
    g_autofree char *text = page_json_write(page, after, NULL);
    GHashTable *fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    char *at = strchr(text, '\n') + 1;

    while (at != NULL && *at == '"') {
        char *next = strstr(at, "\n\"");
        char *colon = strchr(at, ':');
        char *name = g_strndup(at + 1, (gsize)(colon - at) - 2);

        g_hash_table_insert(
            fields, name, next != NULL ? g_strndup(colon, (gsize)(next - colon)) : g_strdup(colon));
        at = next != NULL ? next + 1 : NULL;
    }
    g_hash_table_remove(fields, "stage");
    return fields;
}

static void
what_a_stage_needs_was_filled_before(void)
{
    g_autoptr(GString) filled = g_string_new(NULL);

    for (StageId stage = 0; stage < STAGE_COUNT; stage++) {
        g_auto(GStrv) needs = g_strsplit(stage_needs(stage), " ", -1);

        for (guint i = 0; needs[i] != NULL; i++)
            g_assert_true(*needs[i] == '\0' || is_in(filled->str, needs[i]));
        g_string_append_printf(filled, "%s ", stage_fills(stage));
    }
}

static void
every_field_is_filled_by_some_stage(void)
{
    g_autoptr(Page) page = page_new(1, 100, 100);
    g_autoptr(GHashTable) fields = fields_of(page, STAGE_LOAD);
    g_autoptr(GList) names = g_hash_table_get_keys(fields);

    g_assert_cmpuint(g_list_length(names), ==, 26);
    for (GList *name = names; name != NULL; name = name->next) {
        bool found = FALSE;

        for (StageId stage = 0; stage < STAGE_COUNT; stage++)
            found = found || is_in(stage_fills(stage), name->data);
        if (!found)
            g_error("no stage fills %s", (char *)name->data);
    }
}

static void
names_go_both_ways(void)
{
    for (StageId stage = 0; stage < STAGE_COUNT; stage++)
        g_assert_cmpint(stage_from_name(stage_name(stage)), ==, stage);
    g_assert_cmpint(stage_from_name("emit"), ==, STAGE_COUNT);
}

static void
a_stage_changes_only_what_it_fills(void)
{
    Fixture fixture = { 0 };
    open_sample(&fixture, "report.pdf");
    g_autoptr(Page) page = page_after(&fixture, STAGE_LOAD, 2);

    for (StageId stage = STAGE_DETECT; stage < STAGE_COUNT; stage++) {
        g_autoptr(GHashTable) before = fields_of(page, stage - 1);
        step(&fixture, stage, 2, &page);
        g_autoptr(GHashTable) after = fields_of(page, stage);
        GHashTableIter at;
        gpointer name, text;

        g_hash_table_iter_init(&at, before);
        while (g_hash_table_iter_next(&at, &name, &text))
            if (!is_in(stage_fills(stage), name))
                g_assert_cmpstr(text, ==, g_hash_table_lookup(after, name));
    }
    g_assert_cmpuint(page->tables->len, >, 0);
    g_assert_cmpuint(page->blocks->len, >, 0);
    close_sample(&fixture);
}

static void
a_page_from_json_goes_on_like_one_that_stayed(void)
{
    Fixture fixture = { 0 };
    open_sample(&fixture, "report.pdf");

    g_autoptr(Page) straight = page_after(&fixture, STAGE_LAYOUT, 3);
    stage_next_page(&fixture.run);
    g_autofree char *expected = page_json_write(straight, STAGE_LAYOUT, NULL);
    for (StageId stop = STAGE_LOAD; stop < STAGE_LAYOUT; stop++) {
        g_autoptr(Page) first = page_after(&fixture, stop, 3);
        g_autofree char *text = page_json_write(first, stop, NULL);
        StageId after;
        g_autoptr(GError) error = NULL;
        Page *page = page_json_read(text, strlen(text), &after, &error);

        g_assert_no_error(error);
        g_assert_cmpint(after, ==, stop);
        stage_next_page(&fixture.run);
        for (StageId stage = stop + 1; stage < STAGE_COUNT; stage++)
            step(&fixture, stage, 3, &page);
        g_autofree char *result = page_json_write(page, STAGE_LAYOUT, NULL);
        g_assert_cmpstr(result, ==, expected);
        stage_next_page(&fixture.run);
        page_free(page);
    }
    close_sample(&fixture);
}

/* Title, contents and preface of the book. */
static void
pages_of_text_are_not_rendered(void)
{
    Fixture fixture = { 0 };
    open_sample(&fixture, "book.pdf");
    guint rendered = 0;

    for (guint number = 1; number <= 6; number++) {
        page_free(page_after(&fixture, STAGE_DETECT, number));
        rendered += fixture.run.raster != NULL;
        stage_next_page(&fixture.run);
    }
    g_assert_cmpuint(rendered, <, 3);
    g_assert_cmpuint(fixture.run.rendering.pages, ==, rendered);
    g_assert_null(fixture.engine);
    close_sample(&fixture);
}

static void
scans_are_read_unless_ocr_is_off(void)
{
    for (int reading = 0; reading < 2; reading++) {
        Fixture fixture = { .options.ocr = reading ? OCR_AUTO : OCR_NEVER };
        open_sample(&fixture, "report-scan.pdf");
        g_autoptr(Page) page = page_after(&fixture, STAGE_OCR, 1);

        g_assert_cmpint(page->kind, ==, PAGE_SCAN);
        g_assert_true((page->words->len > 50) == (reading == 1));
        g_assert_true((fixture.engine != NULL) == (reading == 1));
        close_sample(&fixture);
    }
}

/* A page with a line of text, and a picture at 100, 200 that says "SHEAF 1234". */
static char *
page_with_a_picture_of_text(void)
{
    char *path = g_build_filename(g_get_tmp_dir(), "sheaf-test-stage.pdf", NULL);
    cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 800, 200);
    cairo_surface_t *pdf = cairo_pdf_surface_create(path, 595, 842);
    cairo_t *pen = cairo_create(picture);

    cairo_set_source_rgb(pen, 1, 1, 1);
    cairo_paint(pen);
    cairo_set_source_rgb(pen, 0, 0, 0);
    cairo_set_font_size(pen, 90);
    cairo_move_to(pen, 60, 130);
    cairo_show_text(pen, "SHEAF 1234");
    cairo_destroy(pen);
    pen = cairo_create(pdf);
    cairo_set_font_size(pen, 11);
    cairo_move_to(pen, 100, 100);
    cairo_show_text(pen, "What the picture says can only be read by looking at it, as below.");
    cairo_translate(pen, 100, 200);
    cairo_scale(pen, 0.25, 0.25);
    cairo_set_source_surface(pen, picture, 0, 0);
    cairo_paint(pen);
    cairo_destroy(pen);
    cairo_surface_destroy(pdf);
    cairo_surface_destroy(picture);
    return path;
}

static void
pictures_that_hold_text_are_read_when_asked(void)
{
    g_autofree char *path = page_with_a_picture_of_text();

    for (int asked = 0; asked < 2; asked++) {
        Fixture fixture = { .options = { .ocr = asked ? OCR_PICTURES : OCR_AUTO,
                                         .languages = "eng" } };
        fixture.pdf = pdf_open(path, NULL, NULL);
        g_assert_nonnull(fixture.pdf);
        stage_run_init(&fixture.run, &fixture.options, fixture.pdf, &fixture.engine);
        g_autoptr(Page) page = page_after(&fixture, STAGE_OCR, 1);
        bool found = FALSE;

        for (guint i = 0; i < page->words->len; i++) {
            const Word *word = page_word(page, i);

            if (strcmp(word->text, "1234") != 0)
                continue;
            found = TRUE;
            g_assert_true(word->ocr);
            g_assert_true(bbox_holds((Bbox){ 100, 200, 300, 250 }, word->bbox, 0));
            g_assert_true(word->baseline > 225 && word->baseline < 240);
        }
        g_assert_true(found == (asked == 1));
        close_sample(&fixture);
    }
    g_remove(path);
}

static void
a_page_that_is_not_there_is_an_error(void)
{
    Fixture fixture = { 0 };
    Page *page = NULL;
    g_autoptr(GError) error = NULL;

    open_sample(&fixture, "book.pdf");
    g_assert_false(stage_step(&fixture.run, STAGE_LOAD, 9999, &page, &error));
    g_assert_error(error, PDF_ERROR, PDF_ERROR_PAGE);
    g_assert_null(page);
    close_sample(&fixture);
}

/* Found by tests/fuzz-layout.c: a word that ends where measures end, and a table around it. */
static void
a_table_keeps_within_what_is_measured(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", "tall-word.json", NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    Fixture fixture = { 0 };
    StageId after;
    gsize n;

    g_assert_true(g_file_get_contents(path, &text, &n, &error));
    Page *page = page_json_read(text, n, &after, &error);
    g_assert_no_error(error);
    open_sample(&fixture, "report.pdf");
    step(&fixture, STAGE_LAYOUT, page->number, &page);
    g_assert_cmpuint(page->tables->len, ==, 1);
    g_assert_cmpuint(page->issues->len, ==, 0);
    page_free(page);
    close_sample(&fixture);
}

int
main(int argc, char **argv)
{
    g_setenv("G_TEST_SRCDIR", "tests", FALSE);
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/stage/" #name, name)
    TEST(what_a_stage_needs_was_filled_before);
    TEST(every_field_is_filled_by_some_stage);
    TEST(names_go_both_ways);
    TEST(a_stage_changes_only_what_it_fills);
    TEST(a_page_from_json_goes_on_like_one_that_stayed);
    TEST(pages_of_text_are_not_rendered);
    TEST(scans_are_read_unless_ocr_is_off);
    TEST(pictures_that_hold_text_are_read_when_asked);
    TEST(a_page_that_is_not_there_is_an_error);
    TEST(a_table_keeps_within_what_is_measured);
    return g_test_run();
}
