/* tests/test-check.c - what gates find, and how what was found is told to programs */
#include "pipeline/check_compare.h"
#include "pipeline/check_gate.h"
#include "pipeline/check_github.h"
#include "pipeline/check_json.h"
#include "pipeline/check_junit.h"
#include "pipeline/check_report.h"
#include "pipeline/check_show.h"
#include "pipeline/tree.h"

#include <glib/gstdio.h>
#include <string.h>

static char *nothing[] = { NULL };

/* A group of a book, whose files are in @folder; its report says @line. */
static CheckGroup *
group_of(ConfGroup *conf, const char *folder, const char *line)
{
    *conf = (ConfGroup){ .name = (char *)"hand<book>", .command = COMMAND_BOOK, .keep = nothing };
    CheckGroup *group = check_group_new(conf);

    group->folder = g_strdup(folder);
    group->base = g_strdup("book");
    g_assert_true(check_report_read(line, group->documents));
    for (guint i = 0; i < group->documents->len; i++)
        group->failed += !((CheckDocument *)group->documents->pdata[i])->whole;
    return group;
}

#define LINE                                                                                       \
    "{\"path\": \"a.pdf\", \"outcome\": \"done\", \"pages\": 9, \"pages_without_text\": [2, 5], "  \
    "\"tables\": [{\"page\": 3, \"confidence\": 0.69}, {\"page\": 4, \"confidence\": 0.7}], "      \
    "\"words\": {\"all\": 200, \"written\": 180, \"left_out\": 17, \"lost\": 3}, \"errors\": "     \
    "[]}\n"
#define BROKEN                                                                                     \
    "{\"path\": \"b.pdf\", \"outcome\": \"partly\", \"pages\": 2, \"errors\": "                    \
    "[\"page 2: bad \\u0007 & <worse>\"]}\n"

/* @expected: "gate page message" lines. */
static void
expect_faults(const char *folder, const char *line, const char *gates, const char *expected)
{
    ConfGroup conf;
    CheckGroup *group = group_of(&conf, folder, line);
    g_autoptr(GString) got = g_string_new(NULL);
    Gates read;

    g_assert_true(gate_read(gates, &read, NULL));
    check_gate(group, &read);
    for (guint i = 0; i < group->faults->len; i++) {
        const CheckFault *fault = g_ptr_array_index(group->faults, i);

        g_string_append_printf(got, "%s: %s %u %s\n", fault->path, fault->gate, fault->page,
                               fault->message);
    }
    g_assert_cmpstr(got->str, ==, expected);
    check_group_free(group);
}

static void
gates_find_what_is_past_their_limits(void)
{
    expect_faults("none", LINE, "failed", "");
    expect_faults("none", BROKEN, "failed", "b.pdf: failed 0 page 2: bad \a & <worse>\n");
    expect_faults("none", BROKEN, "dead-links", "");
    expect_faults("none", LINE, "confidence=0.7",
                  "a.pdf: confidence 3 a table with confidence 0.69, below 0.70\n");
    expect_faults("none", LINE, "empty-pages",
                  "a.pdf: empty-pages 2 no text\na.pdf: empty-pages 5 no text\n");
    expect_faults("none", LINE, "empty-pages=2", "");
    expect_faults("none", LINE, "lost-words",
                  "a.pdf: lost-words 0 3 of 200 words are in no file, for no known reason\n");
    expect_faults("none", LINE, "lost-words=2%", "");
    expect_faults("none", LINE, "dropped-words=19",
                  "a.pdf: dropped-words 0 20 of 200 words are in no file\n");
    expect_faults("none", LINE, "dropped-words=20", "");
}

