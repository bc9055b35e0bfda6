/* detect/turn.c - the tables of a page, those that lie on their side among them
 *
 *     +--------------+            +----------------------+
 *     |  ^ ^ ^       |  turned    | Year  Sum  Share     |
 *     |  y s S   the |   by 90    | 1990    7   12 %     |
 *     |  e u h   page| -------->  | 1991    8   13 %     |
 *     |  a m a       |            |                      |
 *     |  r   r       |            | (words that were     |
 *     +--------------+            |  upright lie down)   |
 *                                 +----------------------+
 *
 * The copy has the same words under the same numbers, so the words of a cell
 * are right on the page, too; only boxes have to be turned back. Words of
 * another direction lie on their side there, where the finder passes them over.
 *
 * Vertical labels in the header of an upright table, and along the axes of a
 * chart, line up as well. A table on its side has hardly a word in its box
 * that runs another way.
 *
 * A word of one letter runs no way: it counts as upright. Among words on their
 * side it lies as they do.
 */
#include "detect/turn.h"

#include "detect/confidence.h"
#include "detect/evidence.h"
#include "detect/lattice.h"
#include "pipeline/model/quarter.h"

/* Fewer words on their side are labels. */
#define MIN_TURNED 8

/* Of the words in the box of a table on its side, those that are. */
#define TURNED_SHARE 0.8

/* The quarter turns after which words with @rotation are upright. */
static guint
quarters_for(gint rotation)
{
    return (guint)(360 - rotation) / 90;
}

/* Where @box of @page is on the copy on which words with @rotation are upright. */
static Bbox
turned_box(Bbox box, gint rotation, const Page *page)
{
    return quarter_bbox(box, quarters_for(rotation), page->width, page->height);
}

/* The way back. */
static Bbox
box_turned_back(Bbox box, gint rotation, const Page *page)
{
    return quarter_bbox(box, (guint)rotation / 90, page->height, page->width);
}

static bool
is_lone(const Word *word)
{
    return *word->text != '\0' && *g_utf8_next_char(word->text) == '\0';
}

/* Of the words of two letters and more whose middle lies in @box, the share that has @rotation. */
static double
share_turned(const Page *page, Bbox box, gint rotation)
{
    guint all = 0, turned = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (is_lone(word) || !bbox_holds_point(box, bbox_mid_x(word->bbox), bbox_mid_y(word->bbox)))
            continue;
        all++;
        turned += word->rotation == rotation;
    }
    return all > 0 ? (double)turned / all : 0;
}

/* The space of the words with @rotation where hardly any word runs another way, else empty. */
static Bbox
turned_space(const Page *page, gint rotation)
{
    Bbox space = BBOX_EMPTY;

    for (guint i = 0; i < page->words->len; i++)
        if (page_word(page, i)->rotation == rotation)
            space = bbox_union(space, page_word(page, i)->bbox);
    return share_turned(page, space, rotation) >= TURNED_SHARE ? space : BBOX_EMPTY;
}

/* How far below the baseline the boxes of upright words reach, of their height. */
static double
usual_descent(const GArray *words)
{
    double sum = 0;
    guint n = 0;

    for (guint i = 0; i < words->len; i++) {
        const Word *word = &g_array_index(words, Word, i);

        if (word->rotation != 0 || bbox_is_empty(word->bbox))
            continue;
        sum += (word->bbox.y1 - word->baseline) / bbox_height(word->bbox);
        n++;
    }
    return n > 0 ? sum / n : 0;
}

static void
turn_words(const Page *page, gint rotation, Page *copy)
{
    const Bbox space = turned_space(page, rotation);
    double descent;

    /* The texts stay the page's, so nothing here may free them. */
    g_array_unref(copy->words);
    copy->words = g_array_new(FALSE, FALSE, sizeof(Word));
    for (guint i = 0; i < page->words->len; i++) {
        Word word = *page_word(page, i);

        quarter_word(&word, quarters_for(rotation), page->width, page->height);
        g_array_append_val(copy->words, word);
    }
    descent = usual_descent(copy->words);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *lying = page_word(page, i);
        Word *word = &g_array_index(copy->words, Word, i);

        if (!is_lone(lying) || lying->rotation != 0 ||
            !bbox_holds_point(space, bbox_mid_x(lying->bbox), bbox_mid_y(lying->bbox)))
            continue;
        word->rotation = 0;
        word->baseline = word->bbox.y1 - descent * bbox_height(word->bbox);
    }
}

static void
turn_rulings(const Page *page, gint rotation, Page *copy)
{
    for (guint i = 0; i < page->rulings->len; i++) {
        Ruling ruling = g_array_index(page->rulings, Ruling, i);

        quarter_ruling(&ruling, quarters_for(rotation), page->width, page->height);
        g_array_append_val(copy->rulings, ruling);
    }
    g_array_sort(copy->rulings, quarter_compare_rulings);
}

/* (transfer full) the edges @at, or their distances from @end in growing order */
static GArray *
turned_edges(const GArray *at, bool mirrored, double end)
{
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < at->len; i++) {
        const double edge = mirrored ? end - g_array_index(at, double, at->len - 1 - i)
                                     : g_array_index(at, double, i);
        g_array_append_val(edges, edge);
    }
    return edges;
}

