/* pipeline/language.c - the language in which a page is read
 *
 * 1. Of a page in the script of the language Tesseract is sure by 0.75 and more, of others it reads
 *    nonsense, and is sure by 0.4 and less. So most pages are just read, and that was it.
 * 2. Others, of drawings or faint, are looked at: a strip of two or three lines is read.
 * 3. In doubt, Tesseract's script detection is asked about the whole page.
 * 4. It errs where there is little text. So strips are read in the language of that script, too,
 *    which must make better sense of them.
 */
#include "pipeline/language.h"

#include "ocr/scan.h"
#include "ocr/script.h"

#define STRIP 40.0     /* points */
#define MIN_LETTERS 12 /* of a strip; fewer are a page number, or a picture */
#define FITS 0.65      /* mean confidence */
#define FITS_PAGE 0.75 /* of a whole page, part of which may be in another script */
#define BETTER 0.05    /* as sure more */

static const double places[] = { 0.5, 0.25, 0.75 }; /* of the height of the page */

typedef struct {
    double letters, confidence; /* of them together */
} Sense;

/* How much sense does what stands in the strip at @place make in the engine's language? */
static Sense
read_strip(Engine *engine, const Raster *raster, double place)
{
    const int width = pixGetWidth(raster->pix), height = pixGetHeight(raster->pix);
    const int strip = (int)(STRIP * raster->y_dpi / 72);
    BOX *box = boxCreate(0, MAX(0, (int)(place * height) - strip / 2), width, strip);
    g_autoptr(PIX) piece = box != NULL ? pixClipRectangle(raster->pix, box, NULL) : NULL;
    g_autoptr(GArray) words =
        piece != NULL ? engine_read(engine, piece, raster->x_dpi, ENGINE_BLOCK, NULL) : NULL;
    Sense sense = { 0, 0 };

    boxDestroy(&box);
    for (guint i = 0; words != NULL && i < words->len; i++) {
        const EngineWord *word = &g_array_index(words, EngineWord, i);
        const double n = (double)g_utf8_strlen(word->text, -1);

        sense.letters += n;
        sense.confidence += n * word->confidence;
    }
    sense.confidence = sense.letters > 0 ? sense.confidence / sense.letters : 0;
    return sense;
}

/* The same of all strips together. */
static Sense
read_strips(Engine *engine, const Raster *raster)
{
    Sense all = { 0, 0 };

    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        const Sense sense = read_strip(engine, raster, places[i]);

        all.confidence += sense.letters * sense.confidence;
        all.letters += sense.letters;
    }
    all.confidence = all.letters > 0 ? all.confidence / all.letters : 0;
    return all;
}

/* Keeps @advice for the user, once. */
static void
advise(StageRun *run, char *advice)
{
    if (run->advice == NULL)
        run->advice = g_ptr_array_new_with_free_func(g_free);
    if (g_ptr_array_find_with_equal_func(run->advice, advice, g_str_equal, NULL))
        g_free(advice);
    else
        g_ptr_array_add(run->advice, advice);
}

static void
note_missing(StageRun *run, Page *page, const char *script, const char *message)
{
    Choice *choice = page->choices->len > 0 ? &g_array_index(page->choices, Choice, 0) : NULL;

    if (choice != NULL) {
        choice->reason = REASON_NO_DATA;
        choice->read = FALSE;
    }
    page_add_issue(page, "not read, as its script is %s: %s", script, message);
    advise(run, g_strdup_printf("pages in the script %s are not read: %s", script, message));
}

typedef struct {
    const char *language; /* NULL: there is data for none */
    double confidence;
} Candidate;

/* Of @language and its rivals the one in which the strips make most sense. */
static Candidate
find_best(Engine *engine, const Raster *raster, const char *script, const char *language,
          GError **error)
{
    const char *const only[] = { language, NULL };
    const char *const *rivals = script_rivals(script);
    Candidate best = { NULL, 0 };

    if (!engine_speak(engine, language, rivals == NULL ? error : NULL) && rivals == NULL)
        return best;
    for (const char *const *at = rivals != NULL ? rivals : only; *at != NULL; at++) {
        if (!engine_speak(engine, *at, NULL))
            continue;
        const double confidence = read_strips(engine, raster).confidence;
        if (best.language == NULL || confidence > best.confidence)
            best = (Candidate){ *at, confidence };
    }
    if (best.language == NULL)
        engine_speak(engine, language, error);
    return best;
}

bool
language_fits(guint letters, double confidence)
{
    return letters >= MIN_LETTERS && confidence >= FITS_PAGE;
}

bool
language_choose(StageRun *run, Engine *engine, Page *page, const Raster *raster)
{
    Sense sense = { 0, 0 };

    for (guint i = 0; i < G_N_ELEMENTS(places) && sense.letters < MIN_LETTERS; i++)
        sense = read_strip(engine, raster, places[i]);
    if (sense.letters < MIN_LETTERS || sense.confidence >= FITS)
        return TRUE;

    g_autoptr(PIX) sketch = scan_sketch(raster);
    const char *script =
        sketch != NULL ? engine_script(engine, sketch, MIN(raster->x_dpi, SCAN_SKETCH_DPI)) : NULL;
    const char *language = script != NULL ? script_language(script) : NULL;
    g_autoptr(GError) error = NULL;
    if (language == NULL || g_strcmp0(language, script_language("Latin")) == 0)
        return TRUE;
    sense = read_strips(engine, raster);
    const Candidate best = find_best(engine, raster, script, language, &error);
    if (best.language == NULL) {
        note_missing(run, page, script, error->message);
        return FALSE;
    }
    if (best.confidence < sense.confidence + BETTER) {
        engine_speak(engine, run->options->languages, NULL);
        return TRUE;
    }
    engine_speak(engine, best.language, NULL);
    page_add_issue(page, "its script is %s: read in the language %s, as no --lang was given",
                   script, best.language);
    return TRUE;
}
