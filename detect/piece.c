/* detect/piece.c - what the document passes move about: blocks, cut by their marks */
#include "detect/piece.h"

#include "detect/callout.h"
#include "detect/contents.h"
#include "detect/furniture.h"
#include "detect/phrase.h"

void
piece_free(Piece *piece)
{
    if (piece == NULL)
        return;
    g_free(piece->marker);
    g_free(piece->label);
    g_array_unref(piece->lines);
    g_clear_pointer(&piece->words, g_array_unref);
    if (piece->owns_table)
        table_free(piece->table);
    g_free(piece);
}

static Piece *
piece_new(ElementKind kind, guint page, Bbox bbox)
{
    Piece *piece = g_new0(Piece, 1);

    piece->kind = kind;
    piece->page = page;
    piece->bbox = bbox;
    piece->lines = g_array_new(FALSE, TRUE, sizeof(PieceLine));
    return piece;
}

Table *
piece_own_table(Piece *piece)
{
    if (!piece->owns_table)
        piece->table = table_copy(piece->table);
    piece->owns_table = true;
    return piece->table;
}

const PieceLine *
piece_first(const Piece *piece)
{
    return piece->lines->len > 0 ? &g_array_index(piece->lines, PieceLine, 0) : NULL;
}

const PieceLine *
piece_last(const Piece *piece)
{
    return piece->lines->len > 0 ? &g_array_index(piece->lines, PieceLine, piece->lines->len - 1)
                                 : NULL;
}

char *
piece_line_text(const Document *document, const PieceLine *at)
{
    return phrase_line(mark_page(document, at->page), piece_line(document, at), at->skip);
}

char *
piece_text(const Document *document, const Piece *piece)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < piece->lines->len; i++) {
        g_autofree char *line =
            piece_line_text(document, &g_array_index(piece->lines, PieceLine, i));

        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", line);
    }
    return g_string_free(text, FALSE);
}

/* A page being cut. */
typedef struct {
    const Document *document;
    const MarkTable *marks;
    guint p; /* into document->pages */
    const Page *page;
    GHashTable *said; /* what furniture says */
    GArray *callouts; /* Bbox */
    gint callout;     /* the one the last block was in, -1 for none */
    guint base;       /* depth of the first block in it */
    GPtrArray *pieces;
} Cutter;

static ElementKind
kind_of_block(const Page *page, const Block *block)
{
    switch (block->kind) {
    case BLOCK_ITEM:
        return ELEMENT_ITEM;
    case BLOCK_CODE:
        return ELEMENT_CODE;
    case BLOCK_TABLE:
        return ELEMENT_TABLE;
    case BLOCK_PICTURE:
        return ELEMENT_PICTURE;
    case BLOCK_CAPTION:
        return ELEMENT_CAPTION;
    case BLOCK_NOTE:
        return ELEMENT_NOTE;
    case BLOCK_FORMULA:
        return ELEMENT_FORMULA;
    case BLOCK_FURNITURE:
        return bbox_mid_y(block->bbox) < page->height / 2 ? ELEMENT_HEADER : ELEMENT_FOOTER;
    case BLOCK_HEADING: /* a candidate that heading_mark() turned down */
    case BLOCK_PARAGRAPH:
        break;
    }
    return ELEMENT_PARAGRAPH;
}

static ElementKind
kind_of_line(const Mark *mark, ElementKind block)
{
    switch (mark->kind) {
    case MARK_HEADER:
        return ELEMENT_HEADER;
    case MARK_FOOTER:
        return ELEMENT_FOOTER;
    case MARK_HEADING:
        return ELEMENT_HEADING;
    case MARK_CONTENTS:
        return ELEMENT_PARAGRAPH;
    case MARK_BODY:
        break;
    }
    return block;
}

/* Does the line begin a piece of its own among those of its block? @was: what the line before is */
static bool
begins_piece(const Piece *last, ElementKind was, ElementKind kind, const Mark *mark)
{
    if (last == NULL || was != kind)
        return true;
    switch (mark->kind) {
    case MARK_HEADER:
    case MARK_FOOTER:
    case MARK_CONTENTS:
        return true;
    case MARK_HEADING:
        return !mark->continues;
    case MARK_BODY:
        break;
    }
    return last->contents;
}

