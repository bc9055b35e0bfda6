/* tests/flow_art.h - documents written down: one element a line
 *
 *     heading1 Text of a {b|bold} heading
 *     para Text, {i|italic}, {bi|both}, {c|code}, x{^|2}, H{v|2}O, {br}, {n|note label}
 *     para A {link https://example.org|link}, and one {to 3 100|to page 3}
 *     item - first
 *     depth=1 item 2. nested
 *     quote=1 para In a quote
 *     code sh
 *         echo "indented by eight, the notation takes four"
 *     header=1 table
 *         a | b
 *         over both <2x1> |
 *     note 1 Its text
 *     picture images/a.png What it shows
 *     caption, formula, header, footer: as para
 *
 * Before the kind stand depth=, quote=, page=, y=. An element stays on the page
 * of the one before it, 20 points further down, 10 points high.
 */
#pragma once

#include "pipeline/model/document.h"

#include <stdlib.h>
#include <string.h>

static inline void
flow_art_runs(GArray *runs, const char *text)
{
    static const char letters[] = "bic^vn";
    static const guint flags[] = { RUN_BOLD, RUN_ITALIC, RUN_CODE, RUN_SUPER, RUN_SUB, RUN_NOTE };

    while (*text != '\0') {
        const char *open = strchr(text, '{'), *close = open != NULL ? strchr(open, '}') : NULL;
        g_autofree char *plain =
            g_strndup(text, close != NULL ? (gsize)(open - text) : strlen(text));
        Run like = { 0 };

        if (*plain != '\0')
            run_array_append(runs, plain, NULL);
        if (close == NULL)
            return;
        g_autofree char *inside = g_strndup(open + 1, (gsize)(close - open - 1));
        char *bar = strchr(inside, '|');
        const char *shown = bar != NULL ? bar + 1 : "";
        if (bar != NULL)
            *bar = '\0';
        if (g_str_has_prefix(inside, "link ")) {
            like.uri = inside + 5;
        } else if (g_str_has_prefix(inside, "to ")) {
            char *rest;
            like.dest_page = (guint)strtoul(inside + 3, &rest, 10);
            like.dest_y = g_ascii_strtod(rest, NULL);
        } else if (strcmp(inside, "br") == 0) {
            like.flags = RUN_BREAK;
        } else {
            for (const char *p = inside; *p != '\0'; p++)
                like.flags |= flags[strchr(letters, *p) - letters];
        }
        run_array_append(runs, shown, &like);
        text = close + 1;
    }
}

static inline void
flow_art_cell(Table *table, guint row, guint col, const char *text)
{
    Cell *cell = table_add_cell(table, row, col);
    g_autofree char *copy = g_strdup(text);
    char *span = strrchr(copy, '<');

    if (span != NULL && span[strlen(span) - 1] == '>' && strchr(span, 'x') != NULL) {
        cell->colspan = (guint)strtoul(span + 1, NULL, 10);
        cell->rowspan = (guint)strtoul(strchr(span, 'x') + 1, NULL, 10);
        *span = '\0';
    }
    g_strstrip(copy);
    cell->runs = run_array_new();
    flow_art_runs(cell->runs, copy);
    g_free(cell->text);
    cell->text = run_array_text(cell->runs);
    table->cols = MAX(table->cols, col + cell->colspan);
}

/* Cells that are "^" are covered by the one above, "<" by the one to the left. */
static inline void
flow_art_row(Table *table, guint row, const char *line)
{
    g_auto(GStrv) cells = g_strsplit(line, " | ", -1);

    for (guint c = 0; cells[c] != NULL; c++) {
        g_strstrip(cells[c]);
        if (strcmp(cells[c], "^") != 0 && strcmp(cells[c], "<") != 0)
            flow_art_cell(table, row, c, cells[c]);
    }
    table->rows = MAX(table->rows, row + 1);
}

