/* tests/test-pdf_text.c - words from PDFs */
#include "pipeline/pdf.h"
#include "pipeline/pdf_char.h"
#include "pipeline/pdf_font.h"

#include "tests/tiny_pdf.h"

#include <math.h>

static char *folder;

static Page *
load(TinyPdf tiny)
{
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(GError) error = NULL;
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    Page *page = pdf_load_page(pdf, 1, &error);

    g_assert_no_error(error);
    return page;
}

static Page *
load_content(const char *content)
{
    return load(tiny_pdf_page("", content));
}

/* The words with spaces between, but a + before those that are glued. */
static char *
text_of(const Page *page)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        if (i > 0)
            g_string_append_c(out, word->glued ? '+' : ' ');
        g_string_append(out, word->text);
    }
    return g_string_free(out, FALSE);
}

static void
expect_text(const char *content, const char *want)
{
    g_autoptr(Page) page = load_content(content);
    g_autofree char *text = text_of(page);

    g_assert_cmpstr(text, ==, want);
}

static const Word *
find_word(const Page *page, const char *text)
{
    for (guint i = 0; i < page->words->len; i++)
        if (strcmp(page_word(page, i)->text, text) == 0)
            return page_word(page, i);
    g_error("no word \"%s\"", text);
}

static void
expect_near(double got, double want, double slack)
{
    if (fabs(got - want) > slack)
        g_error("want %g within %g, got %g", want, slack, got);
}

static void
words_have_place_style_and_baseline(void)
{
    g_autoptr(Page) page = load_content("1 0 0 rg BT /F1 12 Tf 20 30 Td (Red Ink) Tj ET");
    const Word *red = page_word(page, 0), *ink = page_word(page, 1);
    const Style *style = page_style(page, red->style);

    g_assert_cmpuint(page->words->len, ==, 2);
    g_assert_cmpstr(ink->text, ==, "Ink");
    g_assert_false(red->glued);
    g_assert_false(ink->glued);
    g_assert_cmpfloat(red->confidence, ==, 1);
    expect_near(red->bbox.x0, 20, 0.01);
    expect_near(red->baseline, 70, 1);
    g_assert_true(red->bbox.y0 < 62 && red->bbox.y1 > 70);
    g_assert_true(red->bbox.x1 < ink->bbox.x0);

    g_assert_cmpstr(style->font, ==, "Helvetica");
    g_assert_cmpfloat(style->size, ==, 12);
    g_assert_cmphex(style->color, ==, 0xFF0000);
    g_assert_false(style->fixed || style->bold || style->italic);
}

static void
a_change_of_style_within_a_word_glues_its_parts(void)
{
    expect_text("BT 20 50 Td /F1 12 Tf (call) Tj /F2 12 Tf (open\\(\\) now) Tj ET",
                "call+open() now");
    g_autoptr(Page) page = load_content("BT 20 50 Td /F1 12 Tf (one) Tj /F2 12 Tf (two) Tj ET");
    g_assert_false(page_style(page, page_word(page, 0)->style)->fixed);
    g_assert_true(page_style(page, page_word(page, 1)->style)->fixed);
}

static void
the_edge_of_a_link_within_a_word_glues_its_parts(void)
{
    /* Courier at 10 points: each glyph is 6 wide, the link ends after "abc". */
    g_autoptr(Page) page = load(tiny_pdf_page("/Annots [<< /Type /Annot /Subtype /Link "
                                              "/Rect [20 40 38 60] /A << /S /URI /URI (x:y) >> "
                                              ">>]",
                                              "BT 20 50 Td /F2 10 Tf (abcdef) Tj ET"));
    g_autofree char *text = text_of(page);

    g_assert_cmpstr(text, ==, "abc+def");
    g_assert_cmpint(page_word(page, 0)->link, ==, 0);
    g_assert_cmpint(page_word(page, 1)->link, ==, -1);
}

static void
a_gap_without_a_space_parts_words(void)
{
    expect_text("BT /F1 10 Tf 20 50 Td (left) Tj 60 0 Td (right) Tj ET", "left right");
}

