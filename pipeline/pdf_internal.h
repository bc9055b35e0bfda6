/* pipeline/pdf_internal.h - what the pdf*.c files share; for them alone
 *
 * Poppler measures from the top left in text layouts and image mappings and
 * from the bottom left in links and destinations; each function here gives
 * what pdf.h promises: points from the top left of the upright page.
 */
#pragma once

#include "pipeline/pdf.h"
#include "pipeline/pdf_dictionary.h"
#include "pipeline/pdf_image.h"
#include "pipeline/pdf_update.h"

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

/* What a copy of the file does without, in memory. */
typedef enum {
    PDF_PLAIN_IMAGES = 1 << 0,   /* but for where they are */
    PDF_PLAIN_BARE = 1 << 1,     /* images altogether */
    PDF_PLAIN_LARGE = 1 << 2,    /* images with more pixels than the limit */
    PDF_PLAIN_PROFILES = 1 << 3, /* of colours */
    PDF_PLAIN_FONTS = 1 << 4,    /* the outlines of their letters */
} PdfPlain;

/* The ways in which a file is open, each from when it is first asked for. */
typedef enum {
    PDF_COPY_PLAIN, /* without what is dear to load and neither text nor strokes */
    PDF_COPY_DRAWN, /* the same with images */
    PDF_COPY_BARE,  /* as shown, without images */
    PDF_COPY_SHOWN, /* with all but what is too large */
    PDF_COPY_KINDS
} PdfCopyKind;

/* Where a dictionary is in the file. */
typedef struct {
    gsize from, to;
} PdfPlace;

typedef struct {
    GBytes *bytes;
    GArray *images; /* PdfPlace: by their numbers (pdf_plain.c) */
    GArray *edits;  /* gsize: where those differ from the file; NULL where they are the file */
    PopplerDocument *poppler; /* reads from those; NULL where it could not */
} PdfCopy;

struct Pdf {
    char *path;
    char *password; /* NULL for none */
    int file;
    GBytes *bytes; /* the file, mapped for as long as it is open */
    PdfCopy copies[PDF_COPY_KINDS];
    PopplerDocument *poppler; /* lent by one of them: all but pictures comes from it */
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
    PdfInk *ink;       /* of the page loaded last */
    bool ink_troubled; /* Poppler had something to say meanwhile: what was seen may not be all */
    guint n_messages;  /* so far, those of the disguise not counted */
    PdfImageFile images;
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

/* The page as it is in the copy of that kind; NULL where it can't be had. (transfer full) */
PopplerPage *pdf_internal_copied_page(Pdf *pdf, PdfCopyKind kind, guint number);

/* What images are said to be that are left out: of all, or of those larger than the limit. Both are
 * as long as "Image". */
#define PDF_BARE_IMAGE "image"
#define PDF_LARGE_IMAGE "Large"

/* What filters begin with that are made unknown. */
#define PDF_PLAIN_FILTER '-'

/* pdf_plain.c: takes @what out of @copy, a private one. @edits: gsize, gets where it was written
 * to, at least once a page of memory. @images: (nullable): PdfPlace, gets those that are but a few
 * dots from then on, the one of number n at n - 1. @update: (nullable): gets what stays as it is.
 */
void pdf_plain_make(GBytes *copy, PdfPlain what, GArray *edits, GArray *images, PdfUpdate *update);

#define PDF_STUB_PIXELS 16u

/* What is seen of an image that has but a few dots: how many, and the first of them. */
typedef struct {
    guint width, height;
    bool colours; /* three bytes a dot, and not one of opacity */
    guint n;      /* bytes of `first`; 0 where it is anything else */
    guint8 first[3 * PDF_STUB_PIXELS];
} PdfStub;

/* pdf_plain.c: of a surface that Poppler paints. (nullable) */
PdfStub pdf_plain_stub(cairo_surface_t *surface);

/* pdf_plain.c: the number of the image that it is in the plain copy; 0 for none. */
guint pdf_plain_number(const Pdf *pdf, const PdfStub *stub);

/* pdf_plain.c: the dictionary of the image with that number, in the file itself; false for none.
 * Lent, not to be written to. */
bool pdf_plain_dictionary(const Pdf *pdf, guint number, PdfDictionary *in);

/* pdf_plain.c: is there an image with more pixels than the limit? */
bool pdf_plain_has_large(GBytes *bytes);

/* pdf_copy.c: lent; NULL where it can't be opened, with Poppler's error, or where there is no room
 * for it, without one. */
PopplerDocument *pdf_copy_get(Pdf *pdf, PdfCopyKind kind, GError **error);

/* pdf_copy.c: lets go of what is in memory, but for what was written. */
void pdf_copy_rest(PdfCopy *copy);

void pdf_copy_clear(PdfCopy *copy);

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