static inline void
flow_art_more(Element *element, const char *line)
{
    if (element->kind == ELEMENT_TABLE) {
        flow_art_row(element->table, element->table->rows, line);
    } else {
        char *joined =
            element->code == NULL ? g_strdup(line) : g_strconcat(element->code, "\n", line, NULL);

        g_free(element->code);
        element->code = joined;
    }
}

static inline ElementKind
flow_art_kind(const char *word)
{
    static const struct {
        const char *word;
        ElementKind kind;
    } kinds[] = { { "heading", ELEMENT_HEADING }, { "para", ELEMENT_PARAGRAPH },
                  { "item", ELEMENT_ITEM },       { "code", ELEMENT_CODE },
                  { "table", ELEMENT_TABLE },     { "picture", ELEMENT_PICTURE },
                  { "caption", ELEMENT_CAPTION }, { "note", ELEMENT_NOTE },
                  { "header", ELEMENT_HEADER },   { "footer", ELEMENT_FOOTER },
                  { "formula", ELEMENT_FORMULA } };

    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(word, kinds[i].word))
            return kinds[i].kind;
    g_error("no element is called %s", word);
}

/* Cuts the first word off @text. */
static inline char *
flow_art_word(const char **text)
{
    const gsize length = strcspn(*text, " ");
    char *word = g_strndup(*text, length);

    *text += length + ((*text)[length] == ' ');
    return word;
}

static inline void
flow_art_fill(Element *element, const char *word, const char *rest, guint header_rows)
{
    g_autofree char *first = NULL;

    element->level = element->kind == ELEMENT_HEADING ? (guint)(word[strlen("heading")] - '0') : 0;
    if (element->kind == ELEMENT_ITEM || element->kind == ELEMENT_NOTE ||
        element->kind == ELEMENT_CODE || element->kind == ELEMENT_PICTURE)
        first = flow_art_word(&rest);
    if (element->kind == ELEMENT_ITEM) {
        element->marker = g_strdup(first);
        element->ordered = strpbrk(first, "0123456789(") != NULL;
        element->ordinal = (guint)strtoul(first, NULL, 10);
    } else if (element->kind == ELEMENT_NOTE) {
        element->label = g_strdup(first);
    } else if (element->kind == ELEMENT_PICTURE) {
        element->file = strcmp(first, "-") != 0 ? g_strdup(first) : NULL;
    } else if (element->kind == ELEMENT_CODE) {
        element->language = *first != '\0' ? g_strdup(first) : NULL;
    } else if (element->kind == ELEMENT_TABLE) {
        element->table = table_new(element->page, element->bbox, TABLE_LATTICE);
        element->table->header_rows = header_rows;
    }
    flow_art_runs(element->runs, rest);
}

static inline Document *
flow_art_document(const char *art)
{
    Document *document = document_new("book.pdf");
    g_auto(GStrv) lines = g_strsplit(art, "\n", -1);
    guint page = 1;
    double y = 100;

    document->flow = flow_new();
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *rest = lines[i];
        guint depth = 0, quote = 0, header_rows = 0;
        g_autofree char *word = NULL;

        if (g_str_has_prefix(rest, "    ") && document->flow->elements->len > 0) {
            flow_art_more(
                g_ptr_array_index(document->flow->elements, document->flow->elements->len - 1),
                rest + 4);
            continue;
        }
        if (*rest == '\0')
            continue;
        for (word = flow_art_word(&rest); strchr(word, '=') != NULL;) {
            const double value = g_ascii_strtod(strchr(word, '=') + 1, NULL);

            if (*word == 'd')
                depth = (guint)value;
            else if (*word == 'q')
                quote = (guint)value;
            else if (*word == 'p')
                page = (guint)value;
            else if (*word == 'y')
                y = value;
            else
                header_rows = (guint)value;
            g_free(word);
            word = flow_art_word(&rest);
        }
        Element *element =
            flow_add(document->flow, flow_art_kind(word), page, (Bbox){ 72, y, 500, y + 10 });
        element->depth = depth;
        element->quote = quote;
        flow_art_fill(element, word, rest, header_rows);
        y += 20;
    }
    return document;
}
