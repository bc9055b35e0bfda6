/* ocr/engine.c - Tesseract, and nothing else through Tesseract */
#include "ocr/engine.h"

#include <locale.h>
#include <string.h>

#include "ocr/one_thread.h"
#include "ocr/tesseract.h"
#include "ocr/unpacked.h"

/* Tesseract keeps positions in 16 bits and divides by sizes. */
#define MAX_SIDE_PX 32000
#define MIN_SIDE_PX 8

/* Outside these Tesseract takes a resolution for a mistake and guesses another. */
#define MIN_DPI 70
#define MAX_DPI 2400

/* Tesseract's measure of how much better the best orientation fits than the next. Over upright
 * pages of tables and charts it gives wrong turns up to 2; the hardest page of tables that it
 * gives right has 3.8, pages of text have 10 and more. */
#define MIN_TURN_CONFIDENCE 3

/* One Tesseract for each set of languages. Most runs need one, some two. */
typedef struct {
    char *languages;
    TessBaseAPI *api;
} Tongue;

struct Engine {
    GPtrArray *tongues;   /* Tongue */
    const Tongue *tongue; /* that reads now */
    TessBaseAPI *osd;     /* orientation only; started on first use */
    bool osd_missing;
    locale_t c_locale;
};

G_DEFINE_QUARK(ocr_error, ocr_error)

static const Tesseract *tess; /* NULL until there is an engine */

static void
word_clear(gpointer data)
{
    g_free(((EngineWord *)data)->text);
}

/* "chi_sim" is in tesseract-ocr-chi-sim, "script/Latin" in tesseract-ocr-script-latn; for scripts
 * the package's short name is Debian's choice, so only the start of it can be given. */
static char *
package_name(const char *language)
{
    if (g_str_has_prefix(language, "script/"))
        return g_strdup("tesseract-ocr-script-... for it");

    char *name = g_strconcat("tesseract-ocr-", language, NULL);

    for (char *c = name; *c != '\0'; c++)
        *c = *c == '_' ? '-' : g_ascii_tolower(*c);
    return name;
}

static bool
is_language_name(const char *name)
{
    if (!g_ascii_isalpha(*name))
        return false;
    for (; *name != '\0'; name++) {
        if (!g_ascii_isalnum(*name) && *name != '_' && *name != '-' && *name != '/')
            return false;
    }
    return true;
}

/* Fails when one of the languages asked for is not among those that Tesseract has loaded. */
static bool
check_languages(TessBaseAPI *api, char *const *wanted, bool started, GError **error)
{
    char **loaded = started ? tess->BaseAPIGetLoadedLanguagesAsVector(api) : NULL;
    const char *missing = NULL;

    for (guint i = 0; wanted[i] != NULL && missing == NULL; i++) {
        if (loaded == NULL || !g_strv_contains((const char *const *)loaded, wanted[i]))
            missing = wanted[i];
    }
    if (loaded != NULL)
        tess->DeleteTextArray(loaded);
    if (missing == NULL)
        return true;

    g_autofree char *package = package_name(missing);
    g_set_error(error, OCR_ERROR, OCR_ERROR_LANGUAGE,
                "no Tesseract data for '%s': install the Debian package %s", missing, package);
    return false;
}

/* Starts Tesseract without a word on standard error. */
static TessBaseAPI *
start(const char *languages, TessOcrEngineMode mode, bool *started)
{
    TessBaseAPI *api = tess->BaseAPICreate();

    one_thread_settle();

    /* Before Init, so that even a missing file is told to nobody but us. */
    tess->BaseAPISetVariable(api, "debug_file", "/dev/null");
    *started = tess->BaseAPIInit2(api, NULL, languages, mode) == 0;

    /* Lines are found in black and white: by Sauvola's local threshold, as the global one loses
     * grey text on a tint (a fifth of the words on pages of highlighted code). */
    tess->BaseAPISetVariable(api, "thresholding_method", "2");

    /* Of no use here, and a fortieth of the time: the network finds spaces, sheaf type of fixed
     * width and paragraphs. */
    tess->BaseAPISetVariable(api, "textord_disable_pitch_test", "1");
    tess->BaseAPISetVariable(api, "paragraph_text_based", "0");
    return api;
}

static void
tongue_free(gpointer data)
{
    Tongue *tongue = data;

    if (tongue->api != NULL)
        tess->BaseAPIDelete(tongue->api);
    g_free(tongue->languages);
    g_free(tongue);
}

static bool
check_names(char *const *wanted, GError **error)
{
    if (wanted[0] == NULL) {
        g_set_error(error, OCR_ERROR, OCR_ERROR_LANGUAGE, "no language to read in is given");
        return false;
    }
    for (guint i = 0; wanted[i] != NULL; i++) {
        if (!is_language_name(wanted[i])) {
            g_set_error(error, OCR_ERROR, OCR_ERROR_LANGUAGE,
                        "'%s' is not the name of a language; languages look like eng+deu",
                        wanted[i]);
            return false;
        }
    }
    return true;
}

