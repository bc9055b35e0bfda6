/* tests/test-pdf.c - opening PDFs, and what they say of themselves */
#include "pipeline/pdf.h"

#include "tests/tiny_pdf.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static char *
file_with(const char *bytes, gssize n)
{
    char *path = g_build_filename(folder, "file", NULL);

    g_assert_true(g_file_set_contents(path, bytes, n, NULL));
    return path;
}

static void
expect_refused(const char *path, const char *password, PdfError code, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Pdf) pdf = pdf_open(path, password, &error);

    g_assert_null(pdf);
    g_assert_error(error, PDF_ERROR, (gint)code);
    if (strstr(error->message, message) == NULL)
        g_error("want \"%s\" in \"%s\"", message, error->message);
    g_assert_null(strchr(error->message, '\n'));
}

static Pdf *
open_file(const char *path, const char *password)
{
    g_autoptr(GError) error = NULL;
    Pdf *pdf = pdf_open(path, password, &error);

    g_assert_no_error(error);
    return pdf;
}

static void
what_is_not_a_pdf_is_refused_with_the_reason(void)
{
    g_autofree char *missing = g_build_filename(folder, "missing.pdf", NULL);
    expect_refused(missing, NULL, PDF_ERROR_OPEN, "No such file");
    expect_refused(folder, NULL, PDF_ERROR_OPEN, "is a folder");

    g_autofree char *empty = file_with("", 0);
    expect_refused(empty, NULL, PDF_ERROR_OPEN, "empty");
    g_autofree char *text = file_with("Dear reader, this is a letter.", -1);
    expect_refused(text, NULL, PDF_ERROR_OPEN, "not a PDF");
    g_autofree char *zeros = file_with("\0\0\0\0\0\0", 6);
    expect_refused(zeros, NULL, PDF_ERROR_OPEN, "not a PDF");
}

static void
a_pipe_is_refused_not_waited_for(void)
{
    g_autofree char *path = g_build_filename(folder, "pipe", NULL);

    g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    expect_refused(path, NULL, PDF_ERROR_OPEN, "not a regular file");
}

static void
a_damaged_file_is_refused(void)
{
    g_autofree char *header = file_with("%PDF-1.7\n", -1);
    expect_refused(header, NULL, PDF_ERROR_OPEN, "damaged");

    TinyPdf none = tiny_pdf_new();
    tiny_pdf_add(&none, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&none, "<< /Type /Pages /Kids [] /Count 0 >>");
    g_autofree char *path = tiny_pdf_write(&none, folder, "");
    expect_refused(path, NULL, PDF_ERROR_EMPTY, "no pages");
}

static void
a_file_cut_off_before_its_trailer_is_refused_one_after_it_repaired(void)
{
    TinyPdf tiny = tiny_pdf_page("", "BT /F1 12 Tf 20 50 Td (Hello) Tj ET");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autofree char *bytes = NULL;

    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    g_autofree char *before = file_with(bytes, strstr(bytes, "trailer") - bytes);
    expect_refused(before, NULL, PDF_ERROR_OPEN, "damaged or cut off (");
    g_autofree char *after = file_with(bytes, strstr(bytes, "startxref") - bytes);
    g_autoptr(Pdf) pdf = open_file(after, NULL);
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);
    g_assert_cmpstr(page_word(page, 0)->text, ==, "Hello");
}

static void
an_encrypted_file_opens_with_its_password_alone(void)
{
    const char *path = "tests/data/encrypted.pdf";

    expect_refused(path, NULL, PDF_ERROR_ENCRYPTED, "--password-file");
    expect_refused(path, "wrong", PDF_ERROR_ENCRYPTED, "not its password");
    expect_refused(path, "пароль", PDF_ERROR_ENCRYPTED, "not its password");

    g_autoptr(Pdf) pdf = open_file(path, "sesame");
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);
    g_assert_cmpstr(page_word(page, 1)->text, ==, "sesame");
}

static void
a_password_that_is_not_needed_does_no_harm(void)
{
    TinyPdf tiny = tiny_pdf_page("", "");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = open_file(path, "sesame");

    g_assert_cmpuint(pdf_n_pages(pdf), ==, 1);
}

