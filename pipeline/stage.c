/* pipeline/stage.c - the stages a page goes through
 *
 *     load    -> words, links, images           Poppler
 *     detect  -> rulings, fills, pictures,      Leptonica, on a picture of what the page paints
 *                lattices                       besides text, if it does
 *     ocr     -> words                          Tesseract, on the same picture
 *     layout  -> lines, tables, blocks
 *
 * What can be had without is never fatal: a page whose picture cannot be made
 * still has its words, and the loss is noted on the page.
 */
#include "pipeline/stage.h"

#include "detect/fill.h"
#include "detect/lattice.h"
#include "detect/layout.h"
#include "detect/look.h"
#include "detect/picture.h"
#include "detect/ruling.h"
#include "pipeline/decision.h"
#include "pipeline/limit.h"
#include "pipeline/model/page_json.h"
#include "pipeline/recognition.h"
#include "pipeline/shown.h"
#include "pipeline/view.h"

#include <string.h>
#include <time.h>

struct Stage {
    const char *name;
    const char *needs; /* fields of the page's JSON that must be filled before */
    const char *fills; /* fields that it fills, and it alone touches now */
    bool (*run)(StageRun *run, guint number, Page **page, GError **error);
    void (*undo)(Page *page); /* takes back what it filled, where that is not safe to follow */
};