/* Sets what the piece has from standing in @block. */
static void
place(Cutter *cutter, Piece *piece, const Block *block)
{
    const gint callout = callout_of(cutter->callouts, block);

    if (callout >= 0 && callout != cutter->callout)
        cutter->base = block->depth;
    cutter->callout = callout;
    /* Lists outside of a callout do not reach into it. */
    piece->depth = callout < 0                   ? block->depth
                   : block->depth > cutter->base ? block->depth - cutter->base
                                                 : 0;
    piece->quote = block->quoted || callout >= 0;
    piece->rows =
        block->kind == BLOCK_FORMULA || (block->kind == BLOCK_PARAGRAPH && block->picture >= 0);
}

/* A piece that begins with line @i of @block. */
static Piece *
begin_piece(Cutter *cutter, const Block *block, guint i, ElementKind kind, const Mark *mark)
{
    const Bbox bbox = page_line(cutter->page, block->first_line + i)->bbox;
    Piece *piece = piece_new(kind, cutter->p, bbox);

    g_ptr_array_add(cutter->pieces, piece);
    piece->level = mark->level;
    piece->contents = mark->kind == MARK_CONTENTS;
    if (mark->kind != MARK_BODY)
        return piece;
    place(cutter, piece, block);
    if (i == 0 && (kind == ELEMENT_ITEM || kind == ELEMENT_NOTE)) {
        piece->ordered = block->ordered;
        piece->marker = g_strdup(block->marker);
    } else if (kind == ELEMENT_ITEM) {
        piece->kind = ELEMENT_PARAGRAPH;
        piece->depth++;
    }
    return piece;
}

/* The heading that page @p has last so far, NULL for none. */
static Piece *
last_heading(const GPtrArray *pieces, guint p)
{
    for (guint i = pieces->len; i-- > 0 && piece_at(pieces, i)->page == p;)
        if (piece_at(pieces, i)->kind == ELEMENT_HEADING)
            return piece_at(pieces, i);
    return NULL;
}

static void
add_lines(Cutter *cutter, const Block *block)
{
    const ElementKind block_kind = kind_of_block(cutter->page, block);
    const GPtrArray *pieces = cutter->pieces;
    ElementKind was = block_kind;
    Piece *last = NULL;

    for (guint i = 0; i < block->n_lines; i++) {
        const guint l = block->first_line + i;
        const Mark *mark = mark_at(cutter->marks, cutter->p, l);
        const Line *at = page_line(cutter->page, l);
        const ElementKind kind = kind_of_line(mark, block_kind);
        Piece *heading =
            mark->kind == MARK_HEADING && mark->continues ? last_heading(pieces, cutter->p) : NULL;

        if (heading != NULL)
            last = heading; /* broken over two blocks, maybe with text beside it between */
        else if (begins_piece(last, was, kind, mark))
            last = begin_piece(cutter, block, i, kind, mark);

        const bool marked = i == 0 && last->marker != NULL && block->n_marker <= at->n;
        const PieceLine line = { cutter->p, l, marked ? block->n_marker : 0 };

        last->bbox = bbox_union(last->bbox, at->bbox);
        g_array_append_val(last->lines, line);
        was = kind;
    }
}

/* Printed contents that look like a table: each row a line of text. */
static void
add_contents(Cutter *cutter, const Table *table)
{
    for (guint row = 0; row < table->rows; row++) {
        Piece *piece = piece_new(ELEMENT_PARAGRAPH, cutter->p, BBOX_EMPTY);

        piece->contents = true;
        piece->words = g_array_new(FALSE, FALSE, sizeof(guint));
        for (guint i = 0; i < table->cells->len; i++) {
            const Cell *cell = &g_array_index(table->cells, Cell, i);

            if (cell->row != row || cell->words == NULL)
                continue;
            piece->bbox = bbox_union(piece->bbox, cell->bbox);
            g_array_append_vals(piece->words, cell->words->data, cell->words->len);
        }
        if (piece->words->len > 0)
            g_ptr_array_add(cutter->pieces, piece);
        else
            piece_free(piece);
    }
}

/* The text of the cells of one row alone, their words in @words: what a running head took up into
 * a header reaches down into the next row. (transfer full) */
