/* tests/test-pdf_watermark.c - what is set large across a page of text */
#include "pipeline/pdf.h"

#include "tests/tiny_pdf.h"

static char *folder;

/* Four lines of text in 8 points, each with two words. */
#define TEXT                                                                                       \
    "0 g BT /F1 8 Tf 20 TL 20 85 Td (one two three) Tj T* (four five six) Tj T* (seven eight) Tj " \
    "T* (nine ten more) Tj ET\n"

static void
expect(const char *content, const char *want)
{
    TinyPdf tiny = tiny_pdf_page("", content);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(GError) error = NULL;
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    g_autoptr(GString) got = g_string_new(NULL);

    g_assert_no_error(error);
    g_autoptr(Page) page = pdf_load_page(pdf, 1, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < page->words->len; i++)
        if (page_style(page, page_word(page, i)->style)->size > 8 || i == 0)
            g_string_append_printf(got, "%s%s", i > 0 ? " " : "", page_word(page, i)->text);
    g_assert_cmpstr(got->str, ==, want);
    g_assert_cmpuint(page->issues->len, ==, strchr(want, ' ') == NULL ? 1 : 0);
}

static void
slanted_and_pale_letters_go(void)
{
    expect(TEXT "0.8 g BT /F1 30 Tf 0.7 0.7 -0.7 0.7 80 5 Tm (DRAFT) Tj ET", "one");
}

static void
slanted_letters_that_text_runs_through_go_whatever_their_colour(void)
{
    expect(TEXT "1 0 0 rg BT /F1 40 Tf 0.7 0.7 -0.7 0.7 30 5 Tm (DRAFT) Tj ET", "one");
}

static void
pale_words_that_text_runs_through_go(void)
{
    expect(TEXT "0.8 g BT /F1 40 Tf 10 35 Td (COPY) Tj ET", "one");
}

static void
pale_titles_and_black_ones_stay(void)
{
    expect("BT /F1 8 Tf 20 50 Td (some text) Tj ET 0.8 g BT /F1 20 Tf 20 70 Td (Title) Tj ET "
           "0 g BT /F1 24 Tf 20 10 Td (End) Tj ET",
           "Title End");
}

static void
a_drop_cap_stays(void)
{
    expect(TEXT "0.7 g BT /F1 60 Tf 10 30 Td (T) Tj ET", "one T");
}

static void
slanted_labels_of_a_chart_stay(void)
{
    expect(TEXT "0.7 g BT /F1 10 Tf 0.7 0.7 -0.7 0.7 130 5 Tm (Jan) Tj ET", "one Ja n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-pdf_watermark-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/pdf_watermark/" #name, name)
    TEST(slanted_and_pale_letters_go);
    TEST(slanted_letters_that_text_runs_through_go_whatever_their_colour);
    TEST(pale_words_that_text_runs_through_go);
    TEST(pale_titles_and_black_ones_stay);
    TEST(a_drop_cap_stays);
    TEST(slanted_labels_of_a_chart_stay);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
