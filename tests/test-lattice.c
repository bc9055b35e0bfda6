/* tests/test-lattice.c - grids, on pages drawn as text
 *
 * The rulings of a page are read off its picture without a raster: every run of
 * - and + of two characters or more is one, from the middle of its first
 * character to that of its last, and so down with | and +.
 */
#include "detect/lattice.h"

#include "tests/art.h"

#include <math.h>

static void
add_rulings(Page *page, const char *art, Axis axis)
{
    const int rows = art_rows(art), cols = art_cols(art);
    const int lines = axis == AXIS_H ? rows : cols, length = axis == AXIS_H ? cols : rows;

    for (int line = 0; line < lines; line++)
        for (int i = 0; i < length; i++) {
            const int start = i;

            while (i < length &&
                   strchr(axis == AXIS_H ? "-+" : "|+",
                          axis == AXIS_H ? art_at(art, i, line) : art_at(art, line, i)) != NULL)
                i++;
            if (i - start < 2)
                continue;
            Ruling ruling = { axis, line * ART_CELL + 5, start * ART_CELL + 5, i * ART_CELL - 5,
                              1 };
            g_array_append_val(page->rulings, ruling);
        }
}

static Page *
read_art(const char *art)
{
    Page *page = art_page(art);

    add_rulings(page, art, AXIS_H);
    add_rulings(page, art, AXIS_V);
    return page;
}

/* Draws a lattice: corners, and walls where there are some. */
static void
draw(const Lattice *lattice, GString *text)
{
    const guint rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);

    g_string_append_printf(text, "%ux%u at %ld,%ld\n", rows, cols, lround(lattice->bbox.x0),
                           lround(lattice->bbox.y0));
    for (guint r = 0; r <= rows; r++) {
        for (guint c = 0; c < cols; c++)
            g_string_append(text, lattice->h_wall[r * cols + c] ? "+--" : "+  ");
        g_string_append(text, "+\n");
        for (guint c = 0; r < rows && c <= cols; c++)
            g_string_append_printf(text, "%c%s", lattice->v_wall[r * (cols + 1) + c] ? '|' : ' ',
                                   c < cols ? "  " : "\n");
    }
}

static void
expect_page(const Page *page, const char *expected)
{
    g_autoptr(GPtrArray) lattices = lattice_find(page);
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < lattices->len; i++)
        draw(g_ptr_array_index(lattices, i), text);
    g_assert_cmpstr(text->str, ==, expected);
}

static void
expect(const char *art, const char *expected)
{
    g_autoptr(Page) page = read_art(art);

    expect_page(page, expected);
}

static void
rulings_that_cross_are_a_grid(void)
{
    expect("+----+----+\n"
           "|a   |b   |\n"
           "+----+----+\n"
           "|c   |d   |\n"
           "+----+----+\n",
           "2x2 at 5,5\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n");
}

static void
cells_span_where_walls_are_missing(void)
{
    expect("+----+---------+\n"
           "|a   |b        |\n"
           "|    +----+----+\n"
           "|    |c   |d   |\n"
           "+----+----+----+\n"
           "|e   |f   |g   |\n"
           "+----+----+----+\n",
           "3x3 at 5,5\n"
           "+--+--+--+\n"
           "|  |     |\n"
           "+  +--+--+\n"
           "|  |  |  |\n"
           "+--+--+--+\n"
           "|  |  |  |\n"
           "+--+--+--+\n");
}

static void
ends_that_agree_are_the_open_sides(void)
{
    expect("-----+-----\n"
           "a    |b    \n"
           "-----+-----\n"
           "c    |d    \n"
           "-----+-----\n",
           "2x2 at 5,5\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n");
}

static void
a_side_that_is_hardly_drawn_stays_where_rulings_end(void)
{
    expect("+----+----+\n"
           "|a   |b   |\n"
           "+----+----+\n"
           " c   |d   |\n"
           "-----+----+\n"
           " e   |f   |\n"
           "-----+----+\n"
           " g   |h   |\n"
           "-----+----+\n",
           "4x2 at 5,5\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n"
           "   |  |\n"
           "+--+--+\n"
           "   |  |\n"
           "+--+--+\n"
           "   |  |\n"
           "+--+--+\n");
}

