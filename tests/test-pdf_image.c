/* tests/test-pdf_image.c - images of a file, decoded without Poppler */
#include "pipeline/model/raster.h"
#include "pipeline/pdf_image.h"

#include "tests/stored_image.h"

#include <string.h>

#define WIDTH 48
#define HEIGHT 32
#define SIZE "/Width 48 /Height 32 /BitsPerComponent 8 "
#define OBJECTS                                                                                    \
    "5 0 obj /DeviceGray endobj 15 0 obj [/Indexed /DeviceRGB 255 5 0 R] endobj\n"                 \
    "6 0 obj [ /ICCBased 7 0 R ] endobj 8 0 obj [/Lab << >>] endobj\n"                             \
    "9 0 obj /DeviceRGB endobj 9 0 obj [/DeviceN [/Cyan /Magenta /Yellow] /DeviceCMYK 7 0 R]\n"
#define NEAR 6 /* what a JPEG of smooth tones may be off */

/* The bytes of a file with one image. */
typedef struct {
    GString *file;
    PdfDictionary in;
} Stored;

static Stored
store(const char *keys, const guint8 *data, gsize n)
{
    Stored stored = { .file = g_string_new(OBJECTS "1 0 obj\n") };
    const gsize from = stored.file->len;

    g_string_append_printf(stored.file, "<< %s /Length %" G_GSIZE_FORMAT " >>", keys, n);
    const gsize to = stored.file->len;
    g_string_append(stored.file, "\nstream\r\n");
    g_string_append_len(stored.file, (const char *)data, (gssize)n);
    g_string_append(stored.file, "\nendstream\nendobj\n");
    stored.in = (PdfDictionary){ stored.file->str + from, stored.file->str + to };
    return stored;
}

static cairo_surface_t *
surface_of(const Stored *stored, PdfImageUse use, double across, double down)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(stored->file->str, stored->file->len);
    PdfImageFile file = { .file = bytes };

    return pdf_image_surface(&file, stored->in, use, across, down);
}

/* Smooth, and other in each channel. */
static guint8
tone(guint x, guint y, guint channel)
{
    return (guint8)(channel == 0 ? x * 4 : channel == 1 ? y * 6 : 255 - x * 2 - y * 2);
}

static guint8 *
rows_of(guint channels)
{
    guint8 *rows = g_malloc(WIDTH * HEIGHT * channels);

    for (guint y = 0; y < HEIGHT; y++)
        for (guint x = 0; x < WIDTH; x++)
            for (guint k = 0; k < channels; k++)
                rows[(y * WIDTH + x) * channels + k] = tone(x, y, k);
    return rows;
}

static Stored
store_flate(const char *keys, const guint8 *bytes, gsize n)
{
    gsize size;
    g_autofree guint8 *data = stored_deflate(bytes, n, &size);
    const char *filter = strstr(keys, "/Filter") != NULL ? "" : "/Filter /FlateDecode ";
    g_autofree char *all = g_strconcat(SIZE, filter, keys, NULL);

    return store(all, data, size);
}

static guint32
word_at(cairo_surface_t *surface, guint x, guint y)
{
    const guint8 *row = cairo_image_surface_get_data(surface) +
                        (gsize)y * (gsize)cairo_image_surface_get_stride(surface);

    return ((const guint32 *)(const void *)row)[x] & 0xFFFFFF;
}

/* Is it the picture of that many channels, dot for dot? Takes @surface. */
static void
expect_colours(cairo_surface_t *surface, guint channels)
{
    g_assert_nonnull(surface);
    g_assert_cmpint(cairo_image_surface_get_width(surface), ==, WIDTH);
    g_assert_cmpint(cairo_image_surface_get_height(surface), ==, HEIGHT);
    for (guint y = 0; y < HEIGHT; y++)
        for (guint x = 0; x < WIDTH; x++) {
            const guint32 r = tone(x, y, 0), g = channels == 1 ? r : tone(x, y, 1);
            const guint32 b = channels == 1 ? r : tone(x, y, 2);

            g_assert_cmphex(word_at(surface, x, y), ==, r << 16 | g << 8 | b);
        }
    cairo_surface_destroy(surface);
}

