/* tests/test-samples.c - the scanned samples are read well enough
 *
 * What OCR reads is not the same on every version of Tesseract, so the scans
 * are not compared byte by byte as tests/samples.t does with the rest. The
 * measure is the share of words that are right: one minus the least number of
 * words to insert, delete or replace, over the number of words in the truth.
 * A word is a run of letters and digits, as the truth has them; signs between
 * words do not count.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdbool.h>

/* What the project promises: 985 words of 1000 of a book. Notes in the margin of the report and
 * text beside its tables may come in another order, and count as wrong then. */
#define MIN_RIGHT 0.97
#define MIN_RIGHT_BOOK 0.985

/* The words of @text, in order, each as a number: equal words have equal numbers. */
static GArray *
words_new(const char *text)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(GQuark));
    g_autoptr(GString) word = g_string_new(NULL);

    for (const char *p = text;; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c)) {
            g_string_append_unichar(word, c);
            continue;
        }
        if (word->len > 0) {
            const GQuark quark = g_quark_from_string(word->str);
            g_array_append_val(words, quark);
            g_string_truncate(word, 0);
        }
        if (c == 0)
            return words;
    }
}

/* Levenshtein's distance between two rows of words, one row of the table at a time. */
static guint
distance(const GArray *a, const GArray *b)
{
    g_autofree guint *row = g_new(guint, b->len + 1);
    for (guint j = 0; j <= b->len; j++)
        row[j] = j;

    for (guint i = 1; i <= a->len; i++) {
        guint diagonal = row[0];
        row[0] = i;
        for (guint j = 1; j <= b->len; j++) {
            const bool same = g_array_index(a, GQuark, i - 1) == g_array_index(b, GQuark, j - 1);
            const guint replace = diagonal + (same ? 0 : 1);
            diagonal = row[j];
            row[j] = MIN(replace, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[b->len];
}

static double
share_right(const char *truth, const char *got)
{
    g_autoptr(GArray) a = words_new(truth);
    g_autoptr(GArray) b = words_new(got);

    return a->len == 0 ? 0 : 1 - (double)distance(a, b) / a->len;
}

static char *
file_text(const char *path)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    return text;
}

/* What a program writes to standard output when it is run with @argv, NULL-terminated. */
static char *
output_of(const char *const *argv)
{
    g_autoptr(GError) error = NULL;
    char *out = NULL;
    int status = 0;

    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status,
                 &error);
    g_assert_no_error(error);
    g_spawn_check_wait_status(status, &error);
    g_assert_no_error(error);
    return out;
}

static void
expect_words(const char *pdf, const char *truth_path, double least)
{
    const char *sheaf = g_getenv("SHEAF");
    if (sheaf == NULL) {
        g_test_skip("SHEAF does not name the program to try; make check does");
        return;
    }

    const char *argv[] = { sheaf,         "convert", "--quiet", "--to", "text",
                           "--furniture", "keep",    pdf,       NULL };
    g_autofree char *got = output_of(argv);
    g_autofree char *truth = file_text(truth_path);
    const double right = share_right(truth, got);

    g_test_message("%s: %.2f %% of the words are right", pdf, 100 * right);
    g_assert_cmpfloat(right, >=, least);
}

static void
the_measure_counts_words(void)
{
    g_assert_cmpfloat(share_right("one two three four", "one two, three four!"), ==, 1);
    g_assert_cmpfloat(share_right("one two three four", "one tvo three four"), ==, 0.75);
    g_assert_cmpfloat(share_right("one two three four", "one two four"), ==, 0.75);
    g_assert_cmpfloat(share_right("one two three four", "one two two three four"), ==, 0.75);
    g_assert_cmpfloat(share_right("one two three four", ""), ==, 0);
}

static void
words_of_the_scanned_book_are_right(void)
{
    expect_words("samples/book-scan.pdf", "samples/expected/book-scan.txt", MIN_RIGHT_BOOK);
}

static void
words_of_the_scanned_report_are_right(void)
{
    expect_words("samples/report-scan.pdf", "samples/expected/report-scan.txt", MIN_RIGHT);
}

/* Lines of @text, but no more than @most; the text after them is cut off. */
static guint
cut_lines(char *text, guint most)
{
    guint n = 0;

    for (char *p = text; *p != '\0'; p++)
        if (*p == '\n' && ++n == most)
            p[1] = '\0';
    return n;
}

/* The scan ends in the middle of the last table, after as many of its rows as page 4 holds. */
static void
tables_of_the_scanned_report_are_right(void)
{
    static const char *const places[] = { "page-1-table-1", "page-2-table-1", "page-2-table-2",
                                          "page-3-table-1", "page-3-table-2", "page-3-table-3",
                                          "page-4-table-1" };
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("sheaf-samples-XXXXXX", &error);
    g_autoptr(GString) truth = g_string_new(NULL), got = g_string_new(NULL);
    const char *sheaf = g_getenv("SHEAF");

    g_assert_no_error(error);
    if (sheaf == NULL) {
        g_test_skip("SHEAF does not name the program to try; make check does");
        g_rmdir(folder);
        return;
    }
    const char *argv[] = {
        sheaf, "tables", "--quiet", "samples/report-scan.pdf", "-o", folder, NULL
    };
    g_free(output_of(argv));

    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *name = g_strdup_printf("%s/report-scan-%s.csv", folder, places[i]);
        g_autofree char *want_name =
            g_strdup_printf("samples/expected/tables/report-%s.csv", places[i]);
        g_autofree char *table = file_text(name);
        g_autofree char *want = file_text(want_name);
        const guint rows = cut_lines(table, G_MAXUINT);

        g_assert_cmpuint(cut_lines(want, rows), ==, rows);
        g_string_append(got, table);
        g_string_append(truth, want);
    }

    const char *clean[] = { "rm", "-rf", folder, NULL };
    const double right = share_right(truth->str, got->str);
    g_free(output_of(clean));
    g_test_message("%.2f %% of the words in cells are right", 100 * right);
    g_assert_cmpfloat(right, >=, MIN_RIGHT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/samples/the-measure-counts-words", the_measure_counts_words);
    g_test_add_func("/samples/scanned-book-words", words_of_the_scanned_book_are_right);
    g_test_add_func("/samples/scanned-report-words", words_of_the_scanned_report_are_right);
    g_test_add_func("/samples/scanned-report-tables", tables_of_the_scanned_report_are_right);
    return g_test_run();
}
