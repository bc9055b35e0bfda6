/* pipeline/doubt.c - text layers that may not say what the page shows
 *
 * Under one image that covers the page:
 *
 *     the page drawn      blank where the     The words are invisible: an OCR layer. A sample
 *     without images      words are           of them is read on the scan.
 *                         letters there       The words are printed over the image, a background;
 *                                             unless the page shows the image alone: then they
 *                                             are behind it, and it is asked.
 *
 * Elsewhere the letters of each font are judged (detect/mojibake.h), and a sample of the suspected
 * ones is read. Where Tesseract is sure of nothing, the script of the page may tell: Latin letters
 * over a page in Devanagari are a font of the time before Unicode.
 *
 * What could not be found out leaves the text layer as it is.
 */
#include "pipeline/doubt.h"

#include "detect/mojibake.h"
#include "ocr/agreement.h"
#include "ocr/script.h"
#include "pipeline/decision.h"
#include "pipeline/recognition.h"
#include "pipeline/view.h"

#define MIN_VOTES 3     /* of words that could be read: fewer decide nothing */
#define MIN_PLAIN 2     /* of one opinion, where the letters are improbable anyhow */
#define MIN_AGREE 0.7   /* of these; a layer with more mistakes is worse than reading again */
#define MAX_UNSURE 0.5  /* of all words asked for: then something else is written there */
#define MIN_VISIBLE 0.5 /* of the words asked for, where words are printed over an image */
#define MANY 20         /* words asked for to see whether they are visible */
#define MIN_WRONG 0.5   /* of the words of a page: then all of it is read, else parts */
#define MAX_PARTS 40
#define APART 2.0 /* of the height of a word: further is another part */
#define INK 96    /* of 255: as dark as print of middle grey */

static void
settle(Page *page, PageKind kind, Reason reason, bool read)
{
    Choice *choice = &g_array_index(page->choices, Choice, 0);

    page->kind = kind;
    choice->reason = reason;
    choice->read = read;
}

/* Words by their index. @suspects: of each style, NULL: all. */
static GArray *
words_to_ask(const Page *page, const Mojibake *suspects)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (agreement_can_ask(word) && (suspects == NULL || suspects[word->style] != MOJIBAKE_NONE))
            g_array_append_val(words, i);
    }
    return words;
}

/* An engine that reads the language of the words at hand; NULL where there is none. */
static Engine *
engine_for(StageRun *run, const Page *page)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    Engine *engine = recognition_engine(run, &error);

    for (guint i = 0; i < page->words->len; i++)
        g_string_append(text, page_word(page, i)->text);
    const char *language = script_language_of(text->str);
    if (engine == NULL || language == NULL)
        return engine;

    g_auto(GStrv) spoken = g_strsplit(run->options->languages, "+", -1);
    if (g_strv_contains((const char *const *)spoken, language))
        return engine;
    return run->options->find_script && engine_speak(engine, language, NULL) ? engine : NULL;
}

/* Do the words show when the images are left out? */
static bool
are_visible(StageRun *run, const Page *page, const GArray *words)
{
    const guint n = MIN(words->len, MANY);
    const double wall = stage_wall(), cpu = stage_cpu();
    g_autoptr(Raster) bare = pdf_render_bare(run->pdf, page->number, view_drawn_dpi(page), NULL);
    guint visible = 0;

    stage_cost_since(&run->rendering, wall, cpu);
    for (guint i = 0; bare != NULL && i < n; i++) {
        const guint word = g_array_index(words, guint, (guint)((gsize)i * words->len / n));

        visible += raster_contrast(bare, page_word(page, word)->bbox, 0.02, 0.98) >= INK;
    }
    return bare == NULL || visible >= MIN_VISIBLE * n;
}

/* Is most of the page written in a script that is not that of its words? */
static bool
is_other_script(Engine *engine, const Raster *raster)
{
    const char *script = engine_script(engine, raster->pix, raster->x_dpi);
    const char *language = script != NULL ? script_language(script) : NULL;

    return language != NULL && g_strcmp0(language, script_language("Latin")) != 0;
}

static guint
votes(Agreement agreement)
{
    return agreement.agree + agreement.differ + agreement.astray;
}

/* Asks a sample of @words. *other: the page is in another script than they are. */
static Agreement
ask(StageRun *run, const Page *page, const Raster *raster, const GArray *words, bool *other)
{
    const double wall = stage_wall(), cpu = stage_cpu();
    Engine *engine = engine_for(run, page);
    Agreement agreement = { 0 };

    *other = FALSE;
    if (engine != NULL) {
        agreement = agreement_check(engine, raster, page, words);
        *other = agreement.unsure > MAX_UNSURE * (votes(agreement) + agreement.unsure) &&
                 agreement.unsure >= MIN_VOTES && is_other_script(engine, raster);
        engine_speak(engine, run->options->languages, NULL);
    }
    stage_cost_since(&run->sampling, wall, cpu);
    return agreement;
}

