/* tests/test-sequel.c - words that say that something goes on */
#include "detect/sequel.h"

static void
lines_of_many_languages_say_it(void)
{
    static const char *const lines[] = {
        "Table 3 (continued)",
        "Table 3, cont.",
        "Table 3 (cont'd)",
        "Table 3 \342\200\224 Concluded",
        "Continued on next page",
        "Table 1 \342\200\223 continued from previous page",
        "see next page",
        "Tabelle 1: Schiffe (Fortsetzung)",
        "Fortsetzung auf der n\303\244chsten Seite",
        "Tabelle 1 (Forts.)",
        "Tableau 2 (suite)",
        "Suite \303\240 la page suivante",
        "Tabla 2 (continuaci\303\263n)",
        "Segue",
    };

    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_test_message("%s", lines[i]);
        g_assert_true(sequel_is_said(lines[i]));
    }
}

static void
other_lines_do_not(void)
{
    static const char *const lines[] = {
        "",
        "Table 3",
        "A suite of rooms",
        "Page 12",
        "The work was continued by her sons, who carried on with it until the pier was built",
    };

    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_test_message("%s", lines[i]);
        g_assert_false(sequel_is_said(lines[i]));
    }
}

static void
a_title_is_the_same_when_it_goes_on(void)
{
    g_autofree char *first = sequel_key("Table 1: Ships by island");
    g_autofree char *next = sequel_key("TABLE 1. Ships by island (cont.)");
    g_autofree char *other = sequel_key("Table 2: Ships by island");

    g_assert_cmpstr(first, ==, next);
    g_assert_cmpstr(first, !=, other);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/sequel/" #name, name)
    ADD(lines_of_many_languages_say_it);
    ADD(other_lines_do_not);
    ADD(a_title_is_the_same_when_it_goes_on);
    return g_test_run();
}
