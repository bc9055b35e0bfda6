/* detect/layout.c - from words to lines, tables and blocks in reading order
 *
 *     words -- tables take theirs -- pictures hold theirs
 *       -> fragments -> gutters -> lines -> regions in order -> blocks
 *
 * A picture's own words, turned ones and those just outside of it included,
 * are read row by row and follow it as one block, so that the labels of a chart
 * do not fall between the paragraphs beside it. Where they are prose, as in a
 * box with a frame, they are cut into blocks as all text is; so is a caption
 * within the picture. Other turned words come last.
 */
#include "detect/layout.h"

#include "detect/bidi.h"
#include "detect/block.h"
#include "detect/gutter.h"
#include "detect/label.h"
#include "detect/line.h"
#include "detect/linenumber.h"
#include "detect/marker.h"
#include "detect/order.h"
#include "detect/turn.h"

#include <math.h>
#include <string.h>

#define HOLDER_SHARE 0.5 /* of the page's words: a picture with more is the page's ground */

#define NOTE_SIZE 0.93 /* of the body size: footnotes are smaller */

/* Lines in a picture are text where most of its type is in lines of ... */
#define PROSE_WIDTH 14 /* em and more, */
#define PROSE_WORDS 5  /* as many words, */
#define PROSE_INK 0.7  /* and words on so much of their width: labels of a row stand far apart */

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

/* For each word the picture that it lies in, -1 for none; @ground: one flag a picture, set for
 * one that most words lie in, which holds none of them. */
static gint *
holders_of(const Page *page, bool *ground)
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
    for (guint p = 0; p < page->pictures->len; p++)
        ground[p] = held[p] > HOLDER_SHARE * n;
    for (guint i = 0; i < n; i++) {
        if (holders[i] >= 0 && ground[holders[i]])
            holders[i] = -1;
    }
    return holders;
}

/* The type of the page, tables and pictures left out; of what is in pictures where that is all. */
static Body
body_of(const Page *page, const bool *taken, const gint *holders)
{
    const guint n = page->words->len;
    g_autofree bool *apart = g_new(bool, n + 1);
    guint text = 0;

    for (guint i = 0; i < n; i++) {
        apart[i] = taken[i] || holders[i] >= 0;
        text += !apart[i];
    }
    return body_find(page, text > 0 ? apart : taken);
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
items_of(const Page *page, const GArray *fragments, const GPtrArray *tables, const GArray *frames,
         double body_size)
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
        const OrderItem item = {
            .bbox = table->bbox, .index = i, .kind = ITEM_TABLE, .block = true
        };

        g_array_append_val(items, item);
    }
    for (guint i = 0; i < frames->len; i++) {
        OrderItem item = {
            .bbox = g_array_index(frames, Bbox, i), .index = i, .kind = ITEM_PICTURE, .block = true
        };

        /* The ground stands where it begins: what lies on it comes after it. */
        if (bbox_is_empty(item.bbox)) {
            item.bbox = g_array_index(page->pictures, Picture, i).bbox;
            item.bbox.y1 = MIN(item.bbox.y1, item.bbox.y0 + 1);
        }
        g_array_append_val(items, item);
    }
    return items;
}

