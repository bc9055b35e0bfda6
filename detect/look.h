/* detect/look.h - is there something to see on this page?
 *
 * Rendering costs ten times the text layer, so a page is rendered only when
 * its words or image placements say that it holds what words alone can't tell.
 * Prose, headings, lists and code say nothing of the kind; columns of short
 * texts, captions, light or turned text, scattered numbers and images do.
 */
#pragma once

#include "pipeline/model/page.h"

typedef enum {
    LOOK_NONE = 0,
    LOOK_DRAWN = 1 << 0,   /* rulings, fills, pictures may matter: render at a low dpi */
    LOOK_SCAN = 1 << 1,    /* a picture of a page without a usable text layer: read it */
    LOOK_GARBLED = 1 << 2, /* and what is in the text layer is not even characters */
} LookFlags;

/* @page: as after load; only read. */
LookFlags look_decide(const Page *page);

/* Are all images of the page pictures and nothing else, so that strokes and tints can be looked
 * for without them? No word stands on such an image, and none is as thin as a rule. */
bool look_past_images(const Page *page);
