/* tests/test-reader.c - the words of a scanned page */
#include "ocr/orientation.h"
#include "ocr/reader.h"

#include <string.h>

#include "ocr/number.h"
#include "ocr/scan.h"
#include "tests/reading_art.h"

static Engine *english;

/* What the reader makes of @raster, which is freed; into page->words. */
static Page *
read_page(Raster *raster, const Lattice *lattice)
{
    g_autoptr(Raster) scan = raster;
    const Bbox all = raster_to_points(scan, 0, 0, pixGetWidth(scan->pix), pixGetHeight(scan->pix));
    Page *page = page_new(1, all.x1, all.y1);

    if (lattice != NULL)
        g_ptr_array_add(page->lattices, (gpointer)lattice);
    g_autoptr(GError) error = NULL;
    GArray *words = reader_page(english, scan, page, page->styles, &error);
    g_assert_no_error(error);
    g_array_unref(page->words);
    page->words = words;
    if (lattice != NULL)
        g_ptr_array_steal_index(page->lattices, 0);
    return page;
}

static const Word *
find_word(const Page *page, const char *text)
{
    for (guint i = 0; i < page->words->len; i++) {
        if (strcmp(page_word(page, i)->text, text) == 0)
            return page_word(page, i);
    }
    g_test_message("there is no '%s'", text);
    for (guint i = 0; i < page->words->len; i++)
        g_test_message("but '%s'", page_word(page, i)->text);
    g_assert_not_reached();
}

static bool
has_word(const Page *page, const char *text)
{
    for (guint i = 0; i < page->words->len; i++) {
        if (strcmp(page_word(page, i)->text, text) == 0)
            return true;
    }
    return false;
}

static void
a_noisy_skewed_page_is_read(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 120);
    reading_draw_lines(&sheet, 30);
    g_autoptr(Raster) scan = sheet_turned(sheet_scan(&sheet, 240, 14), 1.2, 240);
    double skew;
    g_autoptr(Page) page = read_page(scan_straighten(scan, &skew, NULL), NULL);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < page->words->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", page_word(page, i)->text);
    g_autofree char *read = g_string_free(text, FALSE);
    g_autofree char *wanted = g_strjoinv(" ", (char **)reading_lines);
    g_assert_cmpstr(read, ==, wanted);
}

static void
words_stand_as_if_typeset(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 120);
    reading_draw_lines(&sheet, 30);
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), NULL);
    const Word *tall = find_word(page, "hills"), *low = find_word(page, "runs");

    /* Boxes are as high as the type, whatever letters are in them. */
    g_assert_cmpfloat_with_epsilon(tall->baseline, 30, 0.6);
    g_assert_cmpfloat_with_epsilon(tall->bbox.y0, low->bbox.y0, 0.5);
    g_assert_cmpfloat_with_epsilon(tall->bbox.y1, low->bbox.y1, 0.5);
    g_assert_cmpfloat(bbox_height(tall->bbox), >, 9);
    g_assert_true(tall->ocr);
    g_assert_cmpint(tall->link, ==, -1);
}

static void
body_text_has_one_size_and_a_heading_another(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 160);
    sheet_text(&sheet, 20, 30, 16, true, "Down the river");
    reading_draw_lines(&sheet, 60);
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), NULL);
    const Style *heading = page_style(page, find_word(page, "Down")->style);
    const Style *body = page_style(page, find_word(page, "hills")->style);

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        g_assert_true(page_style(page, word->style) == (word->bbox.y0 < 35 ? heading : body));
    }
    g_assert_cmpfloat_with_epsilon(body->size, 10, 1);
    g_assert_cmpfloat_with_epsilon(heading->size / body->size, 1.6, 0.15);
    g_assert_true(heading->bold);
    g_assert_false(body->bold);
}

static void
leaders_are_dots_and_not_letters(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 80);
    sheet_text(&sheet, 20, 30, 10, false, "Upper valley");
    sheet_text(&sheet, 20, 45, 10, false, "Lower valley");
    for (int i = 0; i < 25; i++) {
        sheet_disc(&sheet, 95 + 6 * i, 29.4, 0.6);
        sheet_disc(&sheet, 95 + 6 * i, 44.4, 0.6);
    }
    sheet_text(&sheet, 250, 30, 10, false, "17");
    sheet_text(&sheet, 250, 45, 10, false, "34");
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), NULL);

    g_assert_cmpuint(page->words->len, ==, 8);
    find_word(page, ".........................");
    find_word(page, "17");
    find_word(page, "34");
}

