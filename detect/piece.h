/* detect/piece.h - what the document passes move about: blocks, cut by their marks
 *
 * A piece becomes an element of the flow. It knows its lines, not its text, so
 * that pieces can be joined before hyphens are repaired and styles compared.
 */
#pragma once

#include "detect/mark.h"

typedef struct {
    guint page; /* into document->pages */
    guint line; /* into its lines */
    guint skip; /* words at its start that are a marker */
} PieceLine;

typedef struct {
    ElementKind kind;
    guint page;         /* into document->pages, where it begins */
    Bbox bbox;          /* of its part there */
    guint level;        /* headings */
    guint depth, quote; /* as an Element's */
    bool ordered;       /* items */
    char *marker;       /* items, notes: as printed */
    char *label;        /* notes that have a mark in the text */
    bool rows;          /* what stands in a picture, or a formula: its lines stay apart */
    bool contents;      /* an entry of printed contents */
    GArray *lines;      /* PieceLine */
    GArray *words;      /* guint: text that is no line, of printed contents seen as a table, or
                           of a running head that a table took in */
    Table *table;       /* tables: the page's, only read, until piece_own_table() */
    bool owns_table;
} Piece;

void piece_free(Piece *piece);

/* Its table, which may now be changed: a copy from the first time on. */
Table *piece_own_table(Piece *piece);

/* Pieces in reading order; of each page its headers first, its footers last. @said: what the
 * furniture says, of furniture_mark(); it goes out of tables that took it in. (transfer full) */
GPtrArray *piece_list(const Document *document, const MarkTable *marks, GHashTable *said);

static inline Piece *
piece_at(const GPtrArray *pieces, guint i)
{
    return g_ptr_array_index(pieces, i);
}

static inline const Line *
piece_line(const Document *document, const PieceLine *at)
{
    return page_line(mark_page(document, at->page), at->line);
}

/* Its first and last line; NULL for a piece without lines. */
const PieceLine *piece_first(const Piece *piece);
const PieceLine *piece_last(const Piece *piece);

/* The text of one of its lines without a marker. (transfer full) */
char *piece_line_text(const Document *document, const PieceLine *at);

/* The text of all its lines. (transfer full) */
char *piece_text(const Document *document, const Piece *piece);