static void
a_page_that_is_not_there_is_an_error(void)
{
    TinyPdf tiny = tiny_pdf_page("", "");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = open_file(path, NULL);

    for (guint number = 0; number <= 2; number += 2) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Page) page = pdf_load_page(pdf, number, &error);
        g_assert_null(page);
        g_assert_error(error, PDF_ERROR, PDF_ERROR_PAGE);
    }
}

/* Text, picture and all: the second time the file is opened again, with its password. */
static void
a_file_that_was_left_is_opened_again(void)
{
    const char *const paths[] = { "tests/data/encrypted.pdf", "samples/paper.pdf" };

    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autoptr(Pdf) pdf = open_file(paths[i], i == 0 ? "sesame" : NULL);
        g_autoptr(Page) before = pdf_load_page(pdf, 1, NULL);
        pdf_leave(pdf);
        pdf_leave(pdf);
        g_autoptr(Page) after = pdf_load_page(pdf, 1, NULL);
        g_autoptr(Raster) drawn = pdf_render(pdf, 1, 20, NULL);

        g_assert_nonnull(after);
        g_assert_nonnull(drawn);
        g_assert_cmpuint(after->words->len, ==, before->words->len);
        for (guint w = 0; w < before->words->len; w++)
            g_assert_cmpstr(page_word(after, w)->text, ==, page_word(before, w)->text);
    }
}

static void
pages_without_a_usable_size_are_an_error(void)
{
    TinyPdf tiny = tiny_pdf_page("/MediaBox [0 0 9000000 100]", "");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = open_file(path, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(Page) page = pdf_load_page(pdf, 1, &error);

    g_assert_null(page);
    g_assert_error(error, PDF_ERROR, PDF_ERROR_PAGE);
}

/* Three pages of 200 by 300 points with all that cairo can say about a document. */
static char *
write_by_cairo(void)
{
    char *path = g_build_filename(folder, "cairo.pdf", NULL);
    cairo_surface_t *surface = cairo_pdf_surface_create(path, 200, 300);
    cairo_t *cairo = cairo_create(surface);

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, "The  Züricher\nBook");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, "A. Writer");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, "one, two");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   "2024-03-01T01:30:00+03:00");
    cairo_pdf_surface_set_page_label(surface, "iv");
    const int part = cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, "Part  One",
                                                   "page=2 pos=[0 40]", 0);
    cairo_pdf_surface_add_outline(surface, part, "Chapter", "page=3 pos=[0 90]", 0);
    cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, "Part Two", "page=3", 0);
    cairo_show_page(cairo);

    cairo_show_page(cairo);
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return path;
}

static void
the_document_tells_title_date_labels_and_outline(void)
{
    g_autofree char *path = write_by_cairo();
    g_autoptr(Pdf) pdf = open_file(path, NULL);
    g_autoptr(Document) document = pdf_document(pdf);
    g_autoptr(GString) outline = g_string_new(NULL);

    g_assert_cmpstr(document->title, ==, "The Züricher Book");
    g_assert_cmpstr(document->author, ==, "A. Writer");
    g_assert_cmpstr(document->keywords, ==, "one, two");
    g_assert_null(document->subject);
    g_assert_cmpstr(document->date, ==, "2024-02-29"); /* half past ten the day before, in UTC */
    g_assert_cmpuint(document->n_pages, ==, 3);
    g_assert_false(document->tagged);
    g_assert_cmpuint(document->pages->len, ==, 0);

    g_autoptr(Page) labelled = pdf_load_page(pdf, 1, NULL);
    g_autoptr(Page) plain = pdf_load_page(pdf, 2, NULL);
    g_assert_cmpstr(labelled->label, ==, "iv");
    g_assert_null(plain->label);

    for (guint i = 0; i < document->outline->len; i++) {
        const OutlineEntry *entry = &g_array_index(document->outline, OutlineEntry, i);
        g_string_append_printf(outline, "%u %s: page %u, %.0f\n", entry->level, entry->title,
                               entry->page, entry->y);
    }
    g_assert_cmpstr(outline->str, ==,
                    "1 Part One: page 2, 40\n"
                    "2 Chapter: page 3, 90\n"
                    "1 Part Two: page 3, 0\n");
}