bool
engine_speak(Engine *engine, const char *languages, GError **error)
{
    for (guint i = 0; i < engine->tongues->len; i++) {
        const Tongue *tongue = g_ptr_array_index(engine->tongues, i);

        if (strcmp(tongue->languages, languages) == 0) {
            engine->tongue = tongue;
            return true;
        }
    }

    g_auto(GStrv) wanted = g_strsplit(languages, "+", -1);
    if (!check_names(wanted, error))
        return false;

    const locale_t before = uselocale(engine->c_locale);
    bool started;
    Tongue *tongue = g_new0(Tongue, 1);
    tongue->languages = g_strdup(languages);
    tongue->api = start(languages, OEM_LSTM_ONLY, &started);
    uselocale(before);
    if (!check_languages(tongue->api, wanted, started, error)) {
        tongue_free(tongue);
        return false;
    }
    g_ptr_array_add(engine->tongues, tongue);
    engine->tongue = tongue;
    return true;
}

void
engine_prepare(void)
{
    tesseract_load(NULL);
}

Engine *
engine_new(const char *languages, GError **error)
{
    setMsgSeverity(L_SEVERITY_NONE);
    tess = tesseract_load(error);
    if (tess == NULL)
        return NULL;
    g_autoptr(Engine) engine = g_new0(Engine, 1);

    engine->tongues = g_ptr_array_new_with_free_func(tongue_free);
    engine->c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return engine_speak(engine, languages, error) ? g_steal_pointer(&engine) : NULL;
}

const char *
engine_languages(const Engine *engine)
{
    return engine->tongue->languages;
}

void
engine_free(Engine *engine)
{
    if (engine == NULL)
        return;
    g_ptr_array_unref(engine->tongues);
    if (engine->osd != NULL)
        tess->BaseAPIDelete(engine->osd);
    if (engine->c_locale != (locale_t)0)
        freelocale(engine->c_locale);
    g_free(engine);
}

static TessPageSegMode
segmentation(EngineMode mode)
{
    switch (mode) {
    case ENGINE_COLUMN:
        return PSM_SINGLE_COLUMN;
    case ENGINE_BLOCK:
        return PSM_SINGLE_BLOCK;
    case ENGINE_LINE:
    case ENGINE_FIGURE:
        return PSM_SINGLE_LINE;
    case ENGINE_WORD:
        return PSM_SINGLE_WORD;
    case ENGINE_SPARSE:
        return PSM_SPARSE_TEXT;
    case ENGINE_PAGE:
        break;
    }
    return PSM_AUTO;
}

/* Sends the picture to Tesseract, which keeps a copy. @ink: it in black and white, NULL where
 * Tesseract is to make that. */
static bool
show(TessBaseAPI *api, const PIX *pix, const PIX *ink, double dpi, GError **error)
{
    const int w = pixGetWidth(pix), h = pixGetHeight(pix);

    if (w < MIN_SIDE_PX || h < MIN_SIDE_PX || w > MAX_SIDE_PX || h > MAX_SIDE_PX || !(dpi > 0)) {
        g_set_error(error, OCR_ERROR, OCR_ERROR_READ, "cannot read a picture of %dx%d at %g dpi", w,
                    h, dpi);
        return false;
    }

    tess->BaseAPISetImage2(api, (PIX *)(ink != NULL ? ink : pix));
    /* The picture that letters are read on may be another, of the same size. */
    if (ink != NULL)
        tess->BaseAPISetInputImage(api, pixClone((PIX *)pix));
    tess->BaseAPISetVariable(api, "tessedit_do_invert", ink != NULL ? "0" : "1");
    tess->BaseAPISetSourceResolution(api, (int)CLAMP(dpi + 0.5, MIN_DPI, MAX_DPI));
    return true;
}

/* The text of the word the iterator is at; NULL for none. */
static char *
word_text(TessResultIterator *words)
{
    char *raw = tess->ResultIteratorGetUTF8Text(words, RIL_WORD);

    if (raw == NULL)
        return NULL;

    g_autofree char *valid = g_utf8_make_valid(raw, -1);
    tess->DeleteText(raw);
    char *text = g_utf8_normalize(g_strstrip(valid), -1, G_NORMALIZE_NFC);

    if (text != NULL && *text == '\0')
        g_clear_pointer(&text, g_free);
    return text;
}

static gint16
word_rotation(TessPageIterator *at)
{
    TessOrientation up;
    TessWritingDirection writing;
    TessTextlineOrder order;
    float skew;

    /* Tesseract names the side of the page that the tops of letters point to. */
    tess->PageIteratorOrientation(at, &up, &writing, &order, &skew);
    switch (up) {
    case ORIENTATION_PAGE_RIGHT:
        return 90;
    case ORIENTATION_PAGE_DOWN:
        return 180;
    case ORIENTATION_PAGE_LEFT:
        return 270;
    case ORIENTATION_PAGE_UP:
        break;
    }
    return 0;
}

