/* emit/chapter.c - a document as a book: one Markdown file a chapter
 *
 * The flow is cut at its highest headings. Three things make it less plain:
 *
 *   what stands before the first   is a file when there are sentences in it; a
 *                                  cover says nothing that README.md does not
 *   a part ("Part II: Objects")    over chapters one level lower is no file;
 *                                  the flow is cut at those chapters then
 *   a title set like a chapter     belongs to the cover
 *
 * Levels are counted anew in each file, and links find their headings through
 * an index of all files.
 */
#include "emit/chapter.h"

#include "emit/anchor.h"

#include <string.h>

/* A cover has titles, names and dates; only what has a sentence this long is text. */
#define SENTENCE_WORDS 10

/* File names are read in listings, and some systems and archives stop at 100. */
#define MAX_NAME 48

static void
chapter_free(gpointer data)
{
    Chapter *chapter = data;

    g_free(chapter->file);
    g_free(chapter->title);
    g_free(chapter);
}

static char *
heading_text(const Element *element)
{
    g_autofree char *text = run_array_text(element->runs);

    return escape_line(text);
}

static bool
is_heading(const Element *element)
{
    g_autofree char *text = element->kind == ELEMENT_HEADING ? heading_text(element) : NULL;

    return text != NULL && *text != '\0';
}

/* Ten words and a stop; dots that lead to a page number are no words. */
static bool
is_sentence(const char *text)
{
    g_autofree char *clean = escape_line(text);
    g_auto(GStrv) words = g_strsplit(clean, " ", -1);
    guint n = 0;

    for (guint i = 0; words[i] != NULL; i++)
        n += g_unichar_isalpha(g_utf8_get_char(words[i]));
    return n >= SENTENCE_WORDS && strchr(".!?:;)\"'", clean[strlen(clean) - 1]) != NULL;
}

static bool
table_has_sentence(const Table *table)
{
    for (guint i = 0; table != NULL && i < table->cells->len; i++)
        if (is_sentence(g_array_index(table->cells, Cell, i).text))
            return true;
    return false;
}

/* Is there anything to read among elements [first, first + n)? */
static bool
has_text(const Flow *flow, guint first, guint n)
{
    for (guint i = first; i < first + n; i++) {
        const Element *element = flow_element(flow, i);
        g_autofree char *text = run_array_text(element->runs);

        switch (element->kind) {
        case ELEMENT_CODE:
        case ELEMENT_FORMULA:
            return true;
        case ELEMENT_TABLE:
            if (table_has_sentence(element->table))
                return true;
            break;
        case ELEMENT_PARAGRAPH:
        case ELEMENT_ITEM:
        case ELEMENT_NOTE:
            if (is_sentence(text))
                return true;
            break;
        default:
            break;
        }
    }
    return false;
}

/* Anything at all but headings and furniture? */
static bool
has_body(const Flow *flow, guint first, guint n)
{
    for (guint i = first; i < first + n; i++) {
        const ElementKind kind = flow_element(flow, i)->kind;

        if (kind != ELEMENT_HEADING && kind != ELEMENT_HEADER && kind != ELEMENT_FOOTER)
            return true;
    }
    return false;
}

static guint
highest_level(const Flow *flow)
{
    guint level = G_MAXUINT;

    for (guint i = 0; i < flow->elements->len; i++)
        if (is_heading(flow_element(flow, i)))
            level = MIN(level, flow_element(flow, i)->level);
    return level;
}

/* The next heading of @level or higher from @from on. */
static guint
next_heading(const Flow *flow, guint from, guint level)
{
    while (from < flow->elements->len &&
           !(is_heading(flow_element(flow, from)) && flow_element(flow, from)->level <= level))
        from++;
    return from;
}

/* "Part II", "Part One: Objects", "Teil 3", "Book IV"; not "Partial evaluation". */
static bool
is_part_title(const char *title)
{
    return g_regex_match_simple(
        "^(part|book|teil|partie|parte)\\s+([0-9]+|[ivxlc]+|one|two|three|four|"
        "five|six|seven|eight|nine|ten)\\b",
        title, G_REGEX_CASELESS, 0);
}

static void
add_chapter(GPtrArray *plan, const Flow *flow, guint first, guint end)
{
    Chapter *chapter = g_new0(Chapter, 1);

    chapter->title = heading_text(flow_element(flow, first));
    chapter->first = first;
    chapter->n = end - first;
    g_ptr_array_add(plan, chapter);
}

