/* detect/track.c - where the text of each column of a table runs on its page
 *
 *     page 1   |Island     |    Ships|   Share|
 *     page 2        |Corran     |       12|    22.0|      all of it 5 to the right
 *
 * One shift must bring the columns of one page over those of the other. Each end of
 * each column proposes one; the one wins that lines most columns up. A column that
 * it does not line up may be one of ragged or decimal numbers, as long as it
 * stays clear of the columns beside it.
 */
#include "detect/track.h"

#include <math.h>
#include <string.h>

/* Points that ends in line may differ by: boxes of glyphs end within a point of each other, and
 * note marks hang out of a column of numbers. */
#define LINE_SLACK 2.5

#define CLEAR_SLACK 1.0 /* points that columns beside each other may share */
#define LINED_UP 0.67   /* of the columns with text, two at least */
#define MAX_MISSING 2   /* columns without text on one of the pages */

static gint
usual_rotation(const Page *page, const Table *table)
{
    guint counts[4] = { 0 }, best = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        for (guint k = 0; cell->page == page->number && k < cell->words->len; k++) {
            const Word *word = page_word(page, g_array_index(cell->words, guint, k));
            counts[(word->rotation / 90) & 3]++;
        }
    }
    for (guint i = 1; i < 4; i++)
        if (counts[i] > counts[best])
            best = i;
    return (gint)best * 90;
}

static Track
along(Bbox box, gint rotation)
{
    switch (rotation) {
    case 90:
        return (Track){ box.y0, box.y1, 1 };
    case 180:
        return (Track){ -box.x1, -box.x0, 1 };
    case 270:
        return (Track){ -box.y1, -box.y0, 1 };
    default:
        return (Track){ box.x0, box.x1, 1 };
    }
}

static void
widen(Track *track, Track by)
{
    *track = track->n == 0
                 ? by
                 : (Track){ MIN(track->from, by.from), MAX(track->to, by.to), track->n + by.n };
}

GArray *
track_find(const Page *page, const Table *table)
{
    const gint rotation = usual_rotation(page, table);
    g_autoptr(GArray) labels = g_array_new(FALSE, TRUE, sizeof(Track));
    GArray *tracks = g_array_new(FALSE, TRUE, sizeof(Track));

    g_array_set_size(labels, table->cols);
    g_array_set_size(tracks, table->cols);
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        Bbox text = BBOX_EMPTY;

        if (cell->page != page->number || cell->colspan > 1 || cell->col >= table->cols)
            continue;
        for (guint k = 0; k < cell->words->len; k++)
            text = bbox_union(text, page_word(page, g_array_index(cell->words, guint, k))->bbox);
        if (!bbox_is_empty(text))
            widen(
                &g_array_index(cell->row < table->header_rows ? labels : tracks, Track, cell->col),
                along(text, rotation));
    }
    /* Labels are centred over what stands below them, or wider: only where nothing does. */
    for (guint c = 0; c < table->cols; c++)
        if (g_array_index(tracks, Track, c).n == 0)
            g_array_index(tracks, Track, c) = g_array_index(labels, Track, c);
    return tracks;
}

static double
end_of(const Track *track, guint which)
{
    return which == 0 ? track->from : which == 1 ? track->to : (track->from + track->to) / 2;
}

static bool
in_line(const Track *a, const Track *b, double shift)
{
    for (guint which = 0; which < 3; which++)
        if (fabs(end_of(a, which) - end_of(b, which) - shift) <= LINE_SLACK)
            return true;
    return false;
}

/* Does @b, shifted, stand in column @i of @wide and in no other? */
static bool
is_clear(const GArray *wide, guint i, const Track *b, double shift)
{
    for (guint k = i > 0 ? i - 1 : 0; k < wide->len && k <= i + 1; k++) {
        const Track *other = &g_array_index(wide, Track, k);

        if (k != i && other->n > 0 &&
            span_overlap(other->from, other->to, b->from + shift, b->to + shift) > CLEAR_SLACK)
            return false;
    }
    return true;
}

/* The column of @wide, from @first to @last, that shares most with @b. */
static guint
nearest(const GArray *wide, guint first, guint last, const Track *b, double shift)
{
    guint best = first;
    double most = -G_MAXDOUBLE;

    for (guint i = first; i <= last; i++) {
        const Track *a = &g_array_index(wide, Track, i);
        const double shared =
            a->n > 0 ? span_overlap(a->from, a->to, b->from + shift, b->to + shift) : -G_MAXDOUBLE;

        if (shared > most) {
            most = shared;
            best = i;
        }
    }
    return best;
}

/* Maps @narrow onto @wide. How many columns are in line; 0 where they do not fit. */
static guint
fit(const GArray *wide, const GArray *narrow, double shift, guint *map)
{
    const guint missing = wide->len - narrow->len;
    guint lined = 0, both = 0, first = 0;

    for (guint j = 0; j < narrow->len; j++) {
        const Track *b = &g_array_index(narrow, Track, j);

        map[j] = b->n > 0 ? nearest(wide, first, j + missing, b, shift) : MAX(first, j);
        first = map[j] + 1;
        const Track *a = &g_array_index(wide, Track, map[j]);
        if (b->n == 0 || a->n == 0)
            continue;
        if (!is_clear(wide, map[j], b, shift))
            return 0;
        both++;
        lined += in_line(a, b, shift);
    }
    return lined >= 2 && lined >= LINED_UP * both ? lined : 0;
}

GArray *
track_match(const GArray *wide, const GArray *narrow)
{
    if (wide->len < narrow->len || wide->len - narrow->len > MAX_MISSING || narrow->len < 2)
        return NULL;

    const guint missing = wide->len - narrow->len;
    g_autofree guint *map = g_new(guint, narrow->len);
    GArray *best = g_array_new(FALSE, TRUE, sizeof(guint));
    guint most = 0;

    g_array_set_size(best, narrow->len);
    for (guint j = 0; j < narrow->len; j++)
        for (guint k = 0; k < 3 * (missing + 1); k++) {
            const Track *a = &g_array_index(wide, Track, j + k / 3);
            const Track *b = &g_array_index(narrow, Track, j);
            const guint lined = a->n > 0 && b->n > 0
                                    ? fit(wide, narrow, end_of(a, k % 3) - end_of(b, k % 3), map)
                                    : 0;
            if (lined > most) {
                most = lined;
                memcpy(best->data, map, narrow->len * sizeof(guint));
            }
        }
    if (most == 0)
        g_clear_pointer(&best, g_array_unref);
    return best;
}
