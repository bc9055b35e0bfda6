/* tests/test-override.c - what the user says of a table beats what is found */
#include "detect/finder.h"
#include "tests/table_art.h"

static const char *const words = "Arnsay    boats   7 red    1990\n"
                                 "Corran    ships  12 blue   1991\n"
                                 "Dunmore   rafts   3 green  1992\n"
                                 "Ellary    boats  31 red    1993\n";

/* @area and @columns may be NULL; numbers with commas between them, in characters and rows. */
static void
expect(const char *picture, FinderMethod method, const char *area, const char *columns,
       const char *expected)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(double));
    g_auto(GStrv) corners = g_strsplit(area != NULL ? area : "", ",", -1);
    g_auto(GStrv) places = g_strsplit(columns != NULL ? columns : "", ",", -1);

    if (area != NULL) {
        const FinderArea given = { 1,
                                   { ART_CHAR * g_ascii_strtod(corners[0], NULL),
                                     ART_ROW * g_ascii_strtod(corners[1], NULL),
                                     ART_CHAR * g_ascii_strtod(corners[2], NULL),
                                     ART_ROW * g_ascii_strtod(corners[3], NULL) } };
        g_array_append_val(areas, given);
    }
    for (guint i = 0; places[i] != NULL; i++) {
        const double x = ART_CHAR * g_ascii_strtod(places[i], NULL);
        g_array_append_val(edges, x);
    }
    const FinderOptions options = { method, area != NULL ? areas : NULL,
                                    columns != NULL ? edges : NULL };
    g_autoptr(GPtrArray) tables = finder_tables(page, &options);
    g_autofree char *found = table_art_text(tables);
    g_assert_cmpstr(found, ==, expected);
}

static void
an_area_holds_a_table_whatever_it_looks_like(void)
{
    const char *prose = "It was so with the boats of that year, as he said.\n"
                        "Name: Ann\n"
                        "Town: Oban\n"
                        "And the years after it were no better for anyone.\n";

    expect(prose, FINDER_AUTO, NULL, NULL, "");
    expect(prose, FINDER_AUTO, "0,1,20,3", "5.5", "Name: | Ann\nTown: | Oban\n");
}

static void
an_area_leaves_out_what_stands_beside_it(void)
{
    expect(words, FINDER_AUTO, "0,1,16,3", NULL, "Corran | ships\nDunmore | rafts\n");
}

static void
columns_part_where_they_are_told_to(void)
{
    const char *narrow = "Arnsay    1,234 22\n"
                         "Corran    1,345 23\n"
                         "Dunmore   1,456 24\n";

    expect(narrow, FINDER_AUTO, "0,0,20,3", NULL,
           "Arnsay | 1,234 22\nCorran | 1,345 23\nDunmore | 1,456 24\n");
    expect(narrow, FINDER_AUTO, "0,0,20,3", "8,15.5",
           "Arnsay | 1,234 | 22\nCorran | 1,345 | 23\nDunmore | 1,456 | 24\n");
}

static void
columns_told_where_they_are_drawn_keep_the_walls(void)
{
    const char *grid = "+========+========+========+========+\n"
                       "| Island | Season | foot   | wheels |\n"
                       "+========+========+========+========+\n"
                       "|        | summer | 184    | 96     |\n"
                       "| Arnsay +========+========+========+\n"
                       "|        | winter | 97     | 44     |\n"
                       "+========+========+========+========+\n"
                       "|        | summer | 75     | 43     |\n"
                       "| Corran +========+========+========+\n"
                       "|        | winter | 47     | 20     |\n"
                       "+========+========+========+========+\n";
    const char *drawn = "Island | Season | foot | wheels\n"
                        "Arnsay | summer | 184 | 96\n"
                        "^ | winter | 97 | 44\n"
                        "Corran | summer | 75 | 43\n"
                        "^ | winter | 47 | 20\n";

    expect(grid, FINDER_AUTO, "0,0,37,11", NULL, drawn);
    expect(grid, FINDER_AUTO, "0,0,37,11", "9.6,18.4,27.5", drawn);
    /* One of them is moved: the words decide, and nothing is known to span. */
    expect(grid, FINDER_AUTO, "0,0,37,11", "9.5,18.5,23.5",
           "Island | Season | foot | wheels\n"
           ". | summer | 184 | 96\n"
           "Arnsay | . | . | .\n"
           ". | winter | 97 | 44\n"
           ". | summer | 75 | 43\n"
           "Corran | . | . | .\n"
           ". | winter | 47 | 20\n");
}

static void
columns_outside_the_area_part_nothing(void)
{
    expect(words, FINDER_AUTO, "0,1,16,3", "90", "Corran | ships\nDunmore | rafts\n");
}

