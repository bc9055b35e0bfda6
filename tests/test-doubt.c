/* tests/test-doubt.c - which text layers are kept, which are read again, and for which reason
 *
 * Each page is drawn here: lines of text as a picture, as a text layer, or both.
 */
#include "tests/scan_art.h"
#include "tests/tiny_pdf.h"

#include "detect/mojibake.h"
#include "ocr/agreement.h"
#include "ocr/script.h"
#include "pipeline/stage.h"

#define WIDTH 430
#define HEIGHT 200
#define DPI 200
#define SIZE 14.0
#define LEADING 24.0

static const char *const lines[] = {
    "The roof of the old customs house was mended",
    "before winter and then the walls were painted",
    "white. Children have their own little chamber",
    "with wooden tables. Somebody reads aloud there",
    "every Friday evening until the lamps are dark.",
};

static char *folder;

/* The lines as a picture, in hexadecimal digits: ink is 0. */
static char *
picture_of_lines(int *width, int *height)
{
    *width = WIDTH * DPI / 72;
    *height = HEIGHT * DPI / 72;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, *width, *height);
    cairo_t *pen = cairo_create(surface);
    g_autoptr(GString) hex = g_string_new(NULL);

    cairo_set_source_rgb(pen, 1, 1, 1);
    cairo_paint(pen);
    cairo_scale(pen, DPI / 72.0, DPI / 72.0);
    cairo_set_source_rgb(pen, 0, 0, 0);
    cairo_set_font_size(pen, SIZE);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        cairo_move_to(pen, 30, 40 + LEADING * i);
        cairo_show_text(pen, lines[i]);
    }
    cairo_surface_flush(surface);
    for (int y = 0; y < *height; y++) {
        const guint8 *row = cairo_image_surface_get_data(surface) +
                            (gsize)y * (gsize)cairo_image_surface_get_stride(surface);

        for (int x = 0; x < *width; x += 8) {
            guint byte = 0;

            for (int k = 0; k < 8; k++)
                byte = byte << 1 | (x + k >= *width || row[4 * (x + k)] > 128);
            g_string_append_printf(hex, "%02x", byte);
        }
    }
    cairo_destroy(pen);
    cairo_surface_destroy(surface);
    return g_strdup_printf("%s>", hex->str);
}

/* Another letter for each: what nobody wrote. */
static char
moved(char c)
{
    static const char to[] = "qxzvkwjpgtbhdfmcrnlsyoiuea";

    return g_ascii_islower(c) ? to[c - 'a'] : c;
}

/* The lines as text, each word where it stands in the picture but for @down points. @mode: of
 * drawing; 3 is invisible. */
static char *
text_of_lines(int mode, bool wrong, double down, const char *font)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 8, 8);
    cairo_t *pen = cairo_create(surface);
    GString *content = g_string_new(NULL);

    cairo_set_font_size(pen, SIZE);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
        double x = 30;

        for (guint k = 0; words[k] != NULL; k++) {
            g_autofree char *spaced = g_strconcat(words[k], " ", NULL);
            char number[2][G_ASCII_DTOSTR_BUF_SIZE];
            cairo_text_extents_t extents;

            cairo_text_extents(pen, spaced, &extents);
            for (char *c = words[k]; wrong && *c != '\0'; c++)
                *c = moved(*c);
            g_string_append_printf(content, "BT /%s 13 Tf %d Tr 1 0 0 1 %s %s Tm (%s) Tj ET\n",
                                   font, mode,
                                   g_ascii_formatd(number[0], sizeof number[0], "%.2f", x),
                                   g_ascii_formatd(number[1], sizeof number[1], "%.2f",
                                                   HEIGHT - 40 - LEADING * i - down),
                                   words[k]);
            x += extents.x_advance;
        }
    }
    cairo_destroy(pen);
    cairo_surface_destroy(surface);
    return g_string_free(content, FALSE);
}

/* A page: with the picture of the lines, or without; with @content over it. F3 draws letters but
 * says others, those from U+@first on. */
