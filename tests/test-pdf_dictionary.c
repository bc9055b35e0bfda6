/* tests/test-pdf_dictionary.c - dictionaries of streams, read from bytes */
#include "pipeline/pdf_dictionary.h"

#include <string.h>

/* The dictionaries of @file, "|" between. */
static void
expect_found(const char *file, const char *wanted)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(file, strlen(file));
    g_autoptr(GString) got = g_string_new(NULL);
    PdfDictionaryIter iter;
    PdfDictionary in;

    pdf_dictionary_iter_init(&iter, bytes, NULL);
    while (pdf_dictionary_next(&iter, &in)) {
        g_autofree char *text = g_strndup(in.from, (gsize)(in.to - in.from));

        g_string_append_printf(got, "%s%s", got->len > 0 ? "|" : "", g_strstrip(text));
    }
    g_assert_cmpstr(got->str, ==, wanted);
}

static void
streams_have_dictionaries(void)
{
    expect_found("%PDF-1.4\n1 0 obj<</A 1>>\nendobj\n"
                 "2 0 obj\n<</B 2>>\nstream\nxyz\nendstream endobj\n"
                 "3 0 obj <</C<</D 4>>>>stream\r\nxyz endstream",
                 "<</B 2>>|<</C<</D 4>>>>");
    expect_found("", "");
    expect_found("stream", "");
}

static void
bytes_that_look_like_one_are_passed_over(void)
{
    expect_found("2 0 obj<</B 2>>stream\nof a stream, >>stream >>endstream", "<</B 2>>");
    expect_found(">>stream", "");
    expect_found(" obj>stream", ">");
}

static void
a_dictionary_without_end_is_passed_over(void)
{
    g_autoptr(GString) file = g_string_new("1 0 obj<<");

    while (file->len < 20000)
        g_string_append(file, "/A 1 ");
    g_string_append(file, ">>stream\nendstream\n2 0 obj<</B 2>>stream\n");
    expect_found(file->str, "<</B 2>>");
}

static PdfDictionary
dictionary(char *text)
{
    return (PdfDictionary){ text, text + strlen(text) };
}

static void
names_are_whole(void)
{
    char text[] = "<</Widths[1]/Width\n640/Height 48/Length1 7/Filter/X>>";
    const PdfDictionary in = dictionary(text);

    g_assert_cmpfloat(pdf_dictionary_number(in, "/Width"), ==, 640);
    g_assert_cmpfloat(pdf_dictionary_number(in, "/Height"), ==, 48);
    g_assert_cmpfloat(pdf_dictionary_number(in, "/Length"), ==, 0);
    g_assert_true(pdf_dictionary_has(in, "/X"));
    g_assert_false(pdf_dictionary_has(in, "/Filt"));
    g_assert_cmpint(pdf_dictionary_digits(in, pdf_dictionary_value(in, "/Width")), ==, 3);
    g_assert_cmpint(pdf_dictionary_digits(in, NULL), ==, 0);
}

static void
another_objects_number_is_none(void)
{
    char text[] = "<</Width 64 0 R/Height 32>>", cut[] = "<</Width 64";

    g_assert_cmpfloat(pdf_dictionary_number(dictionary(text), "/Width"), ==, 0);
    g_assert_cmpfloat(pdf_dictionary_number(dictionary(text), "/Height"), ==, 32);
    g_assert_cmpfloat(pdf_dictionary_number(dictionary(cut), "/Width"), ==, 64);
}

static void
images_are_told_by_their_kind(void)
{
    char image[] = "<</Subtype /Image/Width 2>>", mask[] = "<</Subtype/ImageMask>>";
    char form[] = "<</Subtype/Form/Name/Image>>", cut[] = "<</Subtype/Image";

    g_assert_true(pdf_dictionary_image(dictionary(image)) == strstr(image, "/Image"));
    g_assert_null(pdf_dictionary_image(dictionary(mask)));
    g_assert_null(pdf_dictionary_image(dictionary(form)));
    g_assert_null(pdf_dictionary_image(dictionary(cut)));
}

static void
the_only_filter_is_told_from_several(void)
{
    static const struct {
        const char *text, *filter;
    } cases[] = {
        { "<< /Filter /DCTDecode >>", "/DCTDecode >>" },
        { "<< /Filter[ /FlateDecode ] >>", "/FlateDecode ] >>" },
        { "<< /Filter [/FlateDecode /DCTDecode] >>", NULL },
        { "<< /Filter [] >>", NULL },
        { "<< /Filter 7 0 R >>", NULL },
        { "<< /Filter [/FlateDecode", NULL },
        { "<< /Length 7 >>", NULL },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup(cases[i].text);

        g_assert_cmpstr(pdf_dictionary_only_filter(dictionary(text)), ==, cases[i].filter);
    }
}

static void
data_begins_behind_the_line_of_the_keyword(void)
{
    static const char *const texts[] = { "<<>>stream\nDATA", "<<>>\r\nstream\r\nDATA",
                                         "<<>> stream\rDATA" };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *text = g_strdup(texts[i]);
        const PdfDictionary in = { text, text + 4 };

        g_assert_cmpstr(pdf_dictionary_data(in, text + strlen(text)), ==, "DATA");
        for (const char *end = text + 4; *end != '\0'; end++)
            g_assert_true(pdf_dictionary_data(in, end) <= end);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf_dictionary/streams", streams_have_dictionaries);
    g_test_add_func("/pdf_dictionary/look-alike", bytes_that_look_like_one_are_passed_over);
    g_test_add_func("/pdf_dictionary/long", a_dictionary_without_end_is_passed_over);
    g_test_add_func("/pdf_dictionary/names", names_are_whole);
    g_test_add_func("/pdf_dictionary/references", another_objects_number_is_none);
    g_test_add_func("/pdf_dictionary/images", images_are_told_by_their_kind);
    g_test_add_func("/pdf_dictionary/filter", the_only_filter_is_told_from_several);
    g_test_add_func("/pdf_dictionary/data", data_begins_behind_the_line_of_the_keyword);
    return g_test_run();
}