static void
columns_too_narrow_for_words_are_bars(void)
{
    g_autoptr(Page) page = read_art("+-+-+-+-+-+\n"
                                    "| | | | | |\n"
                                    "+-+-+-+-+-+\n");

    page->kind = PAGE_SCAN;
    for (guint i = 0; i < page->rulings->len; i++) {
        Ruling *r = &g_array_index(page->rulings, Ruling, i);

        r->from *= r->axis == AXIS_H ? 0.4 : 1;
        r->to *= r->axis == AXIS_H ? 0.4 : 1;
        r->at *= r->axis == AXIS_V ? 0.4 : 1;
    }
    expect_page(page, "");
}

static void
a_box_is_no_grid(void)
{
    expect("+-------+\n"
           "|a   b  |\n"
           "+-------+\n",
           "");
}

static void
boxes_that_strokes_join_are_no_grid(void)
{
    expect("+------+    +------+    +------+\n"
           "|text  |    |tokens|    |tree  |\n"
           "|      +----+      +----+      |\n"
           "|      |    |      |    |      |\n"
           "+------+    +------+    +------+\n",
           "");
}

static void
an_underline_is_no_grid(void)
{
    expect("abc def ghi\n"
           "--- ---    \n",
           "");
}

static void
a_stroke_that_walls_nothing_is_left_out(void)
{
    /* The tick at the left of the second row. */
    expect("  +----+----+\n"
           "  |a   |b   |\n"
           " -+    |    |\n"
           "  |    |    |\n"
           "  +----+----+\n"
           "  |c   |d   |\n"
           "  +----+----+\n",
           "2x2 at 25,5\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n");
}

static void
rows_as_thin_as_a_double_rule_are_none(void)
{
    g_autoptr(Page) page = read_art("+----+----+\n"
                                    "|a   |b   |\n"
                                    "+----+----+\n"
                                    "|c   |d   |\n"
                                    "+----+----+\n");
    Ruling second = { AXIS_H, 28, 5, 105, 1 };

    g_array_append_val(page->rulings, second);
    expect_page(page, "2x2 at 5,5\n"
                      "+--+--+\n"
                      "|  |  |\n"
                      "+--+--+\n"
                      "|  |  |\n"
                      "+--+--+\n");
}

static void
a_wide_double_rule_is_no_column_unless_words_stand_in_it(void)
{
    g_autoptr(Page) page = read_art("+----+----+\n"
                                    "|a   |b   |\n"
                                    "+----+----+\n");
    Ruling second = { AXIS_V, 64, 5, 25, 1 };
    Word between = { .text = g_strdup("i"), .bbox = { 58, 11, 61, 19 }, .link = -1 };

    g_array_append_val(page->rulings, second);
    expect_page(page, "1x2 at 5,5\n"
                      "+--+--+\n"
                      "|  |  |\n"
                      "+--+--+\n");
    g_array_append_val(page->words, between);
    expect_page(page, "1x3 at 5,5\n"
                      "+--+--+--+\n"
                      "|  |  |  |\n"
                      "+--+--+--+\n");
}

static void
rulings_may_fall_short_of_each_other(void)
{
    g_autoptr(Page) page = read_art("+----+----+\n"
                                    "|a   |b   |\n"
                                    "+----+----+\n"
                                    "|c   |d   |\n"
                                    "+----+----+\n");

    for (guint i = 0; i < page->rulings->len; i++) {
        g_array_index(page->rulings, Ruling, i).from += 2;
        g_array_index(page->rulings, Ruling, i).to -= 2;
    }
    expect_page(page, "2x2 at 5,5\n"
                      "+--+--+\n"
                      "|  |  |\n"
                      "+--+--+\n"
                      "|  |  |\n"
                      "+--+--+\n");
}

