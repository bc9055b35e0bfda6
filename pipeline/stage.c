/* pipeline/stage.c - the stages a page goes through
 *
 *     load    -> words, links, images           Poppler
 *     detect  -> rulings, fills, pictures,      Leptonica, on a picture of the page that is
 *                lattices                       made only when there is something to see
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
#include "ocr/figure.h"
#include "ocr/reader.h"
#include "ocr/scan.h"
#include "pipeline/model/page_json.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* Enough for strokes: a hairline of 0.25 points darkens a row of dots by a third. The scores of
 * tables and books are those of 144, for two thirds of the time. */
#define DRAWN_DPI 110

/* Dots of a picture to look at: an A2 sheet at DRAWN_DPI. Larger sheets are looked at from further
 * away, and have thicker strokes. */
#define MAX_DRAWN_DOTS 5e6

/* What Tesseract's models were trained for. */
#define READ_DPI 300

/* For pictures on a page: the capitals of their labels, of 7 to 12 points mostly, are 17 to 28
 * dots high; with more, photographs are seen as letters more often, and it takes longer. */
#define PICTURE_DPI 240

/* Dots of a picture to read: an A3 sheet at READ_DPI. Larger sheets have larger letters. */
#define MAX_READ_DOTS 18e6

/* Share of the page that one image covers where the page is a picture of a page. */
#define SCAN_COVER 0.85

/* Bytes of text; less is a label, as detect/look.h has it for scans. */
#define MIN_TEXT 40

/* Share of the page that its pictures cover where it is nothing but pictures. */
#define MIN_DRAWN 0.5

/* Points; a picture smaller than this in either direction holds no line of text to speak of. */
#define MIN_READ_SIDE 24

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

/* Adds what has passed since @wall and @cpu. */
static void
add_cost(StageCost *cost, double wall, double cpu)
{
    cost->seconds += seconds_of(CLOCK_MONOTONIC) - wall;
    cost->cpu_seconds += seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
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

static bool
covers_page(const Page *page, Bbox bbox)
{
    return bbox_share((Bbox){ 0, 0, page->width, page->height }, bbox) >= SCAN_COVER;
}

static bool
has_page_image(const Page *page)
{
    for (guint i = 0; i < page->images->len; i++)
        if (covers_page(page, g_array_index(page->images, Image, i).bbox))
            return TRUE;
    return FALSE;
}

static PageKind
kind_of(const Page *page, LookFlags look)
{
    if (look & LOOK_SCAN)
        return PAGE_SCAN;
    return page->words->len > 0 && has_page_image(page) ? PAGE_LAYERED : PAGE_DIGITAL;
}

static bool
has_area(const FinderOptions *tables, guint number)
{
    for (guint i = 0; tables->areas != NULL && i < tables->areas->len; i++)
        if (g_array_index(tables->areas, FinderArea, i).page == number)
            return TRUE;
    return FALSE;
}

/* Is the whole page to be read by OCR? */
static bool
wants_reading(const StageOptions *options, const Page *page)
{
    return options->ocr == OCR_ALWAYS || (options->ocr != OCR_NEVER && page->kind == PAGE_SCAN);
}

static bool
is_readable(Bbox bbox)
{
    return bbox_width(bbox) >= MIN_READ_SIDE && bbox_height(bbox) >= MIN_READ_SIDE;
}

/* Are there bitmaps to be read? What is ruled in them are tables like others. */
static bool
wants_pictures(const StageOptions *options, const Page *page)
{
    for (guint i = 0; options->ocr == OCR_PICTURES && i < page->images->len; i++)
        if (is_readable(g_array_index(page->images, Image, i).bbox))
            return TRUE;
    return FALSE;
}

static double
dpi_within(const Page *page, double dpi, double max_dots)
{
    const double square_inches = page->width / 72 * page->height / 72;

    return MIN(dpi, sqrt(max_dots / square_inches));
}

static double
drawn_dpi(const Page *page)
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
    if (raster == NULL || !has_page_image(page))
        return g_steal_pointer(&raster);
    return scan_straighten(raster, skew_deg, error);
}

