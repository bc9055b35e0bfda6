/* emit/chapter.h - a document as a book: one Markdown file a chapter
 *
 * Chapters begin at the highest headings below the book's title; parts are
 * titles over chapters, and no files. What stands before the first chapter is
 * one of its own when it has text; a document without headings is one chapter.
 * File names are made of number and title, ASCII, never twice, and do not
 * depend on what comes later.
 */
#pragma once

#include "emit/anchor.h"
#include "emit/division.h"
#include "emit/markdown.h"

typedef struct {
    char *file;     /* "03-the-eval-loop.md" */
    char *title;    /* plain text */
    guint first, n; /* elements of the flow */
    guint depth;    /* 1: a section of the chapter before it, in a file of its own */
    Division kind;
    bool titled; /* the title is not among the elements: it is written above them */
    bool front;  /* what stands before the first heading: unnumbered in contents */
    bool part;   /* nothing but a heading: a part's title, which has no file (file is NULL) */
} Chapter;

/* What a file is. */
typedef enum {
    CHAPTER_SPLIT_CHAPTER,
    CHAPTER_SPLIT_PART,    /* a part with its chapters; chapters outside of parts */
    CHAPTER_SPLIT_SECTION, /* a chapter up to its first section, and each section */
    CHAPTER_SPLIT_NONE,    /* the book */
} ChapterSplit;

typedef struct {
    MarkdownOptions markdown;
    ChapterSplit split;
    bool notes_through; /* footnotes are numbered through the book, not anew in each file */
} ChapterOptions;

/* (transfer full): Chapter, in reading order; never empty. */
GPtrArray *chapter_plan(const Document *document, const ChapterOptions *options);

/* Where links lead in the files of @plan. (transfer full) */
Anchors *chapter_anchors(const Document *document, const GPtrArray *plan);

/**
 * chapter_markdown:
 * @i: of a chapter that has a file
 * @notes: (inout): how many footnotes the files before it have
 *
 * One H1, levels without holes, footnotes at the end, links to other chapters. (transfer full)
 */
char *chapter_markdown(const Document *document, const GPtrArray *plan, guint i,
                       const Anchors *anchors, const ChapterOptions *options, guint *notes);
