/* detect/callout.c - notes, tips and warnings set off in a box of their own
 *
 *     +---------------------------+   a tint, wider than words of inline code
 *     | (i) See also the manual.  |   and taller than a line, with at least
 *     +---------------------------+   one paragraph or item in it
 */
#include "detect/callout.h"

#define MIN_WIDTH 0.25  /* of the page: margin notes are narrower, but they are no quotes */
#define MIN_HEIGHT 14.0 /* points: a line with some padding */
#define MAX_SHARE 0.5   /* of the page: a larger one is its ground */
#define MIN_WORDS 4     /* fewer are a label on a coloured ground */
#define SLACK 2.0       /* points: rounding of the raster */
#define WHITE 0xFA      /* of each colour: not a tint but paper */

static bool
is_tint(guint32 color)
{
    return ((color >> 16) & 0xFF) < WHITE || ((color >> 8) & 0xFF) < WHITE ||
           (color & 0xFF) < WHITE;
}

/* A fill that is a table's, or nothing but a band in one. */
static bool
is_of_table(const Page *page, Bbox fill)
{
    for (guint i = 0; i < page->tables->len; i++) {
        const Table *table = g_ptr_array_index(page->tables, i);

        if (bbox_share(fill, table->bbox) > 0.5 || bbox_share(table->bbox, fill) > 0.5)
            return true;
    }
    return false;
}

static bool
is_text(const Block *block)
{
    return block->n_lines > 0 && (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM ||
                                  block->kind == BLOCK_HEADING || block->kind == BLOCK_CAPTION);
}

static guint
n_words(const Page *page, const Block *block)
{
    guint n = 0;

    for (guint l = 0; l < block->n_lines; l++)
        n += page_line(page, block->first_line + l)->n;
    return n;
}

GArray *
callout_find(const Page *page)
{
    GArray *callouts = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint f = 0; f < page->fills->len; f++) {
        const Fill *fill = &g_array_index(page->fills, Fill, f);
        const Bbox box = bbox_grow(fill->bbox, SLACK);
        guint inside = 0;

        if (!is_tint(fill->color) || bbox_width(box) < MIN_WIDTH * page->width ||
            bbox_height(box) < MIN_HEIGHT ||
            bbox_area(box) > MAX_SHARE * page->width * page->height || is_of_table(page, box))
            continue;
        for (guint b = 0; b < page->blocks->len; b++) {
            const Block *block = page_block(page, b);

            /* A heading on a coloured bar alone is a heading. */
            if (is_text(block) && block->kind != BLOCK_HEADING && bbox_holds(box, block->bbox, 0))
                inside += n_words(page, block);
        }
        if (inside >= MIN_WORDS)
            g_array_append_val(callouts, box);
    }
    return callouts;
}

gint
callout_of(const GArray *callouts, const Block *block)
{
    for (guint i = 0; i < callouts->len; i++)
        if (bbox_holds(g_array_index(callouts, Bbox, i), block->bbox, 0))
            return (gint)i;
    return -1;
}
