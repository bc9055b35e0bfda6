/* pipeline/pdf.h - PDF files through Poppler, and nothing else through Poppler
 *
 * Whatever leaves this module is upright, in points from the top left (see
 * model/geometry.h), UTF-8 and NFC; Poppler's two coordinate systems and its
 * types end here. A Pdf is not safe to share between threads.
 */
#pragma once

#include "pipeline/model/document.h"
#include "pipeline/model/raster.h"

typedef struct Pdf Pdf;

#define PDF_ERROR pdf_error_quark()
GQuark pdf_error_quark(void);

typedef enum {
    PDF_ERROR_OPEN,      /* not a PDF, damaged, empty, or unreadable: skip the file */
    PDF_ERROR_ENCRYPTED, /* wants a password, or another one */
    PDF_ERROR_PAGE,      /* this page cannot be had: go on with the next */
} PdfError;

/**
 * pdf_open:
 * @path: a regular file, or "-" for all of standard input
 * @password: (nullable)
 *
 * Returns: (transfer full): NULL with one line that says what is wrong and what to do.
 */
Pdf *pdf_open(const char *path, const char *password, GError **error);
void pdf_free(Pdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pdf, pdf_free)

guint pdf_n_pages(const Pdf *pdf);

/* Metadata and outline; `pages` is empty, `flow` NULL. (transfer full) */
Document *pdf_document(Pdf *pdf);

/* What the load stage fills of page @number, from 1. (transfer full) */
Page *pdf_load_page(Pdf *pdf, guint number, GError **error);

/* The upright page on white, 32 bpp, at @dpi. (transfer full) */
Raster *pdf_render(Pdf *pdf, guint number, double dpi, GError **error);

/* The part of the upright page in @area only: for cutting out pictures. The
 * picture alone, as it is not a whole page and so no Raster. (transfer full) */
PIX *pdf_render_area(Pdf *pdf, guint number, Bbox area, double dpi, GError **error);

/* A scanned page's own bitmap, upright, at its own resolution: that of the one image that
 * covers (nearly) all of @page. NULL without an error where there is no such image, or it
 * cannot be had as it is shown (then render). (transfer full) */
Raster *pdf_page_image(Pdf *pdf, const Page *page, GError **error);