/* A part and its chapters, or a chapter. */
static void
add_section(GPtrArray *plan, const Flow *flow, guint first, guint end, guint level)
{
    g_autofree char *title = heading_text(flow_element(flow, first));
    guint at = next_heading(flow, first + 1, level + 1);

    if (!is_part_title(title) || at >= end) {
        add_chapter(plan, flow, first, end);
        return;
    }

    Chapter *part = g_new0(Chapter, 1);
    part->title = g_steal_pointer(&title);
    part->part = true;
    part->first = first;
    g_ptr_array_add(plan, part);
    if (has_body(flow, first, at - first))
        add_chapter(plan, flow, first, at);
    else
        part->n = at - first;
    while (at < end) {
        const guint next = MIN(next_heading(flow, at + 1, level + 1), end);

        add_chapter(plan, flow, at, next);
        at = next;
    }
}

/* Programs put names of files, or of themselves, where the title should be. */
static bool
is_title(const char *title)
{
    static const char *const endings[] = { ".doc", ".docx", ".indd", ".tex", ".dvi",
                                           ".pdf", ".md",   ".qxd",  ".rtf" };

    if (*title == '\0' || g_ascii_strcasecmp(title, "untitled") == 0 ||
        g_str_has_prefix(title, "Microsoft Word - "))
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(title, endings[i]))
            return false;
    return true;
}

/* The title in the metadata; (transfer full), NULL for none. */
static char *
metadata_title(const Document *document)
{
    g_autofree char *title = escape_line(document->title != NULL ? document->title : "");

    return is_title(title) ? g_steal_pointer(&title) : NULL;
}

static bool
is_document_title(const Document *document, const Element *element)
{
    g_autofree char *clean = metadata_title(document);
    if (clean == NULL)
        return false;
    g_autofree char *text = heading_text(element);
    g_autofree char *a = g_utf8_casefold(text, -1), *b = g_utf8_casefold(clean, -1);

    return strcmp(a, b) == 0;
}

/* Is the section [at, next), the first of several, the cover? It has the document's title, or
 * nothing to read and the first page for itself. */
static bool
is_cover(const Document *document, const Flow *flow, guint at, guint next)
{
    if (next >= flow->elements->len)
        return false;

    const Element *title = flow_element(flow, at);
    return is_document_title(document, title) ||
           (title->page == 1 && flow_element(flow, next)->page > 1 &&
            !has_text(flow, at, next - at));
}

char *
chapter_book_title(const Document *document)
{
    g_autoptr(Flow) empty = flow_new();
    const Flow *flow = document->flow != NULL ? document->flow : empty;
    const guint level = highest_level(flow);
    const guint at = next_heading(flow, 0, level);
    g_autofree char *stem = g_path_get_basename(document->path != NULL ? document->path : "-");
    char *dot = strrchr(stem, '.'), *title = metadata_title(document);

    if (title != NULL)
        return title;
    if (is_cover(document, flow, at, next_heading(flow, at + 1, level)))
        return heading_text(flow_element(flow, at));
    if (dot != NULL && dot > stem)
        *dot = '\0';
    return strcmp(stem, "-") == 0 ? g_strdup("Document") : g_steal_pointer(&stem);
}

/* Does the part begin with a heading that is higher than all others in it? */
static bool
has_own_title(const Flow *flow, guint end)
{
    return end > 0 && is_heading(flow_element(flow, 0)) &&
           next_heading(flow, 1, flow_element(flow, 0)->level) >= end;
}

/* What stands before the first chapter. */
static void
add_front(GPtrArray *plan, const Document *document, const Flow *flow, guint end)
{
    Chapter *front = g_new0(Chapter, 1);
    g_autofree char *book = chapter_book_title(document);
    g_autofree char *own = has_own_title(flow, end) ? heading_text(flow_element(flow, 0)) : NULL;
    const bool named = own != NULL && g_ascii_strcasecmp(own, book) != 0;

    front->titled = own == NULL;
    front->title = g_strdup(named ? own : "Front matter");
    front->n = end;
    front->front = true;
    g_ptr_array_add(plan, front);
}

/* A document without a heading is one chapter. */
static void
add_whole(GPtrArray *plan, const Document *document, const Flow *flow)
{
    Chapter *whole = g_new0(Chapter, 1);

    whole->title = chapter_book_title(document);
    whole->titled = true;
    whole->n = flow->elements->len;
    g_ptr_array_add(plan, whole);
}

/* "Chapter 3: The eval loop", "3. The eval loop" without its number: the file has one. */
static const char *
skip_number(const char *title)
{
    const char *p = title;

    if (g_ascii_strncasecmp(p, "chapter ", 8) == 0)
        p += 8;
    const gsize digits = strspn(p, "0123456789.");
    if (digits == 0)
        return title;
    for (p += digits; *p != '\0' && !g_unichar_isalnum(g_utf8_get_char(p));)
        p = g_utf8_next_char(p);
    return g_unichar_isalpha(g_utf8_get_char(p)) ? p : title;
}

