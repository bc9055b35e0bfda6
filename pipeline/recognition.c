/* pipeline/recognition.c - pages and pictures read by OCR */
#include "pipeline/recognition.h"

#include <string.h>

#include "detect/lattice.h"
#include "ocr/caseless.h"
#include "ocr/figure.h"
#include "ocr/reader.h"
#include "ocr/script.h"
#include "pipeline/decision.h"
#include "pipeline/language.h"
#include "pipeline/view.h"

/* For pictures on a page: the capitals of their labels, of 7 to 12 points mostly, are 17 to 28
 * dots high; with more, photographs are seen as letters more often, and it takes longer. */
#define PICTURE_DPI 240

/* For text: what Tesseract's models were trained for. */
#define TEXT_DPI 300

#define PART_MARGIN 2.0 /* points: accents and tails stick out of the box of a word */

Engine *
recognition_engine(StageRun *run, GError **error)
{
    if (*run->engine == NULL)
        *run->engine = engine_new(run->options->languages, error);
    return *run->engine;
}

/* Is the page one of text, though of text that was not worth having? */
static bool
has_letters(const Page *page)
{
    const Reason reason =
        page->choices->len > 0 ? g_array_index(page->choices, Choice, 0).reason : REASON_EMPTY;

    return reason == REASON_LETTERS_DIFFER || reason == REASON_NO_UNICODE;
}

/* Nothing is better than nonsense. */
static void
refuse_vertical(Page *page, GArray *words)
{
    g_array_set_size(words, 0);
    page_add_issue(page, "vertical text is not read");
    if (page->choices->len > 0) {
        Choice *choice = &g_array_index(page->choices, Choice, 0);

        choice->reason = REASON_VERTICAL;
        choice->read = FALSE;
    }
}

/* The words of the page in its language, in which @engine then speaks. NULL where there is none for
 * it, then *@known is FALSE, or on an error. */
static GArray *
read_words(StageRun *run, Engine *engine, Page *page, bool *known, GError **error)
{
    g_autoptr(ReaderDraft) draft = NULL;
    guint letters;

    *known = TRUE;
    engine_speak(engine, run->options->languages, NULL);
    /* Most pages are in the first language tried: reading them tells, and costs nothing more. */
    if (run->options->find_script) {
        draft = reader_draft(engine, run->raster, page, error);
        if (draft == NULL)
            return NULL;
        const double confidence = reader_draft_confidence(draft, &letters);
        if (!language_fits(letters, confidence))
            *known = language_choose(run, engine, page, run->raster);
        if (!*known)
            return NULL;
        if (strcmp(engine_languages(engine), run->options->languages) == 0)
            return reader_finish(draft, engine, page, page->styles);
    }
    return (script_has_capitals(engine_languages(engine)) ? reader_page : caseless_page)(
        engine, run->raster, page, page->styles, error);
}

bool
recognition_page(StageRun *run, Page *page, GError **error)
{
    Engine *engine = recognition_engine(run, error);
    if (run->raster != NULL && run->raster->x_dpi == view_drawn_dpi(page))
        g_clear_pointer(&run->raster, raster_free); /* made to look for strokes: too coarse */
    if (engine == NULL || !view_make(run, page, error))
        return FALSE;
    bool known;
    GArray *words = read_words(run, engine, page, &known, error);
    if (words == NULL)
        return !known;

    run->read++;
    const bool capitals = script_has_capitals(engine_languages(engine));
    if (!capitals)
        caseless_drop_strokes(page->rulings, words);
    if (!capitals && caseless_is_vertical(words))
        refuse_vertical(page, words);
    /* What is drawn and not scanned is one large picture, with as much in it that is no letter;
     * unless it is text in a font whose letters are not known. */
    if (capitals && !decision_has_page_image(page) && !has_letters(page))
        figure_drop_junk(words);
    g_array_unref(page->words);
    page->words = words;
    return TRUE;
}

/* The part of @page in @bbox without its words, a small page of its own. (transfer full) */
static Page *
part_page(const Page *page, Bbox bbox)
{
    Page *part = page_new(1, bbox_width(bbox), bbox_height(bbox));

    for (guint i = 0; i < page->rulings->len; i++) {
        Ruling ruling = g_array_index(page->rulings, Ruling, i);
        const bool level = ruling.axis == AXIS_H;
        const double left = level ? bbox.x0 : bbox.y0, right = level ? bbox.x1 : bbox.y1;
        const double top = level ? bbox.y0 : bbox.x0, foot = level ? bbox.y1 : bbox.x1;

        if (ruling.at < top || ruling.at > foot || ruling.to < left || ruling.from > right)
            continue;
        ruling.at -= top;
        ruling.from = MAX(ruling.from, left) - left;
        ruling.to = MIN(ruling.to, right) - left;
        g_array_append_val(part->rulings, ruling);
    }
    g_ptr_array_unref(part->lattices);
    part->lattices = lattice_find(part);
    return part;
}

/* Appends the words in @bbox, which is read as a small page of its own. @text: it is sure to be
 * text and no picture. */
static bool
read_area(StageRun *run, Page *page, Bbox bbox, bool text, GError **error)
{
    Engine *engine = recognition_engine(run, error);
    const double dpi = text ? TEXT_DPI : PICTURE_DPI;
    PIX *pix = engine != NULL ? pdf_render_area(run->pdf, page->number, bbox, dpi, error) : NULL;
    if (pix == NULL)
        return FALSE;

    g_autoptr(Raster) raster = raster_new(pix, dpi, dpi);
    g_autoptr(Page) part = part_page(page, bbox);
    engine_speak(engine, run->options->languages, NULL);
    run->read++;
    g_autoptr(GArray) words = text ? reader_page(engine, raster, part, page->styles, error)
                                   : figure_read(engine, raster, page->styles, error);
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

/* Takes out the words in @bbox. */
static void
drop_words(Page *page, Bbox bbox)
{
    guint kept = 0;

    for (guint i = 0; i < page->words->len; i++) {
        Word *word = &g_array_index(page->words, Word, i);
        Word *to = &g_array_index(page->words, Word, kept);
        const Word moved = *word;

        if (bbox_holds_point(bbox, bbox_mid_x(moved.bbox), bbox_mid_y(moved.bbox)))
            continue;
        *word = *to;
        *to = moved;
        kept++;
    }
    g_array_set_size(page->words, kept);
}

bool
recognition_parts(StageRun *run, Page *page, GError **error)
{
    const Bbox paper = { 0, 0, page->width, page->height };

    for (guint i = 1; i < page->choices->len && run->options->ocr != OCR_NEVER; i++) {
        const Choice *choice = &g_array_index(page->choices, Choice, i);
        const bool text = choice->reason != REASON_ASKED;
        const double margin = text && choice->reason != REASON_TABLE_PICTURE ? PART_MARGIN : 0;
        const Bbox bbox = bbox_intersect(bbox_grow(choice->bbox, margin), paper);

        if (!choice->read || bbox_is_empty(bbox))
            continue;
        drop_words(page, choice->bbox);
        if (!read_area(run, page, bbox, text, error))
            return FALSE;
    }
    return TRUE;
}
