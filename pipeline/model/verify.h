/* pipeline/model/verify.h - what must hold for a page after each stage
 *
 * Indices in range, boxes finite and ordered, every word in one line at most,
 * blocks over consecutive lines, table cells inside their grid without
 * overlap. Cheap enough to run on every page: linear in what the page holds.
 */
#pragma once

#include "pipeline/model/page.h"

/* The stages of pipeline/stage.h, by what a page holds after them. */
typedef enum { STAGE_LOAD, STAGE_DETECT, STAGE_OCR, STAGE_LAYOUT, STAGE_COUNT } StageId;

#define VERIFY_ERROR verify_error_quark()
GQuark verify_error_quark(void);

typedef enum {
    VERIFY_ERROR_SHAPE, /* following the page's indices is not safe: do not go on with it */
    VERIFY_ERROR_VALUE, /* a number or text is not as promised; safe to go on */
} VerifyError;

/* Measures beyond this many points are taken for nonsense: a hundred times the largest
 * page that PDF allows (14,400 points). */
#define VERIFY_MAX_POINTS 1.44e6

/* Most rows or columns of a table or lattice. A page has room for some hundreds. */
#define VERIFY_MAX_GRID 10000

/* FALSE with the first thing that does not hold, in words. Shape is looked at before values. */
bool verify_page(const Page *page, StageId after, GError **error);