/* Letters that do not decompose into an ASCII letter and a mark. */
static const char *
ascii_letters(gunichar c)
{
    switch (c) {
    case 0xDF:
        return "ss";
    case 0xE6:
        return "ae";
    case 0xF8:
        return "o";
    case 0x0142:
        return "l";
    case 0x0153:
        return "oe";
    case 0x0131:
        return "i";
    default:
        return NULL;
    }
}

/* ASCII, lower case, words joined by hyphens; "chapter" when nothing of it is ASCII. */
static char *
file_slug(const char *title)
{
    g_autofree char *plain = g_utf8_normalize(skip_number(title), -1, G_NORMALIZE_ALL);
    GString *slug = g_string_new(NULL);
    bool gap = false;

    for (const char *p = plain; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_unichar_tolower(g_utf8_get_char(p));
        const char *letters = ascii_letters(c);
        const char own[] = { c < 0x80 && g_ascii_isalnum((char)c) ? (char)c : '\0', '\0' };

        /* A mark belongs to the letter before it, an apostrophe to its word. */
        if (g_unichar_ismark(c) || c == '\'' || c == 0x2019)
            continue;
        if (letters == NULL && *own == '\0') {
            gap = true;
            continue;
        }
        if (gap && slug->len >= MAX_NAME)
            break;
        if (gap && slug->len > 0)
            g_string_append_c(slug, '-');
        gap = false;
        g_string_append(slug, letters != NULL ? letters : own);
    }
    g_string_truncate(slug, MIN(slug->len, 2 * MAX_NAME));
    if (slug->len == 0)
        g_string_append(slug, "chapter");
    return g_string_free(slug, FALSE);
}

/* Numbers make names unique; they are as wide as the last one, and at least two digits. */
static void
name_files(GPtrArray *plan)
{
    guint files = 0, number = 0;
    int width = 2;

    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);
        files += !chapter->part && !chapter->front;
    }
    for (guint rest = files / 100; rest > 0; rest /= 10)
        width++;
    for (guint i = 0; i < plan->len; i++) {
        Chapter *chapter = g_ptr_array_index(plan, i);
        g_autofree char *slug = file_slug(chapter->title);

        if (!chapter->part)
            chapter->file =
                g_strdup_printf("%0*u-%s.md", width, chapter->front ? 0 : ++number, slug);
    }
}

GPtrArray *
chapter_plan(const Document *document, const ChapterOptions *options)
{
    g_autoptr(Flow) empty = flow_new();
    const Flow *flow = document->flow != NULL ? document->flow : empty;
    GPtrArray *plan = g_ptr_array_new_with_free_func(chapter_free);
    const guint level = highest_level(flow);
    guint at = next_heading(flow, 0, level);
    const guint next = next_heading(flow, at + 1, level);

    (void)options;
    if (is_cover(document, flow, at, next))
        at = next;
    if (at >= flow->elements->len)
        add_whole(plan, document, flow);
    else if (has_text(flow, 0, at))
        add_front(plan, document, flow, at);
    while (at < flow->elements->len) {
        const guint end = next_heading(flow, at + 1, level);

        add_section(plan, flow, at, end, level);
        at = end;
    }
    name_files(plan);
    return plan;
}

typedef struct {
    const Anchors *anchors;
    const char *file;
} Here;

static char *
resolve(guint page, double y, gpointer data)
{
    const Here *here = data;

    return anchor_find(here->anchors, here->file, page, y);
}

char *
chapter_markdown(const Document *document, const GPtrArray *plan, guint i,
                 const ChapterOptions *options)
{
    const Chapter *chapter = g_ptr_array_index(plan, i);
    g_autoptr(Anchors) anchors = anchor_new();
    Here here = { anchors, chapter->file };
    const MarkdownPart part = { .first = chapter->first,
                                .n = chapter->n,
                                .title = chapter->titled ? chapter->title : NULL,
                                .levels = true,
                                .resolve = resolve,
                                .data = &here };

    for (guint k = 0; k < plan->len && document->flow != NULL; k++) {
        const Chapter *other = g_ptr_array_index(plan, k);

        if (other->file != NULL)
            anchor_add_file(anchors, other->file, document->flow, other->first, other->n,
                            other->titled ? other->title : NULL);
    }
    return markdown_part(document, &part, &options->markdown);
}