static void
a_superscript_is_glued_and_stands_higher(void)
{
    g_autoptr(Page) page = load_content("BT /F1 12 Tf 20 50 Td (word) Tj /F1 7 Tf 5 Ts (1) Tj ET");
    const Word *word = find_word(page, "word"), *mark = find_word(page, "1");

    g_assert_true(mark->glued);
    expect_near(word->baseline - mark->baseline, 5, 1);
}

static void
fonts_of_other_proportions_share_their_baseline(void)
{
    /* F3's rectangles reach much deeper than Helvetica's: descent 0.9 of the size. */
    TinyPdf tiny = tiny_pdf_page("", "BT 20 80 Td /F1 10 Tf (some ) Tj /F3 10 Tf (odd) Tj "
                                     "/F1 10 Tf ( words in a line ) Tj ET\n"
                                     "BT 20 40 Td /F1 10 Tf (and ) Tj /F3 10 Tf (more) Tj "
                                     "/F1 10 Tf ( on the next) Tj ET");
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Odd /FirstChar 97 /LastChar "
                        "122 /Widths [500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 "
                        "500 500 500 500 500 500 500 500 500 500 500] /FontDescriptor << /Type "
                        "/FontDescriptor /FontName /Odd /Flags 4 /Ascent 700 /Descent -900 "
                        "/FontFile 7 0 R >> >>");
    g_autoptr(Page) page = load(tiny);

    expect_near(find_word(page, "odd")->baseline, find_word(page, "some")->baseline, 0.5);
    expect_near(find_word(page, "more")->baseline, find_word(page, "and")->baseline, 0.5);
    g_assert_true(find_word(page, "odd")->bbox.y1 > find_word(page, "some")->bbox.y1 + 4);
}

static void
turned_text_says_so(void)
{
    g_autoptr(Page) page = load_content("BT /F1 10 Tf 1 0 0 1 20 80 Tm (level) Tj "
                                        "0 1 -1 0 50 20 Tm (rising) Tj "
                                        "0 -1 1 0 100 80 Tm (falling) Tj "
                                        "-1 0 0 -1 190 50 Tm (over) Tj ET");
    const Word *rising = find_word(page, "rising"), *falling = find_word(page, "falling");

    g_assert_cmpint(find_word(page, "level")->rotation, ==, 0);
    g_assert_cmpint(rising->rotation, ==, 270);
    g_assert_cmpint(falling->rotation, ==, 90);
    g_assert_cmpint(find_word(page, "over")->rotation, ==, 180);

    /* The boxes are as on the page, the baselines are those of the text. */
    g_assert_true(bbox_height(rising->bbox) > bbox_width(rising->bbox));
    expect_near(rising->baseline, 50, 1);
    expect_near(falling->baseline, 100, 1);
    expect_near(find_word(page, "over")->baseline, 50, 1);
}

static void
pages_come_upright(void)
{
    /* Text drawn so that it is upright on a page turned by 90 degrees, and some that isn't. */
    TinyPdf tiny = tiny_pdf_page("/Rotate 90", "BT /F1 10 Tf 0 1 -1 0 70 20 Tm (upright) Tj "
                                               "1 0 0 1 100 10 Tm (aside) Tj ET");
    g_autoptr(Page) page = load(tiny);
    const Word *upright = find_word(page, "upright");

    g_assert_cmpfloat(page->width, ==, 100);
    g_assert_cmpfloat(page->height, ==, 200);
    g_assert_cmpint(upright->rotation, ==, 0);
    expect_near(upright->bbox.x0, 20, 0.1);
    expect_near(upright->baseline, 70, 1);
    g_assert_cmpint(find_word(page, "aside")->rotation, ==, 90);
}

static void
the_crop_box_is_the_page(void)
{
    g_autoptr(Page) page = load(tiny_pdf_page(
        "/CropBox [40 20 160 80] /Annots [<< /Type /Annot /Subtype /Link /Rect [50 40 100 60] "
        "/A << /S /URI /URI (x:y) >> >>]",
        "BT /F1 10 Tf 50 45 Td (inside) Tj ET BT /F1 10 Tf 5 90 Td (off) Tj ET"));
    g_autofree char *text = text_of(page);

    g_assert_cmpstr(text, ==, "inside");
    g_assert_cmpfloat(page->width, ==, 120);
    g_assert_cmpfloat(page->height, ==, 60);
    expect_near(page_word(page, 0)->bbox.x0, 10, 0.1);
    expect_near(page_word(page, 0)->baseline, 35, 1);
    g_assert_cmpint(page_word(page, 0)->link, ==, 0);
}

