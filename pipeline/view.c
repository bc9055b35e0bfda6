/* pipeline/view.c - the picture of the page that the stages look at and read */
#include "pipeline/view.h"

#include "ocr/scan.h"
#include "pipeline/decision.h"

#include <math.h>

/* Enough for strokes: a hairline of 0.25 points darkens a row of dots by a third. The scores of
 * tables and books are those of 144, for two thirds of the time. */
#define DRAWN_DPI 110

/* Dots of a picture to look at: an A2 sheet at DRAWN_DPI. Larger sheets are looked at from further
 * away, and have thicker strokes. */
#define MAX_DRAWN_DOTS 5e6

/* What Tesseract's models were trained for. */
#define READ_DPI 300

/* Dots of a picture to read: an A3 sheet at READ_DPI. Larger sheets have larger letters. */
#define MAX_READ_DOTS 18e6

static double
dpi_within(const Page *page, double dpi, double max_dots)
{
    const double square_inches = page->width / 72 * page->height / 72;

    return MIN(dpi, sqrt(max_dots / square_inches));
}

double
view_drawn_dpi(const Page *page)
{
    return dpi_within(page, DRAWN_DPI, MAX_DRAWN_DOTS);
}

/* The picture of a page that is to be read: a scan's own image where it can be had, as a
 * rendering only blurs it. One drawn by a program is straight already. */
static Raster *
read_raster(StageRun *run, const Page *page, double *skew_deg, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(Raster) raster = pdf_page_image(run->pdf, page, &cause);

    *skew_deg = 0;
    if (raster == NULL)
        raster =
            pdf_render(run->pdf, page->number, dpi_within(page, READ_DPI, MAX_READ_DOTS), error);
    if (raster == NULL || !decision_has_page_image(page))
        return g_steal_pointer(&raster);
    return scan_straighten(raster, skew_deg, error);
}

bool
view_make(StageRun *run, Page *page, LookFlags look, GError **error)
{
    const bool reading = decision_wants_page(run->options, page);

    if (run->raster != NULL || !(reading || (look & LOOK_DRAWN)))
        return TRUE;

    const double wall = stage_wall(), cpu = stage_cpu();
    if (reading)
        run->raster = read_raster(run, page, &page->skew_deg, error);
    else if (run->options->ocr != OCR_PICTURES && look_past_images(page))
        run->raster = pdf_render_bare(run->pdf, page->number, view_drawn_dpi(page), error);
    else
        run->raster = pdf_render(run->pdf, page->number, view_drawn_dpi(page), error);
    stage_cost_since(&run->rendering, wall, cpu);
    return run->raster != NULL;
}
