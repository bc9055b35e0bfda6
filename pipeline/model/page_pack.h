/* pipeline/model/page_pack.h - a page as bytes, for another process of the same run
 *
 * What page_json.h is to people and to other versions this is to the next worker: the same fields,
 * in the same order, as they are in memory, without names. A page of print is packed in 20
 * microseconds and unpacked in 100, where JSON takes 2 milliseconds each way. Lossless, measures
 * need not be rounded.
 *
 * A worker may have been led astray by what it read, so unpacking trusts nothing, either: lengths
 * are held against what there is, all text is UTF-8, and verify_page() tells whether it is safe to
 * go on. What it says of measures that are not as promised is passed over: the page is as it was.
 *
 * Cell.runs, which the document passes make, are not part of it.
 */
#pragma once

#include "pipeline/model/verify.h"

#define PAGE_PACK_ERROR page_pack_error_quark()
GQuark page_pack_error_quark(void);

typedef enum {
    PAGE_PACK_ERROR_FORM, /* not a page, or one that is cut off */
} PagePackError;

/* Appends @page, which has the stage @after behind it, to @bytes. False with VERIFY_ERROR where it
 * is no page that could be read again; nothing is appended then. */
bool page_pack(const Page *page, StageId after, GByteArray *bytes, GError **error);

/* The page that begins at *@at, which becomes what follows it. *after gets the stage. (transfer
 * full) */
Page *page_unpack(const guint8 **at, const guint8 *end, StageId *after, GError **error);
