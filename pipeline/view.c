/* pipeline/view.c - the picture of the page that the stages look at and read */
#include "pipeline/view.h"

#include "ocr/fold.h"
#include "ocr/orientation.h"
#include "ocr/scan.h"
#include "pipeline/decision.h"
#include "pipeline/model/quarter.h"
#include "pipeline/recognition.h"
#include "pipeline/shown.h"

#include <math.h>

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
    return pdf_drawn_dpi(page->width, page->height);
}

/* Turns the page, and its picture, so that its letters stand upright. */
static void
turn_upright(StageRun *run, Page *page, Raster **raster)
{
    Engine *engine = recognition_engine(run, NULL); /* without one, reading will say why */
    const guint quarters = engine != NULL ? orientation_find(engine, *raster) : 0;

    if (quarters == 0)
        return;
    Raster *turned = scan_turn(*raster, quarters);
    raster_free(*raster);
    *raster = turned;
    quarter_page(page, quarters);
}

bool
view_may_split(const StageRun *run, const Page *page)
{
    return run->options->spreads != SPREADS_KEEP && page->half == 0 && page->width > page->height &&
           decision_has_page_image(page);
}

/* Makes of a spread its first half, and keeps the other; *raster is the picture of @page. */
static void
split(StageRun *run, Page *page, Raster **raster)
{
    const Bbox sheet = { 0, 0, page->width, page->height };
    const bool right_first = run->options->spreads == SPREADS_SPLIT_RTL;
    double at;

    if (!view_may_split(run, page) || !fold_find(*raster, &at))
        return;
    const Bbox left = { 0, 0, at, sheet.y1 }, right = { at, 0, sheet.x1, sheet.y1 };
    Raster *first = raster_clip(*raster, right_first ? right : left);
    Raster *second = raster_clip(*raster, right_first ? left : right);
    if (first == NULL || second == NULL) {
        g_clear_pointer(&first, raster_free);
        g_clear_pointer(&second, raster_free);
        return;
    }
    raster_free(*raster);
    *raster = first;
    run->other_raw = second;
    run->other = spread_cut(page, at, right_first);
}

/* The page as it came: a scan's own image where it can be had, as a rendering only blurs it. */
static bool
make_raw(StageRun *run, const Page *page, GError **error)
{
    g_autoptr(GError) cause = NULL;

    if (run->raw != NULL)
        return TRUE;
    Raster *shown = pdf_page_image(run->pdf, page, &cause);
    run->raw_is_own = shown != NULL;
    if (shown == NULL)
        shown =
            pdf_render(run->pdf, page->number, dpi_within(page, READ_DPI, MAX_READ_DOTS), error);
    run->raw = shown != NULL ? shown_raster(shown, page) : NULL;
    return run->raw != NULL;
}

const Raster *
view_raw(StageRun *run, const Page *page, bool *own, GError **error)
{
    const double wall = stage_wall(), cpu = stage_cpu();

    make_raw(run, page, error);
    stage_cost_since(&run->rendering, wall, cpu);
    *own = run->raw_is_own;
    return run->raw;
}

/* The page as it came, in one decoding; NULL where that takes two. */
static Raster *
draw_dots(StageRun *run, const Page *page)
{
    Raster *shown = run->raw == NULL ? pdf_page_dots(run->pdf, page) : NULL;
    Raster *raster = shown != NULL ? shown_raster(shown, page) : NULL;

    if (raster != NULL)
        raster->pix = scan_drop_colour(raster->pix);
    return raster;
}

/* The picture of a page that is to be read. One drawn by a program is straight already. */
static Raster *
read_raster(StageRun *run, Page *page, bool first, GError **error)
{
    page->skew_deg = 0;
    g_autoptr(Raster) raster = draw_dots(run, page);
    if (raster == NULL && !make_raw(run, page, error))
        return NULL;

    if (raster == NULL)
        raster = g_steal_pointer(&run->raw);
    if (!decision_has_page_image(page))
        return g_steal_pointer(&raster);
    if (first && page->half == 0) {
        scan_keep_sketch(raster);
        turn_upright(run, page, &raster);
        split(run, page, &raster);
    }
    return scan_straighten(raster, &page->skew_deg, error);
}

/* The picture for looking only. */
static Raster *
drawn_raster(StageRun *run, const Page *page, GError **error)
{
    Raster *shown;

    if (decision_wants_pictures(run->options, page) || view_may_split(run, page))
        shown = pdf_render(run->pdf, page->number, view_drawn_dpi(page), error);
    else if (!look_past_images(page))
        shown = pdf_drawn_over_images(run->pdf, page->number, error);
    else
        shown = pdf_drawn(run->pdf, page->number, error);
    return shown != NULL ? shown_raster(shown, page) : NULL;
}

static bool
make(StageRun *run, Page *page, bool first, GError **error)
{
    const bool reading = decision_wants_page(run->options, page);

    if (run->raster != NULL || !(reading || first))
        return TRUE;

    const double wall = stage_wall(), cpu = stage_cpu();
    run->raster = reading ? read_raster(run, page, first, error) : drawn_raster(run, page, error);
    if (run->raster != NULL && first && !reading) {
        split(run, page, &run->raster);
        g_clear_pointer(&run->other_raw, raster_free); /* too coarse to be read */
    }
    if (run->raster != NULL)
        stage_cost_since(&run->rendering, wall, cpu);
    return run->raster != NULL || *error == NULL;
}

bool
view_make(StageRun *run, Page *page, GError **error)
{
    return make(run, page, FALSE, error);
}

bool
view_make_upright(StageRun *run, Page *page, GError **error)
{
    return make(run, page, TRUE, error);
}
