/* tests/stored_image.h - dots as PDFs store them: deflated, or as a JPEG */
#pragma once

#include <glib.h>
#include <leptonica/allheaders.h>
#include <zlib.h>

/* @n bytes, deflated. Their number is *size. */
static inline guint8 *
stored_deflate(const guint8 *bytes, gsize n, gsize *size)
{
    uLongf room = compressBound((uLong)n);
    guint8 *data = g_malloc(room);

    g_assert_cmpint(compress(data, &room, bytes, (uLong)n), ==, Z_OK);
    *size = room;
    return data;
}

/* A JPEG of the picture, of 8 bpp or 32. */
static inline guint8 *
stored_jpeg(PIX *pix, gsize *size)
{
    l_uint8 *data = NULL;

    g_assert_cmpint(pixWriteMemJpeg(&data, size, pix, 95, 0), ==, 0);
    guint8 *copy = g_memdup2(data, *size);
    lept_free(data);
    return copy;
}
