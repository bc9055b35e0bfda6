/* tests/test-engine.c - Tesseract behind its own header */
#include "ocr/engine.h"

#include <string.h>

#include "ocr/one_thread.h"
#include "ocr/unpacked.h"
#include "tests/scan_art.h"

/* As compilers call them. */
void GOMP_parallel_sections(void (*body)(void *), void *data, unsigned threads, unsigned count,
                            unsigned flags);
unsigned GOMP_sections_next(void);
void GOMP_sections_end_nowait(void);

static Engine *english;

static bool
cannot_read(void)
{
    if (english == NULL && sheet_has_fonts())
        english = engine_new("eng", NULL);
    if (english == NULL)
        g_test_skip("no Tesseract data for English, or no fonts");
    return english == NULL;
}

static char *
read_text(const Raster *raster, EngineMode mode)
{
    g_autoptr(GArray) words = engine_read(english, raster->pix, raster->x_dpi, mode, NULL);
    GString *text = g_string_new(NULL);

    for (guint i = 0; words != NULL && i < words->len; i++) {
        const EngineWord *word = &g_array_index(words, EngineWord, i);
        const bool begins = i > 0 && word->line != (word - 1)->line;

        g_string_append(text, begins ? "/" : i > 0 ? " " : "");
        g_string_append(text, word->text);
    }
    return g_string_free(text, FALSE);
}

static Raster *
two_lines(void)
{
    Sheet sheet = sheet_new(220, 60);

    sheet_text(&sheet, 10, 20, 11, false, "Rivers carry water");
    sheet_text(&sheet, 10, 40, 11, false, "down to the open sea");
    return sheet_scan(&sheet, 255, 0);
}

static void
words_come_line_by_line(void)
{
    if (cannot_read())
        return;
    g_autoptr(Raster) scan = two_lines();
    g_autofree char *text = read_text(scan, ENGINE_BLOCK);

    g_assert_cmpstr(text, ==, "Rivers carry water/down to the open sea");
}

static void
boxes_and_baselines_are_in_pixels(void)
{
    if (cannot_read())
        return;
    g_autoptr(Raster) scan = two_lines();
    g_autoptr(GArray) words = engine_read(english, scan->pix, SHEET_DPI, ENGINE_BLOCK, NULL);
    const EngineWord *word = &g_array_index(words, EngineWord, 0);
    const double dot = SHEET_DPI / 72;

    g_assert_cmpfloat_with_epsilon(word->baseline, 20 * dot, dot);
    g_assert_cmpfloat_with_epsilon(word->x0, 10.5 * dot, 1.5 * dot);
    g_assert_cmpint(word->rotation, ==, 0);
    g_assert_cmpfloat(word->confidence, >, 0.8);
    g_assert_cmpfloat(word->confidence, <=, 1);
}

static void
what_was_read_before_does_not_matter(void)
{
    if (cannot_read())
        return;
    g_autoptr(Raster) scan = two_lines();
    g_autoptr(Raster) empty = raster_new(pixCreate(300, 200, 8), 300, 300);
    g_autofree char *first = read_text(scan, ENGINE_PAGE);
    g_autofree char *between = read_text(empty, ENGINE_SPARSE);
    g_autofree char *second = read_text(scan, ENGINE_PAGE);

    g_assert_cmpstr(first, ==, second);
    g_assert_cmpstr(between, ==, "");
}

static void
unreadable_pictures_are_errors(void)
{
    if (cannot_read())
        return;
    const int sides[][2] = { { 1, 1 }, { 40000, 20 }, { 20, 40000 } };

    for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
        g_autoptr(PIX) pix = pixCreate(sides[i][0], sides[i][1], 8);
        g_autoptr(GError) error = NULL;

        g_assert_null(engine_read(english, pix, 300, ENGINE_PAGE, &error));
        g_assert_error(error, OCR_ERROR, OCR_ERROR_READ);
    }
}

static void
expect_language_error(const char *languages, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Engine) engine = engine_new(languages, &error);

    g_assert_null(engine);
    g_assert_error(error, OCR_ERROR, OCR_ERROR_LANGUAGE);
    g_assert_nonnull(strstr(error->message, part));
    g_assert_null(strchr(error->message, '\n'));
}