/* Where the baseline passes the middle of the word, or its foot where Tesseract has none. */
static double
word_baseline(TessPageIterator *at, const EngineWord *word)
{
    const bool turned = word->rotation == 90 || word->rotation == 270;
    int x0, y0, x1, y1;

    if (tess->PageIteratorBaseline(at, RIL_WORD, &x0, &y0, &x1, &y1))
        return turned ? (x0 + x1) / 2.0 : (y0 + y1) / 2.0;
    if (turned)
        return word->rotation == 90 ? word->x0 : word->x1;
    return word->rotation == 180 ? word->y0 : word->y1;
}

/* Appends the word the iterator is at. */
static void
take_word(GArray *found, TessResultIterator *words, guint line)
{
    TessPageIterator *at = tess->ResultIteratorGetPageIterator(words);
    g_autofree char *text = word_text(words);
    EngineWord word = { .line = line };

    if (text == NULL ||
        !tess->PageIteratorBoundingBox(at, RIL_WORD, &word.x0, &word.y0, &word.x1, &word.y1))
        return;
    word.rotation = word_rotation(at);
    word.baseline = word_baseline(at, &word);
    word.confidence = CLAMP(tess->ResultIteratorConfidence(words, RIL_WORD) / 100.0, 0, 1);
    word.text = g_steal_pointer(&text);
    g_array_append_val(found, word);
}

GArray *
engine_read(Engine *engine, const PIX *pix, double dpi, EngineMode mode, GError **error)
{
    return engine_read_ink(engine, pix, NULL, dpi, mode, error);
}

GArray *
engine_read_ink(Engine *engine, const PIX *pix, const PIX *ink, double dpi, EngineMode mode,
                GError **error)
{
    TessBaseAPI *api = engine->tongue->api;
    const locale_t before = uselocale(engine->c_locale);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(EngineWord));
    g_array_set_clear_func(found, word_clear);

    tess->BaseAPISetPageSegMode(api, segmentation(mode));
    const bool shown = show(api, pix, ink, dpi, error);

    unpacked_set(true);
    const bool recognized = shown && tess->BaseAPIRecognize(api, NULL) == 0;
    unpacked_set(false);

    if (shown && !recognized)
        g_set_error(error, OCR_ERROR, OCR_ERROR_READ, "Tesseract gave up on a picture of %dx%d",
                    pixGetWidth(pix), pixGetHeight(pix));

    TessResultIterator *words = recognized ? tess->BaseAPIGetIterator(api) : NULL;
    guint line = 0;

    if (words != NULL) {
        TessPageIterator *at = tess->ResultIteratorGetPageIterator(words);

        do {
            if (found->len > 0 && tess->PageIteratorIsAtBeginningOf(at, RIL_TEXTLINE))
                line++;
            take_word(found, words, line);
        } while (tess->ResultIteratorNext(words, RIL_WORD));
        tess->ResultIteratorDelete(words);
    }
    tess->BaseAPIClear(api);
    uselocale(before);
    return recognized ? g_steal_pointer(&found) : NULL;
}

/* Asks for the orientation and the script of a page; false when they cannot be told. */
static bool
detect(Engine *engine, const PIX *pix, double dpi, int *degrees, float *confidence,
       const char **script)
{
    const locale_t before = uselocale(engine->c_locale);
    float script_confidence;
    bool told = false;

    if (engine->osd == NULL && !engine->osd_missing) {
        bool started;

        engine->osd = start("osd", OEM_TESSERACT_ONLY, &started);
        engine->osd_missing = !started;
    }
    if (!engine->osd_missing) {
        tess->BaseAPISetPageSegMode(engine->osd, PSM_OSD_ONLY);
        told = show(engine->osd, pix, NULL, dpi, NULL) &&
               tess->BaseAPIDetectOrientationScript(engine->osd, degrees, confidence, script,
                                                    &script_confidence);
        tess->BaseAPIClear(engine->osd);
    }
    uselocale(before);
    return told;
}

bool
engine_turn(Engine *engine, const PIX *pix, double dpi, guint *quarters)
{
    int degrees = 0;
    float confidence = 0;
    const char *script;
    const bool told = detect(engine, pix, dpi, &degrees, &confidence, &script);

    /* Tesseract tells the turn of the text, clockwise: what is left of a full turn undoes it. */
    *quarters = (guint)(4 - degrees / 90) % 4;
    return told && confidence >= MIN_TURN_CONFIDENCE;
}

const char *
engine_script(Engine *engine, const PIX *pix, double dpi)
{
    int degrees;
    float confidence;
    const char *script = NULL;

    return detect(engine, pix, dpi, &degrees, &confidence, &script) ? script : NULL;
}
