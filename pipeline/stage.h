/* pipeline/stage.h - the stages a page goes through
 *
 * load, detect, ocr, layout, in this order, as a compiler's passes go over one
 * structure. Each fills its own fields of the Page (page.h lists them) and
 * changes no other's; this module alone stores results into a Page, rounds
 * them to what the JSON form keeps, and has them verified, so that a page
 * that was written out and read back goes on exactly as one that was not.
 *
 * The picture of the page is made only when detect/look.h asks for one or OCR
 * is wanted, and lives until stage_next_page().
 */
#pragma once

#include "detect/finder.h"
#include "ocr/engine.h"
#include "pipeline/model/verify.h"
#include "pipeline/pdf.h"
#include "pipeline/spread.h"

typedef enum { OCR_AUTO, OCR_NEVER, OCR_ALWAYS, OCR_PICTURES } OcrMode;

typedef struct {
    OcrMode ocr;
    const char *languages; /* as Tesseract takes them: "eng+deu" */
    Spreads spreads;       /* scans of two pages side by side become two pages */
    bool find_script;      /* read pages in another script in the language that goes with it */
    FinderOptions tables;
    bool keep_steps; /* collect a picture of each step of detect, for --dump-dir */
} StageOptions;

/* What a stage costs, over all pages of a document, making pictures of pages apart. */
typedef struct {
    double seconds, cpu_seconds;
    guint pages;
} StageCost;

void stage_cost_add(StageCost *sum, StageCost cost);

/* Seconds, of the clock and of this process, for stage_cost_since(). */
double stage_wall(void);
double stage_cpu(void);

/* Adds what has passed since @wall and @cpu, for one page. */
void stage_cost_since(StageCost *cost, double wall, double cpu);

/* One document on its way through the stages. */
typedef struct {
    const StageOptions *options;
    Pdf *pdf;          /* lent */
    Engine **engine;   /* lent: where the process keeps its engine; started here on first use */
    Raster *raster;    /* of the page at hand, NULL when none was needed */
    Raster *raw;       /* of the page at hand as it came, to ask about its text layer, or NULL */
    bool raw_is_own;   /* it is the scan's own image */
    Page *other;       /* the other half of a spread, as after load, or NULL */
    Raster *other_raw; /* its picture as it came, or NULL */
    PIXA *steps;       /* of the page at hand, NULL unless they are kept */
    guint read;        /* pages and pictures that OCR read */
    GPtrArray *advice; /* char *: what the user can install to get more; NULL for nothing */
    StageCost costs[STAGE_COUNT];
    StageCost sampling;  /* what was read to ask about text layers; part of the cost of OCR */
    StageCost rendering; /* pages of which a picture was made; no part of the costs above */
} StageRun;

void stage_run_init(StageRun *run, const StageOptions *options, Pdf *pdf, Engine **engine);
void stage_run_clear(StageRun *run);

const char *stage_name(StageId stage);

/* The fields of the page's JSON that a stage takes and that it fills, with spaces between. */
const char *stage_needs(StageId stage);
const char *stage_fills(StageId stage);

/* STAGE_COUNT when there is no such stage. */
StageId stage_from_name(const char *name);

/**
 * stage_step:
 * @page: (inout): the page as after the stage before; load makes it from nothing
 *
 * A guess or a part that failed becomes an issue of the page. FALSE when what the stage is
 * for is lost (the page cannot be loaded, its picture cannot be read); *page is then NULL
 * or as good as it could be made, and may go on.
 */
bool stage_step(StageRun *run, StageId stage, guint number, Page **page, GError **error);

/* Lets go of the picture of the page. */
void stage_next_page(StageRun *run);

/* The other half of the page at hand where that was a spread and detect cut it, as after load;
 * it is the page at hand now. (transfer full): NULL for none */
Page *stage_other_half(StageRun *run);
