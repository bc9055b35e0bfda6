/* pipeline/pdf_update.h - what pages draw, inflated, as an update of their file
 *
 * Poppler inflates byte by byte, which is a tenth of the time that a page takes. libdeflate does it
 * at once. But what is inflated is longer, and all that follows in a file has its place told; so it
 * is put behind the file, in the copy of it that is in memory, as programs do that change a file
 * without writing it again:
 *
 *     |  the file  | 12 0 obj << /Length 5210 >> stream BT /F1 ... endobj | xref 12 1 ... trailer |
 *
 * Files that were already updated themselves, as objects may be there twice, or are encrypted, are
 * left as they are.
 */
#pragma once

#include "pipeline/pdf_dictionary.h"

#define PDF_UPDATE_REFERENCE 32 /* bytes */

typedef struct {
    /*< private >*/
    const char *file, *file_end;
    char *at, *end;
    GArray *objects;
    char root[PDF_UPDATE_REFERENCE], info[PDF_UPDATE_REFERENCE]; /* "1 0 R" */
    guint64 n_objects, previous;
} PdfUpdate;

/* The file from @file to @file_end, behind which there is room up to @end. False where it can't be
 * updated; else end it. */
bool pdf_update_begin(PdfUpdate *update, char *file, char *file_end, char *end);

/* Adds the stream of @in if it is what a page draws and there is room for it. */
void pdf_update_add(PdfUpdate *update, PdfDictionary in);

/* Returns: the end of the file with its update, which is that of the file where there is none. */
char *pdf_update_end(PdfUpdate *update);
