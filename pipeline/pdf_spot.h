/* pipeline/pdf_spot.h - the characters of a page, each with its rectangle and style
 *
 * What pdf_text.c makes words of; for it alone. Space: points from the top left
 * of the upright page.
 */
#pragma once

#include "pipeline/pdf_internal.h"

/* A rectangle of Poppler's and what is found out about it. */
typedef struct {
    Bbox box;
    guint style;     /* into the page's styles */
    double size;     /* points, not rounded */
    double baseline; /* y for upright text, x for turned text */
    gint16 rotation; /* degrees clockwise */
    bool space;
    bool leftward; /* a letter of a script that runs from right to left */
    bool joined;   /* begins exactly where the one before it ends */
    bool jumps;    /* does not stand beside the one before it, as the direction changes there */
} PdfSpot;

/* A character; they are in the order of the text, which is not that of the rectangles
 * where text runs from right to left. */
typedef struct {
    gunichar c;
    guint at; /* into spots */
} PdfChar;

typedef struct {
    PdfSpot *spots;
    guint n_spots;
    GArray *chars; /* PdfChar */
} PdfSpots;

/* Reads the text of @poppler and adds its styles to @page. NULL with PDF_ERROR_PAGE where there is
 * more of it than is worked on, or Poppler had no memory for it. */
PdfSpots *pdf_spot_read(PopplerPage *poppler, Page *page, GError **error);
void pdf_spot_free(PdfSpots *spots);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfSpots, pdf_spot_free)
