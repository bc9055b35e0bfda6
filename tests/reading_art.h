/* tests/reading_art.h - what tests of reading have in common: an engine, and a paragraph to read */
#pragma once

#include "ocr/engine.h"
#include "tests/scan_art.h"

/* Tesseract for English; NULL where it has no data, or there are no fonts to draw with. */
static inline Engine *
reading_engine(void)
{
    setMsgSeverity(L_SEVERITY_NONE);
    return sheet_has_fonts() ? engine_new("eng", NULL) : NULL;
}

/* Skips the test where there is no @engine. */
static inline bool
reading_is_skipped(const Engine *engine)
{
    if (engine == NULL)
        g_test_skip("no Tesseract data for English, or no fonts");
    return engine == NULL;
}

static const char *const reading_lines[] = {
    "The river rises in the hills and runs", "through a wide valley where cattle graze",
    "before it meets the sea near a small",  "harbour that was built for fishing boats",
    "and now mostly serves summer visitors", NULL,
};

#define N_READING_LINES (G_N_ELEMENTS(reading_lines) - 1)

static inline void
reading_draw_lines(Sheet *sheet, double top)
{
    for (guint i = 0; i < N_READING_LINES; i++)
        sheet_text(sheet, 20, top + 14 * i, 10, false, reading_lines[i]);
}
