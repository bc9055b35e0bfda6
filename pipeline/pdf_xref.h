/* pipeline/pdf_xref.h - the cross-reference table of a file that was written once
 *
 * Most files have one table, of lines of 20 bytes, and in it the place of each
 * object; a linearized file has two, that of the first page last. Only such a
 * file is read here, and only one all of whose objects are where it says: what
 * was updated, is encrypted, damaged or unusual, or has its table or objects
 * in streams, is Poppler's to read.
 *
 * Format: ISO 32000-1, 7.5.4 "Cross-Reference Table".
 */
#pragma once

#include "pipeline/pdf_dictionary.h"

typedef struct {
    guint32 *places;          /* in the file, by number; 0: there is no such object */
    guint size;               /* numbers are below */
    guint32 table;            /* where the last one is */
    guint root, generation;   /* of the catalog */
    guint info, info_version; /* of what is said of the document; 0 for nothing */
} PdfXref;

/* False for any other file. Clear @xref. However long the file, a few MB of it are kept in memory,
 * so where @file is a copy nothing was written to it yet. */
bool pdf_xref_read(GBytes *file, PdfXref *xref);
void pdf_xref_clear(PdfXref *xref);

/* Does "@number @generation obj" stand at @at, before @end? */
bool pdf_xref_is_object(const char *at, const char *end, guint *number, guint *generation);
