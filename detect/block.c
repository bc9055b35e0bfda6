/* detect/block.c - lines of one passage cut into blocks
 *
 * First each line is looked at by itself (detect/aspect.h), then lines are taken from
 * the top, and each either goes on with the block above it or begins another:
 *
 *     A heading                  larger or bolder:            HEADING
 *        An indented first       indent against the margin:   PARAGRAPH
 *     line goes on here and
 *     ends early.
 *     * an item, its text        begins with a marker:        ITEM
 *       hangs under its text     hangs: goes on
 *         x = 1                  fixed width:                 CODE
 *     1 small print              small, with a mark, low:     NOTE
 *           f(x) = 2x   (1)      mathematics, set in:         FORMULA
 */
#include "detect/block.h"

#include "detect/aspect.h"

#include <math.h>
#include <string.h>

#define LEADING 1.2       /* of the size: what typesetters take when not told */
#define WIDE_GAP 1.3      /* of the usual leading: paragraphs set off by space */
#define CODE_GAP 4.5      /* of the size: two blank lines within one listing */
#define SIZE_STEP 0.07    /* relative: another size of type, beyond rounding */
#define INDENT 0.7        /* em: less is no indent but uneven margins */
#define NOTE_SIZE 0.93    /* of the body size: footnotes are smaller */
#define HEADING_SIZE 1.08 /* of the body size */
#define HEADING_LINES 4   /* a longer one is large text, not a heading */
#define HEADING_CHARS 220
#define SEQUENCE 4 /* letters or roman numbers this near each other are of one list */

static gint
compare_double(gconstpointer a, gconstpointer b)
{
    const double p = *(const double *)a, q = *(const double *)b;

    return p < q ? -1 : p > q;
}

/* Baseline distances over size, of @n lines that follow each other closely: that which @share of
 * them do not reach. @fallback where they are too few to tell. */
static double
leading_at(double share, const GArray *lines, guint first, guint n, double fallback)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = first + 1; i < first + n; i++) {
        const Line *above = &g_array_index(lines, Line, i - 1);
        const Line *line = &g_array_index(lines, Line, i);
        const double step = (line->baseline - above->baseline) / MAX(1, line->size);

        if (step > 0.8 && step < 2.2 && fabs(line->size - above->size) < SIZE_STEP * line->size)
            g_array_append_val(steps, step);
    }
    if (steps->len < 3)
        return fallback;
    g_array_sort(steps, compare_double);
    return g_array_index(steps, double, (guint)(share * steps->len));
}

double
block_leading(const GArray *lines)
{
    return leading_at(0.5, lines, 0, lines->len, LEADING);
}

/* --- may a line go on with the block above it? --------------------------- */

typedef struct {
    BlockKind kind;
    guint first, n;
    Aspect head;    /* its first line */
    Aspect last;    /* its last line so far */
    double hang_x0; /* left edge of its lines after the first, NAN before there is one */
    double step;    /* baseline distance of its first two lines, 0 before */
    double right;   /* the farthest right that one of its lines reaches */
} Growing;

static double
gap_limit(const Passage *passage, const Growing *block, const Aspect *line)
{
    const double size = MAX(block->last.size, line->size);

    if (block->kind == BLOCK_CODE)
        return CODE_GAP * size;
    if (block->step > 0)
        return block->step * 1.2 + 0.5;
    /* Where paragraphs are short, most lines that follow each other are of two. A title may be set
     * wider than the text. */
    const double leading =
        block->kind == BLOCK_PARAGRAPH && size < HEADING_SIZE * passage->stats->body_size
            ? passage->closest
            : passage->leading;
    return MAX(leading, 1.1) * WIDE_GAP * size;
}

/* Would the first word of @line have fitted at the end of the line above? Then that line was
 * ended on purpose. The measure is that of the block and the line, not of the passage, which
 * may hold wider lines. */
static bool
ended_early(const Growing *block, const Aspect *line)
{
    const double space = 0.3 * line->size;
    const double room = MAX(block->right, line->x1) - block->last.x1 - space;

    if (block->last.centred && line->centred)
        return false;
    return room > line->first_width + 1.5 * line->size && !g_unichar_islower(line->first_char) &&
           block->last.last_char != ',' && block->last.last_char != '-';
}

