/* pipeline/pdf_image.c - images of a file, decoded without Poppler
 *
 * Formats: ISO 32000-1, 7.4 (filters) and 8.9.5 (images); of rows, RFC 2083, 6 (filtering).
 */
#include "pipeline/pdf_image.h"

#include "pipeline/limit.h"
#include "pipeline/pdf_inflate.h"

#include <jpeglib.h>
#include <setjmp.h>
#include <string.h>

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define CAIRO_ORDER JCS_EXT_BGRX
#define LEPTONICA_ORDER JCS_EXT_XBGR
#else
#define CAIRO_ORDER JCS_EXT_XRGB
#define LEPTONICA_ORDER JCS_EXT_RGBX
#endif

#define MAX_REDUCTION 8
#define PNG_PREDICTORS 10        /* and more: which of them, each row says itself */
#define LINE_END 2               /* bytes that may stand behind the rows */
#define VICINITY (1 << 20)       /* bytes to either side */
#define MAX_INFLATED (64u << 20) /* bytes */

typedef struct {
    guint width, height;
    guint channels; /* 0 where its data has to tell */
    bool jpeg, filtered;
    const guint8 *data, *end;
} Stored;

static gsize
strspn_digits(const char *at, const char *end)
{
    gsize n = 0;

    while (at + n < end && g_ascii_isdigit(at[n]))
        n++;
    return n;
}

static bool
is_word(const char *at, const char *end, const char *word)
{
    const gsize n = strlen(word);

    return (gsize)(end - at) > n && memcmp(at, word, n) == 0 && !g_ascii_isalnum(at[n]);
}

/* The channels of the colours that @at names; 0 where their profile has to be counted by the data,
 * -1 for colours that are not their channels. */
static int
named_channels(const char *at, const char *end)
{
    if (at < end && *at == '[')
        at = pdf_dictionary_skip_space(at + 1, end);
    if (is_word(at, end, "/DeviceGray") || is_word(at, end, "/CalGray"))
        return 1;
    if (is_word(at, end, "/DeviceRGB") || is_word(at, end, "/CalRGB"))
        return 3;
    return is_word(at, end, "/ICCBased") ? 0 : -1;
}

/* A part of the file around a dictionary: what it refers to is near, as a rule. */
typedef struct {
    const char *from, *to;
} Vicinity;

static Vicinity
vicinity_of(GBytes *file, PdfDictionary in)
{
    gsize size;
    const char *data = g_bytes_get_data(file, &size);

    return (Vicinity){ in.from - MIN(in.from - data, VICINITY),
                       in.to + MIN(data + size - in.to, VICINITY) };
}

/* The same of the object "7 0 R" at @at, wherever it is defined; -1 where that is not found. */
static int
referred_channels(Vicinity vicinity, const char *at, const char *end)
{
    const gsize n = strspn_digits(at, end), m = strspn_digits(at + n + 1, end);
    g_autofree char *definition =
        n > 0 && m > 0 ? g_strdup_printf("%.*s obj", (int)(n + 1 + m), at) : NULL;
    int channels = -1;

    for (const char *found = vicinity.from; definition != NULL;) {
        const gsize length = strlen(definition);

        found = memmem(found, (gsize)(vicinity.to - found), definition, length);
        if (found == NULL)
            break;
        const bool whole = found == vicinity.from || !g_ascii_isdigit(found[-1]);
        found += length;
        if (!whole)
            continue;
        const int here = named_channels(pdf_dictionary_skip_space(found, vicinity.to), vicinity.to);
        if (here < 0 || (channels >= 0 && channels != here))
            return -1;
        channels = here;
    }
    return channels;
}

/* Do colours of the device mean others in this file? */
static bool
has_defaults(PdfImageFile *file)
{
    if (!file->asked)
        file->has_defaults = pdf_dictionary_is_anywhere(file->file, "/DefaultRGB") ||
                             pdf_dictionary_is_anywhere(file->file, "/DefaultGray");
    file->asked = true;
    return file->has_defaults;
}

