/* pipeline/pdf_image.h - images of a file, decoded without Poppler
 *
 * Poppler decodes an image whole each time it is shown, byte by byte. Most are a JPEG, or dots that
 * are deflated as they are. libjpeg and libdeflate have those in a fraction of the time, and a JPEG
 * of half the dots in half of that, where no more are wanted.
 *
 * Colours are those of the device, as where profiles are left out (pdf_plain.c). What has others,
 * or is masked by anything but an image of its opacity, is not decoded here; what is encrypted is
 * no good data.
 */
#pragma once

#include "pipeline/pdf_dictionary.h"

#include <cairo.h>
#include <leptonica/allheaders.h>

/* A file with images, and what was found out about it. Zero but for `file`, which is lent. */
typedef struct {
    GBytes *file;
    bool asked, has_defaults; /* do colours of the device mean others? */
    char reference[16];       /* to colours, as images have it, asked for last */
    int channels;             /* that those have */
} PdfImageFile;

/* What may be had of an image. */
typedef enum {
    PDF_IMAGE_COLOURS, /* CAIRO_FORMAT_RGB24 */
    PDF_IMAGE_OPACITY, /* CAIRO_FORMAT_A8, for what is to mask another image; of one channel */
} PdfImageUse;

/* Dots of the image of @file whose dictionary is @in: as many as are stored, or of a JPEG fewer,
 * but no fewer than @across and @down. (transfer full): NULL where it can't be had. */
cairo_surface_t *pdf_image_surface(PdfImageFile *file, PdfDictionary in, PdfImageUse use,
                                   double across, double down);

/* The bytes that takes, at most; 0 where it can't be had. */
double pdf_image_bytes(PdfImageFile *file, PdfDictionary in, PdfImageUse use, double across,
                       double down);

/* The dots of a JPEG as they are stored, 8 bpp where it has one channel, 32 bpp where it has three.
 * (transfer full): NULL where it is none, can't be had, or has more than LIMIT_RENDER_PIXELS. */
PIX *pdf_image_pix(PdfImageFile *file, PdfDictionary in);