static bool
is_item_start(const Growing *block, const Aspect *line, bool set_off)
{
    if (line->marker.kind == MARKER_NONE || line->n_marker == 0)
        return false;
    if (line->marker.kind == MARKER_BULLET)
        return line->text_x0 > line->x0 + 0.1 * line->size;
    /* A number may stand at the head of a line by chance; a list shows in more than that. */
    if (block->kind == BLOCK_ITEM && block->head.marker.kind == line->marker.kind &&
        line->marker.ordinal == block->head.marker.ordinal + 1)
        return true;
    return set_off || fabs(line->x0 - block->last.x0) > INDENT * line->size ||
           (block->kind == BLOCK_ITEM && fabs(line->x0 - block->head.x0) < INDENT * line->size);
}

static bool
same_type(const Growing *block, const Aspect *line)
{
    const double larger = MAX(block->last.size, line->size);

    if (fabs(block->last.size - line->size) > SIZE_STEP * larger)
        return false;
    if (block->last.bold == line->bold)
        return true;
    /* Bold that runs over a line's end inside a paragraph keeps the measure full. */
    return block->kind != BLOCK_HEADING && block->n > 1;
}

/* Was the block's last line so full that the first word of @line did not fit? */
static bool
is_full(const Passage *passage, const Growing *block, const Aspect *line)
{
    return MAX(block->right, passage->right) - block->last.x1 < line->first_width + line->size;
}

/* Another entry of a glossary, under one that hangs or has ended? */
static bool
is_entry_start(const Passage *passage, const Growing *block, const Aspect *line)
{
    if (!line->run_in || !block->head.run_in ||
        fabs(line->x0 - block->head.x0) > INDENT * line->size)
        return false;
    return block->hang_x0 > line->x0 + INDENT * line->size || block->last.last_char == '.' ||
           !is_full(passage, block, line);
}

/* A caption, and not the head of a line in a sentence that speaks of "Table 5"? */
static bool
is_caption_start(const Passage *passage, const Growing *block, const Aspect *line)
{
    return line->caption && (block->kind != BLOCK_PARAGRAPH || block->n < 2 ||
                             block->last.last_char == '.' || !is_full(passage, block, line));
}

/* Does the left edge say that a paragraph begins here? */
static bool
indent_begins(const Passage *passage, const Growing *block, const Aspect *line, const Aspect *next)
{
    const double em = line->size, shift = line->x0 - block->last.x0;

    if (line->centred && (block->last.centred || block->head.centred))
        return false;
    /* Beside a drop cap lines are set in, and below it they are not. */
    if (line->baseline < block->head.cap + em / 2)
        return false;
    if (block->kind == BLOCK_ITEM) {
        /* Text of an item hangs under its text, or runs back to its marker. */
        if (line->x0 < block->head.x0 - INDENT * em)
            return true;
        if (!isnan(block->hang_x0))
            return fabs(line->x0 - block->hang_x0) > INDENT * em;
        return line->x0 > block->head.text_x0 + 1.2 * em;
    }
    /* The text of a note may hang under its text. */
    if (isnan(block->hang_x0) && block->kind == BLOCK_NOTE &&
        fabs(line->x0 - block->head.text_x0) <= INDENT * em)
        return false;
    if (isnan(block->hang_x0)) {
        if (shift <= INDENT * em || /* level, or back from a first-line indent */
            (block->head.run_in && !line->run_in && is_full(passage, block, line)))
            return false;
        /* Further in: a hanging second line when the third stands there too. */
        return next == NULL || fabs(next->x0 - line->x0) > INDENT * em ||
               block->head.x0 > passage->left + INDENT * em;
    }
    return fabs(line->x0 - block->hang_x0) > INDENT * em;
}

/* A line of nothing but code inside a paragraph whose lines are full: inline code. */
static bool
is_inline_code(const Passage *passage, const Growing *block, const Aspect *line, const Aspect *next)
{
    if (block->kind == BLOCK_CODE || block->kind == BLOCK_HEADING || block->kind == BLOCK_TABLE)
        return false;
    const double left = isnan(block->hang_x0)
                            ? (block->kind == BLOCK_ITEM ? block->head.text_x0 : block->last.x0)
                            : block->hang_x0;

    return line->baseline - block->last.baseline <= passage->leading * 1.15 * line->size + 1 &&
           is_full(passage, block, line) && fabs(line->x0 - left) < INDENT * line->size &&
           (next == NULL || !next->fixed);
}

