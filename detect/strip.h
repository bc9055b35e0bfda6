/* detect/strip.h - the words of a region as strips and pieces
 *
 * A Strip is all words on one baseline from one side of the region to the
 * other, whatever columns they stand in; a Piece is a run of words in it that
 * only word spaces separate, so never more than a cell, and mostly a line of
 * one. Tables are made of pieces. Points throughout.
 *
 * Leader dots are left out, and hyphens or underscores typed to draw a line
 * count as the rulings that they stand for.
 */
#pragma once

#include "pipeline/model/page.h"

typedef struct {
    Bbox bbox;
    guint strip;
    guint first, n;  /* into Strips.words */
    gint col0, col1; /* first and last column it stands in, set by detect/alley.h; -1 before */
    bool data;       /* a number, or what stands for one: "n.a.", a dash, a mark */
    bool bold;
} Piece;

typedef struct {
    Bbox bbox;
    double baseline;
    double size;    /* of its largest words, points */
    guint first, n; /* into pieces, left to right */
} Strip;

typedef struct {
    const Page *page;
    double em;       /* the size of most words, points */
    GArray *words;   /* guint: into page->words, piece after piece */
    GArray *pieces;  /* Piece, strip after strip */
    GArray *strips;  /* Strip, top to bottom */
    GArray *rulings; /* Ruling: of the page, in the region, and typed ones; sorted as a Page's */
} Strips;

/**
 * strip_find:
 * @words: guint, into @page->words; turned words are passed over
 * @region: rulings that reach into it are taken along
 *
 * Returns: (transfer full): without strips when there are no words.
 */
Strips *strip_find(const Page *page, const GArray *words, Bbox region);
void strip_free(Strips *strips);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Strips, strip_free)

/* The rulings of strip_find() alone, in much less time. (transfer full) Ruling */
GArray *strip_rulings(const Page *page, const GArray *words, Bbox region);

/* The upright words of @page whose middle lies in @area. (transfer full) guint */
GArray *strip_words(const Page *page, Bbox area);

/* Cuts piece @i in two before its @k-th word; later pieces move up by one. */
void strip_cut(Strips *strips, guint i, guint k);

static inline Strip *
strip_at(const Strips *strips, guint i)
{
    return &g_array_index(strips->strips, Strip, i);
}

static inline Piece *
strip_piece(const Strips *strips, guint i)
{
    return &g_array_index(strips->pieces, Piece, i);
}

/* The @k-th word of a piece. */
static inline const Word *
strip_word(const Strips *strips, const Piece *piece, guint k)
{
    return page_word(strips->page, g_array_index(strips->words, guint, piece->first + k));
}

/* Is this text a number, or what stands for one? */
bool strip_text_is_data(const char *text);

/* Only dots, as drawn from an entry to its number? */
bool strip_is_leader(const char *text);

/* The middle of the sizes of @words (guint), points. */
double strip_usual_size(const Page *page, const GArray *words);

/* The size of a word in points, from its box where the style does not know. */
double strip_word_size(const Page *page, const Word *word);