static void
expect_flate(const char *keys, guint channels)
{
    g_autofree guint8 *rows = rows_of(channels);
    Stored stored = store_flate(keys, rows, WIDTH * HEIGHT * channels);

    expect_colours(surface_of(&stored, PDF_IMAGE_COLOURS, 10, 10), channels);
    g_string_free(stored.file, TRUE);
}

static void
deflated_dots_come_as_they_are(void)
{
    expect_flate("/ColorSpace /DeviceGray", 1);
    expect_flate("/ColorSpace [/CalGray << /WhitePoint [1 1 1] >>]", 1);
    expect_flate("/ColorSpace /DeviceRGB", 3);
    expect_flate("/ColorSpace /DeviceRGB /Filter [ /FlateDecode ]", 3);
}

static void
colours_of_a_profile_are_counted(void)
{
    expect_flate("/ColorSpace [ /ICCBased 7 0 R ]", 1);
    expect_flate("/ColorSpace [/ICCBased 7 0 R]", 3);
    expect_flate("/ColorSpace 6 0 R", 3);
    expect_flate("/ColorSpace 6 0 R", 1);
    expect_flate("/ColorSpace 5 0 R", 1); /* and not that of 15 */
}

/* Each row of @channels filtered in another way, as PNG does. */
static GByteArray *
filter_rows(const guint8 *rows, guint channels)
{
    GByteArray *out = g_byte_array_new();
    const int n = WIDTH * (int)channels;

    for (int y = 0; y < HEIGHT; y++) {
        const guint8 kind = (guint8)(y % 5);

        g_byte_array_append(out, &kind, 1);
        for (int i = 0; i < n; i++) {
            const int at = y * n + i;
            const int a = i >= (int)channels ? rows[at - (int)channels] : 0;
            const int b = y > 0 ? rows[at - n] : 0;
            const int c = i >= (int)channels && y > 0 ? rows[at - n - (int)channels] : 0;
            const int p = a + b - c;
            const int nearest = ABS(p - a) <= ABS(p - b) && ABS(p - a) <= ABS(p - c) ? a
                                : ABS(p - b) <= ABS(p - c)                           ? b
                                                                                     : c;
            const int guess[] = { 0, a, b, (a + b) / 2, nearest };
            const guint8 byte = (guint8)(rows[at] - guess[kind]);

            g_byte_array_append(out, &byte, 1);
        }
    }
    return out;
}

static void
expect_filtered(const char *keys, guint channels)
{
    g_autofree guint8 *rows = rows_of(channels);
    g_autoptr(GByteArray) bytes = filter_rows(rows, channels);
    Stored stored = store_flate(keys, bytes->data, bytes->len);

    expect_colours(surface_of(&stored, PDF_IMAGE_COLOURS, 10, 10), channels);
    g_string_free(stored.file, TRUE);
}

static void
filtered_rows_are_undone(void)
{
    expect_filtered("/ColorSpace /DeviceRGB /DecodeParms << /Predictor 15 /Colors 3 /Columns 48 >>",
                    3);
    expect_filtered("/ColorSpace /DeviceGray /DecodeParms << /Predictor 12 /Columns 48 >>", 1);
}

static void
opacity_is_a_byte_a_dot(void)
{
    g_autofree guint8 *rows = rows_of(1);
    Stored stored = store_flate("/ColorSpace /DeviceGray", rows, WIDTH * HEIGHT);
    cairo_surface_t *surface = surface_of(&stored, PDF_IMAGE_OPACITY, 10, 10);

    g_assert_nonnull(surface);
    g_assert_cmpint(cairo_image_surface_get_format(surface), ==, CAIRO_FORMAT_A8);
    for (guint y = 0; y < HEIGHT; y++)
        g_assert_cmpmem(cairo_image_surface_get_data(surface) +
                            (gsize)y * (gsize)cairo_image_surface_get_stride(surface),
                        WIDTH, rows + y * WIDTH, WIDTH);
    cairo_surface_destroy(surface);
    g_string_free(stored.file, TRUE);
}