static void
a_dotted_rule_is_no_text(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 140);
    reading_draw_lines(&sheet, 30);
    for (int i = 0; i < 40; i++)
        sheet_disc(&sheet, 20 + 6 * i, 115, 0.6);
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), NULL);

    for (guint i = 0; i < page->words->len; i++)
        g_assert_null(strstr(page_word(page, i)->text, ".."));
}

static void
bullets_are_told_by_their_shape(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 120);
    for (guint i = 0; i < N_READING_LINES; i++) {
        sheet_disc(&sheet, 22, 30 + 14 * i - 3, 1.8);
        sheet_text(&sheet, 34, 30 + 14 * i, 10, false, reading_lines[i]);
    }
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), NULL);
    guint bullets = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (strcmp(word->text, "•") == 0) {
            g_assert_cmpfloat(word->bbox.x0, <, 25);
            bullets++;
        } else {
            g_assert_cmpfloat(word->bbox.x0, >, 30);
        }
    }
    g_assert_cmpuint(bullets, ==, N_READING_LINES);
}

/* What follows may be a sign, lower than letters and as wide as a bullet. */
static void
bullets_stand_before_signs(void)
{
    static const char *const lines[] = { "* moves to the beginning", "> and < are commands",
                                         ": changes the mode", "3$ moves two lines below" };

    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 120);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        sheet_disc(&sheet, 22, 30 + 14 * i - 3, 1.8);
        sheet_text(&sheet, 34, 30 + 14 * i, 10, false, lines[i]);
    }
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), NULL);
    guint bullets = 0;

    for (guint i = 0; i < page->words->len; i++)
        bullets += strcmp(page_word(page, i)->text, "•") == 0;
    g_assert_cmpuint(bullets, ==, G_N_ELEMENTS(lines));
}

/* A disc with an i in it, as books have it before a note. */
static void
icons_are_no_words(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 120);
    sheet_tone(&sheet, 0.25);
    sheet_disc(&sheet, 29, 23, 9);
    sheet_tone(&sheet, 1);
    sheet_disc(&sheet, 29, 17.5, 1.4);
    sheet_box(&sheet, 27.6, 20.5, 30.4, 28);
    sheet_box(&sheet, 26.6, 20.5, 30.4, 21.3);
    sheet_box(&sheet, 26.6, 28, 31.4, 28.8);
    sheet_tone(&sheet, 0);
    for (guint i = 0; i < N_READING_LINES; i++)
        sheet_text(&sheet, i == 0 ? 42 : 20, 30 + 14 * i, 10, false, reading_lines[i]);
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), NULL);

    g_assert_cmpuint(page->words->len, >, 0);
    g_assert_cmpfloat(page_word(page, 0)->bbox.y0, <, 30);
    for (guint i = 0; i < page->words->len; i++)
        if (page_word(page, i)->bbox.y0 < 30)
            g_assert_cmpfloat(page_word(page, i)->bbox.x0, >, 40);
}

static void
white_words_on_a_dark_band_are_read(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(280, 160);
    sheet_tone(&sheet, 0.25);
    sheet_box(&sheet, 20, 20, 260, 40);
    sheet_tone(&sheet, 1);
    sheet_text(&sheet, 30, 33, 10, true, "Country");
    sheet_text(&sheet, 160, 33, 10, true, "Harvest");
    sheet_tone(&sheet, 0);
    reading_draw_lines(&sheet, 70);
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 250, 5), NULL);

    find_word(page, "Country");
    find_word(page, "Harvest");
}

