/* detect/layout.h - from words to lines, tables and blocks in reading order */
#pragma once

#include "detect/finder.h"
#include "pipeline/model/page.h"

typedef struct {
    GArray *line_words; /* guint */
    GArray *lines;      /* Line */
    GPtrArray *tables;  /* Table */
    GArray *blocks;     /* Block */
} Layout;

/* @page: as after ocr; only read. The caller owns the arrays of the result. */
Layout layout_page(const Page *page, const FinderOptions *tables);