static void
a_missing_language_is_named_with_its_package(void)
{
    expect_language_error("xx_zz", "'xx_zz': install the Debian package tesseract-ocr-xx-zz");
}

static void
one_missing_language_of_several_is_named(void)
{
    if (!cannot_read())
        expect_language_error("eng+qqq", "'qqq'");
}

static void
what_is_no_language_is_told_apart(void)
{
    expect_language_error("../eng", "'../eng'");
    expect_language_error("eng+", "''");
    expect_language_error("", "no language");
}

/* Notes each of its sections; the second one is a region itself. */
static void
sections(void *data)
{
    GString *done = data;
    unsigned section;

    while ((section = GOMP_sections_next()) != 0) {
        g_string_append_printf(done, "%u", section);
        if (section == 2 && done->len == 2) {
            g_string_append_c(done, '(');
            GOMP_parallel_sections(sections, done, 0, 2, 0);
            g_string_append_c(done, ')');
        }
    }
    GOMP_sections_end_nowait();
}

static void
one_thread_does_all_sections(void)
{
    GString *done = g_string_new(NULL);

    GOMP_parallel_sections(sections, done, 4, 3, 0);
    g_autofree char *order = g_string_free(done, FALSE);
    g_assert_cmpstr(order, ==, "12(12)3");
}

static guint
count_threads(void)
{
    g_autoptr(GDir) threads = g_dir_open("/proc/self/task", 0, NULL);
    guint n = 0;

    while (threads != NULL && g_dir_read_name(threads) != NULL)
        n++;
    return n;
}

static void
tesseract_makes_no_threads_and_packs_nothing(void)
{
    if (cannot_read())
        return;
    const guint64 regions = one_thread_regions();
    const guint pictures = unpacked_pictures();
    g_autoptr(Raster) scan = two_lines();
    g_autofree char *text = read_text(scan, ENGINE_BLOCK);

    g_assert_cmpuint(strlen(text), >, 0);
    if (one_thread_regions() == regions)
        g_test_message("Tesseract has no parallel regions of GCC's here");
    g_assert_cmpuint(count_threads(), ==, 1);
    g_assert_cmpuint(unpacked_pictures(), ==, pictures + 2);
}

static void
a_picture_left_unpacked_is_the_same(void)
{
    g_autoptr(Raster) scan = two_lines();
    g_autoptr(PIX) pix = pixConvertTo8(scan->pix, FALSE);
    int same = 0, format = IFF_UNKNOWN;

    for (int unpacked = 0; unpacked < 2; unpacked++) {
        l_uint8 *data = NULL;
        size_t size = 0;

        unpacked_set(unpacked);
        g_assert_cmpint(pixWriteMem(&data, &size, pix, IFF_PNG), ==, 0);
        unpacked_set(false);
        findFileFormatBuffer(data, &format);
        g_assert_cmpint(format, ==, unpacked ? IFF_SPIX : IFF_PNG);
        g_autoptr(PIX) again = pixReadMem(data, size);
        lept_free(data);
        g_assert_nonnull(again);
        pixEqual(pix, again, &same);
        g_assert_true(same);
    }
}

static void
nothing_is_said_on_standard_error(void)
{
    if (g_test_subprocess()) {
        engine_free(engine_new("qqq", NULL));
        g_autoptr(Engine) some = engine_new("eng", NULL);
        g_autoptr(PIX) tiny = pixCreate(9, 9, 8);
        GArray *words = some != NULL ? engine_read(some, tiny, 10, ENGINE_PAGE, NULL) : NULL;
        g_clear_pointer(&words, g_array_unref);
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_passed();
    g_test_trap_assert_stderr("");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

#define TEST(name) g_test_add_func("/engine/" #name, name)
    TEST(words_come_line_by_line);
    TEST(boxes_and_baselines_are_in_pixels);
    TEST(what_was_read_before_does_not_matter);
    TEST(unreadable_pictures_are_errors);
    TEST(a_missing_language_is_named_with_its_package);
    TEST(one_missing_language_of_several_is_named);
    TEST(what_is_no_language_is_told_apart);
    TEST(one_thread_does_all_sections);
    TEST(tesseract_makes_no_threads_and_packs_nothing);
    TEST(a_picture_left_unpacked_is_the_same);
    TEST(nothing_is_said_on_standard_error);
    const int status = g_test_run();
    engine_free(english);
    return status;
}
