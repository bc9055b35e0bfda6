/* pipeline/overlay.c - what was found, drawn over the picture of its page */
#include "pipeline/overlay.h"

#include <math.h>

typedef struct {
    guint8 r, g, b;
} Ink;

static const Ink word_ink = { 150, 150, 150 };
static const Ink link_ink = { 40, 90, 255 };
static const Ink ruling_ink = { 230, 0, 0 };
static const Ink fill_ink = { 255, 210, 0 };
static const Ink picture_ink = { 170, 0, 200 };
static const Ink lattice_ink = { 255, 130, 0 };
static const Ink table_ink = { 0, 140, 0 };
static const Ink line_ink = { 90, 190, 235 };
static const Ink block_ink = { 0, 0, 140 };

#define FILL_SHARE 0.25 /* of the ink in a tint; the print below stays legible */
#define LABEL_SIZE 4    /* points of Leptonica's bitmap font, even, from 4 to 20 */
#define LABEL_DOTS 10   /* its height without what hangs below the line */

static const char *const block_labels[] = {
    [BLOCK_PARAGRAPH] = "par",   [BLOCK_HEADING] = "head", [BLOCK_ITEM] = "item",
    [BLOCK_CODE] = "code",       [BLOCK_TABLE] = "table",  [BLOCK_PICTURE] = "pict",
    [BLOCK_CAPTION] = "caption", [BLOCK_NOTE] = "note",    [BLOCK_FURNITURE] = "furniture",
    [BLOCK_FORMULA] = "formula",
};

/* A picture being drawn on, in points. */
typedef struct {
    Raster raster; /* lends pix */
    L_BMF *font;
} Sheet;

static void
draw_box(Sheet *sheet, Bbox bbox, int width, Ink ink)
{
    BOX *box = raster_box(&sheet->raster, bbox);

    if (box == NULL)
        return;
    pixRenderBoxArb(sheet->raster.pix, box, width, ink.r, ink.g, ink.b);
    boxDestroy(&box);
}

static void
draw_tint(Sheet *sheet, Bbox bbox, Ink ink)
{
    BOX *box = raster_box(&sheet->raster, bbox);

    if (box == NULL)
        return;
    pixBlendInRect(sheet->raster.pix, box,
                   ((guint32)ink.r << 24) | ((guint32)ink.g << 16) | ((guint32)ink.b << 8),
                   FILL_SHARE);
    boxDestroy(&box);
}

/* A stroke of at least one dot, as a box so that clipping is done in one place. */
static void
draw_stroke(Sheet *sheet, Axis axis, double at, double from, double to, double width, Ink ink)
{
    const double half = MAX(width, 0.5) / 2;

    if (axis == AXIS_H)
        draw_box(sheet, (Bbox){ from, at - half, to, at + half }, 1, ink);
    else
        draw_box(sheet, (Bbox){ at - half, from, at + half, to }, 1, ink);
}

/* The label ends left of @bbox where there is room, at the height of its first line. */
static void
draw_label(Sheet *sheet, Bbox bbox, const char *text, Ink ink)
{
    BOX *box = raster_box(&sheet->raster, bbox);
    int x, y, width = 0, overflow;

    if (box == NULL || sheet->font == NULL) {
        boxDestroy(&box);
        return;
    }
    boxGetGeometry(box, &x, &y, NULL, NULL);
    boxDestroy(&box);
    bmfGetStringWidth(sheet->font, text, &width);
    pixSetTextline(sheet->raster.pix, sheet->font, text,
                   ((guint32)ink.r << 24) | ((guint32)ink.g << 16) | ((guint32)ink.b << 8),
                   MAX(0, x - width - 3), y + LABEL_DOTS, &width, &overflow);
}

