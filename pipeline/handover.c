/* pipeline/handover.c - when a document is handed back to be shared out, and in which pieces */
#include "pipeline/handover.h"

#include "detect/look.h"
#include "pipeline/decision.h"

/* What a page that is read costs in pages that go through the spool, and are no slower for it: a
 * second or more, and half a millisecond. */
#define SPOOLED_PER_READ 1000

/* In half milliseconds: a page of mere text, what is more for one of which a picture is made and
 * for one that is read, and a page that goes through the spool and is taken from it. Another worker
 * has to open the document, and may have to be started. */
#define TRIAL_PAGES 4
#define TEXT_COST 6
#define PICTURE_COST 6
#define READ_COST 2000
#define SPOOL_COST 1
#define START_COST 120

/* Pages of a piece: a quarter of a minute of scans, which a user who wants to stop waits for, and
 * which is done again when a page of it ends the worker. */
#define MAX_PIECE 8
#define PIECES_EACH 2 /* of what is left a worker gets one in so many */

static bool
is_slow(const StageOptions *options, const Page *page)
{
    return options->ocr == OCR_ALWAYS ||
           (options->ocr != OCR_NEVER &&
            (look_decide(page) & LOOK_SCAN || decision_has_page_image(page)));
}

static bool
is_slow_page(const StageRun *run, guint number)
{
    g_autoptr(Page) page = pdf_load_page(run->pdf, number, NULL);

    return page != NULL && is_slow(run->options, page);
}

bool
handover_is_due(const StageRun *run, const Page *page, guint taken, guint rest, guint last)
{
    /* A cover may be a picture, and the book none. */
    return rest > 0 && taken <= rest * SPOOLED_PER_READ && is_slow(run->options, page) &&
           (run->options->ocr == OCR_ALWAYS || is_slow_page(run, last) ||
            is_slow_page(run, page->number + (last - page->number) / 2));
}

bool
handover_pays(const StageRun *run, guint taken, guint rest)
{
    const guint64 spent = (guint64)TEXT_COST * taken +
                          (guint64)PICTURE_COST * run->rendering.pages +
                          (guint64)READ_COST * run->read;

    /* Two workers save half of what is left. */
    return taken >= TRIAL_PAGES && rest * spent / (2 * (guint64)taken) >
                                       (guint64)SPOOL_COST * ((guint64)taken + rest) + START_COST;
}

guint
handover_size(guint rest, guint jobs)
{
    const guint parts = jobs * PIECES_EACH;

    return CLAMP((rest + parts - 1) / parts, 1, MAX_PIECE);
}
