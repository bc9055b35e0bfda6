/* tests/test-pdf_update.c - what is deflated in a file, inflated behind it, as Poppler reads it */
#include "pipeline/pdf_internal.h"

#include "tests/stored_image.h"
#include "tests/tiny_pdf.h"

#define PAGE                                                                                       \
    "/Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources << /Font << /F1 4 0 R >> >>"

static char *folder;

static void
add_deflated(TinyPdf *tiny, const char *dict, const char *text)
{
    gsize n;
    g_autofree guint8 *data = stored_deflate((const guint8 *)text, strlen(text), &n);
    g_autofree char *whole = g_strconcat(dict, " /Filter /FlateDecode", NULL);

    tiny_pdf_add_bytes(tiny, whole, data, n);
}

/* The file, which @tiny is written to. */
static GBytes *
file_from(TinyPdf *tiny, const char *trailer)
{
    g_autofree char *path = tiny_pdf_write(tiny, folder, trailer);
    char *bytes;
    gsize size;

    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    return g_bytes_new_take(bytes, size);
}

/* A file whose page has the contents @text, deflated. */
static GBytes *
file_of(const char *text, const char *trailer)
{
    TinyPdf tiny = tiny_pdf_new();

    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    tiny_pdf_add(&tiny, "<< " PAGE " /Contents 5 0 R >>");
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    add_deflated(&tiny, "", text);
    return file_from(&tiny, trailer);
}

/* @file with its update behind it, which is of *size bytes; 0 where there is none. The update
 * begins at the next multiple of 16 bytes. */
static GBytes *
update_of(GBytes *file, gsize *size)
{
    const gsize n = g_bytes_get_size(file), place = (n + 15) / 16 * 16;
    char *copy = g_malloc0(place + PDF_UPDATE_ROOM);
    PdfDictionaryIter iter;
    PdfDictionary in;

    memcpy(copy, g_bytes_get_data(file, NULL), n);
    g_autoptr(GBytes) bytes = g_bytes_new_static(copy, n);
    PdfUpdate *update = pdf_update_new(bytes, copy + place);
    pdf_dictionary_iter_init(&iter, bytes, NULL);
    while (pdf_dictionary_next(&iter, &in))
        if (update != NULL)
            pdf_update_add(update, in);
    *size = pdf_update_end(update);
    g_assert_cmpuint(*size, <=, PDF_UPDATE_ROOM);
    return g_bytes_new_take(copy, place + *size);
}

static char *
text_of(GBytes *file)
{
    g_autoptr(PopplerDocument) document = poppler_document_new_from_bytes(file, NULL, NULL);
    g_assert_nonnull(document);
    g_autoptr(PopplerPage) page = poppler_document_get_page(document, 0);

    g_assert_nonnull(page);
    return poppler_page_get_text(page);
}

/* What is changed in it is what Poppler reads, so it is the update that it reads. */
static void
poppler_reads_the_update(void)
{
    gsize size;
    g_autoptr(GBytes) file = file_of("BT /F1 12 Tf 20 50 Td (Hello) Tj ET", "");
    g_autoptr(GBytes) updated = update_of(file, &size);
    g_autofree char *text = text_of(updated);

    g_assert_cmpuint(size, >, 0);
    g_assert_cmpstr(text, ==, "Hello");

    char *hello = memmem(g_bytes_get_data(updated, NULL), g_bytes_get_size(updated), "(Hello)", 7);
    g_assert_nonnull(hello);
    hello[1] = 'J';
    g_autofree char *changed = text_of(updated);
    g_assert_cmpstr(changed, ==, "Jello");
}

/* Contents of which the first finds no room stay deflated; the second is written all the same. */
static void
what_finds_no_room_stays(void)
{
    TinyPdf tiny = tiny_pdf_new();
    g_autofree char *spaces = g_strnfill(PDF_UPDATE_ROOM, ' ');
    g_autofree char *large = g_strconcat("BT /F1 12 Tf 20 50 Td (Large) Tj ET ", spaces, NULL);
    gsize size;

    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    tiny_pdf_add(&tiny, "<< " PAGE " /Contents [5 0 R 6 0 R] >>");
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    add_deflated(&tiny, "", large);
    add_deflated(&tiny, "", " BT /F1 12 Tf 20 20 Td (Small) Tj ET");
    g_autoptr(GBytes) file = file_from(&tiny, "");
    g_autoptr(GBytes) updated = update_of(file, &size);
    g_autofree char *text = text_of(updated);

    g_assert_cmpuint(size, >, 0);
    g_assert_cmpuint(size, <, 1000);
    g_assert_cmpstr(text, ==, "Large\nSmall");
}

static void
expect_none(GBytes *file)
{
    gsize size;
    GBytes *same = update_of(file, &size);

    g_assert_cmpuint(size, ==, 0);
    g_bytes_unref(same);
}

/* Of several versions of an object one counts; with a password nothing can be inflated. */
static void
some_files_get_none(void)
{
    static const char *const trailers[] = { "/Prev 10", "/Encrypt 4 0 R", "/Prev 4 0 R",
                                            "/Pre#76 10", "/XRefStm 9" };

    for (guint i = 0; i < G_N_ELEMENTS(trailers); i++) {
        g_autoptr(GBytes) file = file_of("BT /F1 12 Tf 20 50 Td (Hello) Tj ET", trailers[i]);
        expect_none(file);
    }
    gsize n;
    char *bytes;
    g_assert_true(g_file_get_contents("tests/data/encrypted.pdf", &bytes, &n, NULL));
    g_autoptr(GBytes) encrypted = g_bytes_new_take(bytes, n);
    expect_none(encrypted);

    g_autoptr(GBytes) plain = g_bytes_new_static("%PDF-1.7\n", 9);
    expect_none(plain);
}