static bool
goes_on(const Passage *passage, const Growing *block, const Aspect *line, const Aspect *next)
{
    const double step = line->baseline - block->last.baseline;
    const bool set_off = step > gap_limit(passage, block, line);

    if (line->fixed != (block->kind == BLOCK_CODE) && !passage->stats->body_fixed &&
        !(line->fixed && is_inline_code(passage, block, line, next)))
        return false;
    /* Only halves of a fraction are one formula: equations that follow each other are several. */
    if (line->formula || block->kind == BLOCK_FORMULA)
        return line->formula && block->kind == BLOCK_FORMULA &&
               aspect_is_fraction(block->last.baseline, line->baseline, line->size);
    if (block->kind == BLOCK_CODE)
        return !set_off && fabs(block->last.size - line->size) < 0.15 * line->size;
    if (set_off || (!line->fixed && !same_type(block, line)) ||
        is_caption_start(passage, block, line) || is_item_start(block, line, set_off) ||
        is_entry_start(passage, block, line))
        return false;
    /* Rows of labels and what stands beside them: another row. */
    if (fabs(line->tab - block->last.tab) < INDENT * line->size && line->marker.kind == MARKER_NONE)
        return false;
    /* Labels of a form, each with room for what is to be filled in. */
    if (block->last.last_char == ':' && line->last_char == ':')
        return false;
    if (block->kind == BLOCK_HEADING)
        return block->n < HEADING_LINES;
    if (block->kind == BLOCK_NOTE && line->raised_mark)
        return false;
    return !ended_early(block, line) &&
           (block->kind == BLOCK_CAPTION || !indent_begins(passage, block, line, next));
}

/* --- what is a block that begins with this line? ------------------------- */

static bool
looks_like_note(const Passage *passage, const Aspect *line)
{
    if (line->size > NOTE_SIZE * passage->stats->body_size || line->fixed ||
        line->baseline < passage->stats->bottom)
        return false;
    return line->raised_mark ||
           (line->marker.kind == MARKER_BULLET && line->n_marker > 0 && line->first_char != 0x2022);
}

static BlockKind
kind_of(const Passage *passage, const Aspect *line)
{
    const Body *stats = passage->stats;

    if (line->fixed && !stats->body_fixed)
        return BLOCK_CODE;
    if (line->formula)
        return BLOCK_FORMULA;
    if (line->caption)
        return BLOCK_CAPTION;
    if (looks_like_note(passage, line))
        return BLOCK_NOTE;
    const bool large = line->size > HEADING_SIZE * stats->body_size;
    const bool bold = line->bold && !stats->body_bold;
    if (line->marker.kind != MARKER_NONE && line->n_marker > 0 &&
        (line->marker.kind == MARKER_BULLET || !(large || bold)))
        return BLOCK_ITEM;
    if ((large || bold) && line->chars > 1 && line->chars < HEADING_CHARS)
        return BLOCK_HEADING;
    return BLOCK_PARAGRAPH;
}

/* A candidate that turned out long, or that ends as only a sentence does, is text. */
static BlockKind
settle_kind(const Passage *passage, const Growing *block)
{
    const bool large = block->head.size > HEADING_SIZE * passage->stats->body_size;

    if (block->kind != BLOCK_HEADING)
        return block->kind;
    if (block->n > HEADING_LINES || (!large && block->n > 2))
        return BLOCK_PARAGRAPH;
    return BLOCK_HEADING;
}

static char *
marker_text(const Passage *passage, const Growing *block)
{
    GString *text = g_string_new(NULL);
    const Line *line = aspect_line(passage, block->first);

    for (guint k = 0; k < block->head.n_marker && k < line->n; k++)
        g_string_append(text, aspect_word(passage, line, k)->text);
    return g_string_free(text, FALSE);
}

static void
finish(const Passage *passage, const Growing *block, GArray *blocks)
{
    Block done = { .kind = settle_kind(passage, block),
                   .first_line = passage->first + block->first,
                   .n_lines = block->n,
                   .table = -1,
                   .picture = -1 };

    for (guint i = 0; i < block->n; i++)
        done.bbox = bbox_union(done.bbox, aspect_line(passage, block->first + i)->bbox);
    if (done.kind == BLOCK_ITEM) {
        done.marker = marker_text(passage, block);
        done.n_marker = block->head.n_marker;
        done.ordered = block->head.marker.kind != MARKER_BULLET;
    } else if (done.kind == BLOCK_NOTE) {
        done.n_marker = 1;
        done.marker = g_strdup(aspect_word(passage, aspect_line(passage, block->first), 0)->text);
    }
    g_array_append_val(blocks, done);
}

static void
begin(const Passage *passage, Growing *block, guint i, const Aspect *line)
{
    *block = (Growing){ .kind = kind_of(passage, line),
                        .first = i,
                        .n = 1,
                        .head = *line,
                        .last = *line,
                        .hang_x0 = NAN,
                        .right = line->x1 };
}