static void
draw_drawings(Sheet *sheet, const Page *page)
{
    for (guint i = 0; i < page->fills->len; i++)
        draw_tint(sheet, g_array_index(page->fills, Fill, i).bbox, fill_ink);
    for (guint i = 0; i < page->pictures->len; i++)
        draw_box(sheet, g_array_index(page->pictures, Picture, i).bbox, 3, picture_ink);
    for (guint i = 0; i < page->rulings->len; i++) {
        const Ruling *ruling = &g_array_index(page->rulings, Ruling, i);

        draw_stroke(sheet, ruling->axis, ruling->at, ruling->from, ruling->to, ruling->width,
                    ruling_ink);
    }
}

static void
draw_words(Sheet *sheet, const Page *page)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        draw_box(sheet, word->bbox, 1, word->link >= 0 ? link_ink : word_ink);
    }
}

/* Only the walls that are drawn on the page. */
static void
draw_lattice(Sheet *sheet, const Lattice *lattice)
{
    const guint rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);

    for (guint r = 0; r <= rows; r++)
        for (guint c = 0; c < cols; c++)
            if (lattice->h_wall[(gsize)r * cols + c])
                draw_stroke(sheet, AXIS_H, g_array_index(lattice->ys, double, r),
                            g_array_index(lattice->xs, double, c),
                            g_array_index(lattice->xs, double, c + 1), 1, lattice_ink);
    for (guint r = 0; r < rows; r++)
        for (guint c = 0; c <= cols; c++)
            if (lattice->v_wall[(gsize)r * (cols + 1) + c])
                draw_stroke(sheet, AXIS_V, g_array_index(lattice->xs, double, c),
                            g_array_index(lattice->ys, double, r),
                            g_array_index(lattice->ys, double, r + 1), 1, lattice_ink);
}

static void
draw_table(Sheet *sheet, const Table *table)
{
    draw_box(sheet, table->bbox, 3, table_ink);
    for (guint i = 0; i < table->cells->len; i++)
        draw_box(sheet, bbox_grow(g_array_index(table->cells, Cell, i).bbox, -0.5), 1, table_ink);
}

static void
draw_blocks(Sheet *sheet, const Page *page)
{
    for (guint i = 0; i < page->lines->len; i++)
        draw_box(sheet, page_line(page, i)->bbox, 1, line_ink);
    for (guint i = 0; i < page->blocks->len; i++) {
        const Block *block = page_block(page, i);
        g_autofree char *label = g_strdup_printf("%u %s", i + 1, block_labels[block->kind]);

        draw_box(sheet, bbox_grow(block->bbox, 1), 2, block_ink);
        draw_label(sheet, block->bbox, label, block_ink);
    }
}

/* The page as its boxes are measured: a scan is turned back by its skew. */
static PIX *
upright_copy(const Raster *raster, const Page *page)
{
    g_autoptr(PIX) colored = pixConvertTo32(raster->pix);

    if (colored == NULL || page->skew_deg == 0)
        return g_steal_pointer(&colored);
    return pixRotate(colored, (float)(-page->skew_deg * G_PI / 180), L_ROTATE_AREA_MAP,
                     L_BRING_IN_WHITE, 0, 0);
}

PIX *
overlay_draw(const Raster *raster, const Page *page, GError **error)
{
    g_autoptr(PIX) pix = upright_copy(raster, page);

    if (pix == NULL) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOMEM, "no picture of %d by %d dots",
                    pixGetWidth(raster->pix), pixGetHeight(raster->pix));
        return NULL;
    }

    Sheet sheet = { { pix, raster->x_dpi, raster->y_dpi }, bmfCreate(NULL, LABEL_SIZE) };
    draw_drawings(&sheet, page);
    draw_words(&sheet, page);
    for (guint i = 0; i < page->lattices->len; i++)
        draw_lattice(&sheet, g_ptr_array_index(page->lattices, i));
    for (guint i = 0; i < page->tables->len; i++)
        draw_table(&sheet, g_ptr_array_index(page->tables, i));
    draw_blocks(&sheet, page);
    bmfDestroy(&sheet.font);
    return g_steal_pointer(&pix);
}
