/* pipeline/pdf_update.h - what of a file is deflated, written a second time behind it, inflated
 *
 * Poppler inflates a stream byte by byte whenever it reads one: contents on
 * each page, forms and CMaps on each page that has them. libdeflate is some
 * ten times as quick. So a copy of the file gets an incremental update, as an
 * editor would append it, in which they stand as they are:
 *
 *     the file ...  startxref 9000 %%EOF
 *     7 0 obj << ... /-ilter /FlateDecode /Length 5200 >> stream BT ... ET endstream endobj
 *     xref 7 1 0000010200 00000 n
 *     trailer << /Size 20 /Root 1 0 R /Prev 9000 >> startxref 15500 %%EOF
 *
 * That is only right where a number is one object's, and where it is. So a file
 * gets one if it was written once and its table holds (pipeline/pdf_xref.h).
 * One whose table is a stream gets none: behind a table Poppler would go
 * through all of the file for an object that is not there, and find none of
 * those in streams.
 *
 * Format: ISO 32000-1, 7.5.6 "Incremental Updates".
 */
#pragma once

#include "pipeline/pdf_dictionary.h"

/* Bytes behind a file for which there has to be room. */
#define PDF_UPDATE_ROOM ((gsize)8 << 20)

typedef struct PdfUpdate PdfUpdate;

/* An update of @file, which is mapped, at @to, somewhere behind its end. NULL where there can be
 * none. It has to be ended. */
PdfUpdate *pdf_update_new(GBytes *file, char *to);

/* @in: that of a stream of the file. Images, fonts, and what is no part of a page stay as they are,
 * and so does what finds no room. */
void pdf_update_add(PdfUpdate *update, PdfDictionary in);

/* Ends it and frees it. @update: (nullable). Returns its size; 0 for no update. */
gsize pdf_update_end(PdfUpdate *update);
