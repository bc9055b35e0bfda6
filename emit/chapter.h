/* emit/chapter.h - a document as a book: one Markdown file a chapter
 *
 * Chapters begin at level-1 headings. What stands before the first is a
 * chapter of its own when it has text; a document without such headings is one
 * chapter. File names are made of number and title, ASCII, never twice.
 */
#pragma once

#include "emit/markdown.h"

typedef struct {
    char *file;     /* "03-the-eval-loop.md" */
    char *title;    /* plain text */
    guint first, n; /* elements of the flow */
    bool titled;    /* the title is not among the elements: it is written above them */
    bool front;     /* what stands before the first heading: unnumbered in contents */
    bool part;      /* nothing but a heading: a part's title, which has no file (file is NULL) */
} Chapter;

typedef struct {
    MarkdownOptions markdown;
} ChapterOptions;

/* (transfer full): Chapter, in reading order; never empty. */
GPtrArray *chapter_plan(const Document *document, const ChapterOptions *options);

/* One H1, levels without holes, footnotes numbered from 1 at the end, links to other chapters.
 * @i: of a chapter that has a file. (transfer full) */
char *chapter_markdown(const Document *document, const GPtrArray *plan, guint i,
                       const ChapterOptions *options);

/* The title in the metadata, if it is one, else that on the cover, else the file's name.
 * (transfer full) */
char *chapter_book_title(const Document *document);