static void
dead_links_are_found_in_what_was_converted(void)
{
    g_autofree char *folder = g_dir_make_tmp("check-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "01-a.md", NULL);

    g_assert_true(g_file_set_contents(
        path, "# A\n\n[here](#a) [gone](02-b.md) [no](#b)\n\n![](x.png)\n", -1, NULL));
    expect_faults(folder, LINE, "failed", "");
    expect_faults(folder, LINE, "dead-links=3", "");
    expect_faults(folder, LINE, "dead-links=2",
                  "book/01-a.md: dead-links 0 dead link: there is no file 02-b.md\n"
                  "book/01-a.md: dead-links 0 dead link: there is no heading #b\n"
                  "book/01-a.md: dead-links 0 missing picture: x.png\n");
    tree_remove(folder);
}

/* A result with a document that failed, one with a fault, and a file that differs. */
static void
result_init(CheckResult *result, ConfGroup *conf)
{
    CheckGroup *group = group_of(conf, "none", LINE BROKEN);
    CheckFile *file = g_new0(CheckFile, 1);
    Gates gates;

    *result = (CheckResult){ .groups = g_ptr_array_new_with_free_func(check_group_free),
                             .prefix = g_strdup("docs/"),
                             .root_prefix = g_strdup("repo/docs/") };
    g_ptr_array_add(result->groups, group);
    g_assert_true(gate_read("failed,lost-words", &gates, NULL));
    check_gate(group, &gates);
    file->path = g_strdup("book/a,b:c.md");
    file->state = CHECK_CHANGED;
    file->removed = file->added = 1;
    file->line = 7;
    file->diff = g_strdup("--- a\n+++ b\n@@ -7 +7 @@\n-``` 100% \xEF\xBF\xBF\x01]]>\n+x\n");
    file->notes = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(file->notes, g_strdup("line 7: has \"100%\", the PDF gives \"x\""));
    g_ptr_array_add(group->files, file);
    result->compared = result->different = result->failed = 1;
    result->faults = group->faults->len;
}

static void
junit_has_only_what_xml_allows(void)
{
    g_auto(CheckResult) result;
    ConfGroup conf;

    result_init(&result, &conf);
    g_autofree char *xml = check_junit(&result);
    g_assert_nonnull(strstr(xml, "<testsuites name=\"sheaf check\" tests=\"3\" failures=\"2\" "
                                 "errors=\"1\" "));
    g_assert_nonnull(strstr(xml, "classname=\"hand&lt;book&gt;\" name=\"docs/book/a,b:c.md\""));
    g_assert_nonnull(strstr(xml, "<error type=\"failed\" message=\"page 2: bad ? &amp; "
                                 "&lt;worse&gt;\">"));
    g_assert_nonnull(strstr(xml, "-``` 100% ??]]&gt;\n"));
    g_assert_nonnull(strstr(xml, "<failure type=\"lost-words\" message=\"3 of 200 words "));
    for (const char *c = xml; *c != '\0'; c++)
        g_assert_true(*c == '\n' || !g_ascii_iscntrl(*c));
}

static void
annotations_keep_to_their_line(void)
{
    g_auto(CheckResult) result;
    ConfGroup conf;

    result_init(&result, &conf);
    g_autofree char *text = check_github_annotations(&result);
    g_assert_cmpstr(
        text, ==,
        "::error file=repo/docs/book/a%2Cb%3Ac.md,line=7,title=changed::1 line removed, 1 added, "
        "from line 7 on%0Aline 7: has \"100%25\", the PDF gives \"x\"\n"
        "::error file=repo/docs/a.pdf,title=lost-words::3 of 200 words are in no file, for no "
        "known reason\n"
        "::error file=repo/docs/b.pdf,title=failed::page 2: bad %07 & <worse>\n");
}

static void
the_summary_of_a_step_is_markdown(void)
{
    g_autofree char *folder = g_dir_make_tmp("check-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "summary.md", NULL);
    g_autofree char *text = NULL;
    g_auto(CheckResult) result;
    ConfGroup conf;

    result_init(&result, &conf);
    g_setenv("GITHUB_STEP_SUMMARY", path, TRUE);
    g_assert_true(check_github_summarize(&result, NULL));
    g_unsetenv("GITHUB_STEP_SUMMARY");
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_nonnull(strstr(text, "| docs/book/a,b:c.md | changed | 1 line removed,"));
    g_assert_nonnull(strstr(text, "page 2: bad   \\& \\<worse\\> |\n"));
    /* The fence is longer than the one in the diff. */
    g_assert_nonnull(strstr(text, "\n````diff\n--- a\n"));
    tree_remove(folder);
}

static void
gitlab_gets_an_issue_for_each_fault_with_a_print_of_its_own(void)
{
    g_auto(CheckResult) result;
    ConfGroup conf;

    result_init(&result, &conf);
    g_autofree char *first = check_json_gitlab(&result);
    g_autofree char *again = check_json_gitlab(&result);
    g_assert_cmpstr(first, ==, again);
    g_auto(GStrv) prints = g_strsplit(first, "\"fingerprint\": \"", -1);
    g_assert_cmpuint(g_strv_length(prints), ==, 4);
    g_assert_cmpint(strncmp(prints[1], prints[2], 64), !=, 0);
    g_assert_cmpint(strncmp(prints[2], prints[3], 64), !=, 0);
}

static void
a_terminal_is_not_talked_to_by_what_is_shown(void)
{
    g_auto(CheckResult) result;
    ConfGroup conf;

    result_init(&result, &conf);
    g_autofree char *plain = check_show(&result, FALSE, FALSE);
    g_autofree char *coloured = check_show(&result, FALSE, TRUE);
    g_assert_null(strpbrk(plain, "\a\x01\x1b"));
    g_assert_nonnull(strstr(plain, "docs/b.pdf: failed: page 2: bad ? & <worse>\n"));
    g_assert_nonnull(strstr(plain, "\n1 of 1 file differs, 2 faults found by gates, 1 document not "
                                   "converted\n"));
    g_assert_nonnull(strstr(coloured, "\n\x1b[32m+x\x1b[0m\n"));
    g_assert_null(strpbrk(coloured, "\a\x01"));
}

static void
a_report_that_is_none_is_refused(void)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func(check_document_free);

    g_assert_false(check_report_read("{\"path\": ", documents));
    g_assert_false(check_report_read("[]\n", documents));
    g_assert_true(check_report_read("", documents));
    g_assert_cmpuint(documents->len, ==, 0);
    g_assert_true(check_report_read("{\"tables\": 3, \"words\": [], \"pages\": -1}\n", documents));
    g_assert_false(((CheckDocument *)documents->pdata[0])->whole);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/check/" #name, name)
    TEST(gates_find_what_is_past_their_limits);
    TEST(dead_links_are_found_in_what_was_converted);
    TEST(junit_has_only_what_xml_allows);
    TEST(annotations_keep_to_their_line);
    TEST(the_summary_of_a_step_is_markdown);
    TEST(gitlab_gets_an_issue_for_each_fault_with_a_print_of_its_own);
    TEST(a_terminal_is_not_talked_to_by_what_is_shown);
    TEST(a_report_that_is_none_is_refused);
    return g_test_run();
}