/* A grid of 3 rows and columns, and numbers in its cells. */
static void
lone_digits_in_cells_are_read(void)
{
    if (reading_is_skipped(english))
        return;
    const double xs[] = { 20, 100, 180, 260 }, ys[] = { 20, 45, 70, 95 };
    g_autoptr(Lattice) lattice = lattice_new(xs, 4, ys, 4);
    Sheet sheet = sheet_new(280, 115);

    memset(lattice->h_wall, 1, 4 * 3);
    memset(lattice->v_wall, 1, 3 * 4);
    for (int i = 0; i < 4; i++) {
        sheet_box(&sheet, 20, ys[i] - 0.4, 260, ys[i] + 0.4);
        sheet_box(&sheet, xs[i] - 0.4, 20, xs[i] + 0.4, 95);
    }
    for (int i = 0; i < 9; i++) {
        g_autofree char *digit = g_strdup_printf("%d", i + 1);
        sheet_text(&sheet, xs[i % 3] + 37, ys[i / 3] + 16, 10, false, digit);
    }
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 0), lattice);
    guint found = 0;

    for (int i = 0; i < 9; i++) {
        g_autofree char *digit = g_strdup_printf("%d", i + 1);
        found += has_word(page, digit) ? 1 : 0;
    }
    g_assert_cmpuint(found, >=, 8);
    g_assert_false(has_word(page, "|"));
}

/* A column of numbers with a word that may be one among them. */
static char *
settled_in(const char *above, const char *word, const char *below)
{
    const char *const column[] = { above, word, below };
    g_autoptr(GArray) readings = reading_array_new();

    for (guint i = 0; i < 3; i++) {
        const Reading reading = { .text = g_strdup(column[i]),
                                  .ink = { 100, 12 * i, 110, 12 * i + 7 },
                                  .baseline = 12 * i + 7,
                                  .confidence = 1,
                                  .line = i };
        g_array_append_val(readings, reading);
    }
    number_from_letters(readings);
    return g_strdup(g_array_index(readings, Reading, 1).text);
}

static void
letters_in_a_column_of_numbers_are_digits(void)
{
    g_autofree char *zero = settled_in("12", "O", "7.5");
    g_autofree char *eleven = settled_in("12", "Il", "7.5");
    g_autofree char *letter = settled_in("North", "O", "South");
    g_autofree char *word = settled_in("12", "Oil", "7.5");

    g_assert_cmpstr(zero, ==, "0");
    g_assert_cmpstr(eleven, ==, "11");
    g_assert_cmpstr(letter, ==, "O");
    g_assert_cmpstr(word, ==, "Oil");
}

/* Words in one line: each 3 points a letter wide, apart as told. */
static char *
signed_in(const char *const *texts, const double *gaps, guint n)
{
    g_autoptr(GArray) readings = reading_array_new();
    GString *all = g_string_new(NULL);
    double x = 100;

    for (guint i = 0; i < n; i++) {
        x += gaps[i];
        const double end = x + 3 * (double)g_utf8_strlen(texts[i], -1);
        const Reading reading = { .text = g_strdup(texts[i]), .ink = { x, 10, end, 17 } };

        g_array_append_val(readings, reading);
        x = end;
    }
    number_set_signs(readings);
    for (guint i = 0; i < readings->len; i++)
        g_string_append_printf(all, "%s%s", i > 0 ? " " : "",
                               g_array_index(readings, Reading, i).text);
    return g_string_free(all, FALSE);
}

static void
dashes_before_digits_are_a_sign(void)
{
    const double near[] = { 0, 1, 20, 0 }, apart[] = { 0, 2.5, 2.5, 0 };
    const char *const loss[] = { "—", "12.66", "—-15.08" };
    const char *const range[] = { "10", "–", "12" };
    const char *const prose[] = { "so", "—", "it" };
    g_autofree char *negative = signed_in(loss, near, 3);
    g_autofree char *between = signed_in(range, apart, 3);
    g_autofree char *dash = signed_in(prose, apart, 3);

    g_assert_cmpstr(negative, ==, "-12.66 -15.08");
    g_assert_cmpstr(between, ==, "10 – 12");
    g_assert_cmpstr(dash, ==, "so — it");
}

static void
two_words_set_close_are_parted(void)
{
    Sheet sheet = sheet_new(120, 40);
    double gap = 0;

    sheet_box(&sheet, 10, 10, 13, 17);
    sheet_box(&sheet, 13.6, 10, 16.6, 17);
    sheet_box(&sheet, 19.2, 10, 22, 17);
    g_autoptr(Raster) clean = sheet_scan(&sheet, 255, 0);

    g_assert_true(stand_find_gap((Bbox){ 9, 9, 23, 18 }, 10, clean, &gap));
    g_assert_cmpfloat_with_epsilon(gap, 17.9, 0.3);
    /* As wide a gap between larger letters is none. */
    g_assert_false(stand_find_gap((Bbox){ 9, 9, 23, 18 }, 16, clean, &gap));
    g_assert_false(stand_find_gap((Bbox){ 9, 9, 17, 18 }, 10, clean, &gap));
}

