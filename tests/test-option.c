/* tests/test-option.c - command lines are understood, or refused with one line that says why */
#include "pipeline/help.h"
#include "pipeline/option.h"

#include <string.h>

static Options *
parse(Command command, const char *line, GError **error)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);

    return option_parse(command, words, error);
}

static Options *
good(Command command, const char *line)
{
    g_autoptr(GError) error = NULL;
    Options *options = parse(command, line, &error);

    g_assert_no_error(error);
    return options;
}

static void
expect_refused(Command command, const char *line, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Options) options = parse(command, line, &error);

    g_assert_null(options);
    g_assert_cmpstr(error->message, ==, message);
    g_assert_null(strchr(error->message, '\n'));
}

static void
a_run_has_limits_and_they_can_be_set(void)
{
    g_autoptr(Options) given =
        good(COMMAND_TABLES, "tables --jobs 3 --timeout 7 --memory 512 -o out a.pdf");
    g_autoptr(Options) own = good(COMMAND_TABLES, "tables --timeout 0 --memory 0 -o out a.pdf");
    g_autoptr(Options) usual = good(COMMAND_TABLES, "tables -o out a.pdf");

    g_assert_cmpuint(given->jobs, ==, 3);
    g_assert_cmpuint(given->timeout, ==, 7);
    g_assert_cmpuint(given->memory_mib, ==, 512);
    g_assert_cmpuint(own->timeout, ==, 0);
    g_assert_cmpuint(own->memory_mib, ==, 0);
    g_assert_cmpuint(usual->jobs, >=, 1);
    g_assert_cmpuint(usual->timeout, ==, 300);
    g_assert_cmpuint(usual->memory_mib, ==, 4096);
}

static void
convert_writes_markdown_to_standard_output_by_default(void)
{
    g_autoptr(Options) options = good(COMMAND_CONVERT, "convert a.pdf");

    g_assert_cmpuint(options->formats, ==, FORMAT_MD);
    g_assert_null(options->output);
    g_assert_false(options->keep_furniture || options->images || options->bom);
    g_assert_true(options->join);
    g_assert_cmpstr(options->inputs[0], ==, "a.pdf");
    g_assert_cmpstr(options->stage.languages, ==, "eng");
    g_assert_cmpint(options->stage.ocr, ==, OCR_AUTO);
    g_assert_null(options->stage.tables.areas);
}

static void
options_may_stand_anywhere(void)
{
    g_autoptr(Options) options =
        good(COMMAND_TABLES, "tables --to json,tsv -o out a.pdf --bom b.pdf --method=stream");

    g_assert_cmpuint(options->formats, ==, FORMAT_JSON | FORMAT_TSV);
    g_assert_cmpstr(options->output, ==, "out");
    g_assert_cmpuint(g_strv_length(options->inputs), ==, 2);
    g_assert_cmpint(options->stage.tables.method, ==, FINDER_STREAM);
    g_assert_true(options->bom);
}

static void
pages_are_ranges_from_1(void)
{
    g_autoptr(Options) options = good(COMMAND_CONVERT, "convert --pages 1-3,7,12- a.pdf");
    const guint wanted[] = { 1, 2, 3, 7, 12, 13, 4000 }, others[] = { 4, 6, 8, 11 };

    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
        g_assert_true(page_range_holds(options->pages, wanted[i]));
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_false(page_range_holds(options->pages, others[i]));
    g_assert_cmpuint(page_range_missing(options->pages, 12), ==, 0);
    g_assert_cmpuint(page_range_missing(options->pages, 11), ==, 12);
    g_assert_cmpuint(page_range_missing(options->pages, 6), ==, 7);
    g_assert_cmpuint(page_range_missing(options->pages, 2), ==, 3);

    g_autoptr(Options) all = good(COMMAND_CONVERT, "convert a.pdf");
    g_assert_true(page_range_holds(all->pages, 99));
    g_assert_cmpuint(page_range_missing(all->pages, 1), ==, 0);
}

