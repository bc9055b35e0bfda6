/* emit/summary.c - a book's README.md and SUMMARY.md */
#include "emit/summary.h"

#include "emit/cover.h"
#include "emit/level.h"
#include "emit/uri.h"

static void
append_link(GString *out, const char *indent, const char *title, const char *file, const char *slug)
{
    g_autofree char *text = escape_text(title, ESCAPE_TITLE);

    g_string_append_printf(out, "%s[%s](%s%s%s)\n", indent, text, file, slug != NULL ? "#" : "",
                           slug != NULL ? slug : "");
}

/* The headings one below the file's own. */
static void
append_sections(GString *out, const Document *document, const Chapter *chapter)
{
    const char *indent = chapter->depth > 0 ? "    - " : "  - ";
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
        append_link(out, indent, text, chapter->file, slug);
    }
}

static void
append_imprint(GString *out, const Imprint *imprint)
{
    const char *const lines[] = { imprint->author, imprint->date };

    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *text = lines[i] != NULL ? escape_text(lines[i], ESCAPE_PARAGRAPH) : NULL;

        if (text != NULL && *text != '\0')
            g_string_append_printf(out, "\n%s\n", text);
    }
    if (imprint->licence == NULL)
        return;
    g_autofree char *uri = imprint->licence_uri != NULL ? uri_escape(imprint->licence_uri) : NULL;
    g_autofree char *text =
        escape_text(imprint->licence, uri != NULL ? ESCAPE_TITLE : ESCAPE_PARAGRAPH);
    if (uri != NULL)
        g_string_append_printf(out, "\nLicence: [%s](%s)\n", text, uri);
    else
        g_string_append_printf(out, "\nLicence: %s\n", text);
}

char *
summary_readme(const Document *document, const GPtrArray *plan, const Imprint *imprint)
{
    g_autofree char *title = cover_title(document);
    g_autofree char *heading = escape_text(title, ESCAPE_HEADING);
    GString *out = g_string_new(NULL);
    bool in_list = false;

    g_string_append_printf(out, "# %s\n", heading);
    append_imprint(out, imprint);
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
        append_link(out, chapter->depth > 0 ? "  - " : "- ", chapter->title, chapter->file, NULL);
        append_sections(out, document, chapter);
    }
    return g_string_free(out, FALSE);
}

/* Has it files of its own below? mdBook has such in its list only. */
static bool
has_sections(const GPtrArray *plan, guint i)
{
    return i + 1 < plan->len && ((const Chapter *)g_ptr_array_index(plan, i + 1))->depth > 0;
}

/* How many chapters from the first on stand before the list. */
static guint
count_before(const GPtrArray *plan)
{
    guint i = 0;

    while (i < plan->len && !((const Chapter *)g_ptr_array_index(plan, i))->part &&
           ((const Chapter *)g_ptr_array_index(plan, i))->kind == DIVISION_FRONT &&
           !has_sections(plan, i))
        i++;
    return i;
}

/* Where what stands behind the list begins. */
static guint
find_behind(const GPtrArray *plan, guint from)
{
    guint i = plan->len;

    while (i > from && ((const Chapter *)g_ptr_array_index(plan, i - 1))->kind == DIVISION_BACK)
        i--;
    return i;
}

char *
summary_mdbook(const Document *document, const GPtrArray *plan)
{
    g_autofree char *title = cover_title(document);
    GString *out = g_string_new("# Summary\n\n");
    const guint before = count_before(plan), behind = find_behind(plan, before);
    bool gap = false; /* is a blank line due? */

    append_link(out, "", title, "README.md", NULL);
    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);
        const bool listed = i >= before && i < behind;

        if (chapter->part) {
            g_autofree char *text = escape_text(chapter->title, ESCAPE_HEADING);
            g_string_append_printf(out, "\n# %s\n", text);
            gap = true;
            continue;
        }
        if (gap || i == before || i == behind)
            g_string_append_c(out, '\n');
        gap = false;
        append_link(out,
                    !listed              ? ""
                    : chapter->depth > 0 ? "  - "
                                         : "- ",
                    chapter->title, chapter->file, NULL);
    }
    return g_string_free(out, FALSE);
}
