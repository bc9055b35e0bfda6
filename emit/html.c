/* emit/html.c - a flow as one self-contained HTML5 page, and tables as HTML */
#include "emit/html.h"

#include "emit/anchor.h"
#include "emit/cellmap.h"
#include "emit/entity.h"

#include <string.h>

/* Small enough to read, and prints. */
static const char *const STYLE =
    "body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 serif; }\n"
    "pre, code { font-family: monospace; }\n"
    "pre { padding: .6em; background: #f4f4f4; overflow-x: auto; line-height: 1.3; }\n"
    "table { border-collapse: collapse; margin: 1em 0; }\n"
    "th, td { border: 1px solid #999; padding: .2em .5em; vertical-align: top; text-align: left; "
    "}\n"
    "img { max-width: 100%; }\n"
    "blockquote { border-left: 3px solid #999; margin-left: 0; padding-left: 1em; }\n"
    ".furniture, .caption, .notes { font-size: .9em; }\n";

static void
append_span(GString *out, const char *name, guint span)
{
    if (span > 1)
        g_string_append_printf(out, " %s=\"%u\"", name, span);
}

static void
append_cell(GString *out, const Cellmap *map, const Cell *cell, bool header,
            const InlineOptions *inlines)
{
    const char *tag = header ? "th" : "td";

    g_string_append_printf(out, "<%s", tag);
    if (cell != NULL) {
        append_span(out, "rowspan", cellmap_rowspan(map, cell));
        append_span(out, "colspan", cellmap_colspan(map, cell));
    }
    g_string_append_c(out, '>');
    if (cell != NULL && cell->runs != NULL && inlines != NULL) {
        g_autofree char *text = inline_html(cell->runs, inlines);
        g_string_append(out, text);
    } else if (cell != NULL && cell->text != NULL) {
        g_autofree char *text = g_strstrip(escape_clean(cell->text));

        if (inlines == NULL && *text != '\0')
            g_string_append(out, "\n   ");
        entity_append(out, text);
    }
    g_string_append_printf(out, "%s</%s>\n", inlines == NULL ? "\n  " : "", tag);
}

void
html_append_table(GString *out, const Table *table, const InlineOptions *inlines)
{
    g_autoptr(Cellmap) map = cellmap_new(table);

    g_string_append(out, "<table>\n");
    for (guint r = 0; r < map->rows; r++) {
        g_string_append(out, " <tr>\n");
        for (guint c = 0; c < map->cols; c++) {
            if (cellmap_covered(map, r, c))
                continue;
            g_string_append(out, "  ");
            append_cell(out, map, cellmap_cell(map, r, c),
                        inlines != NULL && r < table->header_rows, inlines);
        }
        g_string_append(out, " </tr>\n");
    }
    g_string_append(out, "</table>\n");
}

/* What is open while the flow is written: one list or quote in another. */
typedef enum { OPEN_QUOTE, OPEN_BULLETS, OPEN_NUMBERS } OpenKind;

typedef struct {
    GString *out;
    const HtmlOptions *options;
    const Document *document;
    Anchors *anchors;
    GPtrArray *slugs;
    GHashTable *notes; /* label -> itself, of all notes */
    GArray *open;      /* OpenKind: a list counts with its item */
    guint page;
} Writer;

static char *
resolve(guint page, double y, gpointer data)
{
    return anchor_find(((Writer *)data)->anchors, "", page, y);
}

static const char *
note_label(const char *label, gpointer data)
{
    return g_hash_table_lookup(((Writer *)data)->notes, label);
}

static void
close_last(Writer *w)
{
    static const char *const ends[] = { "</blockquote>\n", "</li>\n</ul>\n", "</li>\n</ol>\n" };

    g_string_append(w->out, ends[g_array_index(w->open, OpenKind, w->open->len - 1)]);
    g_array_set_size(w->open, w->open->len - 1);
}

/* Closes what @element does not stand in and opens its quotes. */
static void
enter(Writer *w, const Element *element)
{
    guint quotes = 0, lists = 0, keep = 0;
    const guint depth = MIN(element->depth, 32), quote = MIN(element->quote, 32);
    const bool item = element->kind == ELEMENT_ITEM;

    for (; keep < w->open->len; keep++) {
        const OpenKind kind = g_array_index(w->open, OpenKind, keep);
        const OpenKind own = element->ordered ? OPEN_NUMBERS : OPEN_BULLETS;

        if (kind == OPEN_QUOTE ? quotes == quote
                               : lists == depth && !(item && kind == own && quotes == quote))
            break;
        if (kind == OPEN_QUOTE)
            quotes++;
        else if (lists++ == depth) {
            /* The list that the item belongs to: what was in the item before ends. */
            keep++;
            break;
        }
    }
    while (w->open->len > keep)
        close_last(w);
    for (; quotes < quote; quotes++) {
        const OpenKind kind = OPEN_QUOTE;

        g_string_append(w->out, "<blockquote>\n");
        g_array_append_val(w->open, kind);
    }
    if (!item)
        return;
    if (lists > depth) {
        g_string_append(w->out, "</li>\n");
    } else {
        const OpenKind kind = element->ordered ? OPEN_NUMBERS : OPEN_BULLETS;

        g_string_append(w->out, element->ordered ? "<ol>\n" : "<ul>\n");
        g_array_append_val(w->open, kind);
    }
    if (element->ordered)
        g_string_append_printf(w->out, "<li value=\"%u\">", element->ordinal);
    else
        g_string_append(w->out, "<li>");
}

