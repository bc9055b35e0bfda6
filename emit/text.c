/* emit/text.c - a flow as plain text: one paragraph a line, blank lines between */
#include "emit/text.h"

#include "emit/escape.h"
#include "emit/cellmap.h"

#include <string.h>

/* Columns of a table are padded to their widest cell up to here; past it lines only get long. */
#define MAX_PAD 60

static guint
width_of(const char *text)
{
    guint width = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        width += g_unichar_iszerowidth(g_utf8_get_char(p))
                     ? 0
                     : 1 + g_unichar_iswide(g_utf8_get_char(p));
    return width;
}

static char *
cell_text(const Cellmap *map, guint r, guint c)
{
    const Cell *cell = cellmap_cell(map, r, c);

    return escape_clean(cell != NULL && cell->text != NULL ? cell->text : "");
}

static void
strip_line(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
}

static void
append_table(GString *out, const Table *table, guint indent)
{
    g_autoptr(Cellmap) map = cellmap_new(table);
    g_autofree guint *widths = g_new0(guint, map->cols + 1);

    for (guint r = 0; r < map->rows; r++)
        for (guint c = 0; c < map->cols; c++) {
            g_autofree char *text = cell_text(map, r, c);
            widths[c] = MAX(widths[c], MIN(width_of(text), MAX_PAD));
        }
    for (guint r = 0; r < map->rows; r++) {
        g_string_append_printf(out, "%*s", (int)indent, "");
        for (guint c = 0; c < map->cols; c++) {
            g_autofree char *text = cell_text(map, r, c);
            const guint width = width_of(text);

            g_string_append(out, text);
            if (c + 1 < map->cols)
                g_string_append_printf(out, "%*s", (int)(MAX(widths[c], width) - width) + 2, "");
        }
        strip_line(out);
        g_string_append_c(out, '\n');
    }
}

static void
append_lines(GString *out, const char *text, guint indent)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *line = g_utf8_make_valid(lines[i], -1);

        if (*line != '\0')
            g_string_append_printf(out, "%*s%s", (int)indent, "", line);
        g_string_append_c(out, '\n');
    }
}

static bool
is_wanted(const Element *element, const TextOptions *options)
{
    if (element->kind == ELEMENT_HEADER || element->kind == ELEMENT_FOOTER)
        return options->furniture;
    return element->kind != ELEMENT_PICTURE;
}

static void
append_element(GString *out, const Element *element)
{
    const guint indent = 2 * (MIN(element->depth, 20) + MIN(element->quote, 20));

    if (element->kind == ELEMENT_TABLE && element->table != NULL) {
        append_table(out, element->table, indent);
    } else if (element->kind == ELEMENT_CODE) {
        append_lines(out, element->code != NULL ? element->code : "", indent);
    } else {
        g_autofree char *text = run_array_text(element->runs);
        g_autofree char *clean = g_strstrip(escape_clean(text));
        const bool marked = element->kind == ELEMENT_ITEM || element->kind == ELEMENT_NOTE;
        const char *mark = marked && element->marker != NULL ? element->marker : "";

        if (*mark == '\0' && element->kind == ELEMENT_ITEM)
            mark = "-";
        if (*mark == '\0' && element->kind == ELEMENT_NOTE && element->label != NULL)
            mark = element->label;
        if (*clean != '\0' || *mark != '\0')
            g_string_append_printf(out, "%*s%s%s%s\n", (int)indent, "", mark,
                                   *mark != '\0' && *clean != '\0' ? " " : "", clean);
    }
}

char *
text_document(const Document *document, const TextOptions *options)
{
    GString *out = g_string_new(NULL);
    const Element *before = NULL;

    for (guint i = 0; document->flow != NULL && i < document->flow->elements->len; i++) {
        const Element *element = flow_element(document->flow, i);

        if (!is_wanted(element, options))
            continue;
        if (before != NULL && options->form_feeds)
            for (guint page = before->page; page < element->page && page < before->page + 10000;
                 page++)
                g_string_append_c(out, '\f');
        if (before != NULL && (before->kind != ELEMENT_ITEM || element->kind != ELEMENT_ITEM))
            g_string_append_c(out, '\n');
        append_element(out, element);
        before = element;
    }
    return g_string_free(out, FALSE);
}