static int
channels_of(PdfImageFile *file, PdfDictionary in)
{
    const char *at = pdf_dictionary_value(in, "/ColorSpace");

    if (at == NULL || has_defaults(file))
        return -1;
    if (at == in.to || !g_ascii_isdigit(*at))
        return named_channels(at, in.to);

    /* Most images of a file refer to the same. */
    const gsize n = MIN((gsize)(in.to - at), sizeof file->reference);
    if (n < sizeof file->reference || memcmp(file->reference, at, n) != 0) {
        memcpy(file->reference, at, n);
        file->channels = referred_channels(vicinity_of(file->file, in), at, in.to);
    }
    return file->channels;
}

/* What rows of a deflated image went through; false where that can't be undone here. */
static bool
read_parameters(PdfDictionary in, Stored *stored)
{
    if (!pdf_dictionary_has(in, "/DecodeParms"))
        return true;
    stored->filtered = pdf_dictionary_number(in, "/Predictor") >= PNG_PREDICTORS;
    return stored->filtered && !stored->jpeg &&
           pdf_dictionary_number(in, "/Columns") == stored->width &&
           (pdf_dictionary_number(in, "/Colors") == stored->channels ||
            (stored->channels == 1 && !pdf_dictionary_has(in, "/Colors")));
}

static void
find_data(const PdfImageFile *file, PdfDictionary in, Stored *stored)
{
    gsize size;
    const char *end = (const char *)g_bytes_get_data(file->file, &size) + size;
    const char *at = pdf_dictionary_data(in, end);
    const double length = pdf_dictionary_number(in, "/Length");

    stored->data = (const guint8 *)at;
    stored->end = (const guint8 *)(length > 0 ? at + (gsize)MIN(length, (double)(end - at)) : end);
}

/* False where it is stored in a way that is not known here. */
static bool
read_dictionary(PdfImageFile *file, PdfDictionary in, Stored *stored)
{
    const double width = pdf_dictionary_number(in, "/Width"),
                 height = pdf_dictionary_number(in, "/Height");
    const char *filter = pdf_dictionary_only_filter(in);

    if (filter == NULL || width < 1 || height < 1 || width > G_MAXINT16 || height > G_MAXINT16 ||
        limit_is_passed(LIMIT_IMAGE_PIXELS, width * height) ||
        pdf_dictionary_number(in, "/BitsPerComponent") != 8 || pdf_dictionary_has(in, "/Decode") ||
        pdf_dictionary_has(in, "/Mask") || pdf_dictionary_has(in, "/Matte"))
        return false;
    const bool jpeg = is_word(filter, in.to, "/DCTDecode");
    if (!jpeg && !is_word(filter, in.to, "/FlateDecode"))
        return false;
    const int channels = channels_of(file, in);
    if (channels < 0)
        return false;
    *stored = (Stored){
        .width = (guint)width, .height = (guint)height, .channels = (guint)channels, .jpeg = jpeg
    };
    find_data(file, in, stored);
    return read_parameters(in, stored);
}

typedef struct {
    struct jpeg_error_mgr base; /* the first, as libjpeg hands out no more than this */
    jmp_buf failed;
} JpegError;

static void
on_error(j_common_ptr jpeg)
{
    longjmp(((JpegError *)(void *)jpeg->err)->failed, 1);
}

static void
on_message(j_common_ptr jpeg, int level)
{
    /* One of damaged data. */
    if (level < 0)
        on_error(jpeg);
}

/* Reads all rows to @to. */
static void
read_rows(struct jpeg_decompress_struct *jpeg, guint8 *to, gsize stride)
{
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = to + jpeg->output_scanline * stride;

        jpeg_read_scanlines(jpeg, &row, 1);
    }
}

/* Where the rows of an image of that size are to be put; NULL for nowhere. */
typedef guint8 *(*RoomFunc)(guint width, guint height, guint channels, gsize *stride, void *data);

/* Decodes a JPEG that has what its dictionary says. @order: of its colours, if it has three or
 * @always. False where it can't be, with the room partly filled. */