static void
append_block(Writer *w, const char *tag, const char *class, const Element *element)
{
    const InlineOptions inlines = {
        .plain = element->kind == ELEMENT_HEADING, .resolve = resolve, .note = note_label, .data = w
    };
    g_autofree char *text = inline_html(element->runs, &inlines);

    if (*text == '\0')
        return;
    g_string_append_printf(w->out, "<%s", tag);
    if (class != NULL)
        entity_append_attribute(w->out, "class", class);
    g_string_append_printf(w->out, ">%s</%s>\n", text, tag);
}

static void
append_heading(Writer *w, const Element *element, const char *slug)
{
    const guint level = CLAMP(element->level, 1, 6);
    const InlineOptions inlines = {
        .plain = true, .resolve = resolve, .note = note_label, .data = w
    };
    g_autofree char *text = inline_html(element->runs, &inlines);

    if (slug == NULL)
        return;
    g_string_append_printf(w->out, "<h%u", level);
    entity_append_attribute(w->out, "id", slug);
    g_string_append_printf(w->out, ">%s</h%u>\n", text, level);
}

static void
append_code(Writer *w, const Element *element)
{
    g_auto(GStrv) lines = g_strsplit(element->code != NULL ? element->code : "", "\n", -1);

    g_string_append(w->out, "<pre><code>");
    for (guint i = 0; lines[i] != NULL; i++) {
        if (i > 0)
            g_string_append_c(w->out, '\n');
        entity_append(w->out, lines[i]);
    }
    g_string_append(w->out, "</code></pre>\n");
}

static void
append_picture(Writer *w, const Element *element)
{
    g_autofree char *alt = run_array_text(element->runs);

    if (!w->options->images || element->file == NULL)
        return;
    g_string_append(w->out, "<p><img");
    entity_append_attribute(w->out, "src", element->file);
    entity_append_attribute(w->out, "alt", alt);
    g_string_append(w->out, "></p>\n");
}

static void
append_element(Writer *w, const Element *element, const char *slug)
{
    const InlineOptions inlines = { .resolve = resolve, .note = note_label, .data = w };

    switch (element->kind) {
    case ELEMENT_HEADING:
        append_heading(w, element, slug);
        break;
    case ELEMENT_CODE:
        append_code(w, element);
        break;
    case ELEMENT_TABLE:
        if (element->table != NULL)
            html_append_table(w->out, element->table, &inlines);
        break;
    case ELEMENT_PICTURE:
        append_picture(w, element);
        break;
    case ELEMENT_CAPTION:
        append_block(w, "p", "caption", element);
        break;
    case ELEMENT_HEADER:
    case ELEMENT_FOOTER:
        append_block(w, "p", "furniture", element);
        break;
    default:
        append_block(w, "p", NULL, element);
    }
}

static void
append_page_mark(Writer *w, const Element *element)
{
    if (!w->options->page_marks || element->page == w->page)
        return;
    w->page = element->page;
    g_string_append_printf(w->out, "<a id=\"page-%u\"></a>\n", element->page);
}

static bool
is_wanted(const Element *element, const HtmlOptions *options)
{
    if (element->kind == ELEMENT_HEADER || element->kind == ELEMENT_FOOTER)
        return options->furniture;
    return element->kind != ELEMENT_NOTE;
}

static void
append_flow(Writer *w, const Flow *flow)
{
    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);

        if (!is_wanted(element, w->options))
            continue;
        enter(w, element);
        append_page_mark(w, element);
        append_element(w, element, g_ptr_array_index(w->slugs, i));
    }
    while (w->open->len > 0)
        close_last(w);
}

static void
append_notes(Writer *w, const Flow *flow)
{
    g_autoptr(GHashTable) given = g_hash_table_new(g_str_hash, g_str_equal);
    bool any = false;

    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind != ELEMENT_NOTE)
            continue;
        if (!any)
            g_string_append(w->out, "<hr>\n<div class=\"notes\">\n");
        any = true;
        const char *label = element->label != NULL ? element->label : "";
        const char *mark = element->marker != NULL ? element->marker : label;
        g_autofree char *id = g_strdup_printf("note-%s", label);
        const InlineOptions inlines = { .resolve = resolve, .note = note_label, .data = w };
        g_autofree char *text = inline_html(element->runs, &inlines);

        g_string_append(w->out, "<p");
        /* An id is given once. */
        if (g_hash_table_add(given, (gpointer)label))
            entity_append_attribute(w->out, "id", id);
        g_string_append_c(w->out, '>');
        entity_append(w->out, mark);
        g_string_append_printf(w->out, " %s</p>\n", text);
    }
    if (any)
        g_string_append(w->out, "</div>\n");
}

static GHashTable *
note_labels(const Flow *flow)
{
    GHashTable *notes = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind == ELEMENT_NOTE && element->label != NULL)
            g_hash_table_add(notes, element->label);
    }
    return notes;
}

char *
html_document(const Document *document, const HtmlOptions *options)
{
    g_autoptr(Flow) empty = flow_new();
    const Flow *flow = document->flow != NULL ? document->flow : empty;
    const char *title = document->title != NULL ? document->title : document->path;
    g_autoptr(Anchors) anchors = anchor_new();
    g_autoptr(GPtrArray) slugs = anchor_slugs(flow, 0, flow->elements->len, NULL);
    g_autoptr(GHashTable) notes = note_labels(flow);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(OpenKind));
    Writer w = { g_string_new("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>"),
                 options,
                 document,
                 anchors,
                 slugs,
                 notes,
                 open,
                 0 };

    anchor_add_file(anchors, "", flow, 0, flow->elements->len, NULL);
    entity_append(w.out, title != NULL ? title : "");
    g_string_append_printf(w.out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", STYLE);
    append_flow(&w, flow);
    append_notes(&w, flow);
    g_string_append(w.out, "</body>\n</html>\n");
    return g_string_free(w.out, FALSE);
}
