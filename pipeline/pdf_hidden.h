/* pipeline/pdf_hidden.h - words that are in the text layer but not to be seen
 *
 * Words drawn twice, a hair apart, to look bold; white words on white paper.
 * The former are found by their boxes, the latter by a look at the picture,
 * and only that part of it where words in (nearly) the paper's colour stand,
 * so that most pages are not rendered.
 *
 * What is not found: text covered by a picture or a bar, text drawn with the
 * invisible rendering mode (Poppler doesn't tell; on a scan it is the OCR
 * layer, which is wanted).
 */
#pragma once

#include "pipeline/pdf_internal.h"

/* Drops hidden words from @page, whose images are known. A page that can't be rendered
 * keeps its white words. */
void pdf_hidden_drop(Pdf *pdf, const PdfInk *ink, Page *page);