static void
pages_that_make_no_sense_are_refused(void)
{
    const char *bad[] = { "0", "3-1", "a", "1,,2", "-", "1-2-3", "99999999999", "", "1;2" };

    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *line = g_strdup_printf("convert --pages=%s a.pdf", bad[i]);
        g_autofree char *message =
            g_strdup_printf("--pages %s: want page numbers from 1, as in 1-3,7,12-", bad[i]);

        if (*bad[i] == '\0')
            expect_refused(COMMAND_CONVERT, line, "--pages: no page is named");
        else
            expect_refused(COMMAND_CONVERT, line, message);
    }
}

static void
areas_and_columns_are_points(void)
{
    g_autoptr(Options) options =
        good(COMMAND_TABLES,
             "tables --area 3:56.5,120,540,410 --area 1:0,0,9,9 --columns 300,100.25 -o out a.pdf");
    const FinderArea *area = &g_array_index(options->areas, FinderArea, 0);

    g_assert_cmpuint(options->areas->len, ==, 2);
    g_assert_cmpuint(area->page, ==, 3);
    g_assert_true(area->bbox.x0 == 56.5 && area->bbox.y1 == 410);
    g_assert_true(options->stage.tables.areas == options->areas);
    g_assert_true(g_array_index(options->columns, double, 0) == 100.25);

    expect_refused(COMMAND_TABLES, "tables --area 56,120,540,410 -o out a.pdf",
                   "--area 56,120,540,410: want PAGE:X0,Y0,X1,Y1 in points");
    expect_refused(COMMAND_TABLES, "tables --area 1:0,0,nan,9 -o out a.pdf",
                   "--area 1:0,0,nan,9: want PAGE:X0,Y0,X1,Y1 in points");
    expect_refused(COMMAND_TABLES, "tables --area 1:9,0,0,9 -o out a.pdf",
                   "--area 1:9,0,0,9: X1 must be right of X0, and Y1 below Y0");
    expect_refused(COMMAND_TABLES, "tables --area 2:0,0,90,90 --area 2:10,0,90,80 -o out a.pdf",
                   "--area 2:10,0,90,80: another area has the same place");
    expect_refused(COMMAND_TABLES, "tables --columns 40,-3 -o out a.pdf",
                   "--columns 40,-3: want distances from the left of the page");
    expect_refused(COMMAND_TABLES, "tables --columns 40 --method lattice -o out a.pdf",
                   "--columns part words: they do not go with --method lattice");
    expect_refused(COMMAND_TABLES, "tables --columns 1;2 -o out a.pdf",
                   "--columns 1;2: want numbers with commas between them");
}

static void
spans_and_header_rows_are_for_tables(void)
{
    g_autoptr(Options) options =
        good(COMMAND_TABLES, "tables --spans repeat --header-rows 2 --no-join -o out a.pdf");
    g_autoptr(Options) plain = good(COMMAND_TABLES, "tables -o out a.pdf");

    g_assert_cmpint(options->spans, ==, CSV_SPANS_REPEAT);
    g_assert_cmpint(options->header_rows, ==, 2);
    g_assert_false(options->join);
    g_assert_cmpint(plain->spans, ==, CSV_SPANS_FIRST);
    g_assert_cmpint(plain->header_rows, ==, -1);
    g_assert_true(plain->join);
    expect_refused(COMMAND_TABLES, "tables --spans all -o out a.pdf",
                   "--spans all: want one of first, repeat, blank");
    expect_refused(COMMAND_TABLES, "tables --header-rows=-1 -o out a.pdf",
                   "--header-rows -1: want a whole number from 0 to 10000");
    expect_refused(COMMAND_CONVERT, "convert --spans first a.pdf",
                   "--spans is an option of `sheaf tables`, not of this command");
}

static void
each_command_has_its_own_formats(void)
{
    expect_refused(COMMAND_CONVERT, "convert --to csv a.pdf",
                   "--to csv: convert cannot write 'csv': want some of md, json, html, text");
    expect_refused(COMMAND_TABLES, "tables --to csv,html -o out a.pdf",
                   "--to csv,html: tables cannot write 'html': want some of json, csv, tsv, xlsx");
    expect_refused(COMMAND_BOOK, "book --to md -o out a.pdf",
                   "--to is an option of `sheaf convert`, not of this command");
    expect_refused(COMMAND_CONVERT, "convert --to md,json a.pdf", "several formats need -o FOLDER");
}

