/* detect/whole.h - what is known of a page as a whole while tables are sought on it
 *
 * Strips are made of dozens of regions of a page, and each wants the same of
 * all of it. While a Whole is open for a page, that is worked out once.
 */
#pragma once

#include "pipeline/model/page.h"

typedef struct Whole {
    /*< private >*/
    const Page *page;
    GArray *code;
    double space;
    struct Whole *outer;
} Whole;

/* Until whole_close() nobody may change @page. Others may be opened meanwhile, and are closed
 * first. */
void whole_open(Whole *whole, const Page *page);
void whole_close(Whole *whole);

/* tint_code_boxes(). (transfer full), not to be changed */
GArray *whole_code_boxes(const Page *page);

/* The usual space between words, of their size; 0.25 where there are none. */
double whole_word_space(const Page *page);