/* A page in a font whose letters a, b, ... mean the UTF-16 @codes. */
static Page *
load_coded(const char *content, const char *const *codes, const char *font)
{
    TinyPdf tiny = tiny_pdf_page("", content);
    g_autoptr(GString) map = g_string_new("/CIDInit /ProcSet findresource begin begincmap\n"
                                          "1 begincodespacerange <00> <FF> endcodespacerange\n");
    g_autofree char *dict =
        g_strdup_printf("<< /Type /Font /Subtype /Type1 /BaseFont /%s /ToUnicode 6 0 R >>", font);
    guint n = g_strv_length((char **)codes);

    g_string_append_printf(map, "%u beginbfchar\n", n);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(map, "<%02X> <%s>\n", 'a' + i, codes[i]);
    g_string_append(map, "endbfchar endcmap end");
    tiny_pdf_add(&tiny, dict);
    tiny_pdf_add_stream(&tiny, "", map->str);
    return load(tiny);
}

static void
ligatures_become_letters_and_inkless_characters_go(void)
{
    const char *const codes[] = { "FB01", "FB03", "00AD", "200B", "FEFF", "0007", "0065", NULL };
    g_autoptr(Page) page =
        load_coded("BT /F3 10 Tf 20 50 Td (abgcdefgg) Tj ET", codes, "Helvetica");
    g_autofree char *text = text_of(page);

    g_assert_cmpstr(text, ==, "fiffieee");
}

static void
a_soft_hyphen_is_a_hyphen_at_the_end_of_a_line(void)
{
    const char *const codes[] = { "00AD", "0065", "0066", NULL };
    g_autoptr(Page) page =
        load_coded("BT /F3 10 Tf 14 TL 20 50 Td (bacba) Tj T* (bc) Tj ET", codes, "Helvetica");
    g_autofree char *text = text_of(page);

    g_assert_cmpstr(text, ==, "efe- ef");
}

static void
letters_and_their_accents_are_one_character(void)
{
    const char *const codes[] = { "0065", "0301", "00A0", "006100620308", NULL };
    g_autoptr(Page) page = load_coded("BT /F3 10 Tf 20 50 Td (dca) Tj ET", codes, "Helvetica");
    g_autofree char *text = text_of(page);

    /* b and dieresis have no character of their own; no-break space parts words. */
    g_assert_cmpstr(text, ==, "ab\xCC\x88 e");
}

static void
hebrew_is_in_reading_order(void)
{
    /* Drawn from the left: mem sofit, vav, lamed, shin, which reads shalom. */
    const char *const codes[] = { "05DD", "05D5", "05DC", "05E9", "0061", NULL };
    g_autoptr(Page) page =
        load_coded("BT /F3 10 Tf 20 50 Td (eee abcd eee) Tj ET", codes, "Courier");
    g_autofree char *text = text_of(page);

    g_assert_cmpstr(text, ==, "aaa שלום aaa");
    expect_near(find_word(page, "שלום")->bbox.x0, 44, 0.1);
    expect_near(find_word(page, "שלום")->bbox.x1, 68, 0.1);
    g_assert_cmpint(find_word(page, "שלום")->rotation, ==, 0);
}

static void
expect_char(gunichar c, const char *font, const char *want)
{
    g_autoptr(GString) text = g_string_new(NULL);

    pdf_char_append(text, c, font, false);
    g_assert_cmpstr(text->str, ==, want);
}

static void
private_characters_become_what_they_look_like(void)
{
    expect_char(0xF0B7, "SymbolMT", "•");
    expect_char(0xF0B7, "", "•");
    expect_char(0xF0A7, "Wingdings-Regular", "▪");
    expect_char(0xF06E, "Wingdings", "■");
    expect_char(0xF061, "Symbol", "α");
    expect_char(0xF057, "Symbol", "Ω");
    expect_char(0xF041, "OddText", "A");
    expect_char(0xE123, "Anything", "");
}