/* Makes the picture of the page unless it is there. */
static bool
make_raster(StageRun *run, Page *page, LookFlags look, GError **error)
{
    const bool reading = wants_reading(run->options, page);

    if (run->raster != NULL || !(reading || (look & LOOK_DRAWN)))
        return TRUE;

    const double wall = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    if (reading)
        run->raster = read_raster(run, page, &page->skew_deg, error);
    else if (run->options->ocr != OCR_PICTURES && look_past_images(page))
        run->raster = pdf_render_bare(run->pdf, page->number, drawn_dpi(page), error);
    else
        run->raster = pdf_render(run->pdf, page->number, drawn_dpi(page), error);
    add_cost(&run->rendering, wall, cpu);
    return run->raster != NULL;
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
        replace_array(&page->fills, fill_find(run->raster, shade, run->steps));
    } else if (run->raster != NULL) {
        page_add_issue(page, "no rulings and fills: %s", error->message);
    }

    g_autoptr(GError) picture_error = NULL;
    store_found(page, &page->pictures, picture_find(page, shade, run->steps, &picture_error),
                "pictures", picture_error);
}

/* Pictures and no text to speak of: what such a page says is drawn, too, as outlines of letters. */
static bool
is_drawn_throughout(const Page *page)
{
    double area = 0;
    gsize length = 0;

    for (guint i = 0; i < page->words->len && length < MIN_TEXT; i++)
        length += strlen(page_word(page, i)->text);
    for (guint i = 0; i < page->pictures->len; i++)
        area += bbox_area(g_array_index(page->pictures, Picture, i).bbox);
    return length < MIN_TEXT && area >= MIN_DRAWN * page->width * page->height;
}

static bool
run_detect(StageRun *run, guint number, Page **page, GError **error)
{
    Page *p = *page;
    LookFlags look = look_decide(p);
    g_autoptr(GError) raster_error = NULL;

    (void)error;
    if (has_area(&run->options->tables, number) || wants_pictures(run->options, p))
        look |= LOOK_DRAWN;
    p->kind = kind_of(p, look);
    if (!make_raster(run, p, look, &raster_error))
        page_add_issue(p, "no picture of the page: %s", raster_error->message);
    look_at_raster(run, p);
    replace_pointers(&p->lattices, lattice_find(p));
    if (p->kind == PAGE_DIGITAL && is_drawn_throughout(p))
        p->kind = PAGE_SCAN;
    return TRUE;
}

static void
undo_detect(Page *page)
{
    g_ptr_array_set_size(page->lattices, 0);
}

static Engine *
engine_of(StageRun *run, GError **error)
{
    if (*run->engine == NULL)
        *run->engine = engine_new(run->options->languages, error);
    return *run->engine;
}

static bool
read_page(StageRun *run, Page *page, GError **error)
{
    Engine *engine = engine_of(run, error);
    if (run->raster != NULL && run->raster->x_dpi == drawn_dpi(page))
        g_clear_pointer(&run->raster, raster_free); /* made to look for strokes: too coarse */
    if (engine == NULL || !make_raster(run, page, LOOK_NONE, error))
        return FALSE;

    run->read++;
    GArray *words = reader_page(engine, run->raster, page, page->styles, error);
    if (words == NULL)
        return FALSE;
    /* What is drawn and not scanned is one large picture, with as much in it that is no letter. */
    if (!has_page_image(page))
        figure_drop_junk(words);
    replace_array(&page->words, words);
    return TRUE;
}

/* Do words of the text layer stand in @bbox? Then what the picture says is known. */
static bool
holds_words(const Page *page, Bbox bbox)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Bbox word = page_word(page, i)->bbox;

        if (bbox_holds_point(bbox, bbox_mid_x(word), bbox_mid_y(word)))
            return TRUE;
    }
    return FALSE;
}