/* Strokes for digits, 2 points apart, with a point or comma after the first. */
static char *
checked(const char *text, guint strokes, double point_drop, NumberState expected)
{
    Sheet sheet = sheet_new(60, 30);

    for (guint i = 0; i < strokes; i++)
        sheet_box(&sheet, 10 + 5 * i, 10, 13 + 5 * i, 17);
    if (point_drop >= 0)
        sheet_box(&sheet, 13.5, 16, 14.4, 17 + point_drop);
    g_autoptr(Raster) clean = sheet_scan(&sheet, 255, 0);
    Reading reading = { .text = g_strdup(text), .ink = { 9, 9, 10 + 5 * strokes, 19 } };

    g_assert_cmpint(number_check(&reading, clean), ==, expected);
    return reading.text;
}

static void
a_lost_point_is_found_in_the_ink(void)
{
    g_autofree char *point = checked("771", 3, 0, NUMBER_RIGHT);
    g_autofree char *comma = checked("44", 2, 1.2, NUMBER_RIGHT);
    g_autofree char *whole = checked("771", 3, -1, NUMBER_RIGHT);
    g_autofree char *known = checked("7,71", 3, 0, NUMBER_RIGHT);

    g_assert_cmpstr(point, ==, "7.71");
    g_assert_cmpstr(comma, ==, "4,4");
    g_assert_cmpstr(whole, ==, "771");
    g_assert_cmpstr(known, ==, "7,71");
}

static void
a_number_with_too_many_digits_is_wrong(void)
{
    g_autofree char *many = checked("719", 2, -1, NUMBER_WRONG);
    g_autofree char *words = checked("No", 2, -1, NUMBER_NONE);

    g_assert_cmpstr(many, ==, "719");
    g_assert_cmpstr(words, ==, "No");
}

/* Two digits from x = 20 on, on a baseline at 17, and a piece of ink before them. */
static char *
led(double x0, double y0, double x1, double y1, double box_x0)
{
    g_autoptr(GArray) readings = reading_array_new();
    const Reading reading = { .text = g_strdup("59"), .ink = { box_x0, 10, 28, 17 } };
    Sheet sheet = sheet_new(60, 30);

    sheet_box(&sheet, 20, 10, 23, 17);
    sheet_box(&sheet, 25, 10, 28, 17);
    sheet_box(&sheet, x0, y0, x1, y1);
    g_autoptr(Raster) clean = sheet_scan(&sheet, 255, 0);
    g_autoptr(Raster) ink = scan_ink(clean);

    g_array_append_val(readings, reading);
    number_add_leads(readings, ink);
    return g_strdup(g_array_index(readings, Reading, 0).text);
}

static void
a_lost_sign_or_point_is_found_before_a_number(void)
{
    g_autofree char *sign = led(16, 13.2, 18.5, 14, 20);
    g_autofree char *within = led(16, 13.2, 18.5, 14, 16);
    g_autofree char *point = led(18, 16, 19, 17, 20);
    g_autofree char *letter = led(16, 10, 18.5, 17, 20);
    g_autofree char *high = led(16, 10, 18.5, 10.8, 20);

    g_assert_cmpstr(sign, ==, "-59");
    g_assert_cmpstr(within, ==, "-59");
    g_assert_cmpstr(point, ==, ".59");
    g_assert_cmpstr(letter, ==, "59");
    g_assert_cmpstr(high, ==, "59");
}

