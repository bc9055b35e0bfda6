/* pipeline/pdf_internal.h - what the pdf*.c files share; for them alone
 *
 * Poppler measures from the top left in text layouts and image mappings and
 * from the bottom left in links and destinations; each function here gives
 * what pdf.h promises: points from the top left of the upright page.
 */
#pragma once

#include "pipeline/pdf.h"

#include <poppler.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDest, poppler_dest_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerAction, poppler_action_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerIndexIter, poppler_index_iter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerStructureElement, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerStructureElementIter, poppler_structure_element_iter_free)

typedef struct {
    bool known;
    bool turned;   /* by 90 or 270 degrees */
    double height; /* as shown; destinations count from the bottom of the crop box */
} PageTop;

typedef struct PdfInk PdfInk;

struct Pdf {
    char *path;
    char *password; /* NULL for none */
    int file;
    GBytes *bytes;       /* the file, which Poppler reads from for as long as it is open */
    bool is_file;        /* they are the file itself, mapped, not a copy */
    GBytes *plain_bytes; /* the same without what is dear to load; NULL when there is no room */
    GArray *plain_edits; /* gsize: where those differ */
    PopplerDocument *poppler; /* reads from those: all but pictures comes from it */
    PopplerDocument *shown;   /* reads from the file; NULL until a picture is asked for */
    GBytes *bare_bytes;       /* the file with its images disguised, NULL until it is asked for */
    PopplerDocument *bare;    /* reads from those */
    GBytes *drawn_bytes;      /* the file with its images, but nothing else that is dear to load */
    PopplerDocument *drawn;   /* reads from those, NULL until it is asked for */
    guint n_pages;
    GString *message;     /* the last that Poppler had for the log */
    GHashTable *said;     /* char *: all of them, each once */
    GPtrArray *unsaid;    /* char *: those that nobody took yet */
    bool skips_image;     /* an image was met that is larger than the limit */
    bool short_of_memory; /* Poppler said so */
    guint handler;        /* of Poppler's messages */
    GHashTable *names;    /* char *: Place *, destinations by name, as far as asked for */
    PageTop *tops;        /* of pages, as far as asked for */
    struct PdfTags *tags; /* the structure tree, once it was asked for */
    GArray *grains;       /* pdf_grain.c: of the file's images, once they were asked for */
    PopplerPage *current; /* the page used last: it holds Poppler's text page */
    guint current_number;
    PdfInk *ink; /* of the page loaded last */
    guint ink_number;
    PopplerPage *shown_page; /* the page of `shown` used last */
    guint shown_number;
};

/* Where a link or an entry of the outline leads. */
typedef struct {
    guint page; /* from 1; 0 for nowhere in this file */
    double y;   /* points from the top of that page */
} Place;

/* Lent; NULL with PDF_ERROR_PAGE. */
PopplerPage *pdf_internal_page(Pdf *pdf, guint number, GError **error);

/* The page with all that it shows, for drawing it. Lent; NULL with PDF_ERROR_PAGE. */
PopplerPage *pdf_internal_shown_page(Pdf *pdf, guint number, GError **error);

/* pdf_bare.c: the page without its images; NULL where they can't be left out. (transfer full) */
PopplerPage *pdf_internal_bare_page(Pdf *pdf, guint number);

/* What images are said to be that are left out: of all, or of those larger than the limit. Both are
 * as long as "Image". */
#define PDF_BARE_IMAGE "image"
#define PDF_LARGE_IMAGE "Large"

/* pdf_bare.c: @bytes of @file, with the images that have more pixels than the limit said to be
 * PDF_LARGE_IMAGE. (transfer full); takes @bytes, and gives them back where there is none. */
GBytes *pdf_bare_without_large(int file, GBytes *bytes);

/* pdf_bare.c: the bytes of the file to be written to: only the pages written to are copied. Images
 * larger than the limit are left out. @edits: (nullable) gets where that was written. NULL where it
 * can't be had. (transfer full) */
GBytes *pdf_bare_private_copy(int file, GArray *edits);

/* What filters begin with that are made unknown. */
#define PDF_PLAIN_FILTER '-'

/* What is dear to load. */
typedef enum {
    PDF_PLAIN_IMAGES = 1 << 0,
    PDF_PLAIN_PROFILES = 1 << 1, /* of colours */
    PDF_PLAIN_FONTS = 1 << 2,    /* the outlines of their letters */
} PdfPlain;

/* pdf_plain.c: takes some of that out of @copy, a private one. @edits: (nullable) gsize, gets where
 * it was written to. */
void pdf_plain_make(GBytes *copy, PdfPlain what, GArray *edits);

/* pdf_plain.c: lets go of what of @copy is in memory, but for what was written. */
void pdf_plain_rest(GBytes *copy, GArray *edits);

/* pdf_render.c: room for a picture of @area, 32 bpp, nothing in it; NULL with PDF_ERROR_PAGE where
 * that is too large. */
PIX *pdf_internal_canvas(Bbox area, double dpi, GError **error);

/* pdf_render.c: @n pixels from xRGB, as cairo has them, to RGBx, as Leptonica does. */
void pdf_internal_to_rgbx(l_uint32 *words, gsize n);

/* pdf_render.c: the part of the page in @area, on white, 32 bpp; NULL with PDF_ERROR_PAGE
 * where that is too large. */
PIX *pdf_internal_draw(PopplerPage *poppler, Bbox area, double dpi, GError **error);

/* pdf_render.c: draws the page, as for print or for a screen, without what Poppler's cairo backend
 * says on standard error. */
void pdf_internal_draw_quietly(PopplerPage *poppler, cairo_t *cairo, bool print);

/* pdf_text.c: fills styles and words. */
bool pdf_text_load(PopplerPage *poppler, Page *page, GError **error);

/* pdf_link.c */
void pdf_link_load(Pdf *pdf, PopplerPage *poppler, Page *page);
Place pdf_link_place(Pdf *pdf, const PopplerDest *dest);

/* The links of a page by place. */
typedef struct PdfLinkIndex PdfLinkIndex;
PdfLinkIndex *pdf_link_index_new(const Page *page);
void pdf_link_index_free(PdfLinkIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfLinkIndex, pdf_link_index_free)

/* The link at a point, -1 for none; @likely is tried first. */
gint pdf_link_at(const PdfLinkIndex *index, double x, double y, gint likely);
