/* emit/markdown.c - a flow as GitHub-flavoured Markdown
 *
 * Footnotes of GFM are shown only where a mark leads to them, so those whose
 * mark was not found stay paragraphs where they are, and marks without a note
 * are plain superscripts.
 */
#include "emit/markdown.h"

#include "emit/anchor.h"
#include "emit/html.h"
#include "emit/level.h"
#include "emit/nesting.h"
#include "emit/pipe.h"
#include "emit/uri.h"

#include <string.h>

#define PIECE_BYTES 65536 /* of text that waits for whoever takes it */

typedef struct {
    const Document *document;
    const MarkdownPart *part;
    const MarkdownOptions *options;
    GString *out;
    Nesting nesting;
    GHashTable *notes;   /* labels of the notes that have marks, borrowed */
    GHashTable *numbers; /* label -> number, as text */
    GPtrArray *order;    /* labels by number, borrowed */
    guint before;        /* notes in the parts before */
    bool ticks;          /* some boxes of the part are ticked: hollow squares are boxes, too */
    guint page;          /* of the last page mark */
} Writer;

static char *
resolve(guint page, double y, gpointer data)
{
    const Writer *w = data;

    return w->part->resolve != NULL ? w->part->resolve(page, y, w->part->data) : NULL;
}

/* The number of a note, given out when its first mark is written. */
static const char *
note_number(const char *label, gpointer data)
{
    Writer *w = data;
    char *known = g_hash_table_lookup(w->notes, label);

    if (known == NULL)
        return NULL;
    if (!g_hash_table_contains(w->numbers, known)) {
        g_ptr_array_add(w->order, known);
        g_hash_table_insert(w->numbers, known, g_strdup_printf("%u", w->before + w->order->len));
    }
    return g_hash_table_lookup(w->numbers, known);
}

static InlineOptions
inline_options(Writer *w, EscapeContext context)
{
    return (InlineOptions){ .context = context,
                            .plain = context == ESCAPE_HEADING,
                            .resolve = resolve,
                            .note = note_number,
                            .data = w };
}

static void
append_block(Writer *w, const Element *element, const char *text)
{
    if (*text == '\0')
        return;
    nesting_enter(&w->nesting, element);
    nesting_append(&w->nesting, text);
}

static void
append_runs(GArray *out, const GArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        run_array_append(out, run->text, run);
    }
}

/* @mark as text before the text of @element. (transfer full) */
static GArray *
marked_runs(const char *mark, const Element *element)
{
    GArray *runs = run_array_new();

    if (mark != NULL && *mark != '\0') {
        run_array_append(runs, mark, NULL);
        run_array_append(runs, " ", NULL);
    }
    append_runs(runs, element->runs);
    return runs;
}

static bool
is_worded(const char *marker)
{
    for (const char *p = marker; *p != '\0'; p++)
        if (g_ascii_isalnum(*p))
            return true;
    return false;
}

typedef enum { BOX_NONE, BOX_EMPTY, BOX_TICKED, BOX_SQUARE } Box;

/* The box that an item may have for its bullet; a square is one only where others are ticked. */
static Box
box_of(const Element *element)
{
    static const Box boxes[] = { BOX_EMPTY,  BOX_TICKED, BOX_TICKED,
                                 BOX_TICKED, BOX_SQUARE, BOX_SQUARE };
    const char *const *markers = nesting_boxes();

    for (guint i = 0; element->kind == ELEMENT_ITEM && markers[i] != NULL; i++)
        if (g_strcmp0(element->marker, markers[i]) == 0)
            return boxes[i];
    return BOX_NONE;
}

/* Is it one of several choices in a row, each with its box? */
static bool
is_row_of_boxes(const Element *element)
{
    g_autofree char *text = run_array_text(element->runs);
    const char *const *markers = nesting_boxes();
    bool found = false;

    for (guint i = 0; markers[i] != NULL && !found; i++)
        found = strstr(text, markers[i]) != NULL;
    return found && box_of(element) != BOX_NONE;
}

