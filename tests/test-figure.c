/* tests/test-figure.c - what is believed of the words read in a picture */
#include "ocr/figure.h"

#include "tests/scan_art.h"

/* One word for each "text@confidence", next to each other; "/" begins another line and "|" leaves
 * a gap that no space is wide enough for. */
static GArray *
words_of(const char *picture)
{
    GArray *words = page_words_new();
    g_auto(GStrv) parts = g_strsplit(picture, " ", -1);
    double x = 10, y = 20;

    for (guint i = 0; parts[i] != NULL; i++) {
        if (strcmp(parts[i], "/") == 0) {
            x = 10;
            y += 12;
            continue;
        }
        if (strcmp(parts[i], "|") == 0) {
            x += 60;
            continue;
        }
        g_auto(GStrv) halves = g_strsplit(parts[i], "@", 2);
        const double width = 6.0 * (double)g_utf8_strlen(halves[0], -1);
        const Word word = { .text = g_strdup(halves[0]),
                            .bbox = { x, y - 8, x + width, y + 2 },
                            .baseline = y,
                            .confidence = g_ascii_strtod(halves[1], NULL),
                            .link = -1,
                            .ocr = true };

        g_array_append_val(words, word);
        x += width + 4;
    }
    return words;
}

static void
expect_left(const char *picture, const char *expected)
{
    g_autoptr(GArray) words = words_of(picture);
    GString *left = g_string_new(NULL);

    figure_drop_junk(words);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(left, "%s%s", i > 0 ? " " : "", g_array_index(words, Word, i).text);
    g_assert_cmpstr(left->str, ==, expected);
    g_string_free(left, TRUE);
}

static const char *
word_text(const GArray *words, guint i)
{
    return g_array_index(words, Word, i).text;
}

static void
words_that_were_read_well_stay(void)
{
    expect_left("Answered:@0.94 80@0.97 / Convenience@0.96 / 10%@0.92 20%@0.95",
                "Answered: 80 Convenience 10% 20%");
}

static void
doubtful_words_go(void)
{
    expect_left("Convenience@0.96 ioe@0.51 / Va,@0.58 Workflow@0.72", "Convenience Workflow");
}

static void
short_words_alone_need_more(void)
{
    expect_left("Convenience@0.96 of@0.96 / IN@0.85 | 7@0.77 | 8@0.97", "Convenience of 8");
    expect_left("Answered:@0.96 80@0.71", "Answered: 80");
}

static void
strokes_go_unless_words_stand_on_both_sides(void)
{
    expect_left("Lib@0.93 &@0.93 Resch@0.96 / Convenience@0.96 [@0.90 / |@0.97 Read@0.93",
                "Lib & Resch Convenience Read");
    expect_left("READERS@0.97 | ~@0.90 | PUBLISHERS@0.96", "READERS PUBLISHERS");
}

static void
bullets_stay(void)
{
    expect_left("▪@1 Anonymous@0.96 / ▪@1 Observable@0.96", "▪ Anonymous ▪ Observable");
}

static void
a_photograph_has_no_text(void)
{
    expect_left("Price@0.78 | UG@0.93 / Halden@0.39 / TB@0.49", "");
}

static void
a_picture_of_one_tone_is_not_read(void)
{
    PIX *pix = pixCreate(120, 90, 8);

    pixSetAllArbitrary(pix, 200);
    g_autoptr(Raster) raster = raster_new(pix, 240, 240);
    g_autoptr(GArray) styles = page_styles_new();
    /* Without an engine anything else would end here. */
    g_autoptr(GArray) words = figure_read(NULL, raster, styles, NULL);

    g_assert_nonnull(words);
    g_assert_cmpuint(words->len, ==, 0);
}

static void
faint_print_is_read(void)
{
    g_autoptr(Engine) engine = engine_new("eng", NULL);
    if (engine == NULL) {
        g_test_skip("no Tesseract data for English");
        return;
    }

    Sheet sheet = sheet_new(200, 40);
    cairo_set_source_rgb(sheet.cr, 0.87, 0.87, 0.87);
    sheet_text(&sheet, 10, 25, 11, false, "state of the art");
    g_autoptr(Raster) raster = sheet_scan(&sheet, 255, 0);
    g_autoptr(GArray) styles = page_styles_new();
    g_autoptr(GArray) words = figure_read(engine, raster, styles, NULL);

    g_assert_cmpuint(words->len, ==, 4);
    g_assert_cmpstr(word_text(words, 0), ==, "state");
    g_assert_cmpstr(word_text(words, 3), ==, "art");
}

#define RULE(f) g_test_add_func("/figure/" #f, f)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    RULE(words_that_were_read_well_stay);
    RULE(doubtful_words_go);
    RULE(short_words_alone_need_more);
    RULE(strokes_go_unless_words_stand_on_both_sides);
    RULE(bullets_stay);
    RULE(a_photograph_has_no_text);
    RULE(a_picture_of_one_tone_is_not_read);
    RULE(faint_print_is_read);
    return g_test_run();
}