static void
codes_of_mathematical_fonts_become_their_signs(void)
{
    expect_char('P', "LMMathExtension10-Regular", "∑");
    expect_char('Z', "CMEX10", "∫");
    expect_char('h', "CMSY10", "⟨");
    expect_char('(', "CMEX10", "("); /* as it says itself */
    expect_char('P', "CMR10", "P");
}

static void
characters_without_a_meaning_are_counted(void)
{
    const char *const codes[] = { "E001", "0062", NULL };
    g_autoptr(Page) page = load_coded("BT /F3 10 Tf 20 50 Td (abab) Tj ET", codes, "Helvetica");

    g_assert_cmpuint(page->issues->len, ==, 1);
    g_assert_nonnull(strstr(g_ptr_array_index(page->issues, 0), "2 characters"));
}

static void
white_on_white_is_dropped_and_white_on_black_kept(void)
{
    expect_text("BT /F1 12 Tf 1 1 1 rg 20 70 Td (hidden) Tj ET\n"
                "0 0 0 rg 15 25 100 25 re f\n"
                "BT /F1 12 Tf 1 1 1 rg 20 32 Td (shown) Tj ET\n"
                "BT /F1 12 Tf 0 0 0 rg 20 8 Td (plain) Tj ET",
                "shown plain");
}

static void
a_word_drawn_twice_for_boldness_is_one(void)
{
    expect_text("BT /F1 12 Tf 20 50 Td (bold) Tj 0.4 0 Td (bold) Tj 60 0 Td (bold) Tj ET",
                "bold bold");
}

static void
specks_and_what_is_off_the_page_are_dropped(void)
{
    expect_text("BT /F1 0.2 Tf 20 50 Td (speck) Tj ET BT /F1 10 Tf 195 50 Td (WW) Tj ET "
                "BT /F1 10 Tf -8 20 Td (W) Tj ET BT /F1 10 Tf 20 20 Td (seen) Tj ET",
                "seen W");
}

static void
text_typed_onto_the_page_is_read(void)
{
    TinyPdf tiny = tiny_pdf_page("/Annots [<< /Type /Annot /Subtype /FreeText /F 4 "
                                 "/Rect [20 20 120 40] /Contents (Note) /DA (/F1 10 Tf) "
                                 "/AP << /N 7 0 R >> >>]",
                                 "BT /F1 12 Tf 20 70 Td (Page) Tj ET");
    tiny_pdf_add(&tiny, "null");
    tiny_pdf_add(&tiny, "null");
    tiny_pdf_add_stream(&tiny,
                        "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << "
                        "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
                        "BT /F1 10 Tf 5 5 Td (Note) Tj ET");
    g_autoptr(Page) page = load(tiny);
    g_autofree char *text = text_of(page);

    g_assert_cmpstr(text, ==, "Page Note");
}

/* A page in a font of this name whose letters have these widths: i and l, all others. */
static bool
is_fixed(const char *name, int narrow, int wide, const char *text)
{
    g_autofree char *content = g_strdup_printf("BT /F3 10 Tf 20 50 Td (%s) Tj ET", text);
    TinyPdf tiny = tiny_pdf_page("", content);
    g_autoptr(GString) font = g_string_new(NULL);

    g_string_printf(font,
                    "<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar 97 "
                    "/LastChar 122 /Widths [",
                    name);
    for (char c = 'a'; c <= 'z'; c++)
        g_string_append_printf(font, " %d", c == 'i' || c == 'l' ? narrow : wide);
    g_string_append(font, "] >>");
    tiny_pdf_add(&tiny, font->str);
    g_autoptr(Page) page = load(tiny);
    return page_style(page, page_word(page, 0)->style)->fixed;
}

static void
brackets_of_equal_width_are_no_code(void)
{
    g_assert_false(is_fixed("CMSY10", 400, 400, "hihihihim"));
}

static void
equal_advances_make_a_font_fixed_whatever_its_name(void)
{
    g_assert_true(is_fixed("Strange", 600, 600, "will unfold"));
    g_assert_false(is_fixed("Strange", 250, 600, "will unfold"));
    g_assert_false(is_fixed("StrangeMono", 250, 600, "will unfold"));
}