/* Is the drawing a grid that can be told only now that its words are upright? */
static bool
is_grid(const Picture *picture, const GPtrArray *lattices)
{
    for (guint i = 0; i < lattices->len && picture->kind == PICTURE_DRAWING; i++) {
        const Lattice *lattice = g_ptr_array_index(lattices, i);
        const double shared = bbox_area(bbox_intersect(lattice->bbox, picture->bbox));

        if (lattice_n_rows(lattice) > 1 && lattice_n_cols(lattice) > 1 &&
            shared > 0.5 * bbox_area(lattice->bbox))
            return true;
    }
    return false;
}

/* A copy of the page on which words with @rotation are upright. It borrows texts and styles of
 * @page. (transfer full) */
static Page *
turned_page(const Page *page, gint rotation)
{
    Page *copy = page_new(page->number, page->height, page->width);

    copy->kind = page->kind;
    g_array_unref(copy->styles);
    copy->styles = g_array_ref(page->styles);
    turn_words(page, rotation, copy);
    turn_rulings(page, rotation, copy);
    for (guint i = 0; i < page->fills->len; i++) {
        Fill fill = g_array_index(page->fills, Fill, i);
        fill.bbox = turned_box(fill.bbox, rotation, page);
        g_array_append_val(copy->fills, fill);
    }
    g_ptr_array_unref(copy->lattices);
    copy->lattices = lattice_find(copy);
    for (guint i = 0; i < page->pictures->len; i++) {
        Picture picture = g_array_index(page->pictures, Picture, i);
        picture.bbox = turned_box(picture.bbox, rotation, page);
        if (!is_grid(&picture, copy->lattices))
            g_array_append_val(copy->pictures, picture);
    }
    return copy;
}

/* The areas of the page whose words have @rotation, turned with them. (transfer full) */
static GArray *
turned_areas(const Page *page, const GArray *areas, gint rotation)
{
    GArray *turned = finder_areas_new();

    for (guint i = 0; i < areas->len; i++) {
        FinderArea area = g_array_index(areas, FinderArea, i);

        if (!finder_area_is_on(&area, page->number) ||
            share_turned(page, area.bbox, rotation) < TURNED_SHARE)
            continue;
        area.bbox = turned_box(area.bbox, rotation, page);
        if (area.columns != NULL)
            area.columns = turned_edges(area.columns, rotation == 270, page->height);
        g_array_append_val(turned, area);
    }
    return turned;
}

static void
turn_back(Table *table, const Page *page, gint rotation)
{
    table->bbox = box_turned_back(table->bbox, rotation, page);
    for (guint i = 0; i < table->parts->len; i++) {
        TablePart *part = &g_array_index(table->parts, TablePart, i);
        part->bbox = box_turned_back(part->bbox, rotation, page);
    }
    for (guint i = 0; i < table->cells->len; i++) {
        Cell *cell = &g_array_index(table->cells, Cell, i);
        cell->bbox = box_turned_back(cell->bbox, rotation, page);
    }
}

/* Adds the tables whose words have @rotation, in place of what was made of the few upright words
 * that stand among them. */
static void
add_turned(const Page *page, const FinderOptions *options, gint rotation, GPtrArray *tables)
{
    FinderOptions turned = *options;
    g_autoptr(GArray) areas = NULL;
    g_autoptr(GArray) columns = NULL;

    if (finder_has_area(options->areas, page->number)) {
        areas = turned_areas(page, options->areas, rotation);
        if (areas->len == 0)
            return;
        turned.areas = areas;
    }
    if (options->columns != NULL)
        turned.columns = columns = turned_edges(options->columns, rotation == 270, page->height);

    g_autoptr(Page) copy = turned_page(page, rotation);
    g_autoptr(GPtrArray) found = finder_tables(copy, &turned);
    for (guint i = 0; i < found->len; i++)
        confidence_settle(copy, g_ptr_array_index(found, i));
    g_ptr_array_set_free_func(found, NULL);
    for (guint i = 0; i < found->len; i++) {
        Table *table = g_ptr_array_index(found, i);

        turn_back(table, page, rotation);
        if (share_turned(page, table->bbox, rotation) < TURNED_SHARE) {
            table_free(table);
            continue;
        }
        for (guint k = tables->len; k-- > 0;)
            if (!bbox_is_empty(
                    bbox_intersect(((Table *)g_ptr_array_index(tables, k))->bbox, table->bbox)))
                g_ptr_array_remove_index(tables, k);
        g_ptr_array_add(tables, table);
    }
}

static gint
compare_tables(gconstpointer a, gconstpointer b)
{
    const Table *p = *(Table *const *)a, *q = *(Table *const *)b;

    if (p->bbox.y0 != q->bbox.y0)
        return p->bbox.y0 < q->bbox.y0 ? -1 : 1;
    return p->bbox.x0 < q->bbox.x0 ? -1 : p->bbox.x0 > q->bbox.x0;
}

GPtrArray *
turn_tables(const Page *page, const FinderOptions *options)
{
    GPtrArray *tables = finder_tables(page, options);
    guint down = 0, up = 0;

    for (guint i = tables->len; i-- > 0;) {
        Table *table = g_ptr_array_index(tables, i);

        confidence_settle(page, table);
        if (!finder_has_area(options->areas, page->number) && !evidence_stands(page, table))
            g_ptr_array_remove_index(tables, i);
    }
    for (guint i = 0; i < page->words->len; i++) {
        down += page_word(page, i)->rotation == 90;
        up += page_word(page, i)->rotation == 270;
    }
    if (down >= MIN_TURNED)
        add_turned(page, options, 90, tables);
    if (up >= MIN_TURNED)
        add_turned(page, options, 270, tables);
    g_ptr_array_sort(tables, compare_tables);
    return tables;
}