static void
take(Growing *block, const Aspect *line)
{
    if (block->n == 1) {
        block->hang_x0 = isfinite(block->head.cap) ? block->head.x0 : line->x0;
        block->step = line->baseline - block->last.baseline;
    }
    block->last = *line;
    block->right = MAX(block->right, line->x1);
    block->n++;
}

/* A letter or a roman number may be the initial of a name: it marks an item only in a sequence. */
static void
drop_lone_letters(GArray *blocks, guint from)
{
    for (guint b = from; b < blocks->len; b++) {
        Block *block = &g_array_index(blocks, Block, b);
        const Marker marker =
            block->kind == BLOCK_ITEM ? marker_parse(block->marker) : (Marker){ 0 };
        bool mate = false;

        if (marker.kind != MARKER_LETTER && marker.kind != MARKER_ROMAN)
            continue;
        for (guint o = from; o < blocks->len && !mate; o++) {
            const Block *other = &g_array_index(blocks, Block, o);

            if (o == b || other->kind != BLOCK_ITEM)
                continue;
            const Marker m = marker_parse(other->marker);
            mate = marker_follows(m, marker, SEQUENCE) || marker_follows(marker, m, SEQUENCE);
        }
        if (mate)
            continue;
        block->kind = BLOCK_PARAGRAPH;
        g_clear_pointer(&block->marker, g_free);
        block->n_marker = 0;
        block->ordered = false;
    }
}

/* --- nesting of items ----------------------------------------------------- */

#define MAX_DEPTH 8

/* Items further in than the one before are inside it; text under an item's text belongs to it. */
static void
nest_items(const Passage *passage, GArray *blocks, guint from)
{
    double marker_x[MAX_DEPTH], text_x[MAX_DEPTH];
    guint open = 0;

    for (guint b = from; b < blocks->len; b++) {
        Block *block = &g_array_index(blocks, Block, b);
        const Line *line = &g_array_index(passage->lines, Line, block->first_line);
        const double x = aspect_along(passage, line, line->bbox).x0, em = line->size;

        if (block->kind == BLOCK_HEADING || block->kind == BLOCK_NOTE ||
            block->kind == BLOCK_CAPTION) {
            open = 0;
            continue;
        }
        if (block->kind == BLOCK_ITEM) {
            while (open > 0 && x < marker_x[open - 1] + INDENT * em)
                open--;
            block->depth = open;
            if (open < MAX_DEPTH) {
                const guint after = MIN(block->n_marker, line->n - 1);

                marker_x[open] = x;
                text_x[open] =
                    aspect_along(passage, line, aspect_word(passage, line, after)->bbox).x0;
                open++;
            }
            continue;
        }
        while (open > 0 && x < text_x[open - 1] - INDENT * em)
            open--;
        block->depth = open;
    }
}

static Passage
region_of(const Page *page, const GArray *lines, const GArray *line_words, guint first, guint n,
          const Body *stats, double leading)
{
    Passage passage = { .page = page,
                        .lines = lines,
                        .line_words = line_words,
                        .stats = stats,
                        .first = first,
                        .n = n,
                        .left = INFINITY,
                        .right = -INFINITY };

    for (guint i = 0; i < n; i++) {
        const Line *line = aspect_line(&passage, i);

        passage.left = MIN(passage.left, line->bbox.x0);
        passage.right = MAX(passage.right, line->bbox.x1);
    }
    passage.leading = leading_at(0.5, lines, first, n, leading);
    passage.closest = leading_at(0.25, lines, first, n, passage.leading);
    return passage;
}

void
block_segment(const Page *page, const GArray *lines, const GArray *line_words, guint first, guint n,
              const Body *stats, double leading, GArray *blocks)
{
    if (n == 0)
        return;
    const Passage passage = region_of(page, lines, line_words, first, n, stats, leading);
    const guint from = blocks->len;
    Aspect line = aspect_of(&passage, 0);
    Growing block;

    begin(&passage, &block, 0, &line);
    for (guint i = 1; i < n; i++) {
        Aspect next;

        line = aspect_of(&passage, i);
        if (i + 1 < n)
            next = aspect_of(&passage, i + 1);
        if (goes_on(&passage, &block, &line, i + 1 < n ? &next : NULL)) {
            take(&block, &line);
        } else {
            finish(&passage, &block, blocks);
            begin(&passage, &block, i, &line);
        }
    }
    finish(&passage, &block, blocks);
    drop_lone_letters(blocks, from);
    nest_items(&passage, blocks, from);
}
