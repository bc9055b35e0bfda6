/* detect/layout.c - from words to lines, tables and blocks in reading order
 *
 *     words -- tables take theirs -- pictures hold theirs
 *       -> fragments -> gutters -> lines -> regions in order -> blocks
 *
 * A picture's own words are read row by row and follow it as a block, so that
 * the labels of a chart do not fall between the paragraphs beside it. Turned
 * words come last.
 */
#include "detect/layout.h"

#include "detect/bidi.h"
#include "detect/block.h"
#include "detect/gutter.h"
#include "detect/line.h"
#include "detect/order.h"
#include "detect/turn.h"

#include <math.h>
#include <string.h>

#define HOLDER_SHARE 0.5 /* of the page's words: a picture with more is the page's ground */

#define NOTE_SIZE 0.93 /* of the body size: footnotes are smaller */

enum { ITEM_LINE, ITEM_TABLE, ITEM_PICTURE };

static void
take_table_words(const Table *table, bool *taken, guint n_words)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        for (guint k = 0; k < cell->words->len; k++) {
            const guint word = g_array_index(cell->words, guint, k);

            if (word < n_words)
                taken[word] = true;
        }
    }
}

/* For each word the picture that it lies in, -1 for none. */
static gint *
holders_of(const Page *page)
{
    const guint n = page->words->len;
    gint *holders = g_new(gint, n + 1);
    g_autofree guint *held = g_new0(guint, page->pictures->len + 1);

    for (guint i = 0; i < n; i++) {
        const Bbox b = page_word(page, i)->bbox;

        holders[i] = -1;
        for (guint p = 0; p < page->pictures->len && holders[i] < 0; p++) {
            const Bbox frame = g_array_index(page->pictures, Picture, p).bbox;

            if (bbox_holds_point(frame, bbox_mid_x(b), bbox_mid_y(b))) {
                holders[i] = (gint)p;
                held[p]++;
            }
        }
    }
    for (guint i = 0; i < n; i++) {
        if (holders[i] >= 0 && held[holders[i]] > HOLDER_SHARE * n)
            holders[i] = -1;
    }
    return holders;
}

/* The size of most glyphs of a line: a bullet or a mark of another size tells nothing of it. */
static double
dominant_size(const Page *page, const GArray *words)
{
    double best = 0, best_glyphs = -1;

    for (guint i = 0; i < words->len; i++) {
        const double size =
            page_style(page, page_word(page, g_array_index(words, guint, i))->style)->size;
        double glyphs = 0;

        if (i > 0 && size == best)
            continue;
        for (guint k = i; k < words->len; k++) {
            const Word *word = page_word(page, g_array_index(words, guint, k));

            if (page_style(page, word->style)->size == size)
                glyphs += (double)g_utf8_strlen(word->text, -1);
        }
        if (glyphs > best_glyphs) {
            best = size;
            best_glyphs = glyphs;
        }
    }
    return best;
}

/* Stores a fragment as a line of the page. */
static void
add_line(const Page *page, const Fragment *fragment, guint column, Layout *layout)
{
    const double size = dominant_size(page, fragment->words);
    Line line = { .bbox = fragment->bbox,
                  .baseline = fragment->baseline,
                  .size = size,
                  .first = layout->line_words->len,
                  .n = fragment->words->len,
                  .column = column };
    double most = -1;

    bidi_sort(page, fragment->words);
    for (guint k = 0; k < fragment->words->len; k++) {
        const Word *word = page_word(page, g_array_index(fragment->words, guint, k));

        if (page_style(page, word->style)->size == size && bbox_width(word->bbox) > most) {
            most = bbox_width(word->bbox);
            line.style = word->style;
            line.baseline = word->baseline;
        }
    }
    g_array_append_vals(layout->line_words, fragment->words->data, fragment->words->len);
    g_array_append_val(layout->lines, line);
}

static GArray *
items_of(const Page *page, const GArray *fragments, const GPtrArray *tables, double body_size)
{
    GArray *items = g_array_new(FALSE, TRUE, sizeof(OrderItem));

    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = &g_array_index(fragments, Fragment, i);
        const OrderItem item = { .bbox = fragment->bbox,
                                 .index = i,
                                 .kind = ITEM_LINE,
                                 .small = fragment->size < NOTE_SIZE * body_size };

        if (fragment->holder < 0)
            g_array_append_val(items, item);
    }
    for (guint i = 0; i < tables->len; i++) {
        const Table *table = g_ptr_array_index(tables, i);
        const OrderItem item = { .bbox = table->bbox, .index = i, .kind = ITEM_TABLE };

        g_array_append_val(items, item);
    }
    for (guint i = 0; i < page->pictures->len; i++) {
        const Picture *picture = &g_array_index(page->pictures, Picture, i);
        const OrderItem item = { .bbox = picture->bbox, .index = i, .kind = ITEM_PICTURE };

        g_array_append_val(items, item);
    }
    return items;
}

/* What waits to be cut into blocks: lines that are stored but not yet in one. */
typedef struct {
    const Page *page;
    Layout *layout;
    guint first;  /* of the lines that wait */
    GArray *cuts; /* Cut: in reading order */
} Cutter;