static bool
decode_jpeg(const Stored *stored, guint reduction, J_COLOR_SPACE order, bool always, RoomFunc room,
            void *data)
{
    struct jpeg_decompress_struct jpeg;
    JpegError error;
    gsize stride;

    jpeg.err = jpeg_std_error(&error.base);
    error.base.error_exit = on_error;
    error.base.emit_message = on_message;
    if (setjmp(error.failed) != 0) {
        jpeg_destroy_decompress(&jpeg);
        return false;
    }
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, stored->data, (unsigned long)(stored->end - stored->data));
    jpeg_read_header(&jpeg, TRUE);

    const guint channels = (guint)jpeg.num_components;
    bool good = jpeg.image_width == stored->width && jpeg.image_height == stored->height &&
                (channels == 1 || channels == 3) &&
                (stored->channels == 0 || channels == stored->channels);
    if (good) {
        jpeg.scale_num = 1;
        jpeg.scale_denom = reduction;
        jpeg.out_color_space = channels == 3 || always ? order : JCS_GRAYSCALE;
        jpeg_start_decompress(&jpeg);
        guint8 *to = room(jpeg.output_width, jpeg.output_height, channels, &stride, data);
        good = to != NULL;
        if (good) {
            read_rows(&jpeg, to, stride);
            jpeg_finish_decompress(&jpeg);
        }
    }
    jpeg_destroy_decompress(&jpeg);
    return good;
}

static guint8
paeth(guint8 left, guint8 above, guint8 before)
{
    const int a = ABS(above - before), b = ABS(left - before), c = ABS(left + above - 2 * before);

    return a <= b && a <= c ? left : b <= c ? above : before;
}

/* Undoes what a row of @n bytes went through. @row: begins with what that is; @above: the row
 * before it, undone. */
static bool
unfilter(guint8 *row, const guint8 *above, gsize n, gsize channels)
{
    const guint8 kind = row[0];

    for (gsize i = 1; i <= n; i++) {
        const guint8 left = i > channels ? row[i - channels] : 0;
        const guint8 before = i > channels ? above[i - channels] : 0;

        switch (kind) {
        case 0:
            return true;
        case 1:
            row[i] += left;
            break;
        case 2:
            row[i] += above[i];
            break;
        case 3:
            row[i] += (guint8)((left + above[i]) / 2);
            break;
        case 4:
            row[i] += paeth(left, above[i], before);
            break;
        default:
            return false;
        }
    }
    return true;
}

/* Puts a row of channels where cairo wants it. */
static void
put_row(const guint8 *from, guint channels, guint8 *to, guint width, PdfImageUse use)
{
    guint32 *words = (guint32 *)(void *)to;

    if (use == PDF_IMAGE_OPACITY) {
        memcpy(to, from, width);
        return;
    }
    for (guint x = 0; x < width; x++) {
        const guint8 *dot = from + (gsize)x * channels;

        words[x] = channels == 1 ? (guint32)dot[0] * 0x010101
                                 : (guint32)dot[0] << 16 | (guint32)dot[1] << 8 | dot[2];
    }
}

/* Puts the rows of a deflated image onto @surface. False also where there are more of them or
 * fewer, as then it has other channels. */
static bool
decode_flate(const Stored *stored, guint channels, cairo_surface_t *surface, PdfImageUse use)
{
    const gsize n = (gsize)stored->width * channels, step = n + stored->filtered;
    const gsize stride = (gsize)cairo_image_surface_get_stride(surface);
    const gsize whole = step * stored->height;
    guint8 *to = cairo_image_surface_get_data(surface);
    /* In front of the rows a blank one, behind them room to see that there are no more. */
    g_autofree guint8 *rows = whole <= MAX_INFLATED ? g_try_malloc(whole + 2 * step) : NULL;
    gsize size;

    if (rows == NULL)
        return false;
    memset(rows, 0, step);
    if (!pdf_inflate(stored->data, stored->end, rows + step, whole + step, &size) || size < whole ||
        size > whole + LINE_END)
        return false;
    for (guint y = 1; y <= stored->height; y++, to += stride) {
        guint8 *row = rows + step * y;

        if (stored->filtered && !unfilter(row, row - step, n, channels))
            return false;
        put_row(row + stored->filtered, channels, to, stored->width, use);
    }
    return true;
}