static const char *
task_mark(const Writer *w, const Element *element)
{
    const Box box = box_of(element);

    return box == BOX_TICKED               ? "[x] "
           : box == BOX_EMPTY              ? "[ ] "
           : box == BOX_SQUARE && w->ticks ? "[ ] "
                                           : "";
}

/* A marker that says more than Markdown's can stays text. */
static void
append_item(Writer *w, const Element *element)
{
    const InlineOptions options = inline_options(w, ESCAPE_ITEM);
    const bool row = is_row_of_boxes(element);
    const bool kept = row || (element->marker != NULL && is_worded(element->marker) &&
                              !nesting_is_numbered(element));
    g_autoptr(GArray) runs = marked_runs(kept ? element->marker : NULL, element);
    g_autofree char *text = inline_markdown(runs, &options);
    g_autofree char *line = g_strconcat(row ? "" : task_mark(w, element), text, NULL);

    nesting_enter(&w->nesting, element);
    nesting_append(&w->nesting, line);
}

static void
append_heading(Writer *w, const Element *element, guint8 level)
{
    const InlineOptions options = inline_options(w, ESCAPE_HEADING);
    g_autofree char *text = inline_markdown(element->runs, &options);

    if (*text == '\0')
        return;
    g_autofree char *marks = g_strnfill(w->part->levels ? level : CLAMP(element->level, 1, 6), '#');
    g_autofree char *line = g_strdup_printf("%s %s", marks, text);
    append_block(w, element, line);
}

/* A fence longer than any in the code, and nothing in its info string that could end it. */
static void
append_code(Writer *w, const Element *element)
{
    const char *code = element->code != NULL ? element->code : "";
    g_autoptr(GString) block = g_string_new(NULL);
    g_autoptr(GString) clean = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(code, "\n", -1);
    gsize longest = 2;

    for (const char *p = code; *p != '\0'; p++) {
        const gsize run = strspn(p, "`");

        longest = MAX(longest, run);
        p += run > 0 ? run - 1 : 0;
    }
    g_autofree char *fence = g_strnfill(longest + 1, '`');
    for (const char *p = element->language != NULL ? element->language : ""; *p != '\0'; p++)
        if (g_ascii_isalnum(*p) || strchr("+#.-_", *p) != NULL)
            g_string_append_c(clean, *p);
    g_string_append_printf(block, "%s%s\n", fence, clean->str);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *line = escape_clean(lines[i]);
        g_string_append_printf(block, "%s\n", line);
    }
    g_string_append(block, fence);
    append_block(w, element, block->str);
}

static bool
is_html_table(const Writer *w, const Table *table)
{
    return w->options->tables == MARKDOWN_TABLES_HTML ||
           (w->options->tables == MARKDOWN_TABLES_AUTO && !pipe_suffices(table));
}

static void
append_table(Writer *w, const Element *element)
{
    g_autoptr(GString) block = g_string_new(NULL);
    InlineOptions options = inline_options(w, ESCAPE_CELL);

    if (element->table == NULL)
        return;
    if (is_html_table(w, element->table)) {
        /* No Markdown is read there, footnote marks neither. */
        options.note = NULL;
        html_append_table(block, element->table,
                          w->options->tables == MARKDOWN_TABLES_HTML ? NULL : &options);
    } else {
        pipe_append_table(block, element->table, &options);
    }
    append_block(w, element, block->str);
}

static void
append_picture(Writer *w, const Element *element)
{
    if (!w->options->images || element->file == NULL)
        return;
    g_autofree char *text = run_array_text(element->runs);
    g_autofree char *alt = escape_text(text, ESCAPE_TITLE);
    g_autofree char *file = uri_escape(element->file);
    g_autofree char *line = g_strdup_printf("![%s](%s)", alt, file);
    append_block(w, element, line);
}

static void
append_paragraph(Writer *w, const Element *element)
{
    const InlineOptions options = inline_options(w, ESCAPE_PARAGRAPH);
    g_autofree char *text = inline_markdown(element->runs, &options);

    append_block(w, element, text);
}

