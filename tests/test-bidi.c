/* tests/test-bidi.c - text that runs from right to left, from the PDF to its lines */
#include "detect/layout.h"
#include "pipeline/pdf.h"
#include "pipeline/pdf_char.h"

#include "tests/tiny_pdf.h"

static char *folder;
static const char *font = "Courier";

/* A page of 200 by 100 points in a font of fixed width, 6 points a letter, in which these mean: */
static const struct {
    char letter;
    const char *utf16;
} FONT[] = {
    { 'a', "05D0" },     { 'b', "05D1" }, { 'g', "05D2" }, { 'd', "05D3" }, /* alef to dalet */
    { 'l', "0644" },     { 'i', "0627" }, { 'm', "0645" },                  /* lam, alef, mim */
    { 'Z', "06440627" },                                                    /* both in one */
    { 'q', "FEE3" },                                                        /* mim, initial */
    { 'L', "004C" },     { 'N', "004E" }, { '1', "0031" }, { '2', "0032" },
    { ':', "003A" },     { '(', "0028" }, { ')', "0029" }, { ',', "002C" },
    { '.', "002E" },     { ' ', "0020" }, { '*', "2022" },
};

static Page *
load(const char *content)
{
    TinyPdf tiny = tiny_pdf_page("", content);
    g_autoptr(GString) map = g_string_new("/CIDInit /ProcSet findresource begin begincmap\n"
                                          "1 begincodespacerange <00> <FF> endcodespacerange\n");
    g_autoptr(GError) error = NULL;

    g_string_append_printf(map, "%u beginbfchar\n", (guint)G_N_ELEMENTS(FONT));
    for (guint i = 0; i < G_N_ELEMENTS(FONT); i++)
        g_string_append_printf(map, "<%02X> <%s>\n", FONT[i].letter, FONT[i].utf16);
    g_string_append(map, "endbfchar endcmap end");
    g_autofree char *dict =
        g_strdup_printf("<< /Type /Font /Subtype /Type1 /BaseFont /%s /ToUnicode 6 0 R >>", font);
    tiny_pdf_add(&tiny, dict);
    tiny_pdf_add_stream(&tiny, "", map->str);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    Page *page = pdf_load_page(pdf, 1, &error);
    g_assert_no_error(error);
    return page;
}

/* Blocks of the page, one a row, their lines parted by " / ". */
static char *
read_page(const char *content)
{
    static const FinderOptions options = { 0 };
    g_autoptr(Page) page = load(content);
    Layout layout = layout_page(page, &options);
    GString *out = g_string_new(NULL);

    for (guint b = 0; b < layout.blocks->len; b++) {
        const Block *block = &g_array_index(layout.blocks, Block, b);

        g_string_append(out, b > 0 ? "\n" : "");
        g_string_append(out, block->kind == BLOCK_ITEM ? "item: " : "");
        for (guint l = 0; l < block->n_lines; l++) {
            const Line *line = &g_array_index(layout.lines, Line, block->first_line + l);

            g_string_append(out, l > 0 ? " / " : "");
            for (guint k = 0; k < line->n; k++) {
                const Word *word =
                    page_word(page, g_array_index(layout.line_words, guint, line->first + k));
                g_string_append_printf(out, "%s%s", k == 0 || word->glued ? "" : " ", word->text);
            }
        }
    }
    g_array_unref(layout.line_words);
    g_array_unref(layout.lines);
    g_ptr_array_unref(layout.tables);
    g_array_unref(layout.blocks);
    return g_string_free(out, FALSE);
}

static void
expect(const char *content, const char *want)
{
    g_autofree char *got = read_page(content);

    g_assert_cmpstr(got, ==, want);
}

#define DRAW(text) "BT /F3 10 Tf 20 50 Td " text " ET"

static void
words_are_read_from_the_right(void)
{
    /* On the page, from the left: dalet gimel, bet alef. */
    expect(DRAW("(dg ba) Tj"), "אב גד");
}

static void
the_order_of_drawing_does_not_matter(void)
{
    /* The same, the word on the right drawn first. */
    expect(DRAW("18 0 Td (ba) Tj -18 0 Td (dg) Tj"), "אב גד");
    /* And the letters of a word one by one. */
    expect(DRAW("18 0 Td (ag) Tj 12 0 Td (g) Tj -30 0 Td (db) Tj"), "גגא בד");
}

static void
numbers_and_latin_words_are_read_from_the_left(void)
{
    expect(DRAW("(bag LN NL 12:21 ab) Tj"), "בא LN NL 12:21 גאב");
    expect(DRAW("(.12 ,21 bag) Tj"), "גאב 21, 12.");
}

static void
a_few_words_within_latin_text_keep_their_place(void)
{
    expect(DRAW("(LNN dg ba, LNLN) Tj"), "LNN אב גד, LNLN");
}

static void
mirrored_brackets_mean_what_they_show(void)
{
    /* Drawn as seen, "(12 b) a", and with the codes of the text, ")12 b( a": both read the same. */
    expect(DRAW("(gg \\(12 bb\\) aa) Tj"), "אא (בב 12) גג");
    expect(DRAW("(gg \\)12 bb\\( aa) Tj"), "אא (בב 12) גג");
}

static void
lam_and_alef_in_one_glyph_are_lam_first(void)
{
    /* Half as wide as the others: told as two halves of three points. */
    expect(DRAW("(mZm) Tj"), "ملام");
    expect(DRAW("(mlim) Tj"), "مالم");
}

static void
shapes_of_letters_are_letters(void)
{
    expect(DRAW("(iq) Tj"), "ما");
    g_autoptr(GString) text = g_string_new(NULL);
    pdf_char_append(text, 0xFEFB, "", false); /* lam with alef */
    pdf_char_append(text, 0xFD3E, "", false); /* an ornate bracket is itself */
    pdf_char_append(text, 0xFE76, "", false); /* an accent alone */
    g_assert_cmpstr(text->str, ==, "لا\xEF\xB4\xBE\xD9\x8E");
}

static void
a_paragraph_that_runs_to_the_left_is_one(void)
{
    /* Flush right, ragged at the left; the last line is short. */
    expect("BT /F3 10 Tf 20 80 Td (dagbad gab bagad dabag abgad) Tj\n"
           "24 -12 Td (gadab bagdab dag abgadab) Tj\n"
           "0 -12 Td (badag gabad abdag gabdab) Tj\n"
           "84 -12 Td ( dagab bag) Tj ET",
           "דאגבא גאבאד דאגאב באג דאבגאד / באדאגבא גאד באדגאב באדאג / באדבאג גאדבא דאבאג גאדאב / "
           "גאב באגאד");
}

static void
items_have_their_bullet_at_the_right(void)
{
    font = "Helvetica"; /* in type of fixed width it would be code */
    expect("BT /F3 10 Tf 20 70 Td (ab gd abg dag *) Tj 0 -14 Td (ab gd bag dag *) Tj ET",
           "item: • גאד גבא דג בא\nitem: • גאד גאב דג בא");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-bidi-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/bidi/" #name, name)
    TEST(words_are_read_from_the_right);
    TEST(the_order_of_drawing_does_not_matter);
    TEST(numbers_and_latin_words_are_read_from_the_left);
    TEST(a_few_words_within_latin_text_keep_their_place);
    TEST(mirrored_brackets_mean_what_they_show);
    TEST(lam_and_alef_in_one_glyph_are_lam_first);
    TEST(shapes_of_letters_are_letters);
    TEST(a_paragraph_that_runs_to_the_left_is_one);
    TEST(items_have_their_bullet_at_the_right);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