typedef struct {
    cairo_surface_t *surface;
    cairo_format_t format;
} Wanted;

/* RoomFunc; @data: Wanted * */
static guint8 *
surface_room(guint width, guint height, guint channels, gsize *stride, void *data)
{
    Wanted *wanted = data;

    (void)channels;
    wanted->surface = cairo_image_surface_create(wanted->format, (int)width, (int)height);
    if (cairo_surface_status(wanted->surface) != CAIRO_STATUS_SUCCESS)
        return NULL;
    *stride = (gsize)cairo_image_surface_get_stride(wanted->surface);
    return cairo_image_surface_get_data(wanted->surface);
}

static guint
reduction_for(const Stored *stored, double across, double down)
{
    guint reduction = 1;

    while (stored->jpeg && reduction < MAX_REDUCTION && stored->width >= across * 2 * reduction &&
           stored->height >= down * 2 * reduction)
        reduction *= 2;
    return reduction;
}

double
pdf_image_bytes(PdfImageFile *file, PdfDictionary in, PdfImageUse use, double across, double down)
{
    Stored stored;

    if (!read_dictionary(file, in, &stored))
        return 0;
    const double dots = (double)stored.width * stored.height;
    const guint reduction = reduction_for(&stored, across, down);
    return dots / reduction / reduction * (use == PDF_IMAGE_OPACITY ? 1 : 4) +
           (stored.jpeg ? 0 : dots * (stored.channels == 1 ? 1 : 3));
}

cairo_surface_t *
pdf_image_surface(PdfImageFile *file, PdfDictionary in, PdfImageUse use, double across, double down)
{
    const bool opacity = use == PDF_IMAGE_OPACITY;
    Wanted wanted = { NULL, opacity ? CAIRO_FORMAT_A8 : CAIRO_FORMAT_RGB24 };
    Stored stored;
    gsize stride;
    bool good;

    if (!read_dictionary(file, in, &stored) || (opacity && stored.channels != 1))
        return NULL;
    if (stored.jpeg)
        good = decode_jpeg(&stored, reduction_for(&stored, across, down),
                           opacity ? JCS_GRAYSCALE : CAIRO_ORDER, true, surface_room, &wanted);
    else
        good =
            surface_room(stored.width, stored.height, stored.channels, &stride, &wanted) != NULL &&
            (stored.channels != 0 ? decode_flate(&stored, stored.channels, wanted.surface, use)
                                  : decode_flate(&stored, 3, wanted.surface, use) ||
                                        decode_flate(&stored, 1, wanted.surface, use));
    if (good)
        cairo_surface_mark_dirty(wanted.surface);
    else
        g_clear_pointer(&wanted.surface, cairo_surface_destroy);
    return wanted.surface;
}

/* RoomFunc; @data: PIX ** */
static guint8 *
pix_room(guint width, guint height, guint channels, gsize *stride, void *data)
{
    PIX **pix = data;

    *pix = pixCreateNoInit((int)width, (int)height, channels == 1 ? 8 : 32);
    if (*pix == NULL)
        return NULL;
    *stride = (gsize)pixGetWpl(*pix) * 4;
    return (guint8 *)pixGetData(*pix);
}

PIX *
pdf_image_pix(PdfImageFile *file, PdfDictionary in)
{
    Stored stored;
    PIX *pix = NULL;

    if (!read_dictionary(file, in, &stored) || !stored.jpeg ||
        limit_is_passed(LIMIT_RENDER_PIXELS, (double)stored.width * stored.height))
        return NULL;
    if (!decode_jpeg(&stored, 1, LEPTONICA_ORDER, false, pix_room, &pix)) {
        pixDestroy(&pix);
        return NULL;
    }
    if (pixGetDepth(pix) == 8)
        pixEndianByteSwap(pix);
    return pix;
}