static PIX *
picture_of(guint channels)
{
    PIX *pix = pixCreate(WIDTH, HEIGHT, channels == 1 ? 8 : 32);

    for (guint y = 0; y < HEIGHT; y++)
        for (guint x = 0; x < WIDTH; x++) {
            if (channels == 1)
                pixSetPixel(pix, (int)x, (int)y, tone(x, y, 0));
            else
                pixSetRGBPixel(pix, (int)x, (int)y, tone(x, y, 0), tone(x, y, 1), tone(x, y, 2));
        }
    return pix;
}

static Stored
store_jpeg(const char *keys, guint channels)
{
    g_autoptr(PIX) pix = picture_of(channels);
    gsize size;
    g_autofree guint8 *data = stored_jpeg(pix, &size);
    g_autofree char *all = g_strconcat("/Filter /DCTDecode ", keys, NULL);

    return store(all, data, size);
}

static void
a_jpeg_comes_as_it_is_or_with_fewer_dots(void)
{
    Stored stored = store_jpeg(SIZE "/ColorSpace /DeviceRGB", 3);
    const struct {
        double across, down;
        guint reduction;
    } wanted[] = { { 48, 32, 1 }, { 25, 16, 1 }, { 24, 16, 2 }, { 12, 8, 4 }, { 1, 1, 8 } };

    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const guint by = wanted[i].reduction;
        cairo_surface_t *surface =
            surface_of(&stored, PDF_IMAGE_COLOURS, wanted[i].across, wanted[i].down);

        g_assert_nonnull(surface);
        g_assert_cmpint(cairo_image_surface_get_width(surface), ==, WIDTH / by);
        g_assert_cmpint(cairo_image_surface_get_height(surface), ==, HEIGHT / by);
        const guint32 word = word_at(surface, 20 / by, 12 / by);
        const guint x = 20 / by * by + by / 2, y = 12 / by * by + by / 2;
        g_assert_cmpint(ABS((int)(word >> 16) - tone(x, y, 0)), <=, NEAR);
        g_assert_cmpint(ABS((int)(word >> 8 & 0xFF) - tone(x, y, 1)), <=, NEAR);
        g_assert_cmpint(ABS((int)(word & 0xFF) - tone(x, y, 2)), <=, NEAR);
        cairo_surface_destroy(surface);
    }
    g_string_free(stored.file, TRUE);
}

static void
a_jpeg_can_be_had_as_a_picture(void)
{
    for (guint channels = 1; channels <= 3; channels += 2) {
        Stored stored = store_jpeg(SIZE "/ColorSpace [/ICCBased 7 0 R]", channels);
        g_autoptr(PIX) want = picture_of(channels);
        g_autoptr(GBytes) bytes = g_bytes_new_static(stored.file->str, stored.file->len);
        PdfImageFile file = { .file = bytes };
        g_autoptr(PIX) pix = pdf_image_pix(&file, stored.in);
        l_float32 apart = 255;

        g_assert_nonnull(pix);
        g_assert_cmpint(pixGetDepth(pix), ==, pixGetDepth(want));
        if (channels == 1)
            g_assert_cmpint(
                pixCompareGray(pix, want, L_COMPARE_ABS_DIFF, 0, NULL, &apart, NULL, NULL), ==, 0);
        else
            g_assert_cmpint(
                pixCompareRGB(pix, want, L_COMPARE_ABS_DIFF, 0, NULL, &apart, NULL, NULL), ==, 0);
        g_assert_cmpfloat(apart, <=, NEAR);
        g_string_free(stored.file, TRUE);
    }
}

/* Takes @stored. */
static void
expect_nothing(Stored stored, PdfImageUse use)
{
    g_assert_null(surface_of(&stored, use, 10, 10));
    g_string_free(stored.file, TRUE);
}

