/* tests/test-linenumber.c - numbers in the margin of code are no part of it */
#include "detect/linenumber.h"

#include <string.h>

enum { TEXT, SMALL, CODE };

/* A page drawn a row each 12 points, 6 points a character: what stands before '|' is set small,
 * behind it as @style. */
static Page *
draw(const char *art, guint style)
{
    Page *page = page_new(1, 400, 600);
    g_auto(GStrv) rows = g_strsplit(art, "\n", -1);
    const Style styles[] = { { .font = (char *)"T", .size = 10 },
                             { .font = (char *)"T", .size = 6 },
                             { .font = (char *)"C", .size = 10, .fixed = true } };

    for (guint i = 0; i < G_N_ELEMENTS(styles); i++)
        page_intern_style(page->styles, &styles[i]);
    for (guint r = 0; rows[r] != NULL; r++) {
        const char *bar = strchr(rows[r], '|');

        for (const char *p = rows[r]; *p != '\0';) {
            const gsize n = strcspn(p, " |");
            const double x = 50 + 6 * (double)(p - rows[r]), y = 50 + 12 * r;
            const Word word = { .text = g_strndup(p, n),
                                .bbox = { x, y, x + 6 * (double)n, y + 10 },
                                .baseline = y + 8,
                                .style = bar != NULL && p < bar ? SMALL : style,
                                .link = -1 };

            if (n > 0)
                g_array_append_val(page->words, word);
            else
                g_free(word.text);
            p += MAX(n, 1);
        }
    }
    return page;
}

static void
expect(const char *art, guint style, const char *want)
{
    g_autoptr(Page) page = draw(art, style);
    g_autofree bool *taken = g_new0(bool, page->words->len + 1);
    g_autoptr(GString) got = g_string_new(NULL);

    linenumber_mark(page, taken);
    for (guint i = 0; i < page->words->len; i++)
        if (taken[i])
            g_string_append_printf(got, "%s ", page_word(page, i)->text);
    g_assert_cmpstr(got->str, ==, want);
}

static void
numbers_that_count_the_lines_of_code_are_marked(void)
{
    expect(" 8|  int main(void)\n 9|  {\n10|\n11|      return 0;\n12|  }", CODE, "8 9 10 11 12 ");
}

static void
some_lines_only_may_have_one(void)
{
    expect("  | a b\n 5| c d\n  | e\n  | f\n  | g\n  | h\n10| i j", CODE, "5 10 ");
}

static void
what_a_program_printed_stays(void)
{
    expect(" 1  int main(void)\n 2  {\n 3      return 0;\n 4  }", CODE, "");
}

static void
numbers_beside_prose_stay(void)
{
    expect(" 1| Beetles eat\n 2| leaves of\n 3| many trees", TEXT, "");
}

static void
numbers_that_do_not_count_stay(void)
{
    expect(" 3| a b\n 1| c d\n 7| e f", CODE, "");
    /* Two are too few, and uneven ones are something else. */
    expect(" 1| a b\n 2| c d", CODE, "");
    expect(" 1| a b\n 2| c d\n\n\n 3| e f", CODE, "");
    /* A word before it makes it text. */
    expect("x 1| a b\nx 2| c d\nx 3| e f", CODE, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/linenumber/count", numbers_that_count_the_lines_of_code_are_marked);
    g_test_add_func("/linenumber/some", some_lines_only_may_have_one);
    g_test_add_func("/linenumber/printed", what_a_program_printed_stays);
    g_test_add_func("/linenumber/prose", numbers_beside_prose_stay);
    g_test_add_func("/linenumber/others", numbers_that_do_not_count_stay);
    return g_test_run();
}
