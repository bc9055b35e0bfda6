/* detect/cell.c - the words of a cell and the text they make */
#include "detect/cell.h"

#include "detect/strip.h"

#include <math.h>
#include <string.h>

void
cell_add_word(Cell *cell, guint index)
{
    g_array_append_val(cell->words, index);
}

typedef struct {
    guint word;
    guint line;
    double x, y, size;
} Spot;

static gint
compare_y(gconstpointer a, gconstpointer b)
{
    const Spot *p = a, *q = b;

    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->word < q->word ? -1 : p->word > q->word;
}

static gint
compare_line_x(gconstpointer a, gconstpointer b)
{
    const Spot *p = a, *q = b;

    if (p->line != q->line)
        return p->line < q->line ? -1 : 1;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->word < q->word ? -1 : p->word > q->word;
}

/* Lines by the middles of words, which exponents and marks keep within half a line. Turned
 * words read along their own lines: upwards and lines to the right at 270 degrees. */
static GArray *
lines_of(const Cell *cell, const Page *page)
{
    GArray *spots = g_array_new(FALSE, FALSE, sizeof(Spot));

    for (guint i = 0; i < cell->words->len; i++) {
        const guint index = g_array_index(cell->words, guint, i);
        const Word *word = page_word(page, index);
        Spot spot = { .word = index, .size = strip_word_size(page, word) };

        spot.x = word->bbox.x0;
        spot.y = bbox_mid_y(word->bbox);
        if (word->rotation == 90) {
            spot.x = word->bbox.y0;
            spot.y = -bbox_mid_x(word->bbox);
        } else if (word->rotation == 270) {
            spot.x = -word->bbox.y1;
            spot.y = bbox_mid_x(word->bbox);
        }
        g_array_append_val(spots, spot);
    }
    g_array_sort(spots, compare_y);
    for (guint i = 1; i < spots->len; i++) {
        Spot *spot = &g_array_index(spots, Spot, i);

        spot->line = spot[-1].line + (spot->y - spot[-1].y > 0.4 * MAX(spot->size, spot[-1].size));
    }
    g_array_sort(spots, compare_line_x);
    return spots;
}

/* "exam-" and "ple" are one word; "non-" and "Hispanic", or "5-" and "year", keep the hyphen. */
static bool
breaks_word(const GString *text, const char *next)
{
    if (text->len < 3 || text->str[text->len - 1] != '-')
        return false;
    const char *before = g_utf8_find_prev_char(text->str, text->str + text->len - 1);
    return before != NULL && g_unichar_islower(g_utf8_get_char(before)) &&
           g_unichar_islower(g_utf8_get_char(next));
}

void
cell_finish(Cell *cell, const Page *page)
{
    g_autoptr(GArray) spots = lines_of(cell, page);
    g_autoptr(GString) text = g_string_new(NULL);

    g_array_set_size(cell->words, 0);
    for (guint i = 0; i < spots->len; i++) {
        const Spot *spot = &g_array_index(spots, Spot, i);
        const Word *word = page_word(page, spot->word);
        const bool new_line = i > 0 && spot->line != spot[-1].line;
        const bool glued = i > 0 && word->glued && spot[-1].word + 1 == spot->word;

        g_array_append_val(cell->words, spot->word);
        if (strip_is_leader(word->text))
            continue;
        if (new_line && breaks_word(text, word->text))
            g_string_truncate(text, text->len - 1);
        else if (text->len > 0 && (new_line || !glued) &&
                 !(new_line && text->str[text->len - 1] == '-'))
            g_string_append_c(text, ' ');
        g_string_append(text, word->text);
        /* Leaders set tight against the entry are part of its last word. */
        gsize dots = 0;
        while (dots < text->len && text->str[text->len - 1 - dots] == '.')
            dots++;
        if (dots > 3)
            g_string_truncate(text, text->len - dots);
    }
    g_free(cell->text);
    cell->text = g_strdup(g_strstrip(text->str));
}