typedef struct {
    guint first, n; /* lines of one region */
    gint table, picture;
} Cut;

static void
cut_here(Cutter *cutter)
{
    const guint end = cutter->layout->lines->len;

    if (end > cutter->first) {
        const Cut cut = { cutter->first, end - cutter->first, -1, -1 };

        g_array_append_val(cutter->cuts, cut);
    }
    cutter->first = end;
}

static void
cut_picture(Cutter *cutter, const GArray *fragments, guint picture, guint column)
{
    const Cut cut = { .table = -1, .picture = (gint)picture };

    cut_here(cutter);
    g_array_append_val(cutter->cuts, cut);
    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = &g_array_index(fragments, Fragment, i);

        if (fragment->holder == (gint)picture)
            add_line(cutter->page, fragment, column, cutter->layout);
    }
    cut_here(cutter);
}

/* Words that run up or down the page: a line each run, in the text layer's order. */
static void
add_turned(const Page *page, const bool *taken, guint column, Layout *layout)
{
    const Word *last = NULL;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (word->rotation == 0 || taken[i])
            continue;
        if (last == NULL || last->rotation != word->rotation ||
            bbox_overlap_x(last->bbox, word->bbox) <
                0.5 * MIN(bbox_width(last->bbox), bbox_width(word->bbox))) {
            Line line = { .bbox = word->bbox,
                          .baseline = word->bbox.y1,
                          .style = word->style,
                          .size = page_style(page, word->style)->size,
                          .first = layout->line_words->len,
                          .column = column };

            g_array_append_val(layout->lines, line);
        }
        Line *line = &g_array_index(layout->lines, Line, layout->lines->len - 1);
        line->n++;
        line->bbox = bbox_union(line->bbox, word->bbox);
        g_array_append_val(layout->line_words, i);
        last = word;
    }
}

static void
add_blocks(const Page *page, const GArray *cuts, const Body *stats, Layout *layout)
{
    for (guint i = 0; i < cuts->len; i++) {
        const Cut *cut = &g_array_index(cuts, Cut, i);
        Block block = { .table = cut->table, .picture = cut->picture };

        if (cut->n > 0) {
            block_segment(page, layout->lines, layout->line_words, cut->first, cut->n, stats,
                          layout->blocks);
            continue;
        }
        block.first_line = cut->first;
        if (cut->table >= 0) {
            block.kind = BLOCK_TABLE;
            block.bbox = ((const Table *)g_ptr_array_index(layout->tables, cut->table))->bbox;
        } else {
            block.kind = BLOCK_PICTURE;
            block.bbox = g_array_index(page->pictures, Picture, cut->picture).bbox;
        }
        g_array_append_val(layout->blocks, block);
    }
}

static GArray *
obstacles_of(const Page *page, const GPtrArray *tables)
{
    GArray *obstacles = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint i = 0; i < tables->len; i++)
        g_array_append_val(obstacles, ((Table *)g_ptr_array_index(tables, i))->bbox);
    for (guint i = 0; i < page->pictures->len; i++)
        g_array_append_val(obstacles, g_array_index(page->pictures, Picture, i).bbox);
    return obstacles;
}

Layout
layout_page(const Page *page, const FinderOptions *options)
{
    Layout layout = { .line_words = g_array_new(FALSE, FALSE, sizeof(guint)),
                      .lines = g_array_new(FALSE, TRUE, sizeof(Line)),
                      .tables = turn_tables(page, options),
                      .blocks = page_blocks_new() };
    g_autofree bool *taken = g_new0(bool, page->words->len + 1);
    g_autofree gint *holders = holders_of(page);

    for (guint i = 0; i < layout.tables->len; i++)
        take_table_words(g_ptr_array_index(layout.tables, i), taken, page->words->len);

    const Body stats = body_find(page, taken);
    g_autoptr(GArray) fragments = line_fragments(page, taken, holders);
    g_autoptr(GArray) obstacles = obstacles_of(page, layout.tables);
    g_autoptr(GArray) gutters = gutter_find(fragments, obstacles);
    g_autoptr(GArray) lines = line_join(fragments, gutters);
    g_autoptr(GArray) items = items_of(page, lines, layout.tables, stats.body_size);
    const guint n_regions = order_items(items, gutters);

    g_autoptr(GArray) cuts = g_array_new(FALSE, TRUE, sizeof(Cut));
    Cutter cutter = { .page = page, .layout = &layout, .cuts = cuts };
    guint region = 0;
    for (guint i = 0; i < items->len; i++) {
        const OrderItem *item = &g_array_index(items, OrderItem, i);

        if (item->region != region)
            cut_here(&cutter);
        region = item->region;
        if (item->kind == ITEM_LINE) {
            add_line(page, &g_array_index(lines, Fragment, item->index), region, &layout);
        } else if (item->kind == ITEM_PICTURE) {
            cut_picture(&cutter, lines, item->index, region);
        } else {
            const Cut cut = { .table = (gint)item->index, .picture = -1 };

            cut_here(&cutter);
            g_array_append_val(cuts, cut);
        }
    }
    cut_here(&cutter);
    add_turned(page, taken, n_regions, &layout);
    cut_here(&cutter);
    add_blocks(page, cuts, &stats, &layout);
    return layout;
}
