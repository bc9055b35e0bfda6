/* pipeline/leftout.h - words of pages that were left out, by page and reason */
#pragma once

#include "pipeline/bag.h"

typedef struct LeftOut LeftOut;

LeftOut *leftout_new(void);
void leftout_free(LeftOut *leftout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LeftOut, leftout_free)

/* Where words of @page that were left out for @why, a static text, are added; lent. */
Bag *leftout_bag(LeftOut *leftout, guint page, const char *why);

/* Takes a word that was left out of @page, or of the page before, as what begins there may go
 * on. Returns: why; NULL when it is not there */
const char *leftout_take(LeftOut *leftout, guint page, const char *key);
