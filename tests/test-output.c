/* tests/test-output.c - files are whole or not there; inputs get names of their own */
#include "pipeline/input.h"
#include "pipeline/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* A folder of its own for each test. */
static char *
scratch(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("sheaf-test-XXXXXX", &error);

    g_assert_no_error(error);
    return folder;
}

static void
remove_all(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);

        remove_all(child);
    }
    g_remove(path);
}

static void
put(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;

    output_text(path, name, &error);
    g_assert_no_error(error);
}

static guint
count_files(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0;

    while (g_dir_read_name(dir) != NULL)
        n++;
    return n;
}

static void
folders_above_are_made_and_nothing_else_is_left(void)
{
    g_autofree char *folder = scratch();
    g_autofree char *path = g_build_filename(folder, "a", "b", "c.md", NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    struct stat status;

    g_assert_true(output_text(path, "first", &error));
    g_assert_true(output_text(path, "second", &error));
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "second");
    g_assert_cmpuint(count_files(parent), ==, 1);
    g_assert_cmpint(stat(path, &status), ==, 0);
    const mode_t mask = umask(0);
    umask(mask);
    g_assert_cmpint(status.st_mode & 0777, ==, 0666 & ~mask);
    remove_all(folder);
}

static void
what_cannot_be_written_is_named_and_leaves_nothing(void)
{
    g_autofree char *folder = scratch();
    g_autofree char *taken = g_build_filename(folder, "taken", NULL);
    g_autofree char *below = g_build_filename(taken, "x.md", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(g_mkdir(taken, 0777), ==, 0);
    g_assert_false(output_text(taken, "text", &error));
    g_assert_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, taken));
    g_assert_cmpuint(count_files(folder), ==, 1);
    g_clear_error(&error);

    g_assert_cmpint(g_rmdir(taken), ==, 0);
    put(folder, "taken");
    g_assert_false(output_text(below, "text", &error));
    g_assert_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FOLDER);
    g_clear_error(&error);
    g_assert_false(output_folder(taken, &error));
    g_assert_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FOLDER);
    remove_all(folder);
}

/* "path stem" lines of a list, paths without @folder. */
static char *
listed(const InputList *list, const char *folder)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < list->inputs->len; i++) {
        const Input *input = g_ptr_array_index(list->inputs, i);

        g_string_append_printf(text, "%s %s\n", input->path + strlen(folder) + 1, input->stem);
    }
    return g_string_free(text, FALSE);
}

static const GError *
error_of(const InputList *list, guint i)
{
    return g_ptr_array_index(list->errors, i);
}

static void
a_folder_gives_its_pdfs_sorted_by_bytes_with_their_folders(void)
{
    g_autofree char *folder = scratch();
    g_autoptr(InputList) list = input_list_new();
    const char *names[] = { "b.pdf", "B.PDF", "a/z.pdf", "a/notes.txt", "c/d/e.Pdf", ".pdf" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        put(folder, names[i]);
    input_list_add(list, folder);
    g_autofree char *text = listed(list, folder);
    g_assert_cmpstr(text, ==,
                    "B.PDF B\n"
                    "a/z.pdf a/z\n"
                    "b.pdf b\n"
                    "c/d/e.Pdf c/d/e\n");
    g_assert_true(list->several);
    g_assert_cmpuint(list->errors->len, ==, 0);
    remove_all(folder);
}

static void
files_of_one_name_get_numbers(void)
{
    g_autofree char *folder = scratch();
    g_autoptr(InputList) list = input_list_new();
    const char *names[] = { "1/x.pdf", "2/x.pdf", "3/x-2.pdf", "4/x.pdf", "plain" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);

        put(folder, names[i]);
        input_list_add(list, path);
    }
    g_autofree char *text = listed(list, folder);
    g_assert_cmpstr(text, ==,
                    "1/x.pdf x\n"
                    "2/x.pdf x-2\n"
                    "3/x-2.pdf x-2-2\n"
                    "4/x.pdf x-3\n"
                    "plain plain\n");
    remove_all(folder);
}

static void
what_is_not_there_is_an_error_and_the_rest_goes_on(void)
{
    g_autofree char *folder = scratch();
    g_autofree char *missing = g_build_filename(folder, "missing.pdf", NULL);
    g_autofree char *there = g_build_filename(folder, "there.pdf", NULL);
    g_autofree char *empty = g_build_filename(folder, "empty", NULL);
    g_autoptr(InputList) list = input_list_new();

    put(folder, "there.pdf");
    g_mkdir(empty, 0777);
    input_list_add(list, missing);
    input_list_add(list, empty);
    input_list_add(list, there);
    g_assert_cmpuint(list->inputs->len, ==, 1);
    g_assert_cmpuint(list->errors->len, ==, 2);
    g_assert_error(error_of(list, 0), INPUT_ERROR, INPUT_ERROR_MISSING);
    g_assert_error(error_of(list, 1), INPUT_ERROR, INPUT_ERROR_EMPTY);
    remove_all(folder);
}

static void
lists_are_lines_or_end_in_nul(void)
{
    const char lines[] = "/tmp/none 1\n\n/tmp/none 2\r\n", nuls[] = "/tmp/none 1\0/tmp/none\n2\0";
    g_autofree char *folder = scratch();
    g_autofree char *path = g_build_filename(folder, "list", NULL);

    for (int i = 0; i < 2; i++) {
        g_autoptr(InputList) list = input_list_new();
        g_autoptr(GError) error = NULL;

        output_write(path, i == 0 ? lines : nuls, (i == 0 ? sizeof lines : sizeof nuls) - 1,
                     &error);
        g_assert_true(input_list_add_from(list, path, &error));
        g_assert_cmpuint(list->errors->len, ==, 2);
        g_assert_cmpstr(error_of(list, 1)->message, ==,
                        i == 0 ? "/tmp/none 2: no such file" : "/tmp/none\n2: no such file");
    }
    remove_all(folder);
}

/* The third file may be written, but not get its name. */
static int
count_up(const char *path, gpointer data)
{
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    return ++*(guint *)data > 5 ? ENOSPC : 0;
}

static void
every_file_is_told_of_before_it_has_its_name(void)
{
    g_autofree char *folder = scratch();
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(output_file_free);
    guint told = 0;

    put(folder, "before");
    output_watch(files, count_up, &told);
    put(folder, "one");
    put(folder, "two");
    g_autofree char *third = g_build_filename(folder, "three", NULL);
    g_autoptr(GError) error = NULL;
    g_assert_false(output_text(third, "text", &error));
    g_assert_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FULL);
    g_assert_false(g_file_test(third, G_FILE_TEST_EXISTS));
    output_watch(NULL, NULL, NULL);
    put(folder, "after");
    g_assert_cmpuint(told, ==, 6);
    g_assert_cmpuint(files->len, ==, 2);
    g_assert_cmpuint(count_files(folder), ==, 4);
    g_assert_true(output_file_is_whole(g_ptr_array_index(files, 0)));
    remove_all(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/output/" #name, name)
    TEST(folders_above_are_made_and_nothing_else_is_left);
    TEST(every_file_is_told_of_before_it_has_its_name);
    TEST(what_cannot_be_written_is_named_and_leaves_nothing);
    TEST(a_folder_gives_its_pdfs_sorted_by_bytes_with_their_folders);
    TEST(files_of_one_name_get_numbers);
    TEST(what_is_not_there_is_an_error_and_the_rest_goes_on);
    TEST(lists_are_lines_or_end_in_nul);
    return g_test_run();
}