static double
seconds_of(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double
stage_wall(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double
stage_cpu(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

void
stage_cost_since(StageCost *cost, double wall, double cpu)
{
    cost->seconds += stage_wall() - wall;
    cost->cpu_seconds += stage_cpu() - cpu;
    cost->pages++;
}

static void
replace_array(GArray **field, GArray *found)
{
    g_array_unref(*field);
    *field = found;
}

static void
replace_pointers(GPtrArray **field, GPtrArray *found)
{
    g_ptr_array_unref(*field);
    *field = found;
}

static bool
run_load(StageRun *run, guint number, Page **page, GError **error)
{
    *page = pdf_load_page(run->pdf, number, error);
    return *page != NULL;
}

/* Nothing of a page can be trusted whose words cannot. */
static void
undo_load(Page *page)
{
    g_array_set_size(page->words, 0);
    g_array_set_size(page->links, 0);
}

/* Stores @found; where there is none, the field stays empty and the loss is noted. */
static void
store_found(Page *page, GArray **field, GArray *found, const char *what, const GError *cause)
{
    if (found != NULL)
        replace_array(field, found);
    else
        page_add_issue(page, "no %s: %s", what, cause != NULL ? cause->message : "unknown cause");
}

/* More than any table has are hatching, and tables are found by their text. */
static void
limit_rulings(Page *page)
{
    if (!limit_is_passed(LIMIT_PAGE_RULINGS, page->rulings->len))
        return;
    g_autofree char *text = limit_text(LIMIT_PAGE_RULINGS, page->rulings->len);
    page_add_issue(page, "its rulings are not looked at: %s", text);
    g_array_set_size(page->rulings, 0);
}

/* All that is seen in the picture of the page. */
static void
look_at_raster(StageRun *run, Page *page)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) ruling_error = NULL;
    g_autoptr(Shade) shade = run->raster != NULL ? shade_new(run->raster, &error) : NULL;

    if (shade != NULL && run->options->keep_steps)
        run->steps = pixaCreate(0);
    if (shade != NULL) {
        store_found(page, &page->rulings, ruling_find(shade, run->steps, &ruling_error), "rulings",
                    ruling_error);
        limit_rulings(page);
        replace_array(&page->fills, fill_find(run->raster, shade, run->steps));
    } else if (run->raster != NULL) {
        page_add_issue(page, "no rulings and fills: %s", error->message);
    }

    g_autoptr(GError) picture_error = NULL;
    store_found(page, &page->pictures, picture_find(page, shade, run->steps, &picture_error),
                "pictures", picture_error);
}

static bool
run_detect(StageRun *run, guint number, Page **page, GError **error)
{
    Page *p = *page;
    g_autoptr(GError) raster_error = NULL;

    (void)number;
    (void)error;
    decision_make(run, p, look_decide(p));
    if (!view_make_upright(run, p, &raster_error))
        page_add_issue(p, "no picture of the page: %s", raster_error->message);
    look_at_raster(run, p);
    replace_pointers(&p->lattices, lattice_find(p));
    decision_revise(run->options, p, run->raster);
    if (!decision_wants_page(run->options, p))
        decision_pictures(run->options, p);
    return TRUE;
}

static void
undo_detect(Page *page)
{
    g_ptr_array_set_size(page->lattices, 0);
}

static bool
run_ocr(StageRun *run, guint number, Page **page, GError **error)
{
    (void)number;
    if (decision_wants_page(run->options, *page))
        return recognition_page(run, *page, error);
    const guint before = run->read;
    const bool done = recognition_parts(run, *page, error);
    /* Rules around words that were not known before. */
    if (run->read > before)
        replace_pointers(&(*page)->lattices, lattice_find(*page));
    return done;
}

/* Says which of the user's areas, @given as the page is shown, hold no table. */
static void
note_empty_areas(const FinderOptions *options, const FinderOptions *given, Page *page)
{
    for (guint i = 0; options->areas != NULL && i < options->areas->len; i++) {
        const FinderArea *area = &g_array_index(options->areas, FinderArea, i);
        const Bbox as_given = g_array_index(given->areas, FinderArea, i).bbox;
        const Bbox paper = { 0, 0, page->width, page->height };
        bool held = !finder_area_is_on(area, page->number) ||
                    (page->half > 0 && bbox_is_empty(bbox_intersect(area->bbox, paper)));

        for (guint t = 0; t < page->tables->len && !held; t++)
            held = !bbox_is_empty(bbox_intersect(
                ((const Table *)g_ptr_array_index(page->tables, t))->bbox, area->bbox));
        if (!held)
            page_add_issue(page, "no table in the area %.0f,%.0f,%.0f,%.0f", as_given.x0,
                           as_given.y0, as_given.x1, as_given.y1);
    }
}

static bool
run_layout(StageRun *run, guint number, Page **page, GError **error)
{
    ShownOptions shown = shown_options(&run->options->tables, *page);
    const Layout layout = layout_page(*page, &shown.options);

    (void)number;
    (void)error;
    replace_array(&(*page)->line_words, layout.line_words);
    replace_array(&(*page)->lines, layout.lines);
    replace_pointers(&(*page)->tables, layout.tables);
    replace_array(&(*page)->blocks, layout.blocks);
    note_empty_areas(&shown.options, &run->options->tables, *page);
    shown_options_clear(&shown);
    return TRUE;
}

static void
undo_layout(Page *page)
{
    g_array_set_size(page->blocks, 0);
    g_array_set_size(page->lines, 0);
    g_array_set_size(page->line_words, 0);
    g_ptr_array_set_size(page->tables, 0);
}

static const struct Stage stages[STAGE_COUNT] = {
    [STAGE_LOAD] = { "load", "",
                     "number label width height styles words left_out links images tags issues",
                     run_load, undo_load },
    [STAGE_DETECT] = { "detect", "words left_out images",
                       "kind choices turn half left top width height words links images skew_deg "
                       "rulings "
                       "fills pictures lattices issues",
                       run_detect, undo_detect },
    [STAGE_OCR] = { "ocr", "kind choices rulings pictures lattices",
                    "words lattices styles choices rulings skew_deg issues", run_ocr, undo_load },
    [STAGE_LAYOUT] = { "layout", "words rulings fills pictures lattices",
                       "line_words lines tables blocks issues", run_layout, undo_layout },
};

void
stage_cost_add(StageCost *sum, StageCost cost)
{
    sum->seconds += cost.seconds;
    sum->cpu_seconds += cost.cpu_seconds;
    sum->pages += cost.pages;
}

void
stage_run_init(StageRun *run, const StageOptions *options, Pdf *pdf, Engine **engine)
{
    *run = (StageRun){ .options = options, .pdf = pdf, .engine = engine };
}

void
stage_run_clear(StageRun *run)
{
    stage_next_page(run);
    g_clear_pointer(&run->other, page_free);
    g_clear_pointer(&run->other_raw, raster_free);
    g_clear_pointer(&run->advice, g_ptr_array_unref);
}

const char *
stage_name(StageId stage)
{
    return stages[stage].name;
}

const char *
stage_needs(StageId stage)
{
    return stages[stage].needs;
}

const char *
stage_fills(StageId stage)
{
    return stages[stage].fills;
}

StageId
stage_from_name(const char *name)
{
    StageId stage = 0;

    while (stage < STAGE_COUNT && strcmp(stages[stage].name, name) != 0)
        stage++;
    return stage;
}

/* Notes what does not hold; takes back what would lead those who follow it astray. */
static void
verify(const struct Stage *stage, StageId id, Page *page)
{
    g_autoptr(GError) flaw = NULL;

    if (verify_page(page, id, &flaw))
        return;
    page_add_issue(page, "after %s: %s", stage->name, flaw->message);
    if (flaw->code == VERIFY_ERROR_SHAPE)
        stage->undo(page);
}

bool
stage_step(StageRun *run, StageId stage, guint number, Page **page, GError **error)
{
    const double wall = stage_wall(), cpu = stage_cpu();
    const StageCost before = run->rendering, asked = run->sampling;
    const guint read = run->read;
    const bool done = stages[stage].run(run, number, page, error);

    /* Where nothing was read the page is what it was, and was all right. */
    if (*page != NULL &&
        (stage != STAGE_OCR || run->read > read || decision_wants_page(run->options, *page))) {
        page_json_round(*page);
        verify(&stages[stage], stage, *page);
    }
    const double seconds = run->sampling.seconds - asked.seconds,
                 cpu_seconds = run->sampling.cpu_seconds - asked.cpu_seconds;
    run->costs[STAGE_OCR].seconds += seconds;
    run->costs[STAGE_OCR].cpu_seconds += cpu_seconds;
    stage_cost_since(&run->costs[stage], wall + run->rendering.seconds - before.seconds + seconds,
                     cpu + run->rendering.cpu_seconds - before.cpu_seconds + cpu_seconds);
    return done;
}

void
stage_next_page(StageRun *run)
{
    g_clear_pointer(&run->raster, raster_free);
    g_clear_pointer(&run->raw, raster_free);
    if (run->steps != NULL)
        pixaDestroy(&run->steps);
}

Page *
stage_other_half(StageRun *run)
{
    if (run->other == NULL)
        return NULL;
    stage_next_page(run);
    run->raw = g_steal_pointer(&run->other_raw);
    return g_steal_pointer(&run->other);
}