static char *
row_text(const Table *table, guint row, GArray *words)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row != row || cell->rowspan > 1 || cell->words == NULL || cell->text == NULL ||
            *cell->text == '\0')
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", cell->text);
        g_array_append_vals(words, cell->words->data, cell->words->len);
    }
    return g_string_free(text, FALSE);
}

static void
remove_row(Table *table, guint row)
{
    for (guint i = table->cells->len; i-- > 0;) {
        Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row > row)
            cell->row--;
        else if (cell->row + cell->rowspan > row && cell->rowspan > 1)
            cell->rowspan--;
        else if (cell->row == row)
            g_array_remove_index(table->cells, i);
    }
    table->rows--;
    if (row < table->header_rows)
        table->header_rows--;
}

#define BOX_MARGIN 2.0 /* points around text: what layout leaves there */

/* The box of @table is that of what is left in it. */
static void
shrink(const Page *page, Table *table)
{
    Bbox text = BBOX_EMPTY;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        for (guint k = 0; cell->words != NULL && k < cell->words->len; k++)
            text = bbox_union(text, page_word(page, g_array_index(cell->words, guint, k))->bbox);
    }
    if (bbox_is_empty(text))
        return;
    table->bbox = bbox_intersect(table->bbox, bbox_grow(text, BOX_MARGIN));
    if (table->parts->len > 0)
        g_array_index(table->parts, TablePart, 0).bbox = table->bbox;
}

/* Takes a running head, or foot, out of the first or last row of the table of @of. */
static void
free_furniture(Cutter *cutter, Piece *of)
{
    for (guint side = 0; side < 2 && of->table->rows > 1; side++) {
        const Table *table = of->table;
        const guint row = side == 0 ? 0 : table->rows - 1;
        g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint));
        g_autofree char *text = row_text(table, row, words);

        if (words->len == 0 || !furniture_says(cutter->said, text))
            continue;
        Piece *piece =
            piece_new(side == 0 ? ELEMENT_HEADER : ELEMENT_FOOTER, cutter->p, table->bbox);

        piece->words = g_steal_pointer(&words);
        g_ptr_array_add(cutter->pieces, piece);
        remove_row(piece_own_table(of), row);
        shrink(cutter->page, of->table);
    }
}

static void
add_block(Cutter *cutter, const Block *block)
{
    const Page *page = cutter->page;
    const bool is_table =
        block->kind == BLOCK_TABLE && block->table >= 0 && (guint)block->table < page->tables->len;
    Table *table = is_table ? g_ptr_array_index(page->tables, block->table) : NULL;

    if (table != NULL && contents_is_table(table)) {
        add_contents(cutter, table);
        return;
    }
    if (table != NULL || block->kind == BLOCK_PICTURE) {
        Piece *piece =
            piece_new(table != NULL ? ELEMENT_TABLE : ELEMENT_PICTURE, cutter->p, block->bbox);

        place(cutter, piece, block);
        piece->table = table;
        if (table != NULL)
            free_furniture(cutter, piece);
        g_ptr_array_add(cutter->pieces, piece);
    }
    add_lines(cutter, block);
}

/* Of the pieces from @from on, moves headers before and footers behind all others. */
static void
sort_furniture(GPtrArray *pieces, guint from)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    static const ElementKind edge[] = { ELEMENT_HEADER, ELEMENT_FOOTER };

    for (guint pass = 0; pass < 3; pass++)
        for (guint i = from; i < pieces->len; i++) {
            const ElementKind kind = piece_at(pieces, i)->kind;
            const bool middle = kind != edge[0] && kind != edge[1];

            if (pass == 1 ? middle : kind == edge[pass / 2])
                g_ptr_array_add(sorted, piece_at(pieces, i));
        }
    for (guint i = 0; i < sorted->len; i++)
        pieces->pdata[from + i] = sorted->pdata[i];
}

GPtrArray *
piece_list(const Document *document, const MarkTable *marks, GHashTable *said)
{
    GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)piece_free);

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);
        g_autoptr(GArray) callouts = callout_find(page);
        Cutter cutter = { .document = document,
                          .marks = marks,
                          .p = p,
                          .page = page,
                          .said = said,
                          .callouts = callouts,
                          .callout = -1,
                          .pieces = pieces };
        const guint from = pieces->len;

        for (guint b = 0; b < page->blocks->len; b++)
            add_block(&cutter, page_block(page, b));
        sort_furniture(pieces, from);
    }
    return pieces;
}