/* Appends the words of one picture, which is read as a small page of its own. */
static bool
read_picture(StageRun *run, Page *page, Bbox bbox, GError **error)
{
    Engine *engine = engine_of(run, error);
    PIX *pix =
        engine != NULL ? pdf_render_area(run->pdf, page->number, bbox, PICTURE_DPI, error) : NULL;
    if (pix == NULL)
        return FALSE;

    g_autoptr(Raster) raster = raster_new(pix, PICTURE_DPI, PICTURE_DPI);
    run->read++;
    g_autoptr(GArray) words = figure_read(engine, raster, page->styles, error);
    if (words == NULL)
        return FALSE;

    for (guint i = 0; i < words->len; i++) {
        Word word = g_array_index(words, Word, i);

        word.text = g_strdup(word.text);
        word.bbox.x0 += bbox.x0;
        word.bbox.x1 += bbox.x0;
        word.bbox.y0 += bbox.y0;
        word.bbox.y1 += bbox.y0;
        word.baseline += word.rotation % 180 == 0 ? bbox.y0 : bbox.x0;
        g_array_append_val(page->words, word);
    }
    return TRUE;
}

static bool
read_pictures(StageRun *run, Page *page, GError **error)
{
    const Bbox paper = { 0, 0, page->width, page->height };

    for (guint i = 0; i < page->pictures->len; i++) {
        const Picture *picture = &g_array_index(page->pictures, Picture, i);
        const Bbox bbox = bbox_intersect(picture->bbox, paper);

        if (picture->kind != PICTURE_BITMAP || !is_readable(bbox) || holds_words(page, bbox))
            continue;
        if (!read_picture(run, page, bbox, error))
            return FALSE;
    }
    return TRUE;
}

static bool
run_ocr(StageRun *run, guint number, Page **page, GError **error)
{
    (void)number;
    if (wants_reading(run->options, *page))
        return read_page(run, *page, error);
    if (run->options->ocr == OCR_PICTURES)
        return read_pictures(run, *page, error);
    return TRUE;
}

/* Says which areas of the user's hold no table. */
static void
note_empty_areas(const FinderOptions *options, Page *page)
{
    for (guint i = 0; options->areas != NULL && i < options->areas->len; i++) {
        const FinderArea *area = &g_array_index(options->areas, FinderArea, i);
        bool held = area->page != page->number;

        for (guint t = 0; t < page->tables->len && !held; t++)
            held = !bbox_is_empty(bbox_intersect(
                ((const Table *)g_ptr_array_index(page->tables, t))->bbox, area->bbox));
        if (!held)
            page_add_issue(page, "no table in the area %.0f,%.0f,%.0f,%.0f", area->bbox.x0,
                           area->bbox.y0, area->bbox.x1, area->bbox.y1);
    }
}

static bool
run_layout(StageRun *run, guint number, Page **page, GError **error)
{
    const Layout layout = layout_page(*page, &run->options->tables);

    (void)number;
    (void)error;
    replace_array(&(*page)->line_words, layout.line_words);
    replace_array(&(*page)->lines, layout.lines);
    replace_pointers(&(*page)->tables, layout.tables);
    replace_array(&(*page)->blocks, layout.blocks);
    note_empty_areas(&run->options->tables, *page);
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
    [STAGE_LOAD] = { "load", "", "number label width height styles words links images tags issues",
                     run_load, undo_load },
    [STAGE_DETECT] = { "detect", "words images",
                       "kind skew_deg rulings fills pictures lattices issues", run_detect,
                       undo_detect },
    [STAGE_OCR] = { "ocr", "kind rulings pictures lattices", "words styles skew_deg issues",
                    run_ocr, undo_load },
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
    const double wall = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    const StageCost before = run->rendering;
    const bool done = stages[stage].run(run, number, page, error);

    if (*page != NULL) {
        page_json_round(*page);
        verify(&stages[stage], stage, *page);
    }
    add_cost(&run->costs[stage], wall + run->rendering.seconds - before.seconds,
             cpu + run->rendering.cpu_seconds - before.cpu_seconds);
    return done;
}

void
stage_next_page(StageRun *run)
{
    g_clear_pointer(&run->raster, raster_free);
    if (run->steps != NULL)
        pixaDestroy(&run->steps);
}
