/* pipeline/handover.c - when a document is handed back to be shared out, and in which pieces */
#include "pipeline/handover.h"

#include "detect/look.h"
#include "pipeline/decision.h"

/* What a page that is read costs in pages that go through the spool, and are no slower for it: a
 * second or more, and some five milliseconds. */
#define SPOOLED_PER_READ 100

/* Pages of which a picture is made take 8 ms, those of mere text 3, and 1.5 ms to be spooled and 3
 * to be taken from it, which one worker does alone: several workers gain from half of the former
 * on, two of them little. */
#define TRIAL_PAGES 4
#define SLOW_SHARE 2        /* one in so many */
#define PICTURES_IN_READ 50 /* which is as slow as so many pictures of pages */
#define LONG_REST 24

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
    const guint pictures = run->rendering.pages + PICTURES_IN_READ * run->read;

    return taken >= TRIAL_PAGES && rest >= LONG_REST && rest >= taken &&
           pictures * SLOW_SHARE >= taken;
}

guint
handover_size(guint rest, guint jobs)
{
    const guint parts = jobs * PIECES_EACH;

    return CLAMP((rest + parts - 1) / parts, 1, MAX_PIECE);
}
