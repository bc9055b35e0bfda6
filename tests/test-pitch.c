/* tests/test-pitch.c - type of fixed width is told by its letters' distances
 *
 * Lines are drawn as strokes: each letter of the pattern is a bar of some
 * width in the middle of its cell, or, in prose, right behind the one before.
 */
#include "ocr/pitch.h"

#include <string.h>

#include "tests/scan_art.h"

#define CELL 6.0
#define LEFT 20.0

typedef struct {
    Sheet sheet;
    GArray *readings;
    guint line;
    double scale; /* of all that is drawn: 1 for type of 10 points */
} Lines;

static Lines
lines_scaled(double scale)
{
    return (Lines){ .sheet = sheet_new(420 * scale, 200 * scale),
                    .readings = reading_array_new(),
                    .scale = scale };
}

static Lines
lines_new(void)
{
    return lines_scaled(1);
}

static double
letter_width(char c)
{
    return 1.4 + 0.9 * (c % 4);
}

static double
letter_height(char c)
{
    return strchr("acemnorsuvwxzgpqy", c) != NULL ? 5.0 : 7.1;
}

/* Draws @letters at @baseline and returns where they end. */
static double
draw(Lines *lines, double x, double baseline, const char *letters, bool fixed)
{
    for (; *letters != '\0'; letters++) {
        const double width = letter_width(*letters);
        const double left = fixed ? x + (CELL - width) / 2 : x;

        if (*letters != ' ')
            sheet_box(&lines->sheet, lines->scale * left,
                      lines->scale * (baseline - letter_height(*letters)),
                      lines->scale * (left + width), lines->scale * baseline);
        x += fixed ? CELL : *letters == ' ' ? 3 : width + 0.8;
    }
    return x;
}

static void
read_as(Lines *lines, double x0, double x1, double baseline, const char *text)
{
    const Reading reading = { .text = g_strdup(text),
                              .ink = { lines->scale * x0, lines->scale * (baseline - 7.1),
                                       lines->scale * x1, lines->scale * baseline },
                              .baseline = lines->scale * baseline,
                              .confidence = 0.9,
                              .line = lines->line };

    g_array_append_val(lines->readings, reading);
}

/* Draws a line of fixed width, and reads the words of @read in its cells: a point is where
 * Tesseract saw a space too many, an underscore where it saw none. */
static void
code(Lines *lines, double baseline, const char *drawn, const char *read)
{
    guint cell = 0, from = 0;
    g_autoptr(GString) word = g_string_new(NULL);

    draw(lines, LEFT, baseline, drawn, true);
    for (const char *p = read;; p++) {
        if (*p == '_') {
            cell++;
            continue;
        }
        if (*p != ' ' && *p != '.' && *p != '\0') {
            from = word->len == 0 ? cell : from;
            g_string_append_c(word, *p);
            cell++;
            continue;
        }
        if (word->len > 0)
            read_as(lines, LEFT + from * CELL + 1, LEFT + cell * CELL - 1, baseline, word->str);
        g_string_truncate(word, 0);
        if (*p == '\0')
            break;
        cell += *p == ' ' ? 1 : 0;
    }
    lines->line++;
}

static void
prose(Lines *lines, double baseline, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    double x = LEFT;

    for (guint i = 0; words[i] != NULL; i++) {
        const double end = draw(lines, x, baseline, words[i], false);

        read_as(lines, x, end, baseline, words[i]);
        x = end + 3;
    }
    lines->line++;
}

static int
by_place(gconstpointer a, gconstpointer b)
{
    const Reading *one = a, *other = b;

    if (one->baseline != other->baseline)
        return one->baseline < other->baseline ? -1 : 1;
    return (one->ink.x0 > other->ink.x0) - (one->ink.x0 < other->ink.x0);
}

/* The words and, of those of fixed width, the cells they are in; frees them. */
static char *
settled(Lines *lines)
{
    g_autoptr(Raster) clean = sheet_scan(&lines->sheet, 255, 0);
    GString *text = g_string_new(NULL);

    pitch_settle(lines->readings, clean, NULL);
    g_array_sort(lines->readings, by_place);
    for (guint i = 0; i < lines->readings->len; i++) {
        const Reading *reading = &g_array_index(lines->readings, Reading, i);

        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", reading->text);
        if (reading->pitch > 0)
            g_string_append_printf(text, "@%ld-%ld", lround((reading->ink.x0 - LEFT) / CELL),
                                   lround((reading->ink.x1 - LEFT) / CELL));
    }
    g_array_unref(lines->readings);
    return g_string_free(text, FALSE);
}

static void
letters_at_one_distance_are_of_fixed_width(void)
{
    Lines lines = lines_new();

    code(&lines, 30, "while ready(queue) do", "while ready(queue) do");
    g_autofree char *text = settled(&lines);
    g_assert_cmpstr(text, ==, "while@0-5 ready(queue)@6-18 do@19-21");
}