static void
what_is_not_known_here_is_left(void)
{
    static const char *const keys[] = {
        "/ColorSpace [/Indexed /DeviceRGB 255 7 0 R]",
        "/ColorSpace [/Separation /Black /DeviceGray 7 0 R]",
        "/ColorSpace /DeviceCMYK",
        "/ColorSpace 7 0 R", /* which is not found */
        "/ColorSpace 15 0 R",
        "/ColorSpace /DeviceGray /Decode [1 0]",
        "/ColorSpace /DeviceGray /Mask [0 10]",
        "/ColorSpace /DeviceGray /DecodeParms << /Predictor 2 /Columns 48 >>",
        "/ImageMask true",
    };
    g_autofree guint8 *rows = rows_of(1);

    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
        expect_nothing(store_flate(keys[i], rows, WIDTH * HEIGHT), PDF_IMAGE_COLOURS);
    expect_nothing(store(SIZE "/ColorSpace /DeviceGray", rows, WIDTH * HEIGHT), PDF_IMAGE_COLOURS);

    g_autofree guint8 *three = rows_of(3);
    expect_nothing(store_flate("/ColorSpace 8 0 R", three, WIDTH * HEIGHT * 3), PDF_IMAGE_COLOURS);
    expect_nothing(store_flate("/ColorSpace 9 0 R", three, WIDTH * HEIGHT * 3), PDF_IMAGE_COLOURS);
    expect_nothing(
        store_flate("/ColorSpace /DeviceRGB /DefaultRGB 8 0 R", three, WIDTH * HEIGHT * 3),
        PDF_IMAGE_COLOURS);
    expect_nothing(store(SIZE "/ColorSpace /DeviceGray /Filter [/ASCIIHexDecode /FlateDecode]",
                         rows, WIDTH * HEIGHT),
                   PDF_IMAGE_COLOURS);
    expect_nothing(store_jpeg(SIZE "/ColorSpace /DeviceRGB", 3), PDF_IMAGE_OPACITY);
    expect_nothing(store_jpeg(SIZE "/ColorSpace /DeviceGray", 3), PDF_IMAGE_COLOURS);
    expect_nothing(store_jpeg("/Width 48 /Height 40 /BitsPerComponent 8 /ColorSpace /DeviceRGB", 3),
                   PDF_IMAGE_COLOURS);
}

static void
damaged_data_gives_nothing(void)
{
    g_autofree guint8 *rows = rows_of(3);
    g_autoptr(PIX) pix = picture_of(3);
    gsize size;
    g_autofree guint8 *jpeg = stored_jpeg(pix, &size);

    expect_nothing(store_flate("/ColorSpace /DeviceRGB", rows, WIDTH * HEIGHT * 3 - 1),
                   PDF_IMAGE_COLOURS);
    expect_nothing(store_flate("/ColorSpace /DeviceGray", rows, WIDTH * HEIGHT * 3),
                   PDF_IMAGE_COLOURS); /* more than was said */
    expect_nothing(store(SIZE "/ColorSpace /DeviceRGB /Filter /FlateDecode", rows, 500),
                   PDF_IMAGE_COLOURS);
    for (gsize n = 0; n < size - 2; n += 1 + size / 40)
        expect_nothing(store(SIZE "/ColorSpace /DeviceRGB /Filter /DCTDecode", jpeg, n),
                       PDF_IMAGE_COLOURS);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/pdf_image/" #name, name)
    TEST(deflated_dots_come_as_they_are);
    TEST(colours_of_a_profile_are_counted);
    TEST(filtered_rows_are_undone);
    TEST(opacity_is_a_byte_a_dot);
    TEST(a_jpeg_comes_as_it_is_or_with_fewer_dots);
    TEST(a_jpeg_can_be_had_as_a_picture);
    TEST(what_is_not_known_here_is_left);
    TEST(damaged_data_gives_nothing);
    return g_test_run();
}
