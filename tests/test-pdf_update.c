/* tests/test-pdf_update.c - what pages draw, inflated, behind their file
 *
 * A file is put into memory with room behind it, and updated; the whole is written out and opened.
 */
#include "pipeline/pdf.h"
#include "pipeline/pdf_update.h"

#include "tests/stored_image.h"
#include "tests/tiny_pdf.h"

#define ROOM 20000
#define CONTENT "BT /F1 12 Tf 20 60 Td (Inflated) Tj ET % " /* and what is worth deflating */
#define DEFLATED "/Filter /FlateDecode"

static char *folder;

static void
add_content(TinyPdf *tiny, const char *keys, const char *content)
{
    gsize size;
    g_autofree char *padded = g_strdup_printf("%s%0800d", content, 0);
    g_autofree guint8 *data = stored_deflate((const guint8 *)padded, strlen(padded), &size);

    tiny_pdf_add_bytes(tiny, keys, data, size);
}

/* One page, whose content is object 4 and has @keys; object 6 is a form with a word more. */
static TinyPdf
page_with(const char *keys)
{
    TinyPdf tiny = tiny_pdf_new();

    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>");
    tiny_pdf_add(&tiny, "<< /Type /Page /Parent 2 0 R /Contents [4 0 R 7 0 R] /Resources << "
                        "/XObject << /X1 6 0 R >> /Font << /F1 8 0 R >> >> >>");
    add_content(&tiny, keys, CONTENT);
    tiny_pdf_add(&tiny, "<< /Title (Kept) >>");
    add_content(&tiny,
                "/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /Font << /F1 8 0 "
                "R >> >> /Filter [ /FlateDecode ]",
                "BT /F1 12 Tf 20 30 Td (Form) Tj ET % ");
    tiny_pdf_add_stream(&tiny, "", "\n/X1 Do");
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    return tiny;
}

static char *
written(TinyPdf *tiny, const char *trailer, gsize *size)
{
    g_autofree char *path = tiny_pdf_write(tiny, folder, trailer);
    char *bytes;

    g_assert_true(g_file_get_contents(path, &bytes, size, NULL));
    return bytes;
}

/* *all: the file and what is put behind it. False where that is nothing. */
static bool
update(const char *bytes, gsize size, gsize room, GBytes **all)
{
    char *data = g_malloc(size + room);
    PdfUpdate made;
    PdfDictionaryIter iter;
    PdfDictionary in;
    char *end = data + size;

    memcpy(data, bytes, size);
    if (pdf_update_begin(&made, data, end, data + size + room)) {
        g_autoptr(GBytes) file = g_bytes_new_static(data, size);

        pdf_dictionary_iter_init(&iter, file, NULL);
        while (pdf_dictionary_next(&iter, &in))
            pdf_update_add(&made, in);
        end = pdf_update_end(&made);
    }
    g_assert_cmpuint((gsize)(end - data), <=, size + room);
    g_assert_cmpmem(data, size, bytes, size);
    *all = g_bytes_new_take(data, (gsize)(end - data));
    return end > data + size;
}

static bool
has(GBytes *bytes, const char *text)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    return memmem(data, size, text, strlen(text)) != NULL;
}

/* Does the updated file say what the one without update did? */
static void
expect_words(GBytes *bytes, const char *title)
{
    g_autofree char *path = g_build_filename(folder, "updated.pdf", NULL);
    g_autoptr(GError) error = NULL;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    g_autoptr(Page) page = pdf_load_page(pdf, 1, &error);
    g_assert_no_error(error);
    g_autoptr(Document) document = pdf_document(pdf);
    g_autoptr(GPtrArray) said = pdf_take_messages(pdf);

    g_assert_cmpuint(page->words->len, ==, 2);
    g_assert_cmpstr(page_word(page, 0)->text, ==, "Inflated");
    g_assert_cmpstr(page_word(page, 1)->text, ==, "Form");
    g_assert_cmpstr(document->title, ==, title);
    g_assert_cmpuint(said->len, ==, 0);
}

static void
contents_and_forms_are_put_behind_the_file(void)
{
    static const char *const keys[] = { DEFLATED, "/Filter [/FlateDecode]",
                                        "/Filter[ /FlateDecode ]" };

    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        TinyPdf tiny = page_with(keys[i]);
        g_autoptr(GBytes) all = NULL;
        gsize size;
        g_autofree char *bytes = written(&tiny, "/Info 5 0 R", &size);

        g_assert_true(update(bytes, size, ROOM, &all));
        g_assert_true(has(all, "(Inflated) Tj") && has(all, "(Form) Tj"));
        expect_words(all, "Kept");
    }
}

