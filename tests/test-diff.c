/* tests/test-diff.c - where two lists, two texts, two tables differ */
#include "pipeline/diff.h"
#include "pipeline/sheet.h"
#include "pipeline/unified.h"

#include <string.h>

/* A text a character. */
static GPtrArray *
letters(const char *word)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

    for (; *word != '\0'; word++)
        g_ptr_array_add(texts, g_strndup(word, 1));
    return texts;
}

/* @expected: what is replaced by what, "b>x" for each change. */
static void
expect_changes(const char *before, const char *after, const char *expected)
{
    g_autoptr(GPtrArray) a = letters(before);
    g_autoptr(GPtrArray) b = letters(after);
    g_autoptr(GArray) changes = diff_find(a, b);
    g_autoptr(GString) got = g_string_new(NULL);

    for (guint i = 0; i < changes->len; i++) {
        const DiffChange c = g_array_index(changes, DiffChange, i);

        g_string_append_printf(got, "%s%.*s>%.*s", i > 0 ? " " : "", (int)c.n_a, before + c.a,
                               (int)c.n_b, after + c.b);
    }
    g_assert_cmpstr(got->str, ==, expected);
}

static void
what_is_the_same_in_both_stays(void)
{
    expect_changes("", "", "");
    expect_changes("abc", "abc", "");
    expect_changes("", "abc", ">abc");
    expect_changes("abc", "", "abc>");
    expect_changes("abcd", "abxd", "c>x");
    expect_changes("abcd", "acd", "b>");
    expect_changes("abcdefg", "xabdefgy", ">x c> >y");
}

static void
letters_that_come_again_are_matched_too(void)
{
    expect_changes("aabb", "abab", "a> >a");
    expect_changes("xaxaxa", "xaxa", "xa>");
    expect_changes("abababab", "bababab", "a>");
}

/* What remains of a after its changes are made is b. */
static void
expect_leads_to(const GPtrArray *a, const GPtrArray *b)
{
    g_autoptr(GArray) changes = diff_find(a, b);
    guint at_a = 0, at_b = 0;

    for (guint i = 0; i <= changes->len; i++) {
        const DiffChange c = i < changes->len ? g_array_index(changes, DiffChange, i)
                                              : (DiffChange){ a->len, 0, b->len, 0 };

        g_assert_cmpuint(c.a - at_a, ==, c.b - at_b);
        for (; at_a < c.a; at_a++, at_b++)
            g_assert_cmpstr(g_ptr_array_index(a, at_a), ==, g_ptr_array_index(b, at_b));
        at_a += c.n_a;
        at_b += c.n_b;
    }
}

static void
changes_made_to_the_one_give_the_other(void)
{
    guint32 state = 1;

    for (guint round = 0; round < 300; round++) {
        char words[2][40];

        for (guint w = 0; w < 2; w++) {
            state = state * 1664525u + 1013904223u;
            const guint n = (state >> 16) % 39;

            for (guint i = 0; i < n; i++) {
                state = state * 1664525u + 1013904223u;
                words[w][i] = (char)('a' + (state >> 16) % 4);
            }
            words[w][n] = '\0';
        }
        g_autoptr(GPtrArray) a = letters(words[0]);
        g_autoptr(GPtrArray) b = letters(words[1]);
        expect_leads_to(a, b);
    }
}

/* 60000 lines of 200 kinds, shuffled: without a limit, this takes minutes. */
static void
long_lists_that_have_little_in_common_take_no_time(void)
{
    g_autoptr(GPtrArray) a = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) b = g_ptr_array_new_with_free_func(g_free);
    guint32 state = 7;

    for (guint i = 0; i < 60000; i++) {
        state = state * 1664525u + 1013904223u;
        g_ptr_array_add(i % 2 == 0 ? a : b, g_strdup_printf("%u", (state >> 16) % 200));
    }
    const gint64 began = g_get_monotonic_time();
    expect_leads_to(a, b);
    g_assert_cmpint(g_get_monotonic_time() - began, <, 20 * G_USEC_PER_SEC);
}

