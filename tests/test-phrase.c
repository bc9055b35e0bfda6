/* tests/test-phrase.c - numbers that words begin with */
#include "detect/phrase.h"

static void
numbers_of_sections_are_told_from_other_numbers(void)
{
    g_assert_cmpuint(phrase_number_depth("1.2.3 Title"), ==, 3);
    g_assert_cmpuint(phrase_number_depth("IV. Title"), ==, 1);
    g_assert_cmpuint(phrase_number_depth("Chapter 3: Title"), ==, 1);
    g_assert_cmpuint(phrase_number_depth("I am"), ==, 0);
    g_assert_cmpuint(phrase_number_depth("1984 was"), ==, 0);
    g_assert_cmpstr(phrase_after_number("A.1 Title"), ==, "Title");
    g_assert_cmpuint(phrase_number("xiv"), ==, 14);
    g_assert_cmpuint(phrase_number("mix"), ==, 0);
    g_assert_cmpuint(phrase_number("999999999999"), ==, 0);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/phrase/numbers", numbers_of_sections_are_told_from_other_numbers);
    return g_test_run();
}
