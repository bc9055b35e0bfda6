/* tests/page_art.h - documents drawn as text, pages as they are after layout
 *
 * Each row of a page's picture begins with what its line is, and a '|':
 *
 *     p|the first line of a paragraph     h  heading candidate, 16 points bold
 *     .|a further line of the block       b  the same, 10 points; H 24; g 16 and light
 *     i|- an item       j|- one inside    c  code          n|1 a note, 8 points
 *     |                 an empty row      q  a callout     t  table, cells parted by &
 *     u|running head    l|page foot       >| the next column begins at the top
 *     U|the same, on the right
 *
 * A character is 6 points wide and a row 12 high, type is 10 points. A sign
 * before a word sets it and takes no place: * bold, _ italic, ` fixed width,
 * ^ raised and small, glued to the word before, @ linked to http://link.example/,
 * % blue.
 */
#pragma once

#include "pipeline/model/document.h"

#include <string.h>

#define ART_CHAR 6.0
#define ART_ROW 12.0
#define ART_TOP 72.0
#define ART_COLUMN 300.0

typedef struct {
    Page *page;
    double x, y;
    guint column;
    char kind; /* of the block that is open */
} Art;

static inline double
art_size(char kind)
{
    return kind == 'H'                    ? 24
           : kind == 'h' || kind == 'g'   ? 16
           : strchr("nulU", kind) != NULL ? 8
                                          : 10;
}

static inline void
art_word(Art *art, Line *line, const char *text, char sign, glong at)
{
    const double size = sign == '^' ? 6 : art_size(art->kind), rise = sign == '^' ? 4 : 0;
    const Style style = { .font = (char *)"Art",
                          .size = size,
                          .color = sign == '%' ? 0x0000ff : 0,
                          .bold = sign == '*' || strchr("Hhb", art->kind) != NULL,
                          .italic = sign == '_',
                          .fixed = sign == '`' || art->kind == 'c' };
    Word word = { .text = g_strdup(text),
                  .baseline = art->y - rise,
                  .confidence = 1,
                  .link = -1,
                  .style = page_intern_style(art->page->styles, &style),
                  .glued = sign == '^' };
    const double x = art->x + (double)at * ART_CHAR;

    word.bbox =
        (Bbox){ x, word.baseline - 0.8 * size, x + (double)g_utf8_strlen(text, -1) * ART_CHAR,
                word.baseline + 0.2 * size };
    if (sign == '@') {
        const Link link = { .bbox = word.bbox, .uri = g_strdup("http://link.example/") };

        word.link = (gint)art->page->links->len;
        g_array_append_val(art->page->links, link);
    }
    const guint index = art->page->words->len;
    g_array_append_val(art->page->words, word);
    g_array_append_val(art->page->line_words, index);
    if (line->n++ == 0)
        line->style = word.style;
    line->bbox = bbox_union(line->bbox, word.bbox);
}

static inline void
art_line(Art *art, const char *row)
{
    Line line = { .baseline = art->y,
                  .size = art_size(art->kind),
                  .first = art->page->line_words->len,
                  .column = art->column };
    glong at = 0;

    while (*row != '\0') {
        if (*row == ' ') {
            row++;
            at++;
            continue;
        }
        const char sign =
            strchr("*_`^@%", *row) != NULL && row[1] != ' ' && row[1] != '\0' ? *row : ' ';
        const char *start = row + (sign != ' ');
        /* A raised word may follow without a space. */
        const gsize n = strcspn(start, " ^");
        g_autofree char *text = g_strndup(start, n);

        art_word(art, &line, text, sign, at);
        at += g_utf8_strlen(text, -1);
        row = start + n;
    }
    g_array_append_val(art->page->lines, line);

    Block *block = &g_array_index(art->page->blocks, Block, art->page->blocks->len - 1);
    block->bbox = bbox_union(block->bbox, line.bbox);
    block->n_lines++;
}

static inline void
art_table_row(Art *art, const char *row)
{
    g_auto(GStrv) cells = g_strsplit(row, "&", -1);
    Page *page = art->page;

    if (art->kind != 't') {
        const Bbox bbox = { art->x, art->y - 10, art->x + 200, art->y + 2 };
        Block block = { .kind = BLOCK_TABLE,
                        .bbox = bbox,
                        .table = (gint)page->tables->len,
                        .picture = -1,
                        .first_line = page->lines->len };
        Table *table = table_new(page->number, bbox, TABLE_STREAM);

        g_ptr_array_add(page->tables, table);
        g_array_append_val(page->blocks, block);
        art->kind = 't';
    }
    Table *table = g_ptr_array_index(page->tables, page->tables->len - 1);
    for (guint c = 0; cells[c] != NULL; c++) {
        Cell *cell = table_add_cell(table, table->rows, c);
        const Style style = { .font = (char *)"Art", .size = 10 };
        Word word = { .text = g_strdup(g_strstrip(cells[c])),
                      .baseline = art->y,
                      .confidence = 1,
                      .link = -1,
                      .style = page_intern_style(page->styles, &style) };
        const guint index = page->words->len;

        word.bbox = (Bbox){ art->x + 60.0 * c, art->y - 8, art->x + 60.0 * c + 50, art->y + 2 };
        g_free(cell->text);
        cell->text = g_strdup(word.text);
        cell->bbox = word.bbox;
        g_array_append_val(cell->words, index);
        g_array_append_val(page->words, word);
        table->cols = MAX(table->cols, c + 1);
    }
    table->rows++;
}

