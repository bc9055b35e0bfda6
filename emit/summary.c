/* emit/summary.c - a book's README.md and SUMMARY.md */
#include "emit/summary.h"

#include "emit/cover.h"
#include "emit/level.h"

static void
append_link(GString *out, const char *indent, const char *title, const char *file, const char *slug)
{
    g_autofree char *text = escape_text(title, ESCAPE_TITLE);

    g_string_append_printf(out, "%s[%s](%s%s%s)\n", indent, text, file, slug != NULL ? "#" : "",
                           slug != NULL ? slug : "");
}

/* The headings one below the chapter's own. */
static void
append_sections(GString *out, const Document *document, const Chapter *chapter)
{
    const guint above = chapter->titled;
    const char *title = chapter->titled ? chapter->title : NULL;

    if (document->flow == NULL)
        return;
    g_autoptr(GArray) levels = level_settle(document->flow, chapter->first, chapter->n, above);
    g_autoptr(GPtrArray) slugs = anchor_slugs(document->flow, chapter->first, chapter->n, title);
    for (guint i = 0; i < chapter->n; i++) {
        const Element *element = flow_element(document->flow, chapter->first + i);
        const char *slug = g_ptr_array_index(slugs, i);

        if (g_array_index(levels, guint8, i) != 2 || slug == NULL)
            continue;
        g_autofree char *text = run_array_text(element->runs);
        append_link(out, "  - ", text, chapter->file, slug);
    }
}

static void
append_imprint(GString *out, const Document *document)
{
    const char *const lines[] = { document->author, document->date };

    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *text = lines[i] != NULL ? escape_text(lines[i], ESCAPE_PARAGRAPH) : NULL;

        if (text != NULL && *text != '\0')
            g_string_append_printf(out, "\n%s\n", text);
    }
}

char *
summary_readme(const Document *document, const GPtrArray *plan)
{
    g_autofree char *title = cover_title(document);
    g_autofree char *heading = escape_text(title, ESCAPE_HEADING);
    GString *out = g_string_new(NULL);
    bool in_list = false;

    g_string_append_printf(out, "# %s\n", heading);
    append_imprint(out, document);
    g_string_append(out, "\n## Contents\n");
    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);

        if (chapter->part) {
            g_autofree char *text = escape_text(chapter->title, ESCAPE_HEADING);
            g_string_append_printf(out, "\n### %s\n", text);
            in_list = false;
            continue;
        }
        if (!in_list)
            g_string_append_c(out, '\n');
        in_list = true;
        append_link(out, "- ", chapter->title, chapter->file, NULL);
        append_sections(out, document, chapter);
    }
    return g_string_free(out, FALSE);
}

char *
summary_mdbook(const Document *document, const GPtrArray *plan)
{
    g_autofree char *title = cover_title(document);
    GString *out = g_string_new("# Summary\n\n");
    bool in_list = false;

    append_link(out, "", title, "README.md", NULL);
    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);

        if (chapter->part) {
            g_autofree char *text = escape_text(chapter->title, ESCAPE_HEADING);
            g_string_append_printf(out, "\n# %s\n", text);
            in_list = false;
            continue;
        }
        if (!chapter->front && !in_list)
            g_string_append_c(out, '\n');
        in_list = !chapter->front;
        append_link(out, chapter->front ? "" : "- ", chapter->title, chapter->file, NULL);
    }
    return g_string_free(out, FALSE);
}
