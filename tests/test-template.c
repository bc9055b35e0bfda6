/* tests/test-template.c - what is known of the tables of many PDFs alike, read from a file */
#include "pipeline/template.h"

#include "detect/finder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    GArray *areas;
    bool only;
    GError *error;
} Reading;

static Reading
read_text(const char *text)
{
    Reading reading = { .areas = finder_areas_new() };
    g_autofree char *path = NULL;
    g_autofree char *kept = NULL;
    const int file = g_file_open_tmp("template-XXXXXX", &path, NULL);

    g_assert_cmpint(file, >=, 0);
    close(file);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    if (template_read(path, reading.areas, &reading.only, &kept, &reading.error))
        g_assert_cmpstr(kept, ==, text);
    g_unlink(path);
    return reading;
}

static void
clear(Reading *reading)
{
    g_array_unref(reading->areas);
    g_clear_error(&reading->error);
}

static const FinderArea *
area_at(const Reading *reading, guint i)
{
    g_assert_cmpuint(i, <, reading->areas->len);
    return &g_array_index(reading->areas, FinderArea, i);
}

static void
a_table_has_its_pages_area_columns_method_and_header(void)
{
    Reading reading = read_text("# as saved\n[table 1]\npages=2\narea=10,20,300,400\n"
                                "columns=200, 100\nmethod=stream\nheader-rows=2\n");
    const FinderArea *area = area_at(&reading, 0);

    g_assert_no_error(reading.error);
    g_assert_true(finder_area_is_on(area, 2));
    g_assert_false(finder_area_is_on(area, 3));
    g_assert_cmpfloat(area->bbox.x1, ==, 300);
    g_assert_true(area->own);
    g_assert_cmpint(area->method, ==, FINDER_STREAM);
    g_assert_cmpint(area->header_rows, ==, 2);
    g_assert_cmpuint(area->columns->len, ==, 2);
    g_assert_cmpfloat(g_array_index(area->columns, double, 0), ==, 100);
    g_assert_false(reading.only);
    clear(&reading);
}

static void
what_is_not_said_is_as_found_on_all_pages(void)
{
    Reading reading = read_text("[table 1]\narea=10,20,300,400\n[template]\nonly=true\n");
    const FinderArea *area = area_at(&reading, 0);

    g_assert_true(finder_area_is_on(area, 1) && finder_area_is_on(area, 4000));
    g_assert_cmpint(area->method, ==, FINDER_AUTO);
    g_assert_cmpint(area->header_rows, ==, -1);
    g_assert_null(area->columns);
    g_assert_true(reading.only);
    clear(&reading);
}

static void
pages_may_be_several_ranges(void)
{
    Reading reading = read_text("[table 1]\npages=1, 4-5\narea=10,20,300,400\ncolumns=50\n");

    g_assert_cmpuint(reading.areas->len, ==, 2);
    g_assert_true(finder_has_area(reading.areas, 1) && finder_has_area(reading.areas, 5));
    g_assert_false(finder_has_area(reading.areas, 3) || finder_has_area(reading.areas, 6));
    clear(&reading);
}

static void
what_makes_no_sense_is_said_in_one_line(void)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        { "", "it has no [table 1]" },
        { "[table 1]\n", "[table 1]: say where the table is" },
        { "[table 1]\narea=10,20,300\n", "area=10,20,300: want X0,Y0,X1,Y1" },
        { "[table 1]\narea=300,20,10,400\n", "X1 must be right of X0" },
        { "[table 1]\narea=nan,1,2,3\n", "want X0,Y0,X1,Y1" },
        { "[table 1]\narea=1,2,3,4\ncolumns=a\n", "columns=a: want" },
        { "[table 1]\narea=1,2,3,4\ncolumns=-5\n", "columns=-5: want" },
        { "[table 1]\narea=1,2,3,4\nmethod=magic\n", "method=magic: want" },
        { "[table 1]\narea=1,2,3,4\nheader-rows=-1\n", "header-rows=-1: want" },
        { "[table 1]\narea=1,2,3,4\npages=0\n", "pages=0: want" },
        { "[table 1]\narea=1,2,3,4\npages=\n", "no page is named" },
        { "[table 1]\narea=1,2,3,4\ncolour=red\n", "there is no 'colour' here" },
        { "[chair]\n", "[chair]: want groups called" },
        { "[template]\nonly=perhaps\n[table 1]\narea=1,2,3,4\n", "only: want true or false" },
        { "no group\n", "--template" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        Reading reading = read_text(cases[i].text);

        g_assert_error(reading.error, OPTION_ERROR, OPTION_ERROR_USAGE);
        g_assert_nonnull(strstr(reading.error->message, cases[i].said));
        g_assert_null(strchr(reading.error->message, '\n'));
        clear(&reading);
    }
}

static void
a_file_that_is_not_there_is_named(void)
{
    g_autoptr(GArray) areas = finder_areas_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    bool only;

    g_assert_false(template_read("/nowhere/x.template", areas, &only, &text, &error));
    g_assert_error(error, OPTION_ERROR, OPTION_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, "/nowhere/x.template"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/template/table", a_table_has_its_pages_area_columns_method_and_header);
    g_test_add_func("/template/defaults", what_is_not_said_is_as_found_on_all_pages);
    g_test_add_func("/template/pages", pages_may_be_several_ranges);
    g_test_add_func("/template/errors", what_makes_no_sense_is_said_in_one_line);
    g_test_add_func("/template/missing", a_file_that_is_not_there_is_named);
    return g_test_run();
}
