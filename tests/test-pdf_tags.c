/* tests/test-pdf_tags.c - the structure trees of PDFs */
#include "pipeline/pdf.h"

#include "tests/tiny_pdf.h"

static char *folder;

/* A page with @content and the elements in @tree, objects from 7 on, one a row; the first of them
 * is the root's child, and the page is object 3. */
static Page *
load(const char *content, const char *tree)
{
    TinyPdf tiny = tiny_pdf_new();
    g_auto(GStrv) rows = g_strsplit(tree, "\n", -1);
    g_autoptr(GError) error = NULL;

    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R\n"
                        "/MarkInfo << /Marked true >> >>");
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 200] >>");
    tiny_pdf_add(&tiny, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /StructParents 0\n"
                        "/Resources << /Font << /F1 5 0 R >> >> >>");
    tiny_pdf_add_stream(&tiny, "", content);
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica\n"
                        "/Encoding /WinAnsiEncoding >>");
    tiny_pdf_add(&tiny, "<< /Type /StructTreeRoot /K [7 0 R] >>");
    for (guint i = 0; rows[i] != NULL && *rows[i] != '\0'; i++) {
        g_autofree char *element =
            g_strdup_printf("<< /Type /StructElem /P 6 0 R /Pg 3 0 R %s >>", rows[i]);
        tiny_pdf_add(&tiny, element);
    }
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    Page *page = pdf_load_page(pdf, 1, &error);
    g_assert_no_error(error);
    return page;
}

static char *
tags_of(const Page *page)
{
    static const char *const kinds[] = { "other",   "paragraph", "heading", "item",
                                         "caption", "note",      "table",   "figure" };
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < page->tags->len; i++) {
        const Tag *tag = &g_array_index(page->tags, Tag, i);

        g_string_append(out, kinds[tag->kind]);
        if (tag->kind == TAG_HEADING)
            g_string_append_printf(out, " %u", tag->level);
        if (tag->kind == TAG_ITEM)
            g_string_append_printf(out, " in %u", tag->depth);
        g_string_append_printf(out, ": %s\n", tag->text);
    }
    return g_string_free(out, FALSE);
}

static void
expect(const char *content, const char *tree, const char *want)
{
    g_autoptr(Page) page = load(content, tree);
    g_autofree char *got = tags_of(page);

    g_assert_cmpstr(got, ==, want);
}

/* A line of text at a height, marked as the @n-th content of the page. */
#define SHOW(n, y, text)                                                                           \
    "/X << /MCID " #n " >> BDC BT /F1 10 Tf 20 " #y " Td (" text ") Tj ET EMC\n"

static void
elements_have_their_kind_and_text(void)
{
    expect(SHOW(0, 180, "Rules") SHOW(1, 160, "Count ") SHOW(2, 150, "all who sail."),
           "/S /Document /K [8 0 R 9 0 R]\n" /* 7 */
           "/S /H2 /K [0]\n"
           "/S /P /K [1 10 0 R]\n"
           "/S /Span /K [2]\n",
           "heading 2: Rules\nparagraph: Count all who sail.\n");
}

static void
an_item_is_its_label_and_first_paragraph(void)
{
    expect(SHOW(0, 180, "1. ") SHOW(1, 170, "Lock it.") SHOW(2, 160, "Then wait.")
               SHOW(3, 150, "inner"),
           "/S /L /K [8 0 R]\n" /* 7 */
           "/S /LI /K [9 0 R 10 0 R]\n"
           "/S /Lbl /K [0]\n"
           "/S /LBody /K [11 0 R 12 0 R 13 0 R]\n" /* 10 */
           "/S /P /K [1]\n"
           "/S /P /K [2]\n"
           "/S /L /K [14 0 R]\n"
           "/S /LI /K [15 0 R]\n"
           "/S /LBody /K [3]\n",
           "item in 0: 1. Lock it.\nparagraph: Then wait.\nitem in 1: inner\n");
}

static void
all_cells_are_one_table(void)
{
    expect(SHOW(0, 180, "Wind ") SHOW(1, 170, "Speed ") SHOW(2, 160, "after"),
           "/S /Sect /K [8 0 R 11 0 R]\n" /* 7 */
           "/S /Table /K [9 0 R]\n"
           "/S /TR /K [10 0 R 12 0 R]\n"
           "/S /TH /K [0]\n" /* 10 */
           "/S /P /K [2]\n"
           "/S /TD /K [13 0 R]\n"
           "/S /P /K [1]\n",
           "table: Wind Speed \nparagraph: after\n");
}

static void
accents_and_quotes_are_themselves(void)
{
    expect(SHOW(0, 180, "caf\\351 \\223mate\\224 \\226 5 \\200"), "/S /P /K [0]\n",
           "paragraph: café “mate” – 5 €\n");
}

static void
a_page_without_a_tree_has_no_tags(void)
{
    g_autoptr(Page) page = load("BT /F1 10 Tf 20 50 Td (plain) Tj ET", "/S /Document\n");

    g_assert_cmpuint(page->tags->len, ==, 0);
    g_assert_cmpuint(page->words->len, ==, 1);
}

static void
a_tree_without_end_is_left_alone(void)
{
    g_autoptr(GString) tree = g_string_new(NULL);

    for (guint i = 0; i < 2000; i++)
        g_string_append_printf(tree, "/S /Div /K [%u 0 R]\n", 8 + i);
    g_string_append(tree, "/S /P /K [0]\n");
    g_autoptr(Page) page = load(SHOW(0, 50, "deep"), tree->str);
    g_assert_cmpuint(page->tags->len, ==, 0);
    g_assert_cmpstr(page_word(page, 0)->text, ==, "deep");
}

static void
a_circle_of_elements_ends(void)
{
    expect(SHOW(0, 50, "round"), "/S /Div /K [8 0 R]\n/S /P /K [0 7 0 R]\n", "paragraph: round\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-pdf_tags-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/pdf_tags/" #name, name)
    TEST(elements_have_their_kind_and_text);
    TEST(an_item_is_its_label_and_first_paragraph);
    TEST(all_cells_are_one_table);
    TEST(accents_and_quotes_are_themselves);
    TEST(a_page_without_a_tree_has_no_tags);
    TEST(a_tree_without_end_is_left_alone);
    TEST(a_circle_of_elements_ends);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