static void
what_does_not_fit_together_is_refused(void)
{
    expect_refused(COMMAND_CONVERT, "convert", "name a PDF, a folder, or - for standard input");
    expect_refused(COMMAND_BOOK, "book a.pdf", "say where to put the results: -o FOLDER");
    expect_refused(COMMAND_CONVERT, "convert --frobnicate a.pdf",
                   "there is no option --frobnicate");
    expect_refused(COMMAND_CONVERT, "convert --ocr sometimes a.pdf",
                   "--ocr sometimes: want one of auto, never, always, pictures");
    expect_refused(COMMAND_CONVERT, "convert --images files a.pdf",
                   "--images files needs -o FOLDER to put them in");
    expect_refused(COMMAND_CONVERT, "convert --stop-after detect a.pdf",
                   "--stop-after and --start-from need a --dump-dir");
    expect_refused(COMMAND_CONVERT,
                   "convert --start-from layout --stop-after detect --dump-dir d a.pdf",
                   "--start-from layout comes after --stop-after detect");
    expect_refused(COMMAND_CONVERT, "convert --stop-after emit --dump-dir d a.pdf",
                   "--stop-after emit: want one of load, detect, ocr, layout");
    expect_refused(COMMAND_CONVERT, "convert --password a --password-file b a.pdf",
                   "--password and --password-file exclude each other");
    expect_refused(COMMAND_CONVERT, "convert --jobs 0 a.pdf",
                   "--jobs 0: want a whole number from 1 to 1024");
    expect_refused(COMMAND_TABLES, "tables --shard 3/2 -o out a.pdf",
                   "--shard 3/2: want I/N, as in 2/5: share 2 of 5");
    expect_refused(COMMAND_TABLES, "tables --shard 0/2 -o out a.pdf",
                   "--shard 0/2: want I/N, as in 2/5: share 2 of 5");
    expect_refused(COMMAND_CONVERT, "convert --timeout soon a.pdf",
                   "--timeout soon: want a whole number from 0 to 1000000");
    expect_refused(COMMAND_CONVERT, "convert --memory 4G a.pdf",
                   "--memory 4G: want a whole number from 0 to 16777216");
}

static void
output_is_a_file_where_it_ends_like_the_format(void)
{
    g_autoptr(Options) file = good(COMMAND_CONVERT, "convert -o no-such/paper.md a.pdf");
    g_autoptr(Options) folder = good(COMMAND_CONVERT, "convert -o no-such/paper a.pdf");
    g_autoptr(Options) other = good(COMMAND_CONVERT, "convert --to json -o no-such/paper.md a.pdf");

    g_assert_true(option_output_is_file(file));
    g_assert_false(option_output_is_file(folder));
    g_assert_false(option_output_is_file(other));
}

static void
help_names_every_option_and_tells_the_exit_status(void)
{
    g_autofree char *overview = help_overview();

    for (Command command = 0; command < COMMAND_COUNT; command++) {
        g_autofree char *help = option_help(command);

        g_assert_nonnull(strstr(overview, help_topic(command)->name));
        g_assert_nonnull(strstr(help, "Examples:"));
        const bool converts =
            command != COMMAND_MERGE && command != COMMAND_CHECK && command != COMMAND_INIT;

        g_assert_cmpint(strstr(help, "--pages") != NULL, ==, converts);
        g_assert_cmpint(strstr(help, "--jobs=N") != NULL, ==, command != COMMAND_MERGE);
    }
    g_assert_nonnull(strstr(overview, "Exit status"));
}

