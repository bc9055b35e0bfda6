/* ocr/agreement.h - does the picture say what the text layer says?
 *
 * A few words are read where they should stand. What Tesseract reads surely and otherwise speaks
 * against the text layer, what it is not sure of says nothing.
 *
 * Space: points.
 */
#pragma once

#include "ocr/engine.h"

typedef struct {
    guint agree;  /* words that were read as they are spelt, where they should stand */
    guint differ; /* read otherwise */
    guint astray; /* read beside their place, or no ink at their place */
    guint unsure; /* nothing that can be relied upon was read */
} Agreement;

/**
 * agreement_check:
 * @raster: 1, 8 or 32 bpp, as it came: skew of a degree or two does not matter; only read
 * @words: guint: which of the page's words may be asked for, in the order of the page; a few of
 *   them, spread over all, are taken
 *
 * Stops as soon as the answer is plain. A word costs about 20 ms.
 */
Agreement agreement_check(Engine *engine, const Raster *raster, const Page *page,
                          const GArray *words);

/* Can this word be asked for: is it upright, and long enough to be told from others? */
bool agreement_can_ask(const Word *word);

/* Are these the same word, but for a letter in three, and all but letters and figures? */
bool agreement_is_same(const char *one, const char *other);
