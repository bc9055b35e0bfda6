/* pipeline/pdf_inflate.c - data of streams that is deflated, by libdeflate
 *
 * Format: RFC 1950.
 */
#include "pipeline/pdf_inflate.h"

#include <libdeflate.h>

#define HEADER 2   /* bytes */
#define DEFLATED 8 /* the only method that there is */
#define NEEDS_DICTIONARY 0x20

bool
pdf_inflate(const guint8 *data, const guint8 *end, guint8 *to, gsize room, gsize *size)
{
    static struct libdeflate_decompressor *kept;

    if (kept == NULL)
        kept = libdeflate_alloc_decompressor();
    if (kept == NULL || end - data < HEADER || (data[0] & 0x0F) != DEFLATED ||
        (data[0] << 8 | data[1]) % 31 != 0 || (data[1] & NEEDS_DICTIONARY) != 0)
        return false;
    return libdeflate_deflate_decompress(kept, data + HEADER, (gsize)(end - data - HEADER), to,
                                         room, size) == LIBDEFLATE_SUCCESS;
}
