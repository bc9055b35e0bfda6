/* pipeline/decision.c - what of a page is read by OCR */
#include "pipeline/decision.h"

#include <string.h>

/* Share of the page that one image covers where the page is a picture of a page. */
#define SCAN_COVER 0.85

/* Bytes of text; less is a label, as detect/look.h has it for scans. */
#define MIN_TEXT 40

/* Share of the page that its pictures cover where it is nothing but pictures. */
#define MIN_DRAWN 0.5

/* Points; a picture smaller than this in either direction holds no line of text to speak of. */
#define MIN_READ_SIDE 24

static bool
covers_page(const Page *page, Bbox bbox)
{
    return bbox_share((Bbox){ 0, 0, page->width, page->height }, bbox) >= SCAN_COVER;
}

bool
decision_has_page_image(const Page *page)
{
    for (guint i = 0; i < page->images->len; i++)
        if (covers_page(page, g_array_index(page->images, Image, i).bbox))
            return TRUE;
    return FALSE;
}

PageKind
decision_kind(const Page *page, LookFlags look)
{
    if (look & LOOK_SCAN)
        return PAGE_SCAN;
    return page->words->len > 0 && decision_has_page_image(page) ? PAGE_LAYERED : PAGE_DIGITAL;
}

bool
decision_wants_page(const StageOptions *options, const Page *page)
{
    return options->ocr == OCR_ALWAYS || (options->ocr != OCR_NEVER && page->kind == PAGE_SCAN);
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
decision_is_drawn(const Page *page)
{
    double area = 0;
    gsize length = 0;

    for (guint i = 0; i < page->words->len && length < MIN_TEXT; i++)
        length += strlen(page_word(page, i)->text);
    for (guint i = 0; i < page->pictures->len; i++)
        area += bbox_area(g_array_index(page->pictures, Picture, i).bbox);
    return length < MIN_TEXT && area >= MIN_DRAWN * page->width * page->height;
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
