/* pipeline/pdf_inflate.c - data of streams that is deflated, by zlib
 *
 * Format: RFC 1950.
 */
#include "pipeline/pdf_inflate.h"

#define HEADER 2 /* bytes */
#define NEEDS_DICTIONARY 0x20

bool
pdf_inflate_begin(z_stream *stream, const guint8 *data, const guint8 *end)
{
    if (end - data < HEADER || (data[0] & 0x0F) != Z_DEFLATED ||
        (data[0] << 8 | data[1]) % 31 != 0 || (data[1] & NEEDS_DICTIONARY) != 0)
        return false;
    *stream = (z_stream){ .next_in = (Bytef *)data + HEADER,
                          .avail_in = (uInt)MIN(end - data - HEADER, G_MAXINT32) };
    return inflateInit2(stream, -MAX_WBITS) == Z_OK;
}

gsize
pdf_inflate_some(z_stream *stream, guint8 *to, gsize n, bool *whole)
{
    int result = Z_OK;

    stream->next_out = to;
    stream->avail_out = (uInt)n;
    while (stream->avail_out > 0 && result == Z_OK)
        result = inflate(stream, Z_SYNC_FLUSH);
    if (whole != NULL)
        *whole = result == Z_STREAM_END;
    return n - stream->avail_out;
}

void
pdf_inflate_end(z_stream *stream)
{
    inflateEnd(stream);
}
