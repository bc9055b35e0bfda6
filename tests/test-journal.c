/* tests/test-journal.c - what a document left that did not come to its end is removed, and nothing
 * else */
#include "pipeline/journal.h"
#include "pipeline/output.h"
#include "pipeline/spool.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    char *folder, *spool;
} Place;

static void
begin(Place *place)
{
    g_autoptr(GError) error = NULL;

    place->folder = g_dir_make_tmp("sheaf-journal-XXXXXX", &error);
    place->spool = spool_new(place->folder, &error);
    g_assert_no_error(error);
}

static void
end(Place *place)
{
    g_autofree char *outside = g_strconcat(place->folder, ".md", NULL);

    output_scratch_remove(place->folder);
    g_unlink(outside);
    g_free(place->folder);
    g_free(place->spool);
}

static char *
path_of(const Place *place, const char *name)
{
    return g_build_filename(place->folder, name, NULL);
}

static void
put(const Place *place, const char *name)
{
    g_autofree char *path = path_of(place, name);
    g_autoptr(GError) error = NULL;

    output_text(path, name, &error);
    g_assert_no_error(error);
}

static bool
is_there(const Place *place, const char *name)
{
    g_autofree char *path = path_of(place, name);

    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static int
add(const Place *place, guint input, const char *name)
{
    g_autofree char *path = path_of(place, name);

    return journal_add(place->spool, input, place->folder, path);
}

static void
the_files_of_one_document_go(void)
{
    Place place;

    begin(&place);
    put(&place, "a/x.md");
    put(&place, "a/x-images/1\n2.png");
    put(&place, "a/y.md");
    put(&place, "a/z.md");
    g_assert_cmpint(add(&place, 3, "a/x.md"), ==, 0);
    g_assert_cmpint(add(&place, 3, "a/x-images/1\n2.png"), ==, 0);
    g_assert_cmpint(add(&place, 3, "a/x-images/never.png"), ==, 0);
    g_assert_cmpint(add(&place, 4, "a/y.md"), ==, 0);
    g_assert_cmpint(add(&place, 5, "a/z.md"), ==, 0);
    put(&place, "a/.sheaf-1/part");
    g_assert_cmpint(add(&place, 3, "a/.sheaf-1"), ==, 0);
    journal_undo(place.spool, 3, place.folder, "a/x");
    g_assert_false(is_there(&place, "a/.sheaf-1"));
    g_assert_false(is_there(&place, "a/x.md"));
    g_assert_false(is_there(&place, "a/x-images"));
    g_assert_true(is_there(&place, "a/y.md"));

    journal_drop(place.spool, 5);
    journal_undo(place.spool, 5, place.folder, "a/z");
    g_assert_true(is_there(&place, "a/z.md"));

    /* The folder is that of others, too. */
    put(&place, "b/w.md");
    g_assert_cmpint(add(&place, 6, "b/w.md"), ==, 0);
    journal_undo(place.spool, 6, place.folder, "b/w");
    g_assert_true(is_there(&place, "b"));
    g_assert_false(is_there(&place, "b/w.md"));
    end(&place);
}

static void
what_a_killed_run_left_goes_in_the_next(void)
{
    Place place;

    begin(&place);
    put(&place, "x/1.png");
    put(&place, "x.md");
    g_assert_cmpint(add(&place, 0, "x/1.png"), ==, 0);
    g_autofree char *other = spool_new(place.folder, NULL);
    g_assert_nonnull(other);
    journal_undo_left(place.folder);
    g_assert_false(is_there(&place, "x"));
    g_assert_true(is_there(&place, "x.md"));
    end(&place);
}

/* Whoever writes the journal, nothing outside the folder goes; a path that is cut short is none. */
static void
nothing_else_is_removed(void)
{
    Place place;

    begin(&place);
    g_autofree char *outside = g_strconcat(place.folder, ".md", NULL);
    g_autofree char *base = g_path_get_basename(outside);
    g_autofree char *up = g_strconcat("../", base, NULL);
    g_autofree char *around = g_strconcat("a/../../", base, NULL);
    g_autofree char *journal = g_build_filename(place.spool, "0-files", NULL);
    const char *const lines[] = { outside, up, around, "" };
    g_autoptr(GString) text = g_string_new(NULL);

    put(&place, "x.md");
    put(&place, "a/y.md");
    g_assert_true(g_file_set_contents(outside, "mine", -1, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        g_string_append_len(text, lines[i], (gssize)strlen(lines[i]) + 1);
    g_string_append(text, "x.md");
    g_assert_true(g_file_set_contents(journal, text->str, (gssize)text->len, NULL));
    journal_undo(place.spool, 0, place.folder, NULL);
    g_assert_true(g_file_test(outside, G_FILE_TEST_EXISTS));
    g_assert_true(is_there(&place, "x.md"));
    g_assert_cmpint(journal_add(place.spool, 0, place.folder, outside), ==, EXDEV);
    end(&place);
}

static void
folders_are_named_in_many_ways(void)
{
    static const char *const folders[][2] = {
        { ".", "x.md" },         { ".", "./x.md" },   { "out/", "out/x.md" },
        { "out//", "out/x.md" }, { "..", "../x.md" }, { "/", "/x.md" },
    };
    Place place;

    begin(&place);
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++)
        g_assert_cmpint(journal_add(place.spool, i, folders[i][0], folders[i][1]), ==, 0);
    g_assert_cmpint(journal_add(place.spool, 9, "out", "outer/x.md"), ==, EXDEV);
    end(&place);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/journal/" #name, name)
    TEST(the_files_of_one_document_go);
    TEST(what_a_killed_run_left_goes_in_the_next);
    TEST(nothing_else_is_removed);
    TEST(folders_are_named_in_many_ways);
    return g_test_run();
}
