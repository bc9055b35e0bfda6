/* pipeline/pdf_tags.h - what a tagged PDF says of its own structure; for pdf*.c alone */
#pragma once

#include "pipeline/pdf_internal.h"

typedef struct PdfTags PdfTags;

/* Fills the tags of @page from the structure tree, which is walked once a document. None where
 * there is no tree, where it is deeper or larger than a document's can be, or where the page
 * has so many elements that to read them takes longer than all the rest. */
void pdf_tags_load(Pdf *pdf, Page *page);

void pdf_tags_free(PdfTags *tags);