static void
a_book_is_asked_for_in_its_own_words(void)
{
    g_autoptr(Options) options =
        good(COMMAND_BOOK, "book a.pdf -o out --split section --site hugo --footnotes book "
                           "--figure-dpi 300");
    g_autoptr(Options) plain = good(COMMAND_BOOK, "book a.pdf -o out");
    g_autoptr(Options) verify = good(COMMAND_BOOK, "book --verify out");

    g_assert_cmpint(options->book.split, ==, CHAPTER_SPLIT_SECTION);
    g_assert_cmpint(options->book.site, ==, SITE_HUGO);
    g_assert_true(options->book.notes_through);
    g_assert_cmpfloat(options->book.figure_dpi, ==, 300);
    g_assert_cmpint(plain->book.split, ==, CHAPTER_SPLIT_CHAPTER);
    g_assert_cmpint(plain->book.site, ==, SITE_NONE);
    g_assert_cmpfloat(plain->book.figure_dpi, ==, 200);
    g_assert_null(plain->book.verify);
    g_assert_cmpstr(verify->book.verify, ==, "out");
    expect_refused(COMMAND_BOOK, "book a.pdf -o out --site wiki",
                   "--site wiki: want one of none, mdbook, jekyll, docusaurus, hugo");
    expect_refused(COMMAND_BOOK, "book a.pdf -o out --figure-dpi fine",
                   "--figure-dpi fine: want a number from 36 to 1200");
    expect_refused(COMMAND_BOOK, "book a.pdf -o out --verify out",
                   "--verify writes nothing: -o has no use with it");
}

static void
an_option_that_is_mistyped_is_told_what_was_meant(void)
{
    expect_refused(COMMAND_BOOK, "book a.pdf --ouput out",
                   "there is no option --ouput: did you mean --output?");
    expect_refused(COMMAND_TABLES, "tables a.pdf --sapns=first -o out",
                   "there is no option --sapns: did you mean --spans?");
    expect_refused(COMMAND_TABLES, "tables a.pdf --frobnicate -o out",
                   "there is no option --frobnicate");
    expect_refused(COMMAND_CONVERT, "convert a.pdf --split part",
                   "--split is an option of `sheaf book`, not of this command");
}

static void
a_check_is_asked_for_in_its_own_words(void)
{
    g_autoptr(Options) plain = good(COMMAND_CHECK, "check");
    g_autoptr(Options) gated =
        good(COMMAND_CHECK, "check --fail-on empty-pages=2,confidence=.7,lost-words=1% handbook");

    g_assert_cmpstr(plain->check.conf, ==, "sheaf.conf");
    g_assert_true(plain->check.gates.failed);
    g_assert_false(plain->check.gated);
    g_assert_cmpstr(gated->inputs[0], ==, "handbook");
    g_assert_false(gated->check.gates.failed);
    g_assert_cmpfloat(gated->check.gates.empty_pages.most, ==, 2);
    g_assert_cmpfloat(gated->check.gates.confidence, ==, 0.7);
    g_assert_true(gated->check.gates.lost_words.percent);
    expect_refused(COMMAND_CHECK, "check --fail-on deadlinks",
                   "--fail-on deadlinks: 'deadlinks' is unknown: did you mean dead-links?");
    expect_refused(COMMAND_CHECK, "check --fail-on dropped-words",
                   "--fail-on dropped-words: dropped-words: want a number: dropped-words=10%");
    expect_refused(COMMAND_CHECK, "check --fail-on confidence=70",
                   "--fail-on confidence=70: confidence: want the least that will do, from 0 to 1: "
                   "confidence=0.7");
    expect_refused(COMMAND_INIT, "init --ci travis",
                   "--ci travis: want one of github, gitlab, none");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/option/" #name, name)
    TEST(convert_writes_markdown_to_standard_output_by_default);
    TEST(options_may_stand_anywhere);
    TEST(pages_are_ranges_from_1);
    TEST(pages_that_make_no_sense_are_refused);
    TEST(areas_and_columns_are_points);
    TEST(spans_and_header_rows_are_for_tables);
    TEST(each_command_has_its_own_formats);
    TEST(what_does_not_fit_together_is_refused);
    TEST(output_is_a_file_where_it_ends_like_the_format);
    TEST(help_names_every_option_and_tells_the_exit_status);
    g_test_add_func("/option/limits", a_run_has_limits_and_they_can_be_set);
    g_test_add_func("/option/mistyped", an_option_that_is_mistyped_is_told_what_was_meant);
    g_test_add_func("/option/check", a_check_is_asked_for_in_its_own_words);
    g_test_add_func("/option/book", a_book_is_asked_for_in_its_own_words);
    return g_test_run();
}
