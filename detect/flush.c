/* detect/flush.c - columns that stand no further apart than words do
 *
 * Words of a label end and begin anywhere. Where spaces of many lines have the same left and the
 * same right end, both sides are columns, unless the words on one side are mostly the same
 * ("18 to 24" over "25 to 34") or the space parts thousands ("13 781").
 */
#include "detect/flush.h"

#include <math.h>
#include <string.h>

/* Lines that must agree; fewer may by chance. */
#define MIN_LINES 6

/* Of an em: the least space, and how far its ends may be off. */
#define MIN_SPACE 0.36
#define SLACK 0.12

/* Of the lines: words that must differ on each side, and lines that may have ink there. */
#define DIFFERENT 0.34
#define INK 0.05

typedef struct {
    double x0, x1;
    const char *left, *right;
} Space;

static gint
compare_spaces(gconstpointer a, gconstpointer b)
{
    const Space *p = a, *q = b;

    if (p->x0 != q->x0)
        return p->x0 < q->x0 ? -1 : 1;
    return p->x1 < q->x1 ? -1 : p->x1 > q->x1;
}

/* The spaces within pieces. (transfer full) Space, left to right */
static GArray *
spaces_of(const Strips *strips, guint first, guint end)
{
    GArray *spaces = g_array_new(FALSE, FALSE, sizeof(Space));

    for (guint s = first; s < end; s++)
        for (guint k = 0; k < strip_at(strips, s)->n; k++) {
            const Piece *piece = strip_piece(strips, strip_at(strips, s)->first + k);

            for (guint w = 1; w < piece->n; w++) {
                const Word *left = strip_word(strips, piece, w - 1);
                const Word *right = strip_word(strips, piece, w);
                const Space space = { left->bbox.x1, right->bbox.x0, left->text, right->text };

                if (!right->glued && space.x1 - space.x0 > MIN_SPACE * strips->em)
                    g_array_append_val(spaces, space);
            }
        }
    g_array_sort(spaces, compare_spaces);
    return spaces;
}

static bool
is_thousands(const Space *space)
{
    return strspn(space->right, "0123456789") == 3 && !g_ascii_isdigit(space->right[3]) &&
           g_ascii_isdigit(space->left[strlen(space->left) - 1]);
}

static bool
differ(GHashTable *texts, guint n)
{
    return g_hash_table_size(texts) >= 3 && g_hash_table_size(texts) >= DIFFERENT * n;
}

/* Do the lines leave @x free? */
static bool
is_white(const Strips *strips, guint first, guint end, double x)
{
    guint ink = 0;

    for (guint s = first; s < end; s++)
        for (guint k = 0; k < strip_at(strips, s)->n && strip_at(strips, s)->n > 1; k++) {
            const Piece *piece = strip_piece(strips, strip_at(strips, s)->first + k);

            for (guint w = 0; w < piece->n; w++) {
                const Bbox box = strip_word(strips, piece, w)->bbox;
                ink += box.x0 < x && box.x1 > x;
            }
        }
    return ink <= INK * (end - first);
}

GArray *
flush_find(const Strips *strips, guint first, guint end)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Flush));
    g_autoptr(GArray) spaces = spaces_of(strips, first, end);
    const double slack = SLACK * strips->em;

    for (guint from = 0; from < spaces->len;) {
        const Space *lead = &g_array_index(spaces, Space, from);
        g_autoptr(GHashTable) left = g_hash_table_new(g_str_hash, g_str_equal);
        g_autoptr(GHashTable) right = g_hash_table_new(g_str_hash, g_str_equal);
        Flush flush = { lead->x0, lead->x1 };
        guint n = 0, thousands = 0, to = from;

        for (; to < spaces->len; to++) {
            const Space *space = &g_array_index(spaces, Space, to);
            if (space->x0 > lead->x0 + 2 * slack)
                break;
            if (fabs(space->x1 - lead->x1) > 2 * slack)
                continue;
            n++;
            thousands += is_thousands(space);
            g_hash_table_add(left, (gpointer)space->left);
            g_hash_table_add(right, (gpointer)space->right);
            flush.x0 = MAX(flush.x0, space->x0);
            flush.x1 = MIN(flush.x1, space->x1);
        }
        const bool is_column = n >= MIN_LINES && n * 2 > end - first && thousands * 2 < n &&
                               differ(left, n) && differ(right, n) &&
                               is_white(strips, first, end, (flush.x0 + flush.x1) / 2);
        if (is_column)
            g_array_append_val(found, flush);
        from = is_column ? to : from + 1;
    }
    return found;
}
