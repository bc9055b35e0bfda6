/* pipeline/pdf_watermark.h - DRAFT and the like, large across the page; for pdf*.c alone */
#pragma once

#include "pipeline/pdf_internal.h"

/* Sets @hidden, one flag a word, for the words of watermarks, and notes what they say. */
void pdf_watermark_mark(Page *page, bool *hidden);