static void
lines_of_a_chart_are_no_grid(void)
{
    expect("+----+----+----+----+\n"
           "|    |    |    |    |\n"
           "+----+----+----+----+\n"
           "|    |    |    |    |\n"
           "+----+----+----+----+\n"
           "|    |    |    |    |\n"
           "+----+----+----+----+\n"
           "  10   20   30   40  \n",
           "");
}

static void
a_scan_may_have_grids_without_words(void)
{
    g_autoptr(Page) page = read_art("+----+----+\n"
                                    "|    |    |\n"
                                    "+----+----+\n");

    page->kind = PAGE_SCAN;
    expect_page(page, "1x2 at 5,5\n"
                      "+--+--+\n"
                      "|  |  |\n"
                      "+--+--+\n");
}

static void
boxes_behind_words_of_a_line_are_no_grid(void)
{
    expect("  +---+      \n"
           "ab|cde|fgh ij\n"
           "  +-+-+-+    \n"
           "klm |nop|q rs\n"
           "    +---+    \n",
           "");
}

static void
grids_apart_are_two(void)
{
    expect("+----+----+\n"
           "|a   |b   |\n"
           "+----+----+\n"
           "           \n"
           "+----+----+\n"
           "|c   |d   |\n"
           "+----+----+\n",
           "1x2 at 5,5\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n"
           "1x2 at 5,45\n"
           "+--+--+\n"
           "|  |  |\n"
           "+--+--+\n");
}

static void
a_grid_in_a_cell_is_part_of_it(void)
{
    expect("+----+----+--------+\n"
           "|a   |b   |        |\n"
           "|    |    | +--+-+ |\n"
           "+----+----+ |d |e| |\n"
           "|f   |g   | +--+-+ |\n"
           "|    |    |        |\n"
           "+----+----+--------+\n",
           "2x3 at 5,5\n"
           "+--+--+--+\n"
           "|  |  |  |\n"
           "+--+--+  +\n"
           "|  |  |  |\n"
           "+--+--+--+\n");
}

static void
a_frame_around_a_larger_grid_goes(void)
{
    expect("+-----------------+\n"
           "|title            |\n"
           "+-----------------+\n"
           "|                 |\n"
           "|  +---+---+---+  |\n"
           "|  |a  |b  |c  |  |\n"
           "|  +---+---+---+  |\n"
           "|                 |\n"
           "+-----------------+\n",
           "1x3 at 35,45\n"
           "+--+--+--+\n"
           "|  |  |  |\n"
           "+--+--+--+\n");
}

static void
many_rulings_take_no_time(void)
{
    g_autoptr(Page) page = page_new(1, 600, 800);

    for (guint i = 0; i < 20000; i++) {
        Ruling ruling = { i % 2 ? AXIS_H : AXIS_V, i * 7919 % 20000 * 0.03, 0, 600, 1 };
        g_array_append_val(page->rulings, ruling);
    }
    g_test_timer_start();
    g_autoptr(GPtrArray) lattices = lattice_find(page);
    g_assert_nonnull(lattices);
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 5);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/lattice/" #f, f)
    RULE(rulings_that_cross_are_a_grid);
    RULE(cells_span_where_walls_are_missing);
    RULE(ends_that_agree_are_the_open_sides);
    RULE(a_side_that_is_hardly_drawn_stays_where_rulings_end);
    RULE(columns_too_narrow_for_words_are_bars);
    RULE(a_box_is_no_grid);
    RULE(boxes_that_strokes_join_are_no_grid);
    RULE(an_underline_is_no_grid);
    RULE(a_stroke_that_walls_nothing_is_left_out);
    RULE(rows_as_thin_as_a_double_rule_are_none);
    RULE(a_wide_double_rule_is_no_column_unless_words_stand_in_it);
    RULE(rulings_may_fall_short_of_each_other);
    RULE(lines_of_a_chart_are_no_grid);
    RULE(a_scan_may_have_grids_without_words);
    RULE(boxes_behind_words_of_a_line_are_no_grid);
    RULE(grids_apart_are_two);
    RULE(a_grid_in_a_cell_is_part_of_it);
    RULE(a_frame_around_a_larger_grid_goes);
    RULE(many_rulings_take_no_time);
    return g_test_run();
}