static void
a_column_of_numbers_is_told_by_its_neighbours(void)
{
    g_autoptr(GArray) readings = reading_array_new();
    static const char *const column[] = { "Total", "310", "75", "120" };

    for (guint i = 0; i < G_N_ELEMENTS(column); i++) {
        const Reading reading = { .text = g_strdup(column[i]),
                                  .ink = { 20, 10 + 12 * i, 40, 17 + 12 * i },
                                  .baseline = 17 + 12 * i };
        g_array_append_val(readings, reading);
    }
    const Reading inside = { .text = (char *)"7A", .ink = { 20, 58, 40, 65 }, .baseline = 65 };
    const Reading beside = { .text = (char *)"7A", .ink = { 60, 58, 80, 65 }, .baseline = 65 };

    g_assert_true(number_is_in_column(readings, &inside));
    g_assert_false(number_is_in_column(readings, &beside));
}

static void
a_photograph_holds_no_words(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(200, 150);
    guint32 random = 7;

    for (int i = 0; i < 1500; i++) {
        random = random * 1664525u + 1013904223u;
        const double x = (random >> 8) % 190, y = (random >> 16) % 140;
        sheet_tone(&sheet, (random >> 24) / 255.0);
        sheet_disc(&sheet, x + 5, y + 5, 1 + (random >> 12) % 9);
    }
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 255, 20), NULL);

    g_assert_cmpuint(page->words->len, <=, 2);
}

static void
bars_on_a_ruling_are_the_ruling(void)
{
    if (reading_is_skipped(english))
        return;
    static const char *const bars[] = { "|", "1" };

    for (guint k = 0; k < 2 * G_N_ELEMENTS(bars); k++) {
        const bool ruled = k % 2 == 1;
        Sheet sheet = sheet_new(280, 80);

        sheet_text(&sheet, 20, 30, 11, false, "Total Costs");
        sheet_text(&sheet, 92, 30, 11, false, bars[k / 2]);
        sheet_text(&sheet, 105, 30, 11, false, "Exclusions and");
        sheet_text(&sheet, 20, 50, 11, false, "All Funds");
        sheet_text(&sheet, 105, 50, 11, false, "unallowables");
        g_autoptr(Raster) scan = sheet_scan(&sheet, 255, 0);
        g_autoptr(Page) page = page_new(1, 280, 80);
        /* Too far from the bar to take it off the page. */
        const Ruling ruling = { AXIS_V, 95.5, 10, 70, 0.5 };

        if (ruled)
            g_array_append_val(page->rulings, ruling);
        g_autoptr(GArray) words = reader_page(english, scan, page, page->styles, NULL);
        g_array_unref(page->words);
        page->words = g_steal_pointer(&words);
        g_assert_true(has_word(page, bars[k / 2]) == !ruled);
        g_assert_true(has_word(page, "Exclusions"));
    }
}

static void
an_empty_page_is_an_ordinary_page(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(200, 150);
    g_autoptr(Page) page = read_page(sheet_scan(&sheet, 235, 8), NULL);

    g_assert_cmpuint(page->words->len, ==, 0);
    g_assert_cmpuint(page->styles->len, ==, 0);

    Sheet blank = sheet_new(200, 150);
    g_autoptr(Raster) scan = sheet_scan(&blank, 235, 8);
    g_assert_cmpuint(orientation_find(english, scan), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    english = reading_engine();

#define TEST(name) g_test_add_func("/reader/" #name, name)
    TEST(a_noisy_skewed_page_is_read);
    TEST(words_stand_as_if_typeset);
    TEST(body_text_has_one_size_and_a_heading_another);
    TEST(leaders_are_dots_and_not_letters);
    TEST(a_dotted_rule_is_no_text);
    TEST(bullets_are_told_by_their_shape);
    TEST(bullets_stand_before_signs);
    TEST(icons_are_no_words);
    TEST(white_words_on_a_dark_band_are_read);
    TEST(lone_digits_in_cells_are_read);
    TEST(letters_in_a_column_of_numbers_are_digits);
    TEST(a_lost_point_is_found_in_the_ink);
    TEST(a_number_with_too_many_digits_is_wrong);
    TEST(dashes_before_digits_are_a_sign);
    TEST(two_words_set_close_are_parted);
    TEST(a_lost_sign_or_point_is_found_before_a_number);
    TEST(a_column_of_numbers_is_told_by_its_neighbours);
    TEST(a_photograph_holds_no_words);
    TEST(bars_on_a_ruling_are_the_ruling);
    TEST(an_empty_page_is_an_ordinary_page);
    const int status = g_test_run();
    engine_free(english);
    return status;
}
