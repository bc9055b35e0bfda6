/* pipeline/pdf_tap.h - what Poppler paints, met on its way to cairo
 *
 * Poppler has no way to say what a page paints but to paint it, glyphs and bitmaps included, which
 * are most of the work. It paints by calling cairo's public functions, and those of them that put
 * something onto a surface are defined here a second time. As the program comes before its
 * libraries where the dynamic linker looks for a name, Poppler calls these, and they call cairo's:
 *
 *     Poppler -> cairo_fill() here, a tap open?  no ----------------> cairo_fill() in libcairo
 *                                   `- yes: say what comes, and where -^
 *
 * No glyph is painted while a tap is open, nor is text that is drawn as its outline; what else is,
 * its owner decides. All clips and transformations are cairo's own business and stay as they are.
 *
 * Space: pixels of the context's device. One tap at a time: Poppler is used from one thread.
 */
#pragma once

#include "pipeline/model/geometry.h"

#include <cairo.h>

/* Something that is painted. */
typedef struct {
    Bbox box;         /* around it, as far as it is not clipped; not empty */
    double thickness; /* of a stroke, or of the box; INFINITY where that can't be told */
    guint pieces;     /* parts of its path; G_MAXUINT for dashes and where that can't be told */
    bool white;       /* all of it */
} PdfPaint;

/* An image that is. */
typedef struct {
    Bbox box;              /* of what is shown of it; not empty */
    double across, down;   /* its sides */
    bool upright;          /* neither turned nor mirrored */
    bool plain;            /* large, and hides all that is below it */
    cairo_surface_t *dots; /* its own, or those of a stencil; lent */
    cairo_surface_t *mask; /* of an image that it is masked with; NULL for none */
} PdfTapImage;

typedef struct {
    cairo_t *cairo; /* of the page: what is painted with others (for patterns, masks) is painted */
    void *data;

    /* False when it need not be painted. */
    bool (*paint)(void *data, const PdfPaint *paint);

    /* An image would be, but is not. NULL for as any other, but coarsely, as what is wanted of it
     * are its rules and tints. */
    void (*image)(void *data, const PdfTapImage *image);

    /* Text would be painted, which is not. (nullable) */
    void (*text)(void *data);

    /* Other dots for an image, or for what masks one, instead of its @own, on whatever context;
     * lent. NULL for its own. *opaque: a mask that hides nothing. (nullable) */
    cairo_surface_t *(*dots)(void *data, cairo_surface_t *own, bool *opaque);
} PdfTap;

/* @tap: lent until it is closed. */
void pdf_tap_open(const PdfTap *tap);
void pdf_tap_close(void);