/* Where it stands, with its mark as printed. */
static void
append_loose_note(Writer *w, const Element *element)
{
    const InlineOptions options = inline_options(w, ESCAPE_PARAGRAPH);
    g_autoptr(GArray) runs =
        marked_runs(element->marker != NULL ? element->marker : element->label, element);
    g_autofree char *text = inline_markdown(runs, &options);

    append_block(w, element, text);
}

static void
append_page_mark(Writer *w, const Element *element)
{
    if (!w->options->page_marks || element->page == w->page)
        return;
    const Page *page = document_page(w->document, element->page);
    const char *label = page != NULL ? page->label : NULL;
    g_autoptr(GString) mark = g_string_new("<!-- page ");

    w->page = element->page;
    if (label == NULL || *label == '\0')
        g_string_append_printf(mark, "%u", element->page);
    for (const char *p = label != NULL ? label : ""; *p != '\0'; p++)
        g_string_append_c(mark, g_ascii_isalnum(*p) || *p == '.' ? *p : ' ');
    g_string_append(mark, " -->");
    /* Not an item itself, it stands where the item will. */
    const Element here = { .kind = ELEMENT_PARAGRAPH,
                           .depth = element->depth,
                           .quote = element->quote };
    append_block(w, &here, mark->str);
}

static bool
has_loose_note(const Writer *w, const Element *element)
{
    return element->label == NULL || !g_hash_table_contains(w->notes, element->label);
}

static bool
is_wanted(const Writer *w, const Element *element)
{
    switch (element->kind) {
    case ELEMENT_HEADER:
    case ELEMENT_FOOTER:
        return w->options->furniture;
    case ELEMENT_PICTURE:
        return w->options->images && element->file != NULL;
    case ELEMENT_NOTE:
        return has_loose_note(w, element);
    default:
        return true;
    }
}

static void
append_element(Writer *w, const Element *element, guint8 level)
{
    if (!is_wanted(w, element))
        return;
    append_page_mark(w, element);
    switch (element->kind) {
    case ELEMENT_HEADING:
        append_heading(w, element, level);
        break;
    case ELEMENT_ITEM:
        append_item(w, element);
        break;
    case ELEMENT_CODE:
        append_code(w, element);
        break;
    case ELEMENT_TABLE:
        append_table(w, element);
        break;
    case ELEMENT_PICTURE:
        append_picture(w, element);
        break;
    case ELEMENT_NOTE:
        append_loose_note(w, element);
        break;
    case ELEMENT_PARAGRAPH:
    case ELEMENT_CAPTION:
    case ELEMENT_HEADER:
    case ELEMENT_FOOTER:
    case ELEMENT_FORMULA:
        append_paragraph(w, element);
        break;
    }
}

static void
collect_marks(GHashTable *marks, const GArray *runs)
{
    for (guint i = 0; runs != NULL && i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);

        if ((run->flags & RUN_NOTE) && !(run->flags & RUN_BREAK))
            g_hash_table_add(marks, run->text);
    }
}

/* The notes of the part that a mark in it leads to. */
static void
collect_notes(Writer *w)
{
    const Flow *flow = w->document->flow;
    const guint end = w->part->first + w->part->n;
    g_autoptr(GHashTable) marks = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = w->part->first; i < end; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind == ELEMENT_TABLE && element->table != NULL &&
            !is_html_table(w, element->table))
            for (guint k = 0; k < element->table->cells->len; k++)
                collect_marks(marks, g_array_index(element->table->cells, Cell, k).runs);
        else if (element->kind != ELEMENT_NOTE && element->kind != ELEMENT_PICTURE &&
                 element->kind != ELEMENT_CODE && is_wanted(w, element))
            collect_marks(marks, element->runs);
    }
    for (guint i = w->part->first; i < end; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind == ELEMENT_NOTE && element->label != NULL &&
            g_hash_table_contains(marks, element->label) &&
            !g_hash_table_contains(w->notes, element->label))
            g_hash_table_insert(w->notes, element->label, element->label);
    }
}

