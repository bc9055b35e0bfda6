/* pipeline/recognition.c - pages and pictures read by OCR */
#include "pipeline/recognition.h"

#include "ocr/figure.h"
#include "ocr/reader.h"
#include "pipeline/decision.h"
#include "pipeline/view.h"

/* For pictures on a page: the capitals of their labels, of 7 to 12 points mostly, are 17 to 28
 * dots high; with more, photographs are seen as letters more often, and it takes longer. */
#define PICTURE_DPI 240

Engine *
recognition_engine(StageRun *run, GError **error)
{
    if (*run->engine == NULL)
        *run->engine = engine_new(run->options->languages, error);
    return *run->engine;
}

bool
recognition_page(StageRun *run, Page *page, GError **error)
{
    Engine *engine = recognition_engine(run, error);
    if (run->raster != NULL && run->raster->x_dpi == view_drawn_dpi(page))
        g_clear_pointer(&run->raster, raster_free); /* made to look for strokes: too coarse */
    if (engine == NULL || !view_make(run, page, LOOK_NONE, error))
        return FALSE;

    run->read++;
    GArray *words = reader_page(engine, run->raster, page, page->styles, error);
    if (words == NULL)
        return FALSE;
    /* What is drawn and not scanned is one large picture, with as much in it that is no letter. */
    if (!decision_has_page_image(page))
        figure_drop_junk(words);
    g_array_unref(page->words);
    page->words = words;
    return TRUE;
}

/* Appends the words of one picture, which is read as a small page of its own. */
static bool
read_picture(StageRun *run, Page *page, Bbox bbox, GError **error)
{
    Engine *engine = recognition_engine(run, error);
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

bool
recognition_pictures(StageRun *run, Page *page, GError **error)
{
    const Bbox paper = { 0, 0, page->width, page->height };

    for (guint i = 0; i < page->pictures->len; i++) {
        const Picture *picture = &g_array_index(page->pictures, Picture, i);
        const Bbox bbox = bbox_intersect(picture->bbox, paper);

        if (picture->kind != PICTURE_BITMAP || !decision_is_readable(bbox) ||
            decision_holds_words(page, bbox))
            continue;
        if (!read_picture(run, page, bbox, error))
            return FALSE;
    }
    return TRUE;
}