static void
links_lead_out_of_the_file_and_to_its_pages(void)
{
    TinyPdf tiny = tiny_pdf_page(
        "/Annots [<< /Type /Annot /Subtype /Link /Rect [10 70 90 90] "
        "/A << /S /URI /URI (https://example.org/a?b=c) >> >> "
        "<< /Type /Annot /Subtype /Link /Rect [10 40 90 60] /Dest [3 0 R /XYZ 0 30 0] >>]",
        "BT /F1 12 Tf 20 76 Td (outside) Tj 0 -30 Td (inside) Tj 0 -30 Td (none) Tj ET");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = open_file(path, NULL);
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);
    const Link *out = &g_array_index(page->links, Link, 0);
    const Link *in = &g_array_index(page->links, Link, 1);

    g_assert_cmpuint(page->links->len, ==, 2);
    g_assert_cmpint(page_word(page, 0)->link, ==, 0);
    g_assert_cmpint(page_word(page, 1)->link, ==, 1);
    g_assert_cmpint(page_word(page, 2)->link, ==, -1);
    g_assert_cmpstr(out->uri, ==, "https://example.org/a?b=c");
    g_assert_cmpfloat(out->bbox.y0, ==, 10);
    g_assert_cmpfloat(out->bbox.y1, ==, 30);
    g_assert_null(in->uri);
    g_assert_cmpuint(in->dest_page, ==, 1);
    g_assert_cmpfloat(in->dest_y, ==, 70);
}

static void
expect_uri(const char *action, const char *want)
{
    g_autofree char *annotation = g_strdup_printf("/Annots [<< /Type /Annot /Subtype /Link "
                                                  "/Rect [10 70 90 90] /A << %s >> >>]",
                                                  action);
    TinyPdf tiny = tiny_pdf_page(annotation, "");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = open_file(path, NULL);
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);

    g_assert_cmpuint(page->links->len, ==, 1);
    g_assert_cmpstr(g_array_index(page->links, Link, 0).uri, ==, want);
}

static void
targets_are_cleaned_but_not_completed(void)
{
    expect_uri("/S /URI /URI (chapter.html)", "chapter.html");
    expect_uri("/S /URI /URI ( https://example.org/a b\n)", "https://example.org/a%20b");
    expect_uri("/S /URI /URI (javascript:alert\\(1\\))", NULL);
    expect_uri("/S /GoToR /F (other.pdf) /D [0 /Fit]", "other.pdf");
}

static void
a_link_to_a_page_that_is_not_there_leads_nowhere(void)
{
    TinyPdf tiny = tiny_pdf_page("/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 200 100] "
                                 "/Border [0 0 0] /Dest (nowhere) >>]",
                                 "BT /F1 12 Tf 20 50 Td (Hello) Tj ET");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = open_file(path, NULL);
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);
    const Link *link = &g_array_index(page->links, Link, 0);

    g_assert_cmpint(page_word(page, 0)->link, ==, 0);
    g_assert_null(link->uri);
    g_assert_cmpuint(link->dest_page, ==, 0);
}

/* A catalog with @extra, an outline (4 and 5) and a page (3) whose box does not begin at 0. */
static Pdf *
open_catalog(const char *extra, const char *item, const char *page_extra)
{
    TinyPdf tiny = tiny_pdf_new();
    g_autofree char *catalog =
        g_strdup_printf("<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R %s >>", extra);
    g_autofree char *page = g_strdup_printf("<< /Type /Page /Parent 2 0 R %s >>", page_extra);

    tiny_pdf_add(&tiny, catalog);
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [50 100 250 400] >>");
    tiny_pdf_add(&tiny, page);
    tiny_pdf_add(&tiny, "<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 1 >>");
    tiny_pdf_add(&tiny, item);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    return open_file(path, NULL);
}

