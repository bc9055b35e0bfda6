/* detect/region.c - where tables may be: lattices, and the labels that stand outside them */
#include "detect/region.h"

#include <math.h>
#include <string.h>

bool
region_piece_is_caption(const Strips *strips, guint i)
{
    static const char *const names[] = { "table", "tab.",  "figure", "fig.",    "exhibit", "chart",
                                         "box",   "graph", "map",    "tableau", "tabelle", NULL };
    const Piece *piece = strip_piece(strips, i);
    const Strip *strip = strip_at(strips, piece->strip);
    const char *text = strip_word(strips, piece, 0)->text;
    g_autofree char *lower = g_utf8_strdown(text, -1);

    if (!g_strv_contains(names, lower) || g_unichar_islower(g_utf8_get_char(text)))
        return false;
    const char *next = piece->n > 1                      ? strip_word(strips, piece, 1)->text
                       : i + 1 < strip->first + strip->n ? strip_word(strips, piece + 1, 0)->text
                                                         : "";
    for (const char *p = next; *p != '\0'; p++)
        if (g_ascii_isdigit(*p))
            return true;
    return g_ascii_isupper(next[0]) && strspn(next, "IVXLABCDEF.-:") == strlen(next);
}

bool
region_is_caption(const Strips *strips, guint s)
{
    return region_piece_is_caption(strips, strip_at(strips, s)->first);
}

static bool
in_other_lattice(const Page *page, const Lattice *lattice, Bbox box)
{
    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *other = g_ptr_array_index(page->lattices, i);
        if (other != lattice && lattice_n_cols(other) > 1 &&
            bbox_holds_point(other->bbox, bbox_mid_x(box), bbox_mid_y(box)))
            return true;
    }
    return false;
}

/* Takes in labels that stand left of a grid, one beside most of its rows. */
static void
take_stub(const Page *page, const Lattice *lattice, Bbox *bbox)
{
    const Bbox side = { 0, bbox->y0, bbox->x0, bbox->y1 };
    g_autoptr(GArray) words = strip_words(page, side);
    g_autoptr(Strips) strips = strip_find(page, words, side);
    const guint rows = lattice_n_rows(lattice);
    double x0 = bbox->x0;
    guint beside = 0, n = 0;
    gint last = -1;

    if (rows < 3)
        return;
    for (guint s = 0; s < strips->strips->len; s++) {
        const Strip *strip = strip_at(strips, s);
        const Piece *piece = strip_piece(strips, strip->first + strip->n - 1);
        const double y = bbox_mid_y(piece->bbox);
        gint row = 0;

        if (bbox->x0 - piece->bbox.x1 > 16 * strips->em ||
            in_other_lattice(page, lattice, piece->bbox))
            continue;
        n++;
        while (row + 1 < (gint)rows && y > g_array_index(lattice->ys, double, row + 1))
            row++;
        beside += row != last;
        last = row;
        x0 = MIN(x0, piece->bbox.x0);
    }
    /* One label a row: lines of prose beside a grid have a leading of their own. */
    if (beside * 3 >= rows * 2 && n * 2 <= rows * 3 && bbox->x0 - x0 < 0.5 * page->width)
        bbox->x0 = x0 - 1;
}

/* Takes in a line of labels right above a grid, one over most of its columns but for the stub. */
static void
take_labels(const Page *page, const Lattice *lattice, Bbox *bbox)
{
    const double height = g_array_index(lattice->ys, double, 1) - lattice->bbox.y0;
    const Bbox above = { bbox->x0, bbox->y0 - MAX(24, 0.5 * height), bbox->x1, bbox->y0 };
    g_autoptr(GArray) words = strip_words(page, above);
    g_autoptr(Strips) strips = strip_find(page, words, above);
    const guint cols = lattice_n_cols(lattice);

    if (strips->strips->len == 0 || cols < 3)
        return;
    const guint s = strips->strips->len - 1;
    const Strip *strip = strip_at(strips, s);
    if (strip->n + 1 < cols || strip->n > cols || region_is_caption(strips, s) ||
        bbox->y0 - strip->bbox.y1 > 1.2 * strip->size)
        return;
    for (guint k = 0; k < strip->n; k++) {
        const Bbox box = strip_piece(strips, strip->first + k)->bbox;
        const guint c = k + cols - strip->n;

        if (box.x0 < g_array_index(lattice->xs, double, c) - 1 ||
            box.x1 > g_array_index(lattice->xs, double, c + 1) + 1)
            return;
    }
    bbox->y0 = strip->bbox.y0 - 1;
}

Bbox
region_of_lattice(const Page *page, const Lattice *lattice)
{
    Bbox bbox = lattice->bbox;

    if (lattice_n_cols(lattice) > 1) {
        take_stub(page, lattice, &bbox);
        take_labels(page, lattice, &bbox);
    }
    return bbox;
}

GArray *
region_lattices(const Page *page)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(Region));

    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(page->lattices, i);
        const Region region = { REGION_LATTICE, region_of_lattice(page, lattice), (gint)i };

        g_array_append_val(regions, region);
    }
    return regions;
}
