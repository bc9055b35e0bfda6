/* pipeline/pdf_inflate.h - data of streams that is deflated, by libdeflate
 *
 * The checksum behind the data is nobody's concern: many files are cut off before it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Puts what is deflated from @data to @end to @to, where there is @room for it. *size: how much
 * that is. False where it is damaged, cut off, or more; then @to may be partly written. */
bool pdf_inflate(const guint8 *data, const guint8 *end, guint8 *to, gsize room, gsize *size);