static void
places_count_from_the_top_of_the_page_as_shown(void)
{
    const char *item = "<< /Title (Here) /Parent 4 0 R /Dest [3 0 R /XYZ 60 340 0] >>";
    g_autoptr(Pdf) pdf = open_catalog("", item, "");
    g_autoptr(Document) document = pdf_document(pdf);
    g_assert_cmpfloat(g_array_index(document->outline, OutlineEntry, 0).y, ==, 60);

    /* The crop box takes 30 points off the top. */
    g_autoptr(Pdf) cropped = open_catalog("", item, "/CropBox [50 100 250 370]");
    g_autoptr(Document) cropped_document = pdf_document(cropped);
    g_assert_cmpfloat(g_array_index(cropped_document->outline, OutlineEntry, 0).y, ==, 30);
}

static void
names_of_both_kinds_lead_to_their_places(void)
{
    const char *catalogs[] = { "/Names << /Dests << /Names [(here) [3 0 R /XYZ 60 340 0]] >> >>",
                               "/Dests << /here << /D [3 0 R /FitH 340] >> >>" };
    const char *items[] = { "<< /Title (Here) /Parent 4 0 R /Dest (here) >>",
                            "<< /Title (Here) /Parent 4 0 R /A << /S /GoTo /D /here >> >>" };

    for (guint i = 0; i < 2; i++) {
        g_autoptr(Pdf) pdf = open_catalog(catalogs[i], items[i], "");
        g_autoptr(Document) document = pdf_document(pdf);
        g_assert_cmpuint(g_array_index(document->outline, OutlineEntry, 0).page, ==, 1);
        g_assert_cmpfloat(g_array_index(document->outline, OutlineEntry, 0).y, ==, 60);
    }
}

static void
an_outline_that_runs_in_a_circle_ends(void)
{
    g_autoptr(Pdf) next =
        open_catalog("", "<< /Title (Again) /Parent 4 0 R /Next 5 0 R /Dest [3 0 R /Fit] >>", "");
    g_autoptr(Document) after = pdf_document(next);
    g_assert_cmpuint(after->outline->len, >=, 1);

    g_autoptr(Pdf) child = open_catalog("",
                                        "<< /Title (Deeper) /Parent 4 0 R /First 5 0 R "
                                        "/Last 5 0 R /Count 1 /Dest [3 0 R /Fit] >>",
                                        "");
    g_autoptr(Document) below = pdf_document(child);
    g_assert_cmpuint(below->outline->len, >=, 1);
}

static void
a_structure_tree_makes_a_file_tagged(void)
{
    const char *item = "<< /Title (Here) /Parent 4 0 R >>";
    g_autoptr(Pdf) pdf = open_catalog("/MarkInfo << /Marked true >> /StructTreeRoot << "
                                      "/Type /StructTreeRoot /K [<< /Type /StructElem "
                                      "/S /Document /P 3 0 R >>] >>",
                                      item, "");
    g_autoptr(Document) document = pdf_document(pdf);
    g_assert_true(document->tagged);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-pdf-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/pdf/" #name, name)
    TEST(what_is_not_a_pdf_is_refused_with_the_reason);
    TEST(a_pipe_is_refused_not_waited_for);
    TEST(a_damaged_file_is_refused);
    TEST(a_file_cut_off_before_its_trailer_is_refused_one_after_it_repaired);
    TEST(an_encrypted_file_opens_with_its_password_alone);
    TEST(a_password_that_is_not_needed_does_no_harm);
    TEST(a_page_that_is_not_there_is_an_error);
    TEST(a_file_that_was_left_is_opened_again);
    TEST(pages_without_a_usable_size_are_an_error);
    TEST(the_document_tells_title_date_labels_and_outline);
    TEST(links_lead_out_of_the_file_and_to_its_pages);
    TEST(targets_are_cleaned_but_not_completed);
    TEST(a_link_to_a_page_that_is_not_there_leads_nowhere);
    TEST(places_count_from_the_top_of_the_page_as_shown);
    TEST(names_of_both_kinds_lead_to_their_places);
    TEST(an_outline_that_runs_in_a_circle_ends);
    TEST(a_structure_tree_makes_a_file_tagged);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