/* Each line indented, but the first of the note behind its label. */
static void
append_note_lines(GString *out, const char *text, const char *label)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    g_string_append_printf(out, "\n%s%s\n", label, lines[0] != NULL ? lines[0] : "");
    for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
        g_string_append_printf(out, "    %s\n", lines[i]);
}

/* All elements of one note, the second and further ones as its paragraphs. */
static void
append_note(Writer *w, const char *label, guint number)
{
    const guint end = w->part->first + w->part->n;
    g_autofree char *mark = g_strdup_printf("[^%u]: ", number);
    bool first = true;

    for (guint i = w->part->first; i < end; i++) {
        const Element *element = flow_element(w->document->flow, i);
        const InlineOptions options = inline_options(w, ESCAPE_PARAGRAPH);

        if (element->kind != ELEMENT_NOTE || g_strcmp0(element->label, label) != 0)
            continue;
        g_autofree char *text = inline_markdown(element->runs, &options);
        if (first || *text != '\0')
            append_note_lines(w->out, text, first ? mark : "    ");
        first = false;
    }
}

static bool
part_is_sound(const Document *document, const MarkdownPart *part)
{
    return document->flow != NULL && part->first <= document->flow->elements->len &&
           part->n <= document->flow->elements->len - part->first;
}

char *
markdown_part(const Document *document, const MarkdownPart *part, const MarkdownOptions *options)
{
    g_autoptr(GHashTable) notes = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    Writer w = { .document = document,
                 .part = part,
                 .options = options,
                 .out = g_string_new(NULL),
                 .notes = notes,
                 .numbers = numbers,
                 .order = order,
                 .before = part->notes != NULL ? *part->notes : 0 };

    if (part->title != NULL) {
        g_autofree char *title = escape_text(part->title, ESCAPE_HEADING);
        g_string_append_printf(w.out, "# %s\n", title);
    }
    if (!part_is_sound(document, part))
        return g_string_free(w.out, FALSE);

    nesting_init(&w.nesting, w.out);
    w.nesting.blank = part->title == NULL;
    g_autoptr(GArray) levels =
        level_settle(document->flow, part->first, part->n, part->title != NULL);
    collect_notes(&w);
    for (guint i = 0; i < part->n && !w.ticks; i++)
        w.ticks = box_of(flow_element(document->flow, part->first + i)) == BOX_TICKED;
    for (guint i = 0; i < part->n; i++) {
        append_element(&w, flow_element(document->flow, part->first + i),
                       g_array_index(levels, guint8, i));
        if (part->ends != NULL)
            g_array_append_val(part->ends, w.out->len);
        if (part->take != NULL && w.out->len >= PIECE_BYTES) {
            part->take(part->taker, w.out->str, w.out->len);
            g_string_truncate(w.out, 0);
        }
    }
    nesting_clear(&w.nesting);
    /* Notes may hold marks of further notes. */
    for (guint i = 0; i < order->len; i++)
        append_note(&w, g_ptr_array_index(order, i), w.before + i + 1);
    if (part->notes != NULL)
        *part->notes += order->len;
    return g_string_free(w.out, FALSE);
}

static char *
resolve_here(guint page, double y, gpointer data)
{
    return anchor_find(data, "", page, y);
}

/* What of it nobody took. (transfer full) */
static char *
write_whole(const Document *document, MarkdownPart *part, const MarkdownOptions *options)
{
    g_autoptr(Anchors) anchors = anchor_new();

    part->n = document->flow != NULL ? document->flow->elements->len : 0;
    part->resolve = resolve_here;
    part->data = anchors;
    if (part->n > 0)
        anchor_add_file(anchors, "", document->flow, 0, part->n, NULL);
    return markdown_part(document, part, options);
}

char *
markdown_document(const Document *document, const MarkdownOptions *options, GArray *ends)
{
    MarkdownPart part = { .ends = ends };

    return write_whole(document, &part, options);
}

void
markdown_document_pieces(const Document *document, const MarkdownOptions *options,
                         MarkdownTake take, gpointer data)
{
    MarkdownPart part = { .take = take, .taker = data };
    g_autofree char *rest = write_whole(document, &part, options);

    take(data, rest, strlen(rest));
}