/* What waits to be cut into blocks: lines that are stored but not yet in one. */
typedef struct {
    const Page *page;
    const bool *taken;   /* words of tables */
    const gint *holders; /* pictures of words */
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

/* Words that run up or down the page, of one picture or (@holder < 0) of none: a line each run,
 * in the text layer's order. */
static void
add_turned(const Page *page, const bool *taken, const gint *holders, gint holder, guint column,
           Layout *layout)
{
    const Word *last = NULL;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (word->rotation == 0 || taken[i] || holders[i] != holder)
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

/* Is it as long as a line of text, and as full of words? */
static bool
is_prose_line(const Page *page, const Layout *layout, const Line *line)
{
    const double width = bbox_width(line->bbox);
    double ink = 0;

    for (guint k = 0; k < line->n; k++)
        ink += bbox_width(
            page_word(page, g_array_index(layout->line_words, guint, line->first + k))->bbox);
    return width > PROSE_WIDTH * line->size && line->n >= PROSE_WORDS && ink > PROSE_INK * width;
}

/* Is most of the type from line @first on in such lines? */
static bool
is_prose(const Page *page, const Layout *layout, guint first)
{
    double all = 0, prose = 0;

    for (guint i = first; i < layout->lines->len; i++) {
        const Line *line = &g_array_index(layout->lines, Line, i);

        all += bbox_width(line->bbox);
        prose += is_prose_line(page, layout, line) ? bbox_width(line->bbox) : 0;
    }
    return 2 * prose > all;
}

static bool
begins_caption(const Page *page, const Layout *layout, guint i)
{
    const Line *line = &g_array_index(layout->lines, Line, i);
    const guint *words = &g_array_index(layout->line_words, guint, line->first);

    return line->n > 1 &&
           marker_is_caption(page_word(page, words[0])->text, page_word(page, words[1])->text);
}

/* The picture and its words. */
static void
cut_picture(Cutter *cutter, const GArray *fragments, guint picture, guint column)
{
    const Layout *layout = cutter->layout;
    const Cut cut = { .table = -1, .picture = (gint)picture };

    cut_here(cutter);
    g_array_append_val(cutter->cuts, cut);
    add_turned(cutter->page, cutter->taken, cutter->holders, (gint)picture, column, cutter->layout);
    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = &g_array_index(fragments, Fragment, i);

        if (fragment->holder == (gint)picture)
            add_line(cutter->page, fragment, column, cutter->layout);
    }
    guint end = cutter->first;

    while (end < layout->lines->len && !begins_caption(cutter->page, layout, end))
        end++;
    if (end > cutter->first && !is_prose(cutter->page, layout, cutter->first)) {
        const Cut labels = { cutter->first, end - cutter->first, -1, (gint)picture };

        g_array_append_val(cutter->cuts, labels);
        cutter->first = end;
    }
    cut_here(cutter);
}

/* What stands in a picture, in one block. */
static void
add_labels(const Cut *cut, Layout *layout)
{
    Block block = { .kind = BLOCK_PARAGRAPH,
                    .first_line = cut->first,
                    .n_lines = cut->n,
                    .table = -1,
                    .picture = cut->picture };

    for (guint i = 0; i < cut->n; i++)
        block.bbox =
            bbox_union(block.bbox, g_array_index(layout->lines, Line, cut->first + i).bbox);
    g_array_append_val(layout->blocks, block);
}

static void
add_blocks(const Page *page, const GArray *cuts, const GArray *frames, const Body *stats,
           Layout *layout)
{
    const double leading = block_leading(layout->lines);

    for (guint i = 0; i < cuts->len; i++) {
        const Cut *cut = &g_array_index(cuts, Cut, i);
        Block block = { .table = cut->table, .picture = cut->picture };

        if (cut->n > 0 && cut->picture >= 0) {
            add_labels(cut, layout);
            continue;
        }
        if (cut->n > 0) {
            block_segment(page, layout->lines, layout->line_words, cut->first, cut->n, stats,
                          leading, layout->blocks);
            continue;
        }
        block.first_line = cut->first;
        if (cut->table >= 0) {
            block.kind = BLOCK_TABLE;
            block.bbox = ((const Table *)g_ptr_array_index(layout->tables, cut->table))->bbox;
        } else {
            block.kind = BLOCK_PICTURE;
            block.bbox = g_array_index(frames, Bbox, cut->picture);
            if (bbox_is_empty(block.bbox))
                block.bbox = g_array_index(page->pictures, Picture, cut->picture).bbox;
        }
        g_array_append_val(layout->blocks, block);
    }
}

/* One Bbox a picture, which will grow to its labels; an empty one for the ground of the page. */
static GArray *
frames_of(const Page *page, const bool *ground)
{
    GArray *frames = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint i = 0; i < page->pictures->len; i++) {
        const Bbox frame = ground[i] ? BBOX_EMPTY : g_array_index(page->pictures, Picture, i).bbox;

        g_array_append_val(frames, frame);
    }
    return frames;
}

static GArray *
obstacles_of(const GArray *frames, const GPtrArray *tables)
{
    GArray *obstacles = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint i = 0; i < frames->len; i++) {
        if (!bbox_is_empty(g_array_index(frames, Bbox, i)))
            g_array_append_val(obstacles, g_array_index(frames, Bbox, i));
    }
    for (guint i = 0; i < tables->len; i++)
        g_array_append_val(obstacles, ((Table *)g_ptr_array_index(tables, i))->bbox);
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
    g_autofree bool *ground = g_new0(bool, page->pictures->len + 1);
    g_autofree gint *holders = holders_of(page, ground);

    for (guint i = 0; i < layout.tables->len; i++)
        take_table_words(g_ptr_array_index(layout.tables, i), taken, page->words->len);
    linenumber_mark(page, taken);

    const Body stats = body_of(page, taken, holders);
    g_autoptr(GArray) fragments = line_fragments(page, taken, holders);
    g_autoptr(GArray) frames = frames_of(page, ground);
    label_take(fragments, frames, stats.body_size);
    g_autoptr(GArray) obstacles = obstacles_of(frames, layout.tables);
    g_autoptr(GArray) gutters = gutter_find(fragments, obstacles);
    g_autoptr(GArray) lines = line_join(fragments, gutters);
    g_autoptr(GArray) items = items_of(page, lines, layout.tables, frames, stats.body_size);
    const guint n_regions = order_items(items, gutters);

    g_autoptr(GArray) cuts = g_array_new(FALSE, TRUE, sizeof(Cut));
    Cutter cutter = {
        .page = page, .taken = taken, .holders = holders, .layout = &layout, .cuts = cuts
    };
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
    add_turned(page, taken, holders, -1, n_regions, &layout);
    cut_here(&cutter);
    add_blocks(page, cuts, frames, &stats, &layout);
    return layout;
}
