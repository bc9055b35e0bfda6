/* tests/tiny_pdf.h - PDFs written by hand, one object after the other */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    GString *bytes;
    GArray *offsets; /* gsize: of object 1, 2, ... */
} TinyPdf;

static inline TinyPdf
tiny_pdf_new(void)
{
    return (TinyPdf){ g_string_new("%PDF-1.7\n"), g_array_new(FALSE, FALSE, sizeof(gsize)) };
}

/* Adds the next object; they count from 1. */
static inline void
tiny_pdf_add(TinyPdf *pdf, const char *object)
{
    g_array_append_val(pdf->offsets, pdf->bytes->len);
    g_string_append_printf(pdf->bytes, "%u 0 obj\n%s\nendobj\n", pdf->offsets->len, object);
}

/* Adds a stream; @dict: what its dictionary holds beside the length. */
static inline void
tiny_pdf_add_stream(TinyPdf *pdf, const char *dict, const char *data)
{
    g_autofree char *object = g_strdup_printf(
        "<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream", dict, strlen(data), data);
    tiny_pdf_add(pdf, object);
}

/* The same with @n bytes of any kind. */
static inline void
tiny_pdf_add_bytes(TinyPdf *pdf, const char *dict, const guint8 *data, gsize n)
{
    g_array_append_val(pdf->offsets, pdf->bytes->len);
    g_string_append_printf(pdf->bytes, "%u 0 obj\n<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                           pdf->offsets->len, dict, n);
    g_string_append_len(pdf->bytes, (const char *)data, (gssize)n);
    g_string_append(pdf->bytes, "\nendstream\nendobj\n");
}

/* Writes the file and frees @pdf; returns its path. Object 1 is the catalog. */
static inline char *
tiny_pdf_write(TinyPdf *pdf, const char *folder, const char *trailer)
{
    static guint n_files = 0;
    g_autofree char *name = g_strdup_printf("%u.pdf", ++n_files);
    char *path = g_build_filename(folder, name, NULL);
    const gsize xref = pdf->bytes->len;

    g_string_append_printf(pdf->bytes, "xref\n0 %u\n0000000000 65535 f \n", pdf->offsets->len + 1);
    for (guint i = 0; i < pdf->offsets->len; i++)
        g_string_append_printf(pdf->bytes, "%010" G_GSIZE_FORMAT " 00000 n \n",
                               g_array_index(pdf->offsets, gsize, i));
    g_string_append_printf(pdf->bytes,
                           "trailer\n<< /Size %u /Root 1 0 R %s >>\nstartxref\n%" G_GSIZE_FORMAT
                           "\n%%%%EOF\n",
                           pdf->offsets->len + 1, trailer, xref);
    g_assert_true(g_file_set_contents(path, pdf->bytes->str, (gssize)pdf->bytes->len, NULL));
    g_string_free(pdf->bytes, TRUE);
    g_array_unref(pdf->offsets);
    return path;
}

/* Objects 1 to 4: a page of 200 by 100 points with fonts F1 (Helvetica), F2 (Courier) and F3
 * (object 5), and picture I1 (object 6). @page: more of the page's dictionary. */
static inline TinyPdf
tiny_pdf_page(const char *page, const char *content)
{
    TinyPdf pdf = tiny_pdf_new();
    g_autofree char *dict =
        g_strdup_printf("<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s\n"
                        "/Resources << /XObject << /I1 6 0 R >> /Font << /F3 5 0 R\n"
                        "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\n"
                        "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>",
                        page);

    tiny_pdf_add(&pdf, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&pdf, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>");
    tiny_pdf_add(&pdf, dict);
    tiny_pdf_add_stream(&pdf, "", content);
    return pdf;
}

/* Removes @folder and the files in it. */
static inline void
tiny_pdf_remove_folder(const char *folder)
{
    const char *name;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(folder);
}
