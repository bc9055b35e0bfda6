/* pipeline/model/shelve.c - pages and elements onto the shelf
 *
 * A struct or an array is put as it is; then each pointer in the copy, which still leads to the
 * original's, is replaced by what is put of that.
 */
#include "pipeline/model/shelve.h"

#define PUT_ARRAY(shelf, array, Type) (array) = shelf_put_array(shelf, array, sizeof(Type))

static void
put_text(Shelf *shelf, char **text)
{
    *text = shelf_put_text(shelf, *text);
}

static void
put_texts(Shelf *shelf, GPtrArray **texts)
{
    *texts = shelf_put_pointers(shelf, *texts);
    for (guint i = 0; i < (*texts)->len; i++)
        (*texts)->pdata[i] = shelf_put_text(shelf, (*texts)->pdata[i]);
}

static void
put_runs(Shelf *shelf, GArray **runs)
{
    PUT_ARRAY(shelf, *runs, Run);
    for (guint i = 0; *runs != NULL && i < (*runs)->len; i++) {
        Run *run = &g_array_index(*runs, Run, i);

        put_text(shelf, &run->text);
        put_text(shelf, &run->uri);
    }
}

static Table *
put_table(Shelf *shelf, const Table *table)
{
    Table *put = shelf_put(shelf, table, sizeof *table);

    PUT_ARRAY(shelf, put->xs, double);
    PUT_ARRAY(shelf, put->parts, TablePart);
    PUT_ARRAY(shelf, put->cells, Cell);
    for (guint i = 0; i < put->cells->len; i++) {
        Cell *cell = &g_array_index(put->cells, Cell, i);

        put_text(shelf, &cell->text);
        PUT_ARRAY(shelf, cell->words, guint);
        put_runs(shelf, &cell->runs);
    }
    put_texts(shelf, &put->warnings);
    return put;
}

static Lattice *
put_lattice(Shelf *shelf, const Lattice *lattice)
{
    const gsize rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    Lattice *put = shelf_put(shelf, lattice, sizeof *lattice);

    PUT_ARRAY(shelf, put->xs, double);
    PUT_ARRAY(shelf, put->ys, double);
    put->h_wall = shelf_put(shelf, put->h_wall, (rows + 1) * cols);
    put->v_wall = shelf_put(shelf, put->v_wall, rows * (cols + 1));
    return put;
}

/* What load filled. */
static void
put_text_layer(Shelf *shelf, Page *page)
{
    put_text(shelf, &page->label);
    PUT_ARRAY(shelf, page->styles, Style);
    for (guint i = 0; i < page->styles->len; i++)
        put_text(shelf, &g_array_index(page->styles, Style, i).font);
    PUT_ARRAY(shelf, page->words, Word);
    for (guint i = 0; i < page->words->len; i++)
        put_text(shelf, &g_array_index(page->words, Word, i).text);
    PUT_ARRAY(shelf, page->links, Link);
    for (guint i = 0; i < page->links->len; i++)
        put_text(shelf, &g_array_index(page->links, Link, i).uri);
    PUT_ARRAY(shelf, page->images, Image);
    PUT_ARRAY(shelf, page->tags, Tag);
    for (guint i = 0; i < page->tags->len; i++)
        put_text(shelf, &g_array_index(page->tags, Tag, i).text);
}

Page *
shelve_page(Shelf *shelf, Page *page)
{
    Page *put = shelf_put(shelf, page, sizeof *page);

    put_text_layer(shelf, put);
    PUT_ARRAY(shelf, put->choices, Choice);
    PUT_ARRAY(shelf, put->rulings, Ruling);
    PUT_ARRAY(shelf, put->fills, Fill);
    PUT_ARRAY(shelf, put->pictures, Picture);
    put->lattices = shelf_put_pointers(shelf, put->lattices);
    for (guint i = 0; i < put->lattices->len; i++)
        put->lattices->pdata[i] = put_lattice(shelf, put->lattices->pdata[i]);
    PUT_ARRAY(shelf, put->line_words, guint);
    PUT_ARRAY(shelf, put->lines, Line);
    put->tables = shelf_put_pointers(shelf, put->tables);
    for (guint i = 0; i < put->tables->len; i++)
        put->tables->pdata[i] = put_table(shelf, put->tables->pdata[i]);
    PUT_ARRAY(shelf, put->blocks, Block);
    for (guint i = 0; i < put->blocks->len; i++)
        put_text(shelf, &g_array_index(put->blocks, Block, i).marker);
    put_texts(shelf, &put->issues);
    page_free(page);
    return put;
}

Element *
shelve_element(Shelf *shelf, Element *element)
{
    Element *put = shelf_put(shelf, element, sizeof *element);

    put_text(shelf, &put->marker);
    put_runs(shelf, &put->runs);
    put_text(shelf, &put->code);
    put_text(shelf, &put->language);
    put_text(shelf, &put->label);
    put->table = put->table != NULL ? put_table(shelf, put->table) : NULL;
    put_text(shelf, &put->file);
    element_free(element);
    return put;
}