static void
without_narrow_and_wide_letters_the_name_decides(void)
{
    g_assert_false(is_fixed("Strange", 600, 600, "unused banana"));
    g_assert_true(is_fixed("StrangeMono", 600, 600, "unused banana"));
}

static void
names_of_fonts_tell_their_traits(void)
{
    static const struct {
        const char *name, *traits;
    } fonts[] = {
        { "Helvetica", "" },
        { "Helvetica-BoldOblique", "bi" },
        { "MinionPro-BoldIt", "bi" },
        { "MinionPro-It", "i" },
        { "Frutiger-Bd", "b" },
        { "NimbusRomNo9L-Medi", "b" },
        { "NimbusRomNo9L-MediItal", "bi" },
        { "NimbusRomNo9L-ReguItal", "i" },
        { "Inter-Medium", "" },
        { "CMBX12", "b" },
        { "CMTI10", "i" },
        { "CMTT10", "f" },
        { "SFTT1000", "f" },
        { "DejaVuSansMono-Bold", "bf" },
        { "CourierNewPS-ItalicMT", "if" },
        { "SourceCodePro-Semibold", "bf" },
        { "MonotypeCorsiva", "" },
        { "ArialUnicodeMS", "" },
        { "Calibri,BoldItalic", "bi" },
        { "Italia-Book", "" },
        { "", "" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(fonts); i++) {
        const PdfFontTraits t = pdf_font_traits(fonts[i].name);
        g_autofree char *got =
            g_strdup_printf("%s%s%s", t.bold ? "b" : "", t.italic ? "i" : "", t.fixed ? "f" : "");
        if (strcmp(got, fonts[i].traits) != 0)
            g_error("%s: want \"%s\", got \"%s\"", fonts[i].name, fonts[i].traits, got);
    }
}

static void
a_page_without_text_has_no_words(void)
{
    g_autoptr(Page) page = load_content("0 0 100 50 re f");

    g_assert_cmpuint(page->words->len, ==, 0);
}

static void
a_page_of_ten_thousand_words_loads(void)
{
    g_autoptr(GString) content = g_string_new("BT /F2 1 Tf 1 TL 1 99 Td\n");

    for (guint line = 0; line < 100; line++) {
        g_string_append_c(content, '(');
        for (guint i = 0; i < 100; i++)
            g_string_append(content, "w ");
        g_string_append(content, ") Tj T*\n");
    }
    g_string_append(content, "ET");
    g_autoptr(Page) page = load_content(content->str);
    g_assert_cmpuint(page->words->len, >, 9000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-pdf_text-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/pdf_text/" #name, name)
    TEST(words_have_place_style_and_baseline);
    TEST(a_change_of_style_within_a_word_glues_its_parts);
    TEST(the_edge_of_a_link_within_a_word_glues_its_parts);
    TEST(a_gap_without_a_space_parts_words);
    TEST(a_superscript_is_glued_and_stands_higher);
    TEST(fonts_of_other_proportions_share_their_baseline);
    TEST(turned_text_says_so);
    TEST(pages_come_upright);
    TEST(the_crop_box_is_the_page);
    TEST(ligatures_become_letters_and_inkless_characters_go);
    TEST(a_soft_hyphen_is_a_hyphen_at_the_end_of_a_line);
    TEST(letters_and_their_accents_are_one_character);
    TEST(hebrew_is_in_reading_order);
    TEST(private_characters_become_what_they_look_like);
    TEST(codes_of_mathematical_fonts_become_their_signs);
    TEST(brackets_of_equal_width_are_no_code);
    TEST(characters_without_a_meaning_are_counted);
    TEST(white_on_white_is_dropped_and_white_on_black_kept);
    TEST(a_word_drawn_twice_for_boldness_is_one);
    TEST(specks_and_what_is_off_the_page_are_dropped);
    TEST(text_typed_onto_the_page_is_read);
    TEST(equal_advances_make_a_font_fixed_whatever_its_name);
    TEST(without_narrow_and_wide_letters_the_name_decides);
    TEST(names_of_fonts_tell_their_traits);
    TEST(a_page_without_text_has_no_words);
    TEST(a_page_of_ten_thousand_words_loads);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