static Page *
page_of(const char *content, bool picture, guint first, OcrMode ocr, StageRun *run)
{
    const StageOptions options = { .ocr = ocr, .languages = "eng", .find_script = true };
    static StageOptions kept;
    static Engine *engine;
    g_autofree char *all =
        g_strconcat(picture ? "q 430 0 0 200 0 0 cm /I1 Do Q\n" : "", content, NULL);
    TinyPdf pdf = tiny_pdf_page("/MediaBox [0 0 430 200]", all);
    int width, height;
    g_autofree char *hex = picture_of_lines(&width, &height);
    g_autofree char *image =
        g_strdup_printf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace "
                        "/DeviceGray /BitsPerComponent 1 /Filter /ASCIIHexDecode",
                        width, height);
    g_autoptr(GString) map = g_string_new("/CIDInit /ProcSet findresource begin 12 dict begin "
                                          "begincmap 1 begincodespacerange <00> <ff> "
                                          "endcodespacerange 26 beginbfchar\n");

    for (char c = 'a'; c <= 'z'; c++)
        g_string_append_printf(map, "<%02x> <%04x>\n", c,
                               first != 0 ? first + (guint)(c - 'a') : (guint)moved(c));
    g_string_append(map, "endbfchar endcmap end end");
    tiny_pdf_add(&pdf, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /ToUnicode 7 0 R >>");
    tiny_pdf_add_stream(&pdf, image, hex);
    tiny_pdf_add_stream(&pdf, "", map->str);
    g_autofree char *path = tiny_pdf_write(&pdf, folder, "");

    kept = options;
    g_autoptr(GError) error = NULL;
    g_autoptr(Pdf) opened = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    stage_run_init(run, &kept, opened, &engine);
    Page *page = NULL;
    for (StageId stage = STAGE_LOAD; stage <= STAGE_OCR; stage++) {
        g_assert_true(stage_step(run, stage, 1, &page, &error));
        g_assert_no_error(error);
    }
    stage_run_clear(run);
    return page;
}

static bool
has_word(const Page *page, const char *text)
{
    for (guint i = 0; i < page->words->len; i++)
        if (strcmp(page_word(page, i)->text, text) == 0)
            return true;
    return false;
}

static bool
cannot_read(void)
{
    g_autoptr(Engine) engine = sheet_has_fonts() ? engine_new("eng", NULL) : NULL;

    if (engine == NULL)
        g_test_skip("no Tesseract data for English, or no fonts");
    return engine == NULL;
}

/* The page is decided about as said, and says what is written in any case. */
static void
expect(const char *content, bool picture, guint first, Reason reason, bool read, guint asked)
{
    StageRun run;
    g_autoptr(Page) page = page_of(content, picture, first, OCR_AUTO, &run);
    const Choice choice = g_array_index(page->choices, Choice, 0);

    g_assert_cmpstr(choice_reasons[choice.reason], ==, choice_reasons[reason]);
    g_assert_cmpint(choice.read, ==, read);
    g_assert_cmpuint(run.sampling.pages, ==, asked);
    g_assert_true(has_word(page, "painted"));
    g_assert_true(has_word(page, "customs"));
    g_assert_cmpint(page_word(page, 0)->ocr, ==, read);
}

static void
a_scan_without_text_is_read(void)
{
    if (!cannot_read())
        expect("", true, 0, REASON_NO_TEXT, true, 0);
}

static void
a_layer_that_agrees_with_its_scan_is_kept(void)
{
    g_autofree char *layer = text_of_lines(3, false, 0, "F1");

    if (!cannot_read())
        expect(layer, true, 0, REASON_LAYER_AGREES, false, 1);
}

static void
a_layer_that_says_something_else_is_read_again(void)
{
    g_autofree char *layer = text_of_lines(3, true, 0, "F1");

    if (!cannot_read())
        expect(layer, true, 0, REASON_LAYER_DIFFERS, true, 1);
}

static void
a_layer_that_stands_elsewhere_is_read_again(void)
{
    g_autofree char *layer = text_of_lines(3, false, 12, "F1");

    if (!cannot_read())
        expect(layer, true, 0, REASON_LAYER_SHIFTED, true, 1);
}

static void
text_of_its_own_is_kept_without_asking(void)
{
    g_autofree char *text = text_of_lines(0, false, 0, "F1");

    if (!cannot_read())
        expect(text, false, 0, REASON_TEXT_LAYER, false, 0);
}

static void
letters_without_unicode_are_read(void)
{
    g_autofree char *text = text_of_lines(0, false, 0, "F3");

    if (!cannot_read())
        expect(text, false, 0xE000, REASON_NO_UNICODE, true, 0);
}

static void
letters_that_look_otherwise_are_read(void)
{
    g_autofree char *text = text_of_lines(0, false, 0, "F3");

    if (!cannot_read())
        expect(text, false, 0, REASON_LETTERS_DIFFER, true, 1);
}

