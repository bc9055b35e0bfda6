/* pipeline/decision.c - what of a page is read by OCR
 *
 *     --ocr never, always                     as asked
 *     most characters are none                read: no-unicode
 *     next to no text, an image over it all   read: no-text
 *     text, an image over it all              is it the text of the image? pipeline/doubt.c
 *     letters in an improbable order          do they look like that? pipeline/doubt.c
 *     next to no text, drawings over it all   read: drawn-text; known only when all is seen
 *     else                                    kept: text-layer
 */
#include "pipeline/decision.h"

#include <string.h>

#include "pipeline/doubt.h"

/* Share of the page that one image covers where the page is a picture of a page. */
#define SCAN_COVER 0.85

/* Bytes of text; less is a label, as detect/look.h has it for scans. */
#define MIN_TEXT 40

/* Share of the page that its pictures cover where it is nothing but pictures. */
#define MIN_DRAWN 0.5

/* Points; a picture smaller than this in either direction holds no line of text to speak of. */
#define MIN_READ_SIDE 24

static Bbox
whole(const Page *page)
{
    return (Bbox){ 0, 0, page->width, page->height };
}

bool
decision_has_page_image(const Page *page)
{
    for (guint i = 0; i < page->images->len; i++)
        if (bbox_share(whole(page), g_array_index(page->images, Image, i).bbox) >= SCAN_COVER)
            return TRUE;
    return FALSE;
}

void
decision_add(Page *page, Bbox bbox, Reason reason, bool read)
{
    const Choice choice = { bbox, reason, read };

    g_array_append_val(page->choices, choice);
}

/* Decides without reading anything. */
static Choice
decide_by_look(const StageOptions *options, const Page *page, LookFlags look)
{
    Choice choice = { whole(page), REASON_TEXT_LAYER, FALSE };

    if (look & LOOK_SCAN) {
        choice.reason = look & LOOK_GARBLED ? REASON_NO_UNICODE : REASON_NO_TEXT;
        choice.read = TRUE;
    } else if (page->words->len == 0) {
        choice.reason = REASON_EMPTY;
    }
    if (options->ocr == OCR_ALWAYS)
        choice = (Choice){ choice.bbox, REASON_ASKED, TRUE };
    if (options->ocr == OCR_NEVER && choice.read)
        choice = (Choice){ choice.bbox, REASON_OCR_OFF, FALSE };
    return choice;
}

void
decision_make(StageRun *run, Page *page, LookFlags look)
{
    const bool layered = page->words->len > 0 && decision_has_page_image(page);
    const Choice choice = decide_by_look(run->options, page, look);

    page->kind = look & LOOK_SCAN ? PAGE_SCAN : layered ? PAGE_LAYERED : PAGE_DIGITAL;
    g_array_set_size(page->choices, 0);
    g_array_append_val(page->choices, choice);
    if (choice.reason == REASON_TEXT_LAYER && run->options->ocr != OCR_NEVER)
        doubt_check(run, page);
}

/* Pictures and no text to speak of: what such a page says is drawn, too, as outlines of letters. */
static bool
is_drawn(const Page *page)
{
    double area = 0;
    gsize length = 0;

    for (guint i = 0; i < page->words->len && length < MIN_TEXT; i++)
        length += strlen(page_word(page, i)->text);
    for (guint i = 0; i < page->pictures->len; i++)
        area += bbox_area(g_array_index(page->pictures, Picture, i).bbox);
    return length < MIN_TEXT && area >= MIN_DRAWN * page->width * page->height;
}

void
decision_revise(const StageOptions *options, Page *page)
{
    if (page->kind != PAGE_DIGITAL || !is_drawn(page))
        return;

    Choice *choice = &g_array_index(page->choices, Choice, 0);
    page->kind = PAGE_SCAN;
    if (!choice->read) {
        choice->read = options->ocr != OCR_NEVER;
        choice->reason = choice->read ? REASON_DRAWN_TEXT : REASON_OCR_OFF;
    }
}

bool
decision_wants_page(const StageOptions *options, const Page *page)
{
    return options->ocr == OCR_ALWAYS || (options->ocr != OCR_NEVER && page->choices->len > 0 &&
                                          g_array_index(page->choices, Choice, 0).read);
}

bool
decision_is_readable(Bbox bbox)
{
    return bbox_width(bbox) >= MIN_READ_SIDE && bbox_height(bbox) >= MIN_READ_SIDE;
}

bool
decision_wants_pictures(const StageOptions *options, const Page *page)
{
    for (guint i = 0; options->ocr == OCR_PICTURES && i < page->images->len; i++)
        if (decision_is_readable(g_array_index(page->images, Image, i).bbox))
            return TRUE;
    return FALSE;
}

bool
decision_holds_words(const Page *page, Bbox bbox)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Bbox word = page_word(page, i)->bbox;

        if (bbox_holds_point(bbox, bbox_mid_x(word), bbox_mid_y(word)))
            return TRUE;
    }
    return FALSE;
}