/* As newer files have it: a table that is a stream. */
static char *
with_table_stream(TinyPdf *tiny, gsize *size)
{
    const guint n = tiny->offsets->len + 1; /* itself, without the first */
    const gsize at = tiny->bytes->len;
    g_autofree guint8 *table = g_malloc0(4 * (gsize)(n + 1));

    for (guint i = 1; i <= n; i++) {
        const gsize offset = i < n ? g_array_index(tiny->offsets, gsize, i - 1) : at;

        table[4 * i] = 1;
        table[4 * i + 1] = (guint8)(offset >> 8);
        table[4 * i + 2] = (guint8)offset;
    }
    g_autofree char *keys = g_strdup_printf("/Type /XRef /W [1 2 1] /Root 1 0 R /Size %u", n + 1);
    tiny_pdf_add_bytes(tiny, keys, table, 4 * (gsize)(n + 1));
    g_string_append_printf(tiny->bytes, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", at);
    *size = tiny->bytes->len;
    g_array_unref(tiny->offsets);
    return g_string_free(tiny->bytes, FALSE);
}

static void
a_table_may_be_a_stream(void)
{
    TinyPdf tiny = page_with(DEFLATED);
    g_autoptr(GBytes) all = NULL;
    gsize size;
    g_autofree char *bytes = with_table_stream(&tiny, &size);

    g_assert_true(update(bytes, size, ROOM, &all));
    g_assert_true(has(all, "(Inflated) Tj"));
    expect_words(all, NULL);
}

/* Takes @tiny: is nothing put behind it? */
static void
expect_none(TinyPdf *tiny, const char *trailer, gsize room)
{
    g_autoptr(GBytes) all = NULL;
    gsize size;
    g_autofree char *bytes = written(tiny, trailer, &size);

    g_assert_false(update(bytes, size, room, &all));
}

static void
some_files_are_left_as_they_are(void)
{
    TinyPdf encrypted = page_with(DEFLATED), updated = page_with(DEFLATED),
            late = page_with(DEFLATED), small = page_with(DEFLATED), full = page_with(DEFLATED);

    expect_none(&encrypted, "/Encrypt 5 0 R", ROOM);
    g_string_append(updated.bytes, "startxref\n0\n%%EOF\n");
    expect_none(&updated, "", ROOM);
    g_string_prepend(late.bytes, "\n"); /* places are counted from the header */
    expect_none(&late, "", ROOM);
    expect_none(&small, "", 600);
    expect_none(&full, "", 0);
}

/* Of a page whose content is stored in this way only the form is inflated. */
static void
expect_left(const char *keys)
{
    TinyPdf tiny = page_with(keys);
    g_autoptr(GBytes) all = NULL;
    gsize size;
    g_autofree char *bytes = written(&tiny, "", &size);

    update(bytes, size, ROOM, &all);
    g_assert_false(has(all, "(Inflated) Tj"));
    g_assert_true(has(all, "(Form) Tj"));
}

static void
some_streams_are_left_as_they_are(void)
{
    expect_left(DEFLATED " /DecodeParms << /Predictor 12 >>");
    expect_left("/Filter [/ASCIIHexDecode /FlateDecode]");
    expect_left(DEFLATED " /Type /Metadata");
    expect_left(DEFLATED " /N 3");
    expect_left(DEFLATED " /Piece << /Length 7 >>"); /* which of them is the stream's? */
    expect_left("");                                 /* not deflated, it says */
}

static void
what_is_there_twice_is_left_as_it_is(void)
{
    TinyPdf tiny = page_with(DEFLATED);
    g_autoptr(GBytes) all = NULL;
    gsize size;

    add_content(&tiny, DEFLATED, CONTENT);
    tiny.bytes->str[g_array_index(tiny.offsets, gsize, 8)] = '4'; /* and not 9 */
    g_autofree char *bytes = written(&tiny, "/Info 5 0 R", &size);
    g_assert_true(update(bytes, size, ROOM, &all));
    g_assert_false(has(all, "\n4 1\n"));
    g_assert_true(has(all, "\n6 1\n"));
    expect_words(all, "Kept");
}

static void
whatever_a_byte_of_it_says(void)
{
    TinyPdf tiny = page_with(DEFLATED);
    gsize size;
    g_autofree char *bytes = written(&tiny, "/Info 5 0 R", &size);

    for (gsize i = 0; i < size; i++)
        for (guint k = 0; k < 3; k++) {
            const char kept = bytes[i];
            g_autoptr(GBytes) all = NULL;

            bytes[i] = "0/\xFF"[k];
            update(bytes, size, ROOM, &all);
            bytes[i] = kept;
        }
    for (gsize n = 0; n < size; n += 7) {
        g_autoptr(GBytes) all = NULL;

        update(bytes, n, ROOM, &all);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-pdf_update-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/pdf_update/" #name, name)
    TEST(contents_and_forms_are_put_behind_the_file);
    TEST(a_table_may_be_a_stream);
    TEST(some_files_are_left_as_they_are);
    TEST(some_streams_are_left_as_they_are);
    TEST(what_is_there_twice_is_left_as_it_is);
    TEST(whatever_a_byte_of_it_says);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