static void
only_the_part_in_a_wrong_font_is_read(void)
{
    g_autofree char *good = text_of_lines(0, false, 0, "F1");
    g_autofree char *bad = text_of_lines(0, false, 0, "F3");
    g_autoptr(GString) content = g_string_new(NULL);
    g_auto(GStrv) from_good = g_strsplit(good, "\n", -1), from_bad = g_strsplit(bad, "\n", -1);
    StageRun run;

    if (cannot_read())
        return;
    /* The first two lines, of nine and seven words, are wrong. */
    for (guint i = 0; from_good[i] != NULL; i++)
        g_string_append_printf(content, "%s\n", i < 16 ? from_bad[i] : from_good[i]);
    g_autoptr(Page) page = page_of(content->str, false, 0, OCR_AUTO, &run);

    g_assert_cmpuint(page->choices->len, ==, 2);
    g_assert_false(g_array_index(page->choices, Choice, 0).read);
    g_assert_true(g_array_index(page->choices, Choice, 1).read);
    g_assert_cmpint(g_array_index(page->choices, Choice, 1).reason, ==, REASON_LETTERS_DIFFER);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        g_assert_cmpint(word->ocr, ==, word->baseline < 40 + 1.5 * LEADING);
    }
    g_assert_true(has_word(page, "painted"));
    g_assert_true(has_word(page, "evening"));
}

static void
what_the_user_says_comes_first(void)
{
    g_autofree char *wrong = text_of_lines(3, true, 0, "F1");
    g_autofree char *good = text_of_lines(0, false, 0, "F1");
    StageRun run;

    g_autoptr(Page) kept = page_of(wrong, true, 0, OCR_NEVER, &run);
    g_assert_false(g_array_index(kept->choices, Choice, 0).read);
    g_autoptr(Page) scan = page_of("", true, 0, OCR_NEVER, &run);
    g_assert_cmpint(g_array_index(scan->choices, Choice, 0).reason, ==, REASON_OCR_OFF);
    g_assert_cmpuint(scan->words->len, ==, 0);
    if (cannot_read())
        return;
    g_autoptr(Page) page = page_of(good, false, 0, OCR_ALWAYS, &run);
    g_assert_cmpint(g_array_index(page->choices, Choice, 0).reason, ==, REASON_ASKED);
    g_assert_true(page_word(page, 0)->ocr);
}

/* Of a page that is not read: what is decided about it, and after how many samples. */
static void
expect_unread(const char *content, bool picture, Reason reason, guint asked)
{
    StageRun run;
    g_autoptr(Page) page = page_of(content, picture, 0, OCR_AUTO, &run);
    const Choice choice = g_array_index(page->choices, Choice, 0);

    g_assert_cmpstr(choice_reasons[choice.reason], ==, choice_reasons[reason]);
    g_assert_false(choice.read);
    g_assert_cmpuint(run.sampling.pages, ==, asked);
}

static void
an_empty_page_is_not_read(void)
{
    expect_unread("", false, REASON_EMPTY, 0);
}

static void
a_drawing_without_print_is_not_read(void)
{
    g_autoptr(GString) bars = g_string_new(NULL);

    for (guint i = 0; i < 60; i++)
        g_string_append_printf(bars, "%u %u 20 7 re f\n", 30 + 60 * (i % 6), 170 - 15 * (i / 6));
    expect_unread(bars->str, false, REASON_EMPTY, 0);
}

static void
odd_words_that_look_as_they_are_spelt_are_kept(void)
{
    g_autofree char *odd = text_of_lines(0, true, 0, "F1");

    if (!cannot_read())
        expect_unread(odd, false, REASON_LETTERS_AGREE, 1);
}

static void
a_layer_of_words_too_short_to_ask_is_kept(void)
{
    g_autoptr(GString) layer = g_string_new(NULL);

    for (guint i = 0; i < 30; i++)
        g_string_append_printf(layer, "BT /F1 13 Tf 3 Tr 1 0 0 1 %u %u Tm (an ox) Tj ET\n",
                               30 + 60 * (i % 6), 160 - 24 * (i / 6));
    if (!cannot_read())
        expect_unread(layer->str, true, REASON_UNCHECKED, 0);
}

/* The lines as outlines. */
static char *
outlines_of_lines(void)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, WIDTH, HEIGHT);
    cairo_t *pen = cairo_create(surface);
    GString *content = g_string_new("1 0 0 -1 0 200 cm\n");

    cairo_set_font_size(pen, SIZE);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        cairo_move_to(pen, 30, 40 + LEADING * i);
        cairo_text_path(pen, lines[i]);
    }
    cairo_path_t *path = cairo_copy_path(pen);
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        static const char *const operators[] = { "m", "l", "c", "h" };
        const cairo_path_data_t *data = &path->data[i];

        for (int k = 1; k < data->header.length; k++) {
            char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

            g_string_append_printf(content, "%s %s ",
                                   g_ascii_formatd(x, sizeof x, "%.3f", data[k].point.x),
                                   g_ascii_formatd(y, sizeof y, "%.3f", data[k].point.y));
        }
        g_string_append_printf(content, "%s\n", operators[data->header.type]);
    }
    g_string_append(content, "f\n");
    cairo_path_destroy(path);
    cairo_destroy(pen);
    cairo_surface_destroy(surface);
    return g_string_free(content, FALSE);
}