static void
check_layer(StageRun *run, Page *page)
{
    g_autoptr(GArray) words = words_to_ask(page, NULL);
    bool own, other;

    if (words->len < MIN_VOTES) {
        settle(page, PAGE_LAYERED, REASON_UNCHECKED, FALSE);
        return;
    }
    const Raster *raster = view_raw(run, page, &own, NULL);
    const bool visible = are_visible(run, page, words);
    if (raster == NULL || (visible && !own)) {
        settle(page, PAGE_DIGITAL, REASON_TEXT_LAYER, FALSE);
        return;
    }

    /* Words that show without the image may be behind it or, few of them, before it. */
    g_autoptr(Raster) shown =
        visible ? pdf_render(run->pdf, page->number, raster->x_dpi, NULL) : NULL;
    const Agreement agreement = ask(run, page, shown != NULL ? shown : raster, words, &other);
    const guint n = votes(agreement);
    if (other)
        settle(page, PAGE_SCAN, REASON_LAYER_DIFFERS, TRUE);
    else if (n < MIN_VOTES)
        settle(page, PAGE_LAYERED, REASON_UNCHECKED, FALSE);
    else if (agreement.agree >= MIN_AGREE * n)
        settle(page, PAGE_LAYERED, REASON_LAYER_AGREES, FALSE);
    else
        settle(page, PAGE_SCAN,
               agreement.astray > agreement.differ ? REASON_LAYER_SHIFTED : REASON_LAYER_DIFFERS,
               TRUE);
}

/* Where words of suspected fonts stand: (transfer full): Bboxes, each of words that follow each
 * other and stand close. *share gets that of all words. */
static GArray *
suspected_parts(const Page *page, const Mojibake *suspects, double *share)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(Bbox));
    guint n = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        Bbox *last = parts->len > 0 ? &g_array_index(parts, Bbox, parts->len - 1) : NULL;

        if (suspects[word->style] == MOJIBAKE_NONE)
            continue;
        n++;
        if (last != NULL && !bbox_is_empty(bbox_intersect(
                                bbox_grow(*last, APART * bbox_height(word->bbox)), word->bbox)))
            *last = bbox_union(*last, word->bbox);
        else
            g_array_append_val(parts, word->bbox);
    }
    *share = page->words->len > 0 ? (double)n / page->words->len : 0;
    return parts;
}

/* The words of suspected fonts are wrong: the page is read, or only where they stand. */
static void
read_suspects(Page *page, const Mojibake *suspects, Reason reason)
{
    double share;
    g_autoptr(GArray) parts = suspected_parts(page, suspects, &share);

    if (share >= MIN_WRONG || parts->len > MAX_PARTS) {
        settle(page, PAGE_SCAN, reason, TRUE);
        return;
    }
    settle(page, page->kind, REASON_TEXT_LAYER, FALSE);
    for (guint i = 0; i < parts->len; i++)
        decision_add(page, g_array_index(parts, Bbox, i), reason, TRUE);
}

static void
check_letters(StageRun *run, Page *page)
{
    g_autofree Mojibake *suspects = mojibake_styles(page);
    g_autoptr(GArray) words = words_to_ask(page, suspects);
    bool odd = FALSE, unreadable = FALSE, own, other;

    for (guint i = 0; i < page->styles->len; i++) {
        odd = odd || suspects[i] == MOJIBAKE_ODD;
        unreadable = unreadable || suspects[i] == MOJIBAKE_UNREADABLE;
    }
    if (unreadable && !odd)
        read_suspects(page, suspects, REASON_NO_UNICODE);
    if (!odd || words->len < MIN_VOTES)
        return;

    const Raster *raster = view_raw(run, page, &own, NULL);
    if (raster == NULL)
        return;
    const Agreement agreement = ask(run, page, raster, words, &other);
    const guint plain = agreement.agree == 0 ? MIN_PLAIN : MIN_VOTES;
    if (other || (votes(agreement) >= plain && agreement.agree < agreement.differ))
        read_suspects(page, suspects, REASON_LETTERS_DIFFER);
    else
        settle(page, page->kind,
               agreement.agree > agreement.unsure ? REASON_LETTERS_AGREE : REASON_UNCHECKED, FALSE);
}

void
doubt_check(StageRun *run, Page *page)
{
    if (decision_has_page_image(page))
        check_layer(run, page);
    if (page->kind == PAGE_DIGITAL)
        check_letters(run, page);
}
