/* detect/mark.c - the part each line plays in its document */
#include "detect/mark.h"

#include <math.h>
#include <string.h>

/* Sizes are told apart by half points: rounding in the file is smaller, steps of type larger. */
#define SIZE_STEP 0.5
#define MAX_SIZES 400 /* up to 200 points */

#define TABLES_PREVAIL 2 /* times the text beside them */

MarkTable *
mark_table_new(const Document *document)
{
    MarkTable *marks = g_new0(MarkTable, 1);

    marks->pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < document->pages->len; i++) {
        GArray *lines = g_array_new(FALSE, TRUE, sizeof(Mark));

        g_array_set_size(lines, mark_page(document, i)->lines->len);
        g_ptr_array_add(marks->pages, lines);
    }
    return marks;
}

void
mark_table_free(MarkTable *marks)
{
    if (marks == NULL)
        return;
    g_ptr_array_unref(marks->pages);
    g_free(marks);
}

/* Glyphs of about one size. */
typedef struct {
    gsize n;
    double sizes; /* of all, added */
} Bin;

/* Glyphs by size and look. */
typedef struct {
    Bin by_size[MAX_SIZES], prose[MAX_SIZES];
    gsize all, bold, italic, fixed;
} Tally;

static void
add_to_bin(Bin *bin, gsize n, double size)
{
    bin->n += n;
    bin->sizes += n * size;
}

static void
tally_word(const Page *page, const Word *word, Tally *tally)
{
    const Style *style = page_style(page, word->style);
    const gsize n = strlen(word->text);
    const double step = style->size / SIZE_STEP;

    if (step > 0 && step < MAX_SIZES - 1) {
        add_to_bin(&tally->by_size[(guint)lround(step)], n, style->size);
        add_to_bin(&tally->prose[(guint)lround(step)], style->fixed ? 0 : n, style->size);
    }
    tally->all += n;
    tally->bold += style->bold ? n : 0;
    tally->italic += style->italic ? n : 0;
    tally->fixed += style->fixed ? n : 0;
}

static void
tally_line(const Page *page, const Line *line, Tally *tally)
{
    for (guint i = 0; i < line->n; i++)
        tally_word(page, page_line_word(page, line, i), tally);
}

static void
tally_tables(const Document *document, Tally *tally)
{
    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint t = 0; t < page->tables->len; t++) {
            const GArray *cells = ((Table *)g_ptr_array_index(page->tables, t))->cells;

            for (guint i = 0; i < cells->len; i++) {
                const GArray *words = g_array_index(cells, Cell, i).words;

                for (guint w = 0; words != NULL && w < words->len; w++)
                    tally_word(page, page_word(page, g_array_index(words, guint, w)), tally);
            }
        }
    }
}

/* Notes may be more than half of a page, and captions most of another; what stands in pictures is
 * set as their makers liked. */
static bool
is_body(const Block *block)
{
    return block->picture < 0 && (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM ||
                                  block->kind == BLOCK_HEADING);
}

static void
tally_document(const Document *document, const MarkTable *marks, bool only_body, Tally *tally)
{
    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint b = 0; b < page->blocks->len; b++) {
            const Block *block = page_block(page, b);

            if (only_body && !is_body(block))
                continue;
            for (guint l = block->first_line; l < block->first_line + block->n_lines; l++) {
                const MarkKind kind = mark_at(marks, p, l)->kind;

                if (kind == MARK_BODY || kind == MARK_CONTENTS)
                    tally_line(page, page_line(page, l), tally);
            }
        }
    }
}

MarkBody
mark_body(const Document *document, const MarkTable *marks)
{
    Tally tally = { 0 }, tables = { 0 };
    guint best = 0;

    tally_document(document, marks, true, &tally);
    if (tally.all == 0)
        tally_document(document, marks, false, &tally);
    /* Where there is little beside tables, that may all be titles. */
    tally_tables(document, &tables);
    if (tables.all > TABLES_PREVAIL * tally.all)
        tally = tables;
    const bool fixed = 2 * tally.fixed > tally.all;
    /* Examples are often set smaller than the text that they are in. */
    const Bin *bins = fixed ? tally.by_size : tally.prose;
    for (guint i = 1; i < MAX_SIZES; i++)
        if (bins[i].n > bins[best].n)
            best = i;
    return (MarkBody){ bins[best].n > 0 ? bins[best].sizes / bins[best].n : 0,
                       2 * tally.bold > tally.all, 2 * tally.italic > tally.all, fixed };
}
