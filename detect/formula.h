/* detect/formula.h - lines that are mathematics and no text
 *
 * Told by what is in them: signs of relation and operation, single letters, digits, math fonts;
 * hardly a word of a language. Whether such a line is displayed, set apart from the text, is for
 * detect/block.h to say.
 */
#pragma once

#include "pipeline/model/page.h"

typedef enum {
    FORMULA_NONE,
    FORMULA_PART,  /* nothing but mathematics, yet no relation: the upper half of a fraction */
    FORMULA_WHOLE, /* an equation or the like, with its number or without */
} FormulaKind;

/* @line: of @page; its words are indices in @line_words. */
FormulaKind formula_kind(const Page *page, const GArray *line_words, const Line *line);
