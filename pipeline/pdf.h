/* pipeline/pdf.h - PDF files through Poppler, and nothing else through Poppler
 *
 * Whatever leaves this module is upright, in points from the top left (see
 * model/geometry.h), UTF-8 and NFC; Poppler's two coordinate systems and its
 * types end here. A Pdf is not safe to share between threads. Messages of errors
 * don't name the file: whoever knows its name puts it before them.
 */
#pragma once

#include "pipeline/model/document.h"
#include "pipeline/model/raster.h"

typedef struct Pdf Pdf;

#define PDF_ERROR pdf_error_quark()
GQuark pdf_error_quark(void);

typedef enum {
    PDF_ERROR_OPEN,      /* not a PDF, damaged, empty, or unreadable: skip the file */
    PDF_ERROR_EMPTY,     /* a PDF, but one without pages: nothing can come of it */
    PDF_ERROR_ENCRYPTED, /* wants a password, or another one */
    PDF_ERROR_PAGE,      /* this page cannot be had: go on with the next */
} PdfError;

/* Opens the regular file at @path for reading, as a descriptor; -1 with one line that says what
 * is wrong. Of a pipe it does not wait for the other end. */
int pdf_open_file(const char *path, GError **error);

/**
 * pdf_open_from:
 * @file: (transfer full): a regular file, open for reading
 * @path: what the document is called
 * @password: (nullable)
 *
 * Opens nothing by its name. Returns: (transfer full): NULL with one line that says what is wrong
 * and what to do.
 */
Pdf *pdf_open_from(int file, const char *path, const char *password, GError **error);

/* Both in one. */
Pdf *pdf_open(const char *path, const char *password, GError **error);
void pdf_free(Pdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pdf, pdf_free)

guint pdf_n_pages(const Pdf *pdf);

/* Lets go of what was read of the file; what is wanted again is read again. */
void pdf_rest(Pdf *pdf);

/* No page is wanted soon: closes what was opened of the file, as Poppler keeps a kilobyte of each
 * page until then. A page that is asked for afterwards opens it again. */
void pdf_leave(Pdf *pdf);

/* What Poppler says begins with this. */
#define PDF_SAID "Poppler: "

/* What Poppler had to say since the last time, and of what was left out: each once a document.
 * (transfer full): char *, owned */
GPtrArray *pdf_take_messages(Pdf *pdf);

/* Metadata and outline; `pages` is empty, `flow` NULL. (transfer full) */
Document *pdf_document(Pdf *pdf);

/**
 * pdf_load_page:
 *
 * What the load stage fills of page @number, from 1. Words are those that a reader sees,
 * notes typed onto the page and filled fields included; those drawn twice are there once,
 * those off the page or white on white are not. (White words make this render a part of
 * the page.) Text that is covered, or drawn in the invisible mode as under scans, can't be
 * told from other text and is there.
 *
 * Baselines are estimated, as Poppler doesn't tell them: those of one line agree to within
 * a tenth of the size. Style.fixed is judged page by page, from the advances of the glyphs
 * where narrow and wide letters are in use, else from the font's name. Image.width_px and
 * height_px are 0: Poppler would have to decode the image for them. An image's bbox is that
 * of what of it is shown.
 *
 * Returns: (transfer full): NULL with PDF_ERROR_PAGE.
 */
Page *pdf_load_page(Pdf *pdf, guint number, GError **error);

/* At how many dots an inch the drawings of a page of that many points are looked at. */
double pdf_drawn_dpi(double width, double height);

/* What the page paints besides text and images, on white, 32 bpp at pdf_drawn_dpi(), hollow: it is
 * seen while the page is loaded, so right after that it costs next to nothing. NULL without an
 * error where it paints nothing, which is not known of pages that nobody loaded. (transfer full) */
Raster *pdf_drawn(Pdf *pdf, guint number, GError **error);

/* The same with images, which have to be decoded for that. */
Raster *pdf_drawn_over_images(Pdf *pdf, guint number, GError **error);

/* The upright page on white, 32 bpp, at @dpi. PDF_ERROR_PAGE where that is more than
 * LIMIT_RENDER_PIXELS. (transfer full) */
Raster *pdf_render(Pdf *pdf, guint number, double dpi, GError **error);

/* The same without images, so far as they can be left out (pdf_plain.c), in much less time. */
Raster *pdf_render_bare(Pdf *pdf, guint number, double dpi, GError **error);

/* A bitmap as it is stored, which need not be how the page shows it: turned, cut, drawn upon. */
typedef struct {
    guint width_px, height_px;
    GBytes *jpeg; /* the file, when it is stored as one; else NULL */
} PdfStored;

/* Bitmaps that the page paints in @area. (transfer full): PdfStored, owned */
GArray *pdf_stored_bitmaps(Pdf *pdf, guint number, Bbox area);

/* The part of the upright page in @area only: for cutting out pictures. The
 * picture alone, as it is not a whole page and so no Raster. (transfer full) */
PIX *pdf_render_area(Pdf *pdf, guint number, Bbox area, double dpi, GError **error);

/* A scanned page's own bitmap, as the page is shown (@page may have been turned since), at its
 * own resolution: that of the image that covers at least nine tenths of the page, put on white
 * where it leaves margins; 1 bpp when it is black and white, 8 when grey, else 32. NULL without an
 * error where there is no such image, or the page shows something else than the image alone (then
 * render). Takes twice the time of decoding the image. (transfer full) */
Raster *pdf_page_image(Pdf *pdf, const Page *page, GError **error);

/* The page drawn with as many dots as that image has, if it is a JPEG all over the page: the same
 * dots, and whatever else the page shows, in half the time. 32 bpp. NULL where it can't be told how
 * many they are. (transfer full) */
Raster *pdf_page_dots(Pdf *pdf, const Page *page);
