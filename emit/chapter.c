/* emit/chapter.c - a document as a book: one Markdown file a chapter
 *
 * The flow is cut at its highest headings, those of the cover left aside
 * (emit/cover.h). A part over chapters one level lower is no file; the flow is
 * cut at those chapters then. Parts say that they are ("Part II: Objects"), or
 * the numbers of chapters do, which go on from one to the next:
 *
 *     User's guide           a part
 *       1 Getting started    a chapter
 *       2 The next steps
 *     Reference guide        a part
 *       3 Main reference
 *     Index                  a chapter
 *
 * Levels are counted anew in each file, and links find their headings through
 * an index of all files.
 */
#include "emit/chapter.h"

#include "emit/cover.h"
#include "emit/filename.h"

#include <string.h>

typedef struct {
    const Document *document;
    const Flow *flow;
    ChapterSplit split;
    Cover cover;
    bool numbered; /* chapters are numbered through unnumbered parts */
    GPtrArray *chapters;
} Plan;

static void
chapter_free(gpointer data)
{
    Chapter *chapter = data;

    g_free(chapter->file);
    g_free(chapter->title);
    g_free(chapter);
}

/* Anything at all but headings and furniture? */
static bool
has_body(const Flow *flow, guint first, guint end)
{
    for (guint i = first; i < end; i++) {
        const ElementKind kind = flow_element(flow, i)->kind;

        if (kind != ELEMENT_HEADING && kind != ELEMENT_HEADER && kind != ELEMENT_FOOTER)
            return true;
    }
    return false;
}

static guint
number_at(const Flow *flow, guint i)
{
    g_autofree char *title = cover_heading(flow_element(flow, i));

    return division_number(title);
}

/* Is there a heading one below @level between @at and @end whose number is not @n + 1? Leaves the
 * last number in @n. */
static bool
breaks_count(const Flow *flow, guint at, guint end, guint level, guint *n)
{
    for (guint i = cover_next(flow, at + 1, level + 1); i < end;
         i = cover_next(flow, i + 1, level + 1)) {
        if (number_at(flow, i) != *n + 1)
            return true;
        ++*n;
    }
    return false;
}

/* Do the numbers of headings one below the highest go on from 1 under two or more of those, none of
 * which has one? Some of the highest may have none below them. */
static bool
is_numbered_through(const Flow *flow, const Cover *cover)
{
    guint parents = 0, number = 0;

    for (guint at = cover->end; at < flow->elements->len;) {
        const guint end = cover_next(flow, at + 1, cover->level), before = number;

        if (number_at(flow, at) > 0 || breaks_count(flow, at, end, cover->level, &number))
            return false;
        parents += number > before;
        at = end;
    }
    return parents >= 2;
}

static Chapter *
add(const Plan *plan, guint first, guint end)
{
    Chapter *chapter = g_new0(Chapter, 1);

    chapter->title = cover_heading(flow_element(plan->flow, first));
    chapter->kind = division_kind(chapter->title);
    chapter->first = first;
    chapter->n = end - first;
    g_ptr_array_add(plan->chapters, chapter);
    return chapter;
}

static void
add_chapter(const Plan *plan, guint first, guint end, guint level)
{
    guint at = cover_next(plan->flow, first + 1, level + 1);

    if (plan->split != CHAPTER_SPLIT_SECTION || at >= end) {
        add(plan, first, end);
        return;
    }
    add(plan, first, at);
    while (at < end) {
        const guint next = MIN(cover_next(plan->flow, at + 1, level + 1), end);

        add(plan, at, next)->depth = 1;
        at = next;
    }
}

static void
add_part(const Plan *plan, guint first, guint at, guint end)
{
    Chapter *part = add(plan, first, first);

    part->part = true;
    part->kind = DIVISION_PART;
    if (has_body(plan->flow, first, at))
        add(plan, first, at);
    else
        part->n = at - first;
    while (at < end) {
        const guint next = MIN(cover_next(plan->flow, at + 1, plan->cover.level + 1), end);

        add_chapter(plan, at, next, plan->cover.level + 1);
        at = next;
    }
}

/* A part and its chapters, or a chapter. */
static void
add_section(const Plan *plan, guint first, guint end)
{
    g_autofree char *title = cover_heading(flow_element(plan->flow, first));
    const guint at = MIN(cover_next(plan->flow, first + 1, plan->cover.level + 1), end);
    const bool named = division_kind(title) == DIVISION_PART;
    const bool above = (named || plan->numbered) && at < end;
    /* Where chapters have the level of parts, nothing stands between the two. */
    const bool bare = named && end < plan->flow->elements->len && !has_body(plan->flow, first, end);

    if (plan->split != CHAPTER_SPLIT_PART && (above || bare))
        add_part(plan, first, at, end);
    else
        add_chapter(plan, first, end, plan->cover.level);
}

