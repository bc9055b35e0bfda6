/* pipeline/pdf_inflate.h - data of streams that is deflated, by zlib
 *
 * The checksum behind the data is nobody's concern: many files are cut off before it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <zlib.h>

/* Begins with the data from @data to @end; false where that is not deflated. */
bool pdf_inflate_begin(z_stream *stream, const guint8 *data, const guint8 *end);

/* Gives the next @n bytes, or as many of them as there are. *whole: (nullable): did the data come
 * to its end? */
gsize pdf_inflate_some(z_stream *stream, guint8 *to, gsize n, bool *whole);

void pdf_inflate_end(z_stream *stream);
