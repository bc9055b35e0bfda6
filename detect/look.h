/* detect/look.h - is this page a picture of a page, and do its images matter?
 *
 * What a page paints besides text and images is known by the time it is loaded. Its images are
 * not decoded unless something may be seen in them.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

typedef enum {
    LOOK_NONE = 0,
    LOOK_SCAN = 1 << 0,    /* a picture of a page without a usable text layer: read it */
    LOOK_GARBLED = 1 << 1, /* and what is in the text layer is not even characters */
} LookFlags;

/* @page: as after load; only read. */
LookFlags look_decide(const Page *page);

/* Are all images of the page pictures and nothing else, so that strokes and tints can be looked
 * for without them? None is as thin as a rule, and words stand on one only where no words stand in
 * columns. Also true where there are none. */
bool look_past_images(const Page *page);

/* Is there print in the picture of a page without words: pieces of ink of the size of letters, side
 * by side on lines? So it is where letters are drawn as outlines. */
bool look_has_print(const Raster *raster);
