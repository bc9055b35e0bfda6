/* pipeline/pdf_bidi.c - text that runs from right to left, in the order in which it is read
 *
 * Programs write such text into PDFs in either order, glyph by glyph, word by word or line by
 * line, and Poppler's guess of what they did is right for some. Only where a glyph stands is
 * beyond doubt, so the characters of a line are put in order from left to right first, and
 * from that the order of reading is found:
 *
 *     on the page        .17:15 h g  Lindal Ferries f e  d c b a        a to h run to the left
 *     read               a b c d  e f  Lindal Ferries  g h 17:15.
 *
 * The Unicode algorithm turns the one into the other, and it is nearly its own inverse: what is
 * read from right to left is reversed, and within that, numbers and Latin words are reversed
 * back. So it is run on the line as it stands on the page. Where two texts look alike on the page
 * (a number between scripts belongs to either side), the simpler one is taken.
 */
#include "pipeline/pdf_bidi.h"

#include <fribidi.h>
#include <math.h>

#define FIRST_RTL 0x0590  /* no letter before runs to the left */
#define OWN_WEIGHT 2      /* a line's letters against those of a neighbour */
#define SAME_WIDTH 0.01   /* points: the halves of one glyph */
#define MIN_GAP 0.15      /* of the size: a space set tight; letters stand closer */
#define MAX_LINE 0x100000 /* characters; FriBidi counts in int */

/* A character with the accents on it. */
typedef struct {
    guint first, n; /* into the characters */
    double x;       /* its middle */
    bool gap;       /* not a character, but white that Poppler has no space for, at its
                       right */
} Cluster;

typedef struct {
    guint first, end; /* into the characters */
    guint ltr, rtl;   /* letters */
} TextLine;

bool
pdf_bidi_is_leftward(gunichar c)
{
    const FriBidiCharType type = c < FIRST_RTL ? FRIBIDI_TYPE_LTR : fribidi_get_bidi_type(c);

    return FRIBIDI_IS_LETTER(type) && FRIBIDI_IS_RTL(type);
}

static const PdfChar *
char_at(const PdfSpots *spots, guint i)
{
    return &g_array_index(spots->chars, PdfChar, i);
}

static Bbox
box_of(const PdfSpots *spots, guint i)
{
    return spots->spots[char_at(spots, i)->at].box;
}

static GArray *
lines_of(const PdfSpots *spots)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(TextLine));
    TextLine line = { 0 };

    for (guint i = 0; i <= spots->chars->len; i++) {
        const gunichar c = i < spots->chars->len ? char_at(spots, i)->c : '\n';

        if (c == '\n') {
            line.end = i;
            g_array_append_val(lines, line);
            line = (TextLine){ .first = i + 1 };
        } else if (pdf_bidi_is_leftward(c)) {
            line.rtl++;
        } else {
            line.ltr += g_unichar_isalpha(c);
        }
    }
    return lines;
}

/* Which way does the paragraph run that line @i is of? */
static FriBidiParType
base_direction(const GArray *lines, guint i)
{
    guint ltr = 0, rtl = 0;

    for (guint k = i > 0 ? i - 1 : 0; k <= i + 1 && k < lines->len; k++) {
        const TextLine *line = &g_array_index(lines, TextLine, k);
        const guint weight = k == i ? OWN_WEIGHT : 1;

        ltr += weight * line->ltr;
        rtl += weight * line->rtl;
    }
    return rtl > ltr ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
}

static bool
is_upright(const PdfSpots *spots, const TextLine *line)
{
    for (guint i = line->first; i < line->end; i++) {
        const PdfSpot *spot = &spots->spots[char_at(spots, i)->at];

        if (spot->rotation != 0 || !isfinite(spot->box.x0 + spot->box.x1))
            return false;
    }
    return true;
}

static int
compare_clusters(gconstpointer a, gconstpointer b)
{
    const Cluster *p = a, *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->first < q->first ? -1 : p->first > q->first;
}