static void
columns_are_for_the_areas_where_there_are_any(void)
{
    const char *found = "Arnsay | boats | 7\nCorran | ships | 12\nDunmore | rafts | 3\n";
    const char *two = "Arnsay    boats      7\nCorran    ships     12\n"
                      "Dunmore   rafts      3\n";
    g_autoptr(Page) page = table_art_page(two, NULL);
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(double));
    const FinderArea elsewhere = { 7, { 0, 0, 100, 100 } };
    const double x = 20;

    g_array_append_val(areas, elsewhere);
    g_array_append_val(columns, x);
    g_autoptr(GPtrArray) tables =
        finder_tables(page, &(FinderOptions){ .areas = areas, .columns = columns });
    g_autofree char *text = table_art_text(tables);
    g_assert_cmpstr(text, ==, found);
}

static void
an_area_without_a_grid_is_read_by_its_text(void)
{
    g_autoptr(Page) page = table_art_page(words, NULL);
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
    const FinderArea area = { 1, { 0, 0, 240, 48 } };

    g_array_append_val(areas, area);
    g_autoptr(GPtrArray) tables =
        finder_tables(page, &(FinderOptions){ .method = FINDER_LATTICE, .areas = areas });
    g_assert_cmpuint(tables->len, ==, 1);
    const Table *table = g_ptr_array_index(tables, 0);
    g_assert_cmpstr(g_ptr_array_index(table->warnings, 0), ==,
                    "no grid is drawn here: read by its text, not as a lattice");
}

static void
an_area_of_a_template_is_read_as_it_says(void)
{
    g_autoptr(Page) page = table_art_page("Island    kind    per day  due\n"
                                          "Arnsay    boats       12   44\n"
                                          "Corran    ships        7    8\n"
                                          "Dunmore   rafts       31    9\n",
                                          NULL);
    g_autoptr(GArray) areas = finder_areas_new();
    const double edges[] = { 9 * ART_CHAR, 16 * ART_CHAR, 25.5 * ART_CHAR, 26.5 * ART_CHAR };
    FinderArea area = { .page = 1,
                        .last = 9,
                        .bbox = { 0, 0, 32 * ART_CHAR, 4 * ART_ROW },
                        .own = true,
                        .method = FINDER_STREAM,
                        .header_rows = 1,
                        .columns = g_array_new(FALSE, FALSE, sizeof(double)) };

    g_array_append_vals(area.columns, edges, G_N_ELEMENTS(edges));
    g_array_append_val(areas, area);
    g_autoptr(GPtrArray) tables =
        finder_tables(page, &(FinderOptions){ .method = FINDER_LATTICE, .areas = areas });
    g_autofree char *found = table_art_text(tables);
    g_assert_cmpstr(found, ==,
                    "Island | kind | per day | . | due\nArnsay | boats | 12 | . | 44\n"
                    "Corran | ships | 7 | . | 8\nDunmore | rafts | 31 | . | 9\n");
    const Table *table = g_ptr_array_index(tables, 0);
    g_assert_cmpuint(table->header_rows, ==, 1);
    g_assert_true(table->columns_given);
    g_assert_cmpuint(table->warnings->len, ==, 0);
}

static void
pages_without_an_area_may_have_no_tables(void)
{
    g_autoptr(Page) page = table_art_page(words, NULL);
    g_autoptr(GArray) areas = finder_areas_new();
    const FinderArea elsewhere = { 7, { 0, 0, 100, 100 } };

    g_array_append_val(areas, elsewhere);
    g_autoptr(GPtrArray) tables =
        finder_tables(page, &(FinderOptions){ .areas = areas, .areas_only = true });
    g_assert_cmpuint(tables->len, ==, 0);
}

static void
a_method_is_used_on_every_table(void)
{
    const char *grid = "+===============+=======+\n"
                       "| Boats     red | 1,990 |\n"
                       "+===============+=======+\n"
                       "| Ships    blue | 1,991 |\n"
                       "+===============+=======+\n"
                       "| Rafts   green | 1,992 |\n"
                       "+===============+=======+\n";

    expect(grid, FINDER_LATTICE, "0,0,30,8", NULL,
           "Boats red | 1,990\nShips blue | 1,991\nRafts green | 1,992\n");
    expect(grid, FINDER_STREAM, "0,0,30,8", NULL,
           "Boats | red | 1,990\nShips | blue | 1,991\nRafts | green | 1,992\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/override/" #f, f)
    RULE(an_area_holds_a_table_whatever_it_looks_like);
    RULE(an_area_leaves_out_what_stands_beside_it);
    RULE(columns_part_where_they_are_told_to);
    RULE(columns_told_where_they_are_drawn_keep_the_walls);
    RULE(columns_outside_the_area_part_nothing);
    RULE(columns_are_for_the_areas_where_there_are_any);
    RULE(an_area_without_a_grid_is_read_by_its_text);
    RULE(an_area_of_a_template_is_read_as_it_says);
    RULE(pages_without_an_area_may_have_no_tables);
    RULE(a_method_is_used_on_every_table);
    return g_test_run();
}