static inline void
art_block(Art *art, char kind, const char *row)
{
    const bool item = kind == 'i' || kind == 'j';
    Block block = { .first_line = art->page->lines->len,
                    .table = -1,
                    .picture = -1,
                    .depth = kind == 'j',
                    .quoted = kind == 'q' };

    block.kind = item                           ? BLOCK_ITEM
                 : strchr("Hhbg", kind) != NULL ? BLOCK_HEADING
                 : kind == 'c'                  ? BLOCK_CODE
                 : kind == 'n'                  ? BLOCK_NOTE
                                                : BLOCK_PARAGRAPH;
    if (item || kind == 'n') {
        const char *bare = row + strspn(row, " *");

        block.marker = g_strndup(bare, strcspn(bare, " "));
        block.n_marker = 1;
        block.ordered = item && block.marker[strcspn(block.marker, "0123456789abcdeiv")] != '\0';
    }
    art->kind = kind;
    g_array_append_val(art->page->blocks, block);
}

static inline void
art_row(Art *art, const char *row)
{
    const double y = art->y;

    if (row[0] == '>') {
        art->column++;
        art->x += ART_COLUMN;
        art->y = ART_TOP;
        art->kind = ' ';
        return;
    }
    if (row[0] == 't') {
        art_table_row(art, row + 2);
    } else if (row[0] != '|') {
        if (row[0] != '.')
            art_block(art, row[0], row + 2);
        if (row[0] == 'u' || row[0] == 'U')
            art->y = 40;
        if (row[0] == 'U')
            art->x += ART_COLUMN;
        if (row[0] == 'l')
            art->y = art->page->height - 40;
        art_line(art, row + 2);
        if (row[0] == 'U')
            art->x -= ART_COLUMN;
        if (strchr("uUl", row[0]) != NULL) {
            art->y = y;
            return;
        }
    }
    art->y += strchr("Hhg", art->kind) != NULL ? 2 * ART_ROW : ART_ROW;
}

/* (transfer full) */
static inline Page *
art_page(guint number, const char *picture)
{
    g_auto(GStrv) rows = g_strsplit(picture, "\n", -1);
    Art art = { .page = page_new(number, 612, 792), .x = 72, .y = ART_TOP, .kind = ' ' };

    for (guint i = 0; rows[i] != NULL; i++)
        if (*rows[i] != '\0')
            art_row(&art, rows[i]);
    return art.page;
}

/* @pictures: of pages 1, 2, ..., up to a NULL. (transfer full) */
static inline Document *
art_document(const char *const *pictures)
{
    Document *document = document_new("art.pdf");

    for (guint i = 0; pictures[i] != NULL; i++)
        g_ptr_array_add(document->pages, art_page(i + 1, pictures[i]));
    document->n_pages = document->pages->len;
    return document;
}

static inline void
art_outline(Document *document, const char *title, guint level, guint page)
{
    const OutlineEntry entry = { .title = g_strdup(title), .level = level, .page = page };

    g_array_append_val(document->outline, entry);
}

/* Runs with the signs of the pictures around: <b>, <i>, <c>, <s>, <n>, <l>. */
static inline char *
art_runs(const GArray *runs)
{
    static const struct {
        guint flag;
        char sign;
    } signs[] = { { RUN_BOLD, 'b' }, { RUN_ITALIC, 'i' }, { RUN_CODE, 'c' }, { RUN_SUPER, 's' },
                  { RUN_SUB, 'u' },  { RUN_NOTE, 'n' },   { RUN_BREAK, '|' } };
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        g_autoptr(GString) before = g_string_new(NULL);

        for (guint k = 0; k < G_N_ELEMENTS(signs); k++)
            if (run->flags & signs[k].flag)
                g_string_append_c(before, signs[k].sign);
        if (run->uri != NULL || run->dest_page > 0)
            g_string_append_c(before, 'l');
        if (before->len > 0)
            g_string_append_printf(out, "<%s %s>", before->str, run->text);
        else
            g_string_append(out, run->text);
    }
    return g_string_free(out, FALSE);
}

/* The flow as lines "kind: text". */
static inline char *
art_flow(const Flow *flow)
{
    static const char *const kinds[] = { "heading", "paragraph", "item",    "code",
                                         "table",   "picture",   "caption", "note",
                                         "header",  "footer",    "formula" };
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);
        g_autofree char *text = art_runs(element->runs);

        g_string_append(out, kinds[element->kind]);
        if (element->level > 0)
            g_string_append_printf(out, " %u", element->level);
        if (element->depth > 0)
            g_string_append_printf(out, " in %u", element->depth);
        if (element->quote > 0)
            g_string_append(out, " quoted");
        if (element->ordered)
            g_string_append_printf(out, " no %u", element->ordinal);
        if (element->label != NULL)
            g_string_append_printf(out, " %s", element->label);
        if (element->table != NULL)
            g_string_append_printf(out, " %ux%u", element->table->rows, element->table->cols);
        g_string_append_printf(out, ": %s\n", element->code != NULL ? element->code : text);
    }
    return g_string_free(out, FALSE);
}