/* A glyph for lam and alef together is told as two halves, the first of them on the left. */
static bool
is_lam_alef(const PdfSpots *spots, const GArray *clusters, guint i)
{
    const guint lam = g_array_index(clusters, Cluster, i).first;
    const guint alef = g_array_index(clusters, Cluster, i + 1).first;
    const gunichar c = char_at(spots, alef)->c;
    const double width = bbox_width(box_of(spots, lam));

    if (lam == alef || char_at(spots, lam)->c != 0x0644 ||
        (c != 0x0627 && c != 0x0622 && c != 0x0623 && c != 0x0625))
        return false;
    if (fabs(bbox_width(box_of(spots, alef)) - width) > SAME_WIDTH ||
        fabs(box_of(spots, lam).x1 - box_of(spots, alef).x0) > SAME_WIDTH)
        return false;
    /* In type of fixed width that says nothing. */
    for (guint k = i > 0 ? i - 1 : i + 2; k < clusters->len; k += 3)
        if (fabs(bbox_width(box_of(spots, g_array_index(clusters, Cluster, k).first)) - width) >
            SAME_WIDTH)
            return true;
    return clusters->len == 2;
}

/* On pages that run to the left, Poppler takes the gap on the wrong side of a word for the one
 * behind it, and its rectangle of the space is inside out: such spaces are not looked at. */
static bool
is_misplaced(const PdfSpots *spots, guint i)
{
    return g_unichar_isspace(char_at(spots, i)->c) && box_of(spots, i).x1 < box_of(spots, i).x0;
}

/* The characters of @line, left to right. */
static GArray *
clusters_of(const PdfSpots *spots, const TextLine *line)
{
    GArray *clusters = g_array_new(FALSE, FALSE, sizeof(Cluster));

    for (guint i = line->first; i < line->end; i++) {
        const Cluster added = { i, 1, bbox_mid_x(box_of(spots, i)) };

        if (is_misplaced(spots, i))
            continue;
        if (g_unichar_ismark(char_at(spots, i)->c) && clusters->len > 0 &&
            bbox_overlap_x(box_of(spots, i), box_of(spots, i - 1)) >= -SAME_WIDTH)
            g_array_index(clusters, Cluster, clusters->len - 1).n++;
        else
            g_array_append_val(clusters, added);
    }
    g_array_sort(clusters, compare_clusters);
    return clusters;
}

static bool
is_space(const PdfSpots *spots, const Cluster *cluster)
{
    return cluster->gap || g_unichar_isspace(char_at(spots, cluster->first)->c);
}

/* Takes and gives clusters from left to right. */
static GArray *
add_gaps(const PdfSpots *spots, GArray *clusters)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Cluster));

    for (guint i = 0; i < clusters->len; i++) {
        const Cluster cluster = g_array_index(clusters, Cluster, i);
        const Cluster *next =
            i + 1 < clusters->len ? &g_array_index(clusters, Cluster, i + 1) : NULL;

        g_array_append_val(all, cluster);
        if (next == NULL || is_space(spots, &cluster) || is_space(spots, next) ||
            box_of(spots, next->first).x0 - box_of(spots, cluster.first).x1 <=
                MIN_GAP * spots->spots[char_at(spots, cluster.first)->at].size)
            continue;
        const Cluster gap = { cluster.first, 1, box_of(spots, cluster.first).x1, true };
        g_array_append_val(all, gap);
    }
    g_array_unref(clusters);
    return all;
}

/* Puts the halves of glyphs for two letters the way round that the text has them. */
static void
swap_halves(const PdfSpots *spots, GArray *clusters)
{
    for (guint i = 0; i + 1 < clusters->len; i++)
        if (is_lam_alef(spots, clusters, i)) {
            const Cluster lam = g_array_index(clusters, Cluster, i);

            g_array_index(clusters, Cluster, i) = g_array_index(clusters, Cluster, i + 1);
            g_array_index(clusters, Cluster, ++i) = lam;
        }
}

/* Brackets drawn as their mirror images: the first of them closes, and the last one opens. */
static void
mirror_brackets(GArray *chars, const GArray *rtl)
{
    guint depth = 0;
    bool closes_first = false;

    for (guint i = 0; i < chars->len; i++) {
        const GUnicodeType type = g_unichar_type(g_array_index(chars, PdfChar, i).c);

        if (!g_array_index(rtl, bool, i))
            continue;
        if (type == G_UNICODE_OPEN_PUNCTUATION)
            depth++;
        else if (type == G_UNICODE_CLOSE_PUNCTUATION && depth > 0)
            depth--;
        else if (type == G_UNICODE_CLOSE_PUNCTUATION)
            closes_first = true;
    }
    for (guint i = 0; closes_first && depth > 0 && i < chars->len; i++) {
        PdfChar *at = &g_array_index(chars, PdfChar, i);
        FriBidiChar mirrored;

        if (g_array_index(rtl, bool, i) && fribidi_get_mirror_char(at->c, &mirrored))
            at->c = mirrored;
    }
}

