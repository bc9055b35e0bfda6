/* emit/escape.h - text that a GFM parser gives back unchanged
 *
 * A Draft is one block of inline Markdown (a paragraph, a heading, a cell)
 * in which every byte is known to be text, a mark, or verbatim. Only when the
 * whole block is known can it be told which text bytes a parser would take for
 * marks; escape_finish() puts a backslash before those and no others, so that
 * "snake_case", "2 * 3" and "[1]" stay as they are.
 *
 * The rules are those of the GFM specification (0.29) with tables,
 * strikethrough, autolinks and footnotes; where parsers differ, the text is
 * escaped for all of them.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    ESCAPE_PARAGRAPH, /* begins a line; may go on after breaks */
    ESCAPE_ITEM,      /* as a paragraph, and a task box would be taken for one */
    ESCAPE_HEADING,   /* behind `# `, on one line */
    ESCAPE_CELL,      /* of a pipe table */
    ESCAPE_TITLE,     /* link text in a list of our own: on one line, within [ ] */
} EscapeContext;

typedef struct Draft Draft;

Draft *escape_draft_new(void);
void escape_draft_free(Draft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, escape_draft_free)

/* Text as it should come out; see escape_clean(). */
void escape_add_text(Draft *draft, const char *text);

/* Markdown of our own: delimiters, tags. */
void escape_add_mark(Draft *draft, const char *mark);

/* What a parser takes as it is: code between its backticks, link targets. */
void escape_add_verbatim(Draft *draft, const char *text);

/* Consumes nothing; the block without white space at its ends. (transfer full) */
char *escape_finish(const Draft *draft, EscapeContext context);

/* A whole block of nothing but text. (transfer full) */
char *escape_text(const char *text, EscapeContext context);

/* @text as valid UTF-8 on one line: white space is spaces, control characters are gone.
 * (transfer full) */
char *escape_clean(const char *text);

/* The same with single spaces, and none at the ends: as the text of a block is read. (transfer
 * full) */
char *escape_line(const char *text);
