/* pipeline/pdf_plain.c - a file without what costs most to load
 *
 * To know what a page says and paints, nobody has to decode its images, convert colours by a
 * profile, or have the outlines of its letters. Poppler does all of it, and has no way to be told
 * not to. So pages are gone through in a copy of the file, in memory, where the dictionaries of
 * some streams say something else, letter for letter, so that nothing changes its place:
 *
 *     images       /Width 640  /Filter /DCTDecode      ->  /Width 3    /-ilter /DCTDecode
 *     the same     /Subtype /Image                     ->  /Subtype /image
 *     profiles     /N 3        /Filter /FlateDecode    ->              /Filter /-lateDecode
 *     font files   /Length1 24000 /Filter /FlateDecode ->  a blank one, see pdf_blank_font.h
 *
 * An image is as large on the page as it was, and of a few pixels, which are the first bytes of its
 * data as they are stored; or of a kind that Poppler doesn't know, and not there at all. A filter
 * that Poppler doesn't know leaves it with an empty stream. Without its profile a colour is that of
 * the device, which is near enough to tell a tint from paper. With a font file that has no letters
 * a letter stands where it stood, as widths and meanings are elsewhere.
 *
 * How many pixels an image has says which of the file's it is: no two that were made smaller have
 * as many across and down, but for those that there was no number left for, which have two by two.
 * As an image that was not made smaller may have as many, its pixels have to be those bytes, too.
 *
 * Images that have more pixels than the limit get a kind of their own. Poppler says that it passes
 * over them, which tells the page.
 *
 * What is written in another way, or into the page's content, keeps what it has.
 */
#include "pipeline/limit.h"
#include "pipeline/pdf_blank_font.h"
#include "pipeline/pdf_internal.h"

#include <string.h>

#define STEP 4096 /* bytes: no longer than a page of memory */

/* Makes filters unknown: of one name, or of all in brackets. */
static void
break_filters(PdfDictionary in)
{
    char *at = pdf_dictionary_value(in, "/Filter");
    const bool several = at != NULL && at < in.to && *at == '[';

    for (at = several ? at + 1 : at; at != NULL && at + 1 < in.to && *at != ']'; at++)
        if (*at == '/') {
            at[1] = PDF_PLAIN_FILTER;
            if (!several)
                return;
        } else if (!several) {
            return;
        }
}

/* Makes what is stored the pixels themselves. */
static void
hide_filter(PdfDictionary in)
{
    static const char key[] = "/Filter";
    char *at = pdf_dictionary_value(in, key);

    while (at != NULL && at > in.from && g_ascii_isspace(at[-1]))
        at--;
    if (at != NULL && at - in.from >= (gssize)strlen(key))
        at[1 - (gssize)strlen(key)] = PDF_PLAIN_FILTER;
}

/* Are both sides one pixel? Such an image is a colour, and keeps it. */
static bool
is_pixel(const char *width, gsize w, const char *height, gsize h)
{
    return w == 1 && h == 1 && *width == '1' && *height == '1';
}

/* Pixels that say a number: 2 to 9 across, as more need a second digit. */
#define NUMBERS_A_ROW 8
#define LEAST 2
#define MOST_DOWN 999
#define LEAST_BYTES 8 /* of data, or it tells nothing */
#define ROUNDED 2     /* what a calibrated colour may be off */

static guint
rows_of_number(guint number)
{
    return LEAST + number / NUMBERS_A_ROW;
}

/* The number that so many pixels say; 0 for none. */
static guint
number_of(guint width, guint height)
{
    if (width < LEAST || width >= LEAST + NUMBERS_A_ROW || height < LEAST)
        return 0;
    return width - LEAST + (height - LEAST) * NUMBERS_A_ROW;
}

/* Writes @text over what stands at @at, which is no shorter. */
static void
write_over(char *at, const char *text)
{
    while (*text != '\0')
        *at++ = *text++;
}

static void
write_digits(char *at, gsize room, guint number)
{
    g_autofree char *digits = g_strdup_printf("%u", number);

    memset(at, ' ', room);
    write_over(at, digits);
}

/* The next number, if it can be said with that many digits; else 0. */
static guint
next_number(const GArray *images, gsize digits)
{
    const guint next = images != NULL ? images->len + 1 : 0, rows = rows_of_number(next);

    return rows <= (digits == 1 ? 9u : digits == 2 ? 99u : MOST_DOWN) ? next : 0;
}