static PdfChar
first_char(const PdfSpots *spots, const Cluster *cluster)
{
    const PdfChar first = *char_at(spots, cluster->first);

    return cluster->gap ? (PdfChar){ ' ', first.at } : first;
}

/* The order in which to read @clusters: indices into it, and for each its level, odd where it runs
 * to the left. False when FriBidi has no memory. */
static bool
find_order(const PdfSpots *spots, const GArray *clusters, FriBidiParType base, int *order,
           FriBidiLevel *levels)
{
    const int n = (int)clusters->len;
    g_autofree FriBidiCharType *types = g_new(FriBidiCharType, clusters->len);

    for (int i = 0; i < n; i++) {
        types[i] = fribidi_get_bidi_type(first_char(spots, &g_array_index(clusters, Cluster, i)).c);
        order[i] = i;
    }
    return fribidi_get_par_embedding_levels_ex(types, NULL, n, &base, levels) != 0 &&
           fribidi_reorder_line(0, types, n, 0, base, levels, NULL, order) != 0;
}

/* Appends the characters of @line to @chars as they are read; false when there is no memory. */
static bool
append_ordered(PdfSpots *spots, const TextLine *line, FriBidiParType base, GArray *chars)
{
    g_autoptr(GArray) clusters = add_gaps(spots, clusters_of(spots, line));
    g_autofree int *order = g_new(int, clusters->len);
    g_autofree FriBidiLevel *levels = g_new(FriBidiLevel, clusters->len);
    g_autoptr(GArray) rtl = g_array_new(FALSE, FALSE, sizeof(bool));
    g_autoptr(GArray) ordered = g_array_new(FALSE, FALSE, sizeof(PdfChar));

    swap_halves(spots, clusters);
    if (!find_order(spots, clusters, base, order, levels))
        return false;
    for (guint i = 0; i < clusters->len; i++) {
        const Cluster *cluster = &g_array_index(clusters, Cluster, order[i]);
        const bool to_left = levels[order[i]] % 2 == 1;
        const bool jumps = i > 0 && ABS(order[i] - order[i - 1]) != 1;

        for (guint k = 0; k < cluster->n; k++) {
            const PdfChar at =
                k > 0 ? *char_at(spots, cluster->first + k) : first_char(spots, cluster);

            /* Neighbours are others now, and all gaps have a space. */
            spots->spots[at.at].joined = true;
            spots->spots[at.at].jumps = jumps && k == 0;
            g_array_append_val(ordered, at);
            g_array_append_val(rtl, to_left);
        }
    }
    mirror_brackets(ordered, rtl);
    g_array_append_vals(chars, ordered->data, ordered->len);
    return true;
}

static bool
has_leftward(const PdfSpots *spots)
{
    for (guint i = 0; i < spots->n_spots; i++)
        if (spots->spots[i].leftward)
            return true;
    return false;
}

void
pdf_bidi_order(PdfSpots *spots)
{
    if (!has_leftward(spots))
        return;

    g_autoptr(GArray) lines = lines_of(spots);
    GArray *chars = g_array_new(FALSE, FALSE, sizeof(PdfChar));

    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = &g_array_index(lines, TextLine, i);
        const bool ordered = line->rtl > 0 && line->end - line->first <= MAX_LINE &&
                             is_upright(spots, line) &&
                             append_ordered(spots, line, base_direction(lines, i), chars);

        if (!ordered && line->end > line->first)
            g_array_append_vals(chars, char_at(spots, line->first), line->end - line->first);
        if (line->end < spots->chars->len) /* the end of the line itself */
            g_array_append_vals(chars, char_at(spots, line->end), 1);
    }
    g_array_unref(spots->chars);
    spots->chars = chars;
}
