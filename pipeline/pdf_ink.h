/* pipeline/pdf_ink.h - what a page paints besides text, taken in one pass with its text
 *
 * Poppler goes through all that a page draws to get at its text. When it is made to draw the page
 * meanwhile, the text comes along, and pdf_tap.h tells what is painted: so the strokes and fills
 * are drawn into a picture, without glyphs and images, and of images it is noted where they are.
 * A page of text paints nothing else, and costs nothing else: the picture's memory is not touched.
 *
 * Space: points from the top left of the page as shown.
 */
#pragma once

#include "pipeline/pdf_internal.h"

#include <cairo.h>

typedef cairo_surface_t *(*PdfInkDotsFunc)(void *data, cairo_surface_t *own, bool *opaque);

/* Draws the page into a picture of @dpi; Poppler's text page is there when it returns. Never NULL:
 * where there is no room for a picture, there is none. */
PdfInk *pdf_ink_new(PopplerPage *poppler, double dpi);
void pdf_ink_free(PdfInk *ink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfInk, pdf_ink_free)

/* An image that was seen. */
typedef struct {
    Bbox bbox;           /* as far as it is not clipped */
    double across, down; /* dots of the picture that its sides take */
    bool alone;          /* all of it is shown, upright, and hides what is below */
    bool masked;         /* by another image */
    PdfStub stub, mask;  /* what is seen of it in the plain copy, and of that */
} PdfInkImage;

/* PdfInkImage, in the order in which they are painted; lent. */
const GArray *pdf_ink_images(const PdfInk *ink);

/* Is there anything but images on the page? Text that is not seen does not count, and nothing white
 * below them. */
bool pdf_ink_is_more(const PdfInk *ink);

/* Do two colours, 0xRRGGBB, differ by more than @apart in a channel? */
bool pdf_ink_is_other(guint32 a, guint32 b, int apart);

/* *share: that of @area in which the paper or what is painted on it is of another colour than
 * @color, by more than @apart. False where that is not known. */
bool pdf_ink_share(const PdfInk *ink, Bbox area, guint32 color, int apart, double *share);

/**
 * pdf_ink_take_raster:
 *
 * Returns: (transfer full): the picture, 32 bpp; NULL without an error where nothing is painted,
 *   NULL with PDF_ERROR_PAGE where there is none. There is none after it is taken.
 */
Raster *pdf_ink_take_raster(PdfInk *ink, GError **error);

/* The same with images, and in one go; as long as that takes. @dots: of images, as in PdfTap, with
 * @data. (nullable) (transfer full): NULL with PDF_ERROR_PAGE. */
Raster *pdf_ink_draw_all(PopplerPage *poppler, PdfInkDotsFunc dots, void *data, GError **error);