static void
prose_is_not(void)
{
    Lines lines = lines_new();

    prose(&lines, 30, "the river rises in the hills and runs through a valley");
    prose(&lines, 50, "before it meets the sea near a small harbour");
    g_autofree char *text = settled(&lines);
    g_assert_null(strchr(text, '@'));
}

static void
a_row_of_numbers_tells_nothing(void)
{
    Lines lines = lines_new();

    code(&lines, 30, "1234 5678 9012 3456", "1234 5678 9012 3456");
    g_autofree char *text = settled(&lines);
    g_assert_null(strchr(text, '@'));
}

static void
an_empty_cell_is_a_space_and_nothing_else_is(void)
{
    Lines lines = lines_new();

    code(&lines, 30, "make a list of it now or never do", "ma.ke a_list of_it now or never do");
    g_autofree char *text = settled(&lines);
    g_assert_cmpstr(text, ==,
                    "make@0-4 a@5-6 list@7-11 of@12-14 it@15-17 now@18-21 "
                    "or@22-24 never@25-30 do@31-33");
}

static void
a_short_line_follows_the_one_beside_it(void)
{
    Lines lines = lines_new();

    code(&lines, 30, "while ready(queue) do", "while ready(queue) do");
    code(&lines, 44, "  go", "  go");
    prose(&lines, 100, "and so it goes");
    g_autofree char *text = settled(&lines);
    g_assert_true(g_str_has_suffix(text, "do@19-21 go@2-4 and so it goes"));
}

static void
a_word_with_more_letters_than_cells_stays_as_read(void)
{
    Lines lines = lines_new();

    code(&lines, 30, "while ready(queue) do it", "while ready(queue) do it");
    g_free(g_array_index(lines.readings, Reading, 2).text);
    g_array_index(lines.readings, Reading, 2).text = g_strdup("dlo");
    g_autofree char *text = settled(&lines);
    g_assert_cmpstr(text, ==, "while@0-5 ready(queue)@6-18 dlo@19-21 it@22-24");
}

static void
quotes_in_type_of_fixed_width_are_straight(void)
{
    Lines lines = lines_new();

    code(&lines, 30, "print xabcx and xefghx", "print xabcx and xefghx");
    g_free(g_array_index(lines.readings, Reading, 1).text);
    g_array_index(lines.readings, Reading, 1).text = g_strdup("‘abc'");
    g_free(g_array_index(lines.readings, Reading, 3).text);
    g_array_index(lines.readings, Reading, 3).text = g_strdup("'‘efgh”");
    g_autofree char *text = settled(&lines);
    g_assert_cmpstr(text, ==, "print@0-5 'abc'@6-11 and@12-15 'efgh\"@16-22");
}

static void
grey_words_are_as_good_as_black_ones(void)
{
    Lines lines = lines_new();

    draw(&lines, LEFT, 30, "while ready(queue) ", true);
    sheet_tone(&lines.sheet, 0.65);
    code(&lines, 30, "                   do", "while ready(queue) do");
    g_autofree char *text = settled(&lines);
    g_assert_cmpstr(text, ==, "while@0-5 ready(queue)@6-18 do@19-21");
}

static void
nothing_is_settled_on_an_empty_page(void)
{
    Lines lines = lines_new();

    g_autofree char *text = settled(&lines);
    g_assert_cmpstr(text, ==, "");
}

static void
a_few_letters_of_display_type_tell_nothing(void)
{
    static const double scales[] = { 1, 4 };
    guint words[2];

    for (guint i = 0; i < G_N_ELEMENTS(scales); i++) {
        Lines lines = lines_scaled(scales[i]);

        code(&lines, 30, "ready queue waits", "ready_queue waits");
        g_autofree char *text = settled(&lines);
        g_auto(GStrv) found = g_strsplit(text, " ", -1);
        words[i] = g_strv_length(found);
    }
    g_assert_cmpuint(words[0], ==, 3);
    g_assert_cmpuint(words[1], ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/pitch/" #name, name)
    TEST(letters_at_one_distance_are_of_fixed_width);
    TEST(prose_is_not);
    TEST(a_row_of_numbers_tells_nothing);
    TEST(an_empty_cell_is_a_space_and_nothing_else_is);
    TEST(a_short_line_follows_the_one_beside_it);
    TEST(a_word_with_more_letters_than_cells_stays_as_read);
    TEST(quotes_in_type_of_fixed_width_are_straight);
    TEST(grey_words_are_as_good_as_black_ones);
    TEST(a_few_letters_of_display_type_tell_nothing);
    TEST(nothing_is_settled_on_an_empty_page);
    return g_test_run();
}
