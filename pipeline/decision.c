/* pipeline/decision.c - what of a page is read by OCR
 *
 *     --ocr never, always                     as asked
 *     most characters are none                read: no-unicode
 *     next to no text, an image over it all   read: no-text
 *     text, an image over it all              is it the text of the image? pipeline/doubt.c
 *     letters in an improbable order          do they look like that? pipeline/doubt.c
 *     next to no text, drawings over it all   read: drawn-text; known only when all is seen
 *     else                                    kept: text-layer
 *
 * and of parts of a page whose text is kept:
 *
 *     a picture without words, mostly a grid,
 *     with a caption that calls it a table    read: table-picture
 *     a picture without words                 read as asked, by --ocr pictures
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

/* Points; a picture of a table with something in it is larger: two rows of two columns, small
 * as they are set. */
#define MIN_TABLE_WIDTH 100
#define MIN_TABLE_HEIGHT 40

/* Points: a caption stands so near to what it names. */
#define CAPTION_GAP 40

/* Rules each way: two are a frame. */
#define MIN_RULES 3

/* Of the picture: a rule of a table goes through that much of it. */
#define GRID_SHARE 0.5

static Bbox
whole(const Page *page)
{
    return (Bbox){ 0, 0, page->width, page->height };
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

/* Drawings and no text to speak of: what such a page says is drawn, too, as outlines of letters. */
static bool
is_drawn(const Page *page, const Raster *raster)
{
    double area = 0;
    gsize length = 0;

    for (guint i = 0; i < page->words->len && length < MIN_TEXT; i++)
        length += strlen(page_word(page, i)->text);
    for (guint i = 0; i < page->pictures->len; i++)
        area += bbox_area(g_array_index(page->pictures, Picture, i).bbox);
    return length < MIN_TEXT && (area >= MIN_DRAWN * page->width * page->height ||
                                 (raster != NULL && look_has_print(raster)));
}

void
decision_revise(const StageOptions *options, Page *page, const Raster *raster)
{
    if (page->kind != PAGE_DIGITAL || !is_drawn(page, raster))
        return;

    Choice *choice = &g_array_index(page->choices, Choice, 0);
    page->kind = PAGE_SCAN;
    if (!choice->read) {
        choice->read = options->ocr != OCR_NEVER;
        choice->reason = choice->read ? REASON_DRAWN_TEXT : REASON_OCR_OFF;
    }
}

/* Does something above or below @picture call it a table? */
static bool
is_called_table(const Page *page, Bbox picture)
{
    static const char *const names[] = { "tab", "exhibit", "cuadro" };

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const double gap = MAX(picture.y0 - word->bbox.y1, word->bbox.y0 - picture.y1);

        if (gap < 0 || gap > CAPTION_GAP || bbox_overlap_x(word->bbox, picture) <= 0)
            continue;
        for (guint k = 0; k < G_N_ELEMENTS(names); k++)
            if (g_ascii_strncasecmp(word->text, names[k], strlen(names[k])) == 0)
                return TRUE;
    }
    return FALSE;
}

/* Whether a picture is of a table is seen only when it is decoded, which takes longer than all else
 * that is done to most pages: so its caption has to say so. */
static bool
may_show_table(const Page *page, Bbox picture)
{
    return bbox_width(picture) >= MIN_TABLE_WIDTH && bbox_height(picture) >= MIN_TABLE_HEIGHT &&
           !holds_words(page, picture) && is_called_table(page, picture);
}

/* Do rules that go through most of the picture part it into rows and columns? Then it is a table,
 * and no photograph. (No lattice is made of them while there are no words in it.) */
static bool
shows_table(const Page *page, Bbox picture)
{
    guint level = 0, upright = 0;

    for (guint i = 0; i < page->rulings->len; i++) {
        const Ruling *ruling = &g_array_index(page->rulings, Ruling, i);
        const bool is_level = ruling->axis == AXIS_H;
        const double across = is_level ? picture.y0 : picture.x0;
        const double beyond = is_level ? picture.y1 : picture.x1;
        const double from = is_level ? picture.x0 : picture.y0;
        const double to = is_level ? picture.x1 : picture.y1;

        if (ruling->at < across || ruling->at > beyond ||
            span_overlap(ruling->from, ruling->to, from, to) < GRID_SHARE * (to - from))
            continue;
        level += is_level;
        upright += !is_level;
    }
    return level >= MIN_RULES && upright >= MIN_RULES;
}

void
decision_pictures(const StageOptions *options, Page *page)
{
    for (guint i = 0; i < page->pictures->len; i++) {
        const Picture *picture = &g_array_index(page->pictures, Picture, i);
        const Bbox bbox = bbox_intersect(picture->bbox, whole(page));

        if (picture->kind != PICTURE_BITMAP || !decision_is_readable(bbox) ||
            holds_words(page, bbox))
            continue;
        if (options->ocr == OCR_PICTURES)
            decision_add(page, bbox, REASON_ASKED, TRUE);
        else if (options->ocr == OCR_AUTO && may_show_table(page, bbox) && shows_table(page, bbox))
            decision_add(page, bbox, REASON_TABLE_PICTURE, TRUE);
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
    for (guint i = 0; i < page->images->len; i++) {
        const Bbox bbox = g_array_index(page->images, Image, i).bbox;

        if (options->ocr == OCR_PICTURES && decision_is_readable(bbox))
            return TRUE;
        if (options->ocr == OCR_AUTO && may_show_table(page, bbox))
            return TRUE;
    }
    return FALSE;
}
