/* tests/test-rejoin.c - lines of code that were broken are whole again */
#include "detect/rejoin.h"

static void
expect(const char *code, const char *want)
{
    g_autofree char *got = rejoin_lines(code);

    g_assert_cmpstr(got, ==, want);
}

static void
a_mark_at_the_start_goes_on_the_line_before(void)
{
    expect("grep -n pattern\n   \u21AA file.c\necho", "grep -n pattern file.c\necho");
    expect("a\n,\u2192 b\n  ,\u2192 c\n", "a b c\n");
}

static void
a_mark_at_the_end_goes_with_it(void)
{
    expect("grep -n \u21A9\n    file.c\necho", "grep -n file.c\necho");
    expect("patt\u21A9\n  \u21AA ern", "pattern");
}

static void
other_arrows_and_lines_stay(void)
{
    static const char *const codes[] = { "f : a \u2192\n  b", "\u2192 x", "a\n\nb", "",
                                         "a \\\n  b",         "x \u21A9", "\n\na" };

    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        expect(codes[i], codes[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rejoin/start", a_mark_at_the_start_goes_on_the_line_before);
    g_test_add_func("/rejoin/end", a_mark_at_the_end_goes_with_it);
    g_test_add_func("/rejoin/others", other_arrows_and_lines_stay);
    return g_test_run();
}