static void
a_diff_is_one_that_patch_takes(void)
{
    g_autoptr(Unified) unified =
        unified_new("book/a.md", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10");

    g_assert_cmpstr(unified->text, ==,
                    "--- a/book/a.md\n"
                    "+++ b/book/a.md\n"
                    "@@ -2,8 +2,9 @@\n"
                    " 2\n"
                    " 3\n"
                    " 4\n"
                    "-5\n"
                    "+five\n"
                    " 6\n"
                    " 7\n"
                    " 8\n"
                    " 9\n"
                    "+10\n"
                    "\\ No newline at end of file\n");
    g_assert_cmpuint(unified->removed, ==, 1);
    g_assert_cmpuint(unified->added, ==, 2);
    g_assert_cmpuint(unified->first, ==, 5);
}

static void
changes_far_apart_are_hunks_of_their_own(void)
{
    g_autoptr(Unified) unified =
        unified_new("a", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "1\n2\n3\n4\n5\n6\n7\nB\n");

    g_assert_cmpstr(unified->text, ==,
                    "--- a/a\n+++ b/a\n"
                    "@@ -1,4 +1,3 @@\n-a\n 1\n 2\n 3\n"
                    "@@ -6,4 +5,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

static void
equal_texts_have_no_diff(void)
{
    g_autoptr(Unified) unified = unified_new("a", "x\n", "x\n");

    g_assert_cmpstr(unified->text, ==, "");
    g_assert_cmpuint(unified->words->len, ==, 0);
}

static void
a_word_that_differs_is_named(void)
{
    g_autoptr(Unified) unified = unified_new("a", "# T\n\nThe fram is gone, and so on.\n",
                                             "# T\n\nThe frame is gone, so on and on.\n");

    g_assert_cmpuint(unified->words->len, ==, 3);
    g_assert_cmpstr(unified->words->pdata[0], ==, "line 3: has \"fram\", the PDF gives \"frame\"");
    g_assert_cmpstr(unified->words->pdata[1], ==, "line 3: has \"and\", the PDF gives nothing");
}

/* @expected: lines. */
static void
expect_cells(const char *before, const char *after, const char *expected)
{
    g_autoptr(GPtrArray) a = sheet_read(before, ',');
    g_autoptr(GPtrArray) b = sheet_read(after, ',');
    g_autoptr(GPtrArray) found = sheet_compare(a, b);
    g_autoptr(GString) got = g_string_new(NULL);

    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(got, "%s\n", (const char *)found->pdata[i]);
    g_assert_cmpstr(got->str, ==, expected);
}

static void
csv_is_read_with_its_quotes_and_line_ends(void)
{
    g_autoptr(GPtrArray) rows = sheet_read("\xEF\xBB\xBF"
                                           "a,\"b \"\"c\"\", d\"\r\n,\"two\nlines\"\n",
                                           ',');

    g_assert_cmpuint(rows->len, ==, 2);
    g_assert_cmpstr(((GPtrArray *)rows->pdata[0])->pdata[0], ==, "a");
    g_assert_cmpstr(((GPtrArray *)rows->pdata[0])->pdata[1], ==, "b \"c\", d");
    g_assert_cmpstr(((GPtrArray *)rows->pdata[1])->pdata[0], ==, "");
    g_assert_cmpstr(((GPtrArray *)rows->pdata[1])->pdata[1], ==, "two\nlines");
}

static void
a_cell_that_differs_is_named_with_its_header(void)
{
    expect_cells("Isle,Cars\nArn,12\nBel,13\n", "Isle,Cars\nArn,12\nBel,31\n",
                 "row 3, column 2 (Cars): has \"13\", the PDF gives \"31\"\n");
    expect_cells("Isle,Cars\n", "Isle,Carts\n",
                 "row 1, column 2: has \"Cars\", the PDF gives \"Carts\"\n");
}

static void
rows_are_paired_by_what_is_alike_in_them(void)
{
    expect_cells("y,a,b\n2021,12,40\n2022,13,42\n2023,15,50\n", "y,a,b\n2021,12,41\n2023,15,50\n",
                 "row 2, column 3 (b): has \"40\", the PDF gives \"41\"\n"
                 "row 3: \"2022 | 13 | 42\" is not in the PDF\n");
    expect_cells("y,a\n1,2\n5,6\n", "y,a\n1,2\n3,4\n5,6\n",
                 "after row 2: a row is missing, the PDF gives \"3 | 4\"\n");
}

static void
a_column_more_or_less_is_told_once(void)
{
    expect_cells("y,b\n1,3\n4,6\n", "y,a,b\n1,2,3\n4,5,6\n",
                 "after column 1: a column is missing (a)\n");
    expect_cells("y,a,b\n1,2,3\n4,5,6\n", "y,b\n1,3\n4,7\n",
                 "column 2 (a) is not in the PDF\n"
                 "row 3, column 3 (b): has \"6\", the PDF gives \"7\"\n");
}

static void
tables_without_rows_have_no_cells_that_differ(void)
{
    expect_cells("", "", "");
    expect_cells("", "a,b\n",
                 "after column 0: a column is missing (a)\n"
                 "after column 0: a column is missing (b)\n"
                 "after row 0: a row is missing, the PDF gives \"a | b\"\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/diff/" #name, name)
    TEST(what_is_the_same_in_both_stays);
    TEST(letters_that_come_again_are_matched_too);
    TEST(changes_made_to_the_one_give_the_other);
    TEST(long_lists_that_have_little_in_common_take_no_time);
    TEST(a_diff_is_one_that_patch_takes);
    TEST(changes_far_apart_are_hunks_of_their_own);
    TEST(equal_texts_have_no_diff);
    TEST(a_word_that_differs_is_named);
    TEST(csv_is_read_with_its_quotes_and_line_ends);
    TEST(a_cell_that_differs_is_named_with_its_header);
    TEST(rows_are_paired_by_what_is_alike_in_them);
    TEST(a_column_more_or_less_is_told_once);
    TEST(tables_without_rows_have_no_cells_that_differ);
    return g_test_run();
}