static void
letters_drawn_as_outlines_are_read(void)
{
    g_autofree char *outlines = outlines_of_lines();

    if (!cannot_read())
        expect(outlines, false, 0, REASON_DRAWN_TEXT, true, 0);
}

static Mojibake
judged(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    MojibakeCount count = { 0 };

    for (guint i = 0; words[i] != NULL; i++)
        mojibake_add(&count, words[i]);
    return mojibake_judge(&count);
}

static void
languages_are_no_mojibake(void)
{
    g_assert_cmpint(judged("Im vergangenen Frühjahr beschlossen die Bewohner, am Hafen eine kleine "
                           "Bücherei einzurichten; zuerst wurde das undichte Dach geflickt, danach "
                           "strichen sie die Wände weiß."),
                    ==, MOJIBAKE_NONE);
    g_assert_cmpint(judged("Strč prst skrz krk, řekl chlapec, a všichni se dlouho smáli, protože "
                           "v té větě není jediná samohláska, jak je v češtině možné."),
                    ==, MOJIBAKE_NONE);
    g_assert_cmpint(judged("See http://www.example.org/a_b.html or e-mail PhD@example.org: 3rd "
                           "edition, JavaScript, CO2, well-known, and/or, it’s, TCP/IP, 10km."),
                    ==, MOJIBAKE_NONE);
    g_assert_cmpint(judged("गाँव के लोगों ने मिलकर एक नया पुस्तकालय बनाने का निर्णय लिया"), ==,
                    MOJIBAKE_NONE);
}

static void
fonts_of_other_letters_are_mojibake(void)
{
    /* A font for Hindi of the time before Unicode; codes moved by 29; the private use area. */
    g_assert_cmpint(judged("xk¡o ds yksxksa us feydj ,d u;k iqLrdky; cukus dk fu.kZ; fy;kA igys "
                           "iqjkuh bekjr dh Nr Bhd dh xbZ vkSj nhokjksa ij lQsn jax fd;k x;k"),
                    ==, MOJIBAKE_ODD);
    g_assert_cmpint(judged("7KHURRIRIWKHROGKRXVHZDVPHQGHG EHIRUHZLQWHUDQGWKHZDOOVZHUHSDLQWHG "
                           "ZKLWHDQGWKHQWKHFKLOGUHQFDPHWRUHDG"),
                    ==, MOJIBAKE_ODD);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 100; i++)
        g_string_append_unichar(text, 0xE000 + i % 30);
    g_assert_cmpint(judged(text->str), ==, MOJIBAKE_UNREADABLE);
}

static void
words_are_the_same_but_for_a_letter_in_three(void)
{
    g_assert_true(agreement_is_same("harbour", "Harbour,"));
    g_assert_true(agreement_is_same("Bücherei", "Bucherei"));
    g_assert_true(agreement_is_same("modern", "modorn"));
    g_assert_false(agreement_is_same("harbour", "village"));
    g_assert_false(agreement_is_same("", ""));
}

static void
scripts_have_languages(void)
{
    g_assert_cmpstr(script_language("Devanagari"), ==, "hin");
    g_assert_null(script_language("Klingon"));
    g_assert_cmpstr(script_language_of("पुस्तकालय 12 km"), ==, "hin");
    g_assert_null(script_language_of("library 12"));
    g_assert_true(script_has_capitals("eng+deu+rus"));
    g_assert_false(script_has_capitals("eng+ara"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-doubt-XXXXXX", NULL);
#define TEST(name) g_test_add_func("/doubt/" #name, name)
    TEST(a_scan_without_text_is_read);
    TEST(a_layer_that_agrees_with_its_scan_is_kept);
    TEST(a_layer_that_says_something_else_is_read_again);
    TEST(a_layer_that_stands_elsewhere_is_read_again);
    TEST(text_of_its_own_is_kept_without_asking);
    TEST(letters_without_unicode_are_read);
    TEST(letters_that_look_otherwise_are_read);
    TEST(only_the_part_in_a_wrong_font_is_read);
    TEST(an_empty_page_is_not_read);
    TEST(a_drawing_without_print_is_not_read);
    TEST(odd_words_that_look_as_they_are_spelt_are_kept);
    TEST(a_layer_of_words_too_short_to_ask_is_kept);
    TEST(letters_drawn_as_outlines_are_read);
    TEST(what_the_user_says_comes_first);
    TEST(languages_are_no_mojibake);
    TEST(fonts_of_other_letters_are_mojibake);
    TEST(words_are_the_same_but_for_a_letter_in_three);
    TEST(scripts_have_languages);
    const int status = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return status;
}