/* What stands before the first chapter. */
static void
add_front(const Plan *plan)
{
    Chapter *front = g_new0(Chapter, 1);
    guint first = 0;

    while (first < plan->cover.end && !cover_is_heading(flow_element(plan->flow, first)))
        first++;
    /* A heading that is higher than all others in it is the file's. */
    const bool own =
        first == 0 && plan->cover.end > 0 &&
        cover_next(plan->flow, 1, flow_element(plan->flow, 0)->level) >= plan->cover.end;
    g_autofree char *text = own ? cover_heading(flow_element(plan->flow, 0)) : NULL;
    g_autofree char *book = cover_title(plan->document);

    front->titled = !own;
    front->title =
        g_strdup(own && g_ascii_strcasecmp(text, book) != 0 && !(plan->cover.found && first == 0)
                     ? text
                     : "Front matter");
    front->n = plan->cover.end;
    front->front = true;
    front->kind = DIVISION_FRONT;
    g_ptr_array_add(plan->chapters, front);
}

/* All of it, under the book's title. */
static void
add_whole(const Plan *plan)
{
    const Cover *cover = &plan->cover;
    Chapter *whole = g_new0(Chapter, 1);

    whole->title = cover_title(plan->document);
    whole->titled = true;
    if (cover->found && !cover_has_text(plan->flow, 0, cover->title))
        whole->first = cover->title + 1;
    whole->n = plan->flow->elements->len - whole->first;
    g_ptr_array_add(plan->chapters, whole);
}

/* Numbers make names unique; they are as wide as the last one, and at least two digits. */
static void
name_files(const GPtrArray *chapters)
{
    guint files = 0, number = 0, section = 0;
    int width = 2;

    for (guint i = 0; i < chapters->len; i++) {
        const Chapter *chapter = g_ptr_array_index(chapters, i);
        files += !chapter->part && !chapter->front && chapter->depth == 0;
    }
    for (guint rest = files / 100; rest > 0; rest /= 10)
        width++;
    for (guint i = 0; i < chapters->len; i++) {
        Chapter *chapter = g_ptr_array_index(chapters, i);
        g_autofree char *slug = filename_slug(chapter->title);

        if (chapter->part)
            continue;
        number += !chapter->front && chapter->depth == 0;
        section = chapter->depth == 0 ? 0 : section + 1;
        chapter->file =
            chapter->depth > 0
                ? g_strdup_printf("%0*u-%02u-%s.md", width, number, section, slug)
                : g_strdup_printf("%0*u-%s.md", width, chapter->front ? 0 : number, slug);
    }
}

GPtrArray *
chapter_plan(const Document *document, const ChapterOptions *options)
{
    g_autoptr(Flow) empty = flow_new();
    Plan plan = { .document = document,
                  .flow = document->flow != NULL ? document->flow : empty,
                  .split = options->split,
                  .cover = cover_find(document),
                  .chapters = g_ptr_array_new_with_free_func(chapter_free) };
    const guint n = plan.flow->elements->len;

    if (plan.cover.end >= n || plan.split == CHAPTER_SPLIT_NONE) {
        add_whole(&plan);
        name_files(plan.chapters);
        return plan.chapters;
    }
    plan.numbered = is_numbered_through(plan.flow, &plan.cover);
    if (cover_has_text(plan.flow, 0, plan.cover.end))
        add_front(&plan);
    for (guint at = plan.cover.end; at < n;) {
        const guint end = cover_next(plan.flow, at + 1, plan.cover.level);

        add_section(&plan, at, end);
        at = end;
    }
    name_files(plan.chapters);
    return plan.chapters;
}

Anchors *
chapter_anchors(const Document *document, const GPtrArray *plan)
{
    Anchors *anchors = anchor_new();

    for (guint i = 0; i < plan->len && document->flow != NULL; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);

        if (chapter->file != NULL)
            anchor_add_file(anchors, chapter->file, document->flow, chapter->first, chapter->n,
                            chapter->titled ? chapter->title : NULL);
    }
    return anchors;
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
chapter_markdown(const Document *document, const GPtrArray *plan, guint i, const Anchors *anchors,
                 const ChapterOptions *options, guint *notes)
{
    const Chapter *chapter = g_ptr_array_index(plan, i);
    Here here = { anchors, chapter->file };
    const MarkdownPart part = { .first = chapter->first,
                                .n = chapter->n,
                                .title = chapter->titled ? chapter->title : NULL,
                                .levels = true,
                                .notes = options->notes_through ? notes : NULL,
                                .resolve = resolve,
                                .data = &here };

    return markdown_part(document, &part, &options->markdown);
}