/* @place: of its dictionary. @images: (nullable) */
static void
shrink_image(PdfDictionary in, PdfPlace place, GArray *images)
{
    char *width = pdf_dictionary_value(in, "/Width"), *height = pdf_dictionary_value(in, "/Height");
    const gsize w = pdf_dictionary_digits(in, width), h = pdf_dictionary_digits(in, height);

    if (w == 0 || h == 0 || is_pixel(width, w, height, h))
        return;
    /* Its colours or bits are only in the data itself. */
    if ((pdf_dictionary_has(in, "/JPXDecode") && !pdf_dictionary_has(in, "/ColorSpace")) ||
        !(pdf_dictionary_has(in, "/BitsPerComponent") || pdf_dictionary_has(in, "/ImageMask")))
        return;
    const guint number = next_number(images, h);
    write_digits(width, w, LEAST + number % NUMBERS_A_ROW);
    write_digits(height, h, rows_of_number(number));
    if (number > 0)
        g_array_append_val(images, place);
    hide_filter(in);
}

/* Nothing but a profile's stream has a number of channels and no type. */
static bool
is_profile(PdfDictionary in)
{
    return pdf_dictionary_digits(in, pdf_dictionary_value(in, "/N")) == 1 &&
           !pdf_dictionary_has(in, "/Type") && !pdf_dictionary_has(in, "/FunctionType");
}

static bool
is_font(PdfDictionary in, PdfBlankFont *font)
{
    if (pdf_dictionary_has(in, "/CIDFontType0C"))
        *font = PDF_BLANK_CFF;
    else if (pdf_dictionary_has(in, "/Type1C"))
        *font = PDF_BLANK_TYPE1C;
    else if (pdf_dictionary_has(in, "/Length1"))
        *font = pdf_dictionary_has(in, "/Length2") ? PDF_BLANK_TYPE1 : PDF_BLANK_TRUETYPE;
    else
        return false;
    return true;
}

static bool
is_large(PdfDictionary in)
{
    return limit_is_passed(LIMIT_IMAGE_PIXELS, pdf_dictionary_number(in, "/Width") *
                                                   pdf_dictionary_number(in, "/Height"));
}

/* What is to be done, and where. */
typedef struct {
    const char *data, *end; /* of the file */
    PdfPlain what;
    GArray *images; /* (nullable) */
} Job;

/* Does an image, whose kind is said at @kind. */
static bool
edit_image(const Job *job, PdfDictionary in, char *kind)
{
    const PdfPlace place = { (gsize)(in.from - job->data), (gsize)(in.to - job->data) };
    const PdfPlain what = job->what;

    if ((what & PDF_PLAIN_LARGE) && is_large(in))
        write_over(kind, "/" PDF_LARGE_IMAGE);
    else if (what & PDF_PLAIN_BARE)
        write_over(kind, "/" PDF_BARE_IMAGE);
    else if (what & PDF_PLAIN_IMAGES)
        shrink_image(in, place, job->images);
    else
        return false;
    return true;
}

/* Puts a font without letters in the place of that of @in. The end of what was written; NULL where
 * that can't be done. @end: of the file. */
static char *
blank_font(PdfDictionary in, PdfBlankFont font, const char *end)
{
    char *data = pdf_dictionary_data(in, end);
    const bool flate = pdf_dictionary_is_deflated(in);

    if (!flate && pdf_dictionary_has(in, "/Filter"))
        return NULL;
    const char *stop = memmem(data, (gsize)(end - data), "endstream", strlen("endstream"));
    return stop != NULL ? pdf_blank_font_write(font, flate, data, stop) : NULL;
}

/* The end of what was written, from the start of @in; NULL where nothing was to do. */
static const char *
edit(const Job *job, PdfDictionary in)
{
    char *kind = pdf_dictionary_image(in);
    PdfBlankFont font;

    if (kind != NULL)
        return edit_image(job, in, kind) ? in.to : NULL;
    if ((job->what & PDF_PLAIN_FONTS) && is_font(in, &font))
        return blank_font(in, font, job->end);
    if ((job->what & PDF_PLAIN_PROFILES) && is_profile(in)) {
        break_filters(in);
        return in.to;
    }
    return NULL;
}