/* Where one object is not where the table says, or the table is none, Poppler looks for itself. */
static void
a_table_that_does_not_hold_is_left_alone(void)
{
    static const struct {
        const char *old, *new;
    } changes[] = {
        { "\nxref\n", "\nxreg\n" },
        { "\n3 0 obj", "\n7 0 obj" },
        { "65535 f", "65535 x" },
        { "trailer", "trainer" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autoptr(GBytes) file = file_of("BT /F1 12 Tf 20 50 Td (Hello) Tj ET", "");
        gsize n;
        char *data = g_memdup2(g_bytes_get_data(file, &n), g_bytes_get_size(file));
        char *at = memmem(data, n, changes[i].old, strlen(changes[i].old));

        g_assert_nonnull(at);
        memcpy(at, changes[i].new, strlen(changes[i].new));
        g_autoptr(GBytes) changed = g_bytes_new_take(data, n);
        expect_none(changed);
    }
}

/* What looks like an object and is none of the table's: left over, or of a file within the file. */
static void
strays_are_not_taken(void)
{
    TinyPdf tiny = tiny_pdf_new();
    gsize size, packed;
    const char *stale = "BT /F1 12 Tf 20 50 Td (Stale) Tj ET";
    g_autofree guint8 *data = stored_deflate((const guint8 *)stale, strlen(stale), &packed);

    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    tiny_pdf_add(&tiny, "<< " PAGE " /Contents [5 0 R 6 0 R] >>");
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    tiny_pdf_add_stream(&tiny, "", "BT /F1 12 Tf 20 50 Td (Fresh) Tj ET");
    g_string_append_printf(
        tiny.bytes, "5 0 obj\n<< /Filter /FlateDecode /Length %" G_GSIZE_FORMAT " >>\nstream\n",
        packed);
    g_string_append_len(tiny.bytes, (const char *)data, (gssize)packed);
    g_string_append(tiny.bytes, "\nendstream\nendobj\n");
    add_deflated(&tiny, "", " BT /F1 12 Tf 20 20 Td (Second) Tj ET");
    g_autoptr(GBytes) file = file_from(&tiny, "");
    g_autoptr(GBytes) updated = update_of(file, &size);
    g_autofree char *text = text_of(updated);

    g_assert_cmpuint(size, >, 0);
    g_assert_cmpstr(text, ==, "Fresh\nSecond");
}

/* Images and fonts are not part of it, nor is what has a predictor. */
static void
others_stay_as_they_are(void)
{
    static const char *const dicts[] = {
        "/Subtype /Image /Width 6 /Height 1",
        "/Length1 30",
        "/Subtype /Type1C",
        "/DecodeParms << /Predictor 12 >>",
        "/N 3 /Alternate /Cab",
        "/Type /Metadata",
        "/DP << /Predictor 12 >>",
        "/F (there)",
        "/A << /Filter /LZWDecode >>",
        "/A (b)",
        "/Decode#50arms << /Predictor 12 >>",
        "/Filter /LZWDecode",
        "/Length -5",
    };

    for (guint i = 0; i < G_N_ELEMENTS(dicts); i++) {
        TinyPdf tiny = tiny_pdf_new();

        tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
        add_deflated(&tiny, dicts[i], "q Q q Q q Q");
        g_autoptr(GBytes) file = file_from(&tiny, "");
        expect_none(file);
    }
}

/* A dictionary that ends with the name of the length. */
static void
a_length_without_a_number_is_none(void)
{
    g_autoptr(GBytes) file = file_of("BT /F1 12 Tf 20 50 Td (Hello) Tj ET", "");
    gsize n;
    char *data = g_memdup2(g_bytes_get_data(file, &n), g_bytes_get_size(file));
    char *at = memmem(data, n, "/FlateDecode /Length", 20);

    if (at == NULL)
        g_assert_not_reached();
    at += 20;
    at[0] = at[1] = '>';
    for (at += 2; *at != '\n'; at++)
        *at = ' ';
    g_autoptr(GBytes) changed = g_bytes_new_take(data, n);
    expect_none(changed);
}

/* Nothing is read or written where it should not be, whatever a byte says, wherever it ends. */
static void
damage_does_no_harm(void)
{
    GRand *random = g_rand_new_with_seed(11);
    g_autoptr(GBytes) file = file_of("BT /F1 12 Tf 20 50 Td (Hello) Tj ET", "");
    gsize n, size;
    const char *data = g_bytes_get_data(file, &n);

    for (gsize at = 0; at < n; at++) {
        const gsize end = at % 3 == 0 ? at + 1 : n;
        char *damaged = g_memdup2(data, end);

        damaged[at] = (char)g_rand_int_range(random, 0, 256);
        g_autoptr(GBytes) bytes = g_bytes_new_take(damaged, end);
        g_bytes_unref(update_of(bytes, &size));
    }
    g_rand_free(random);
}

#define TEST(name) g_test_add_func("/pdf_update/" #name, name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-update-XXXXXX", NULL);
    TEST(poppler_reads_the_update);
    TEST(what_finds_no_room_stays);
    TEST(some_files_get_none);
    TEST(a_table_that_does_not_hold_is_left_alone);
    TEST(strays_are_not_taken);
    TEST(a_length_without_a_number_is_none);
    TEST(others_stay_as_they_are);
    TEST(damage_does_no_harm);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
