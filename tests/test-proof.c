/* tests/test-proof.c - a written book is read again as GitHub reads it */
#include "pipeline/proof.h"

#include <glib/gstdio.h>
#include <string.h>

/* Files as "name", "text" in turn, ended by NULL. */
static GPtrArray *
files_of(const char *const *of)
{
    GPtrArray *files = g_ptr_array_new_with_free_func((GDestroyNotify)reread_free);

    for (guint i = 0; of[i] != NULL; i += 2)
        g_ptr_array_add(files, reread_new(of[i], of[i + 1]));
    return files;
}

static void
expect(const char *const *of, const char *want)
{
    g_autoptr(GPtrArray) files = files_of(of);
    g_autoptr(GPtrArray) found = proof_find(files, NULL);
    g_autoptr(GString) got = g_string_new(NULL);

    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(got, "%s\n", (char *)g_ptr_array_index(found, i));
    g_assert_cmpstr(got->str, ==, want);
}

static void
dead_links_are_found(void)
{
    const char *const of[] = {
        "a.md",
        "# A `b`\n\n[x](#a-b) [y](#c) [z](b.md) [q](c.md) [w](https://a.org) `[v](#v)` \\[u\\](u)\n"
        "```\n[t](#t)\n# C\n```\n\n"
        "<table>\n<tr><td>[2](#no-link-in-html)</td><td><a href=\"b.md#x\">y</a></td></tr>\n"
        "</table>\n",
        "b.md", "# *B* [l](a.md)\n\n## B l\n\n[r](a.md#a-b) [s](#b-l-1) [n](a.md#n)\n", NULL
    };

    expect(of, "a.md: dead link: there is no heading #c\n"
               "a.md: dead link: there is no file c.md\n"
               "a.md: dead link: there is no heading b.md#x\n"
               "b.md: dead link: there is no heading a.md#n\n");
}

static void
links_are_seen_from_the_file_they_are_in(void)
{
    const char *const of[] = { "docs/a.md", "# A\n\n[b](b.md) [c](../c.md) [d](c.md)\n",
                               "docs/b.md", "# B\n",
                               "c.md",      "# C\n",
                               NULL };

    expect(of, "docs/a.md: dead link: there is no file c.md\n");
}

static void
a_file_has_a_title_below_its_front_matter(void)
{
    const char *const of[] = { "a.md", "---\ntitle: \"A\"\n---\n\n# A\n", "b.md",
                               "---\ntitle: \"B\"\n---\n\n## B\n", NULL };

    expect(of, "b.md: there is no level-1 heading\n");
}

static void
a_fence_left_open_is_found(void)
{
    const char *const of[] = { "a.md", "# A\n\n```\nx\n```\n\n> ~~~\n> x\n> ~~~\n",
                               "b.md", "# B\n\n- ```c\n  x\n\nText.\n",
                               "c.md", "# C\n\n````\n```\n",
                               NULL };

    expect(of, "b.md: the code fence of line 3 is left open\n"
               "c.md: the code fence of line 3 is left open\n");
}

static void
a_mark_without_its_footnote_is_found(void)
{
    const char *const of[] = { "a.md", "# A\n\nText.[^1] More.[^2] `[^3]` \\[^4]\n\n[^1]: Note.\n",
                               NULL };

    expect(of, "a.md: footnote 2 has no text\n");
}

static void
spaces_of_no_width_are_found(void)
{
    const char *const of[] = { "a.md", "# A\n\nx\xE2\x80\x8By\n", NULL };

    expect(of, "a.md: there is a U+200B\n");
}

static void
words_are_what_a_reader_sees(void)
{
    g_autoptr(Reread) file = reread_new(
        "a.md", "# A **b**c\n\nx[y](u.md)[^1] ![alt](i.png) z\\*\n\n3. i\n4. j\n\n"
                "| p | q |\n| - | - |\n| r | s |\n\n<table><tr><td>t<br>u</td><td>v &lt;</td></tr>"
                "</table>\n\n```sh\nk  l\n```\n\n[^1]: n\n");
    g_auto(GStrv) words = g_strsplit_set(file->words->str, " \n", -1);
    g_autoptr(GString) got = g_string_new(NULL);

    for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
            g_string_append_printf(got, "%s ", words[i]);
    g_assert_cmpstr(got->str, ==, "A bc xy z* 3. i 4. j p q r s t u v < k l n ");
    g_assert_cmpstr(g_ptr_array_index(file->images, 0), ==, "i.png");
}

static void
a_folder_is_read_with_all_below(void)
{
    g_autofree char *folder = g_dir_make_tmp("sheaf-proof-XXXXXX", NULL);
    g_autofree char *below = g_build_filename(folder, "images", NULL);
    g_autofree char *picture = g_build_filename(below, "p.png", NULL);
    g_autofree char *page = g_build_filename(folder, "a.md", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_null(proof_read(folder, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_assert_cmpint(g_mkdir(below, 0700), ==, 0);
    g_assert_true(g_file_set_contents(picture, "x", 1, NULL));
    g_assert_true(
        g_file_set_contents(page, "# A\n\n![p](images/p.png) ![q](images/q.png)\n", -1, NULL));

    g_autoptr(GPtrArray) files = proof_read(folder, NULL);
    g_autoptr(GPtrArray) found = proof_find(files, folder);
    g_assert_cmpuint(files->len, ==, 1);
    g_assert_cmpuint(found->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(found, 0), ==, "a.md: missing picture: images/q.png");
    g_unlink(page);
    g_unlink(picture);
    g_rmdir(below);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/proof/dead-links", dead_links_are_found);
    g_test_add_func("/proof/folders", links_are_seen_from_the_file_they_are_in);
    g_test_add_func("/proof/title", a_file_has_a_title_below_its_front_matter);
    g_test_add_func("/proof/fence", a_fence_left_open_is_found);
    g_test_add_func("/proof/notes", a_mark_without_its_footnote_is_found);
    g_test_add_func("/proof/zero-width", spaces_of_no_width_are_found);
    g_test_add_func("/proof/words", words_are_what_a_reader_sees);
    g_test_add_func("/proof/read", a_folder_is_read_with_all_below);
    return g_test_run();
}