void
pdf_plain_make(GBytes *copy, PdfPlain what, GArray *edits, GArray *images, PdfUpdate *update)
{
    gsize size;
    const char *data = g_bytes_get_data(copy, &size);
    const Job job = { data, data + size, what, images };
    PdfDictionaryIter iter;
    PdfDictionary in;

    pdf_dictionary_iter_init(&iter, copy, edits);
    while (pdf_dictionary_next(&iter, &in)) {
        const char *to = edit(&job, in);

        if (to == NULL && update != NULL)
            pdf_update_add(update, in);
        if (to == NULL)
            continue;
        for (gsize at = (gsize)(in.from - data); at < (gsize)(to - data); at += STEP)
            g_array_append_val(edits, at);
        const gsize last = (gsize)(to - data) - 1;
        g_array_append_val(edits, last);
    }
}

PdfStub
pdf_plain_stub(cairo_surface_t *surface)
{
    const bool image = surface != NULL &&
                       cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE &&
                       cairo_image_surface_get_data(surface) != NULL;
    PdfStub stub = { 0 };

    if (!image)
        return stub;
    stub.width = (guint)cairo_image_surface_get_width(surface);
    stub.height = (guint)cairo_image_surface_get_height(surface);
    if (number_of(stub.width, stub.height) == 0)
        return stub;
    cairo_surface_flush(surface);
    const guint8 *row = cairo_image_surface_get_data(surface);
    const gsize stride = (gsize)cairo_image_surface_get_stride(surface);
    const cairo_format_t format = cairo_image_surface_get_format(surface);
    const guint pixels = format == CAIRO_FORMAT_A8 || format == CAIRO_FORMAT_RGB24
                             ? MIN(PDF_STUB_PIXELS, stub.width * stub.height)
                             : 0;

    for (guint i = 0; i < pixels; i++) {
        const guint8 *at = row + i / stub.width * stride;
        const guint x = i % stub.width;

        if (format == CAIRO_FORMAT_A8)
            stub.first[stub.n++] = at[x];
        else
            for (guint shift = 24; shift > 0; shift -= 8)
                stub.first[stub.n++] =
                    (guint8)(((const guint32 *)(const void *)at)[x] >> (shift - 8));
    }
    stub.colours = format == CAIRO_FORMAT_RGB24;
    return stub;
}

/* Are the pixels of @stub the @size bytes at @data, one of them to @n of the pixels' own? */
static bool
are_bytes(const PdfStub *stub, const guint8 *data, gsize size, guint n)
{
    for (guint i = 0; i < stub->n && i / n < size; i++)
        if (ABS(stub->first[i] - data[i / n]) > ROUNDED)
            return false;
    return stub->n > 0 && size >= LEAST_BYTES;
}

guint
pdf_plain_number(const Pdf *pdf, const PdfStub *stub)
{
    const guint number = number_of(stub->width, stub->height);
    gsize size;
    const char *file = g_bytes_get_data(pdf->bytes, &size);
    PdfDictionary in;

    if (!pdf_plain_dictionary(pdf, number, &in))
        return 0;
    const guint8 *data = (const guint8 *)pdf_dictionary_data(in, file + size);
    const double length = pdf_dictionary_number(in, "/Length");
    const gsize rest = (gsize)((const guint8 *)file + size - data);
    const gsize n = length > 0 ? MIN(rest, (gsize)MIN(length, 1e9)) : rest;
    return are_bytes(stub, data, n, 1) || (stub->colours && are_bytes(stub, data, n, 3)) ? number
                                                                                         : 0;
}

bool
pdf_plain_dictionary(const Pdf *pdf, guint number, PdfDictionary *in)
{
    const GArray *images = pdf->copies[PDF_COPY_PLAIN].images;
    char *data = (char *)g_bytes_get_data(pdf->bytes, NULL);

    if (number == 0 || images == NULL || number > images->len)
        return false;
    const PdfPlace place = g_array_index(images, PdfPlace, number - 1);
    *in = (PdfDictionary){ data + place.from, data + place.to };
    return true;
}

bool
pdf_plain_has_large(GBytes *bytes)
{
    PdfDictionaryIter iter;
    PdfDictionary in;
    bool found = false;

    pdf_dictionary_iter_init(&iter, bytes, NULL);
    while (!found && pdf_dictionary_next(&iter, &in))
        found = pdf_dictionary_image(in) != NULL && is_large(in);
    return found;
}
