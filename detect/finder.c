/* detect/finder.c - the tables of a page: where they are and what is in them */
#include "detect/finder.h"

#include "detect/grid.h"
#include "detect/stream.h"
#include "detect/strip.h"

/* Of the words of a region: a lattice that holds fewer is only a part of the table. */
#define LATTICE_SHARE 0.95

static guint
held_words(const Page *page, const GArray *words, Bbox box)
{
    guint n = 0;

    for (guint i = 0; i < words->len; i++) {
        const Bbox word = page_word(page, g_array_index(words, guint, i))->bbox;
        n += bbox_holds_point(box, bbox_mid_x(word), bbox_mid_y(word));
    }
    return n;
}

static const Lattice *
lattice_of(const Page *page, const GArray *words)
{
    const Lattice *best = NULL;
    guint most = 0;

    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(page->lattices, i);
        const guint n = held_words(page, words, lattice->bbox);

        if (n > most) {
            most = n;
            best = lattice;
        }
    }
    return best != NULL && most >= LATTICE_SHARE * words->len ? best : NULL;
}

/* Do cells of the lattice hold pieces side by side, as those of an unruled table in a frame do? */
static bool
hides_columns(const Page *page, const Lattice *lattice, const GArray *words)
{
    g_autoptr(Strips) strips = strip_find(page, words, lattice->bbox);
    guint pairs = 0, pieces = 0;

    for (guint s = 0; s < strips->strips->len; s++) {
        const Strip *strip = strip_at(strips, s);
        for (guint k = 1; k < strip->n; k++) {
            const Piece *piece = strip_piece(strips, strip->first + k);
            bool parted = false;

            pieces++;
            for (guint x = 0; x < lattice->xs->len && !parted; x++) {
                const double at = g_array_index(lattice->xs, double, x);
                parted = at > bbox_mid_x(piece[-1].bbox) && at < bbox_mid_x(piece->bbox);
            }
            pairs += !parted && piece->bbox.x0 - piece[-1].bbox.x1 > 0.9 * strips->em;
        }
    }
    return pairs * 5 > pieces && pairs >= 2;
}

static Table *
region_table(const Page *page, Bbox area, const FinderOptions *options)
{
    g_autoptr(GArray) words = strip_words(page, area);
    const Lattice *lattice = options->method != FINDER_STREAM ? lattice_of(page, words) : NULL;
    const bool ruled = lattice != NULL && options->columns == NULL &&
                       lattice_n_rows(lattice) * lattice_n_cols(lattice) > 1;

    if (ruled && (options->method == FINDER_LATTICE || !hides_columns(page, lattice, words))) {
        Table *table = grid_table(page, lattice, words);
        if (table != NULL)
            return table;
    }
    return stream_table(page, words, area, options->columns);
}

GPtrArray *
finder_tables(const Page *page, const FinderOptions *options)
{
    GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);

    if (options->areas != NULL) {
        for (guint i = 0; i < options->areas->len; i++) {
            const FinderArea *area = &g_array_index(options->areas, FinderArea, i);
            if (area->page != page->number)
                continue;
            Table *table = region_table(page, area->bbox, options);
            if (table != NULL)
                g_ptr_array_add(tables, table);
        }
    }
    return tables;
}
