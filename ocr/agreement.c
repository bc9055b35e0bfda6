/* ocr/agreement.c - does the picture say what the text layer says?
 *
 * Each word of the sample is read twice at most:
 *
 *     +---------+          1. where it should stand, as a line; if that is the word,
 *     | harbour |             it agrees
 *     +---------+
 *     a small harbour b    2. with what stands around it: if the word is there, but elsewhere,
 *     eside the island        the layer is shifted; else what was read in 1 counts, if it was
 *     built in the old        read surely
 *
 * The sample is taken in leaps, so that the first words come from all over the page. A scan that
 * is dirty in one corner, or a table of codes, then does not decide alone.
 */
#include "ocr/agreement.h"

#include <math.h>
#include <string.h>

#define SAMPLE 12 /* words */
#define LEAP 5    /* has no factor in common with the sample */
#define ENOUGH 5  /* of one opinion and none of another: the rest would hardly change it */

#define MIN_ASKED 4    /* letters and figures */
#define MAX_ASKED 40   /* longer ones are lines in which the spaces are missing */
#define MIN_HEIGHT 3.0 /* points */
#define MAX_LENGTH 64  /* characters that are compared */

#define MAX_WRONG 0.3   /* share of the letters that may differ: old scans, other alphabets */
#define SURE 0.8        /* of Tesseract: hardly a word that is read so surely is wrong */
#define MARGIN 0.15     /* of the height: what is read in 1. */
#define AROUND 1.6      /* of the height: what is read in 2. */
#define ASTRAY 0.55     /* of the height: more is another line */
#define MIN_CONTRAST 40 /* of 255, between ink and paper */
#define READ_DPI 300.0
#define BORDER 12 /* dots of white around it, as Tesseract wants */

/* Letters and figures of @text, small, without accents; their number. */
static guint
fold(const char *text, gunichar *folded)
{
    g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    g_autofree char *small = apart != NULL ? g_utf8_casefold(apart, -1) : NULL;
    guint n = 0;

    for (const char *p = small != NULL ? small : ""; *p != '\0' && n < MAX_LENGTH;
         p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (g_unichar_isalnum(c) || (g_unichar_ismark(c) && c > 0x36F))
            folded[n++] = c;
    }
    return n;
}

/* How many letters must be put in, taken out or changed to make one word of the other. */
static guint
distance(const gunichar *a, guint n_a, const gunichar *b, guint n_b)
{
    guint row[MAX_LENGTH + 1];

    for (guint k = 0; k <= n_b; k++)
        row[k] = k;
    for (guint i = 1; i <= n_a; i++) {
        guint corner = row[0];

        row[0] = i;
        for (guint k = 1; k <= n_b; k++) {
            const guint changed = corner + (a[i - 1] != b[k - 1]);

            corner = row[k];
            row[k] = MIN(changed, MIN(row[k], row[k - 1]) + 1);
        }
    }
    return row[n_b];
}

bool
agreement_is_same(const char *one, const char *other)
{
    gunichar a[MAX_LENGTH], b[MAX_LENGTH];
    const guint n_a = fold(one, a), n_b = fold(other, b), longer = MAX(n_a, n_b);

    return longer > 0 && distance(a, n_a, b, n_b) <= MAX_WRONG * longer;
}

bool
agreement_can_ask(const Word *word)
{
    gunichar folded[MAX_LENGTH];
    const guint n = fold(word->text, folded);

    return word->rotation == 0 && !word->glued && n >= MIN_ASKED && n <= MAX_ASKED &&
           bbox_height(word->bbox) >= MIN_HEIGHT && bbox_width(word->bbox) >= MIN_HEIGHT;
}

/* The part of @raster in @area, 8 bpp, about as fine as Tesseract likes it, with white around.
 * *scale gets its dots a dot of @raster, *x and *y where its top left stands there. */
static PIX *
cut_out(const Raster *raster, Bbox area, double *scale, double *x, double *y)
{
    BOX *box = raster_box(raster, area);
    int left = 0, top = 0;

    if (box == NULL)
        return NULL;
    boxGetGeometry(box, &left, &top, NULL, NULL);
    g_autoptr(PIX) piece = pixClipRectangle(raster->pix, box, NULL);
    boxDestroy(&box);
    g_autoptr(PIX) grey = piece != NULL ? pixConvertTo8(piece, FALSE) : NULL;

    *scale = CLAMP(READ_DPI / raster->x_dpi, 0.25, 4);
    if (fabs(*scale - 1) < 0.2)
        *scale = 1;
    PIX *scaled = NULL;
    if (grey != NULL)
        scaled = *scale == 1 ? pixClone(grey) : pixScale(grey, (float)*scale, (float)*scale);
    g_autoptr(PIX) owned = scaled;
    *x = left - BORDER / *scale;
    *y = top - BORDER / *scale;
    return owned != NULL ? pixAddBorder(owned, BORDER, 255) : NULL;
}

/* What Tesseract reads in @area; NULL when nothing can be read there. */
static GArray *
read_area(Engine *engine, const Raster *raster, Bbox area, EngineMode mode, Bbox **boxes)
{
    double scale, x, y;
    g_autoptr(PIX) pix = cut_out(raster, area, &scale, &x, &y);
    GArray *words = pix != NULL ? engine_read(engine, pix, READ_DPI, mode, NULL) : NULL;

    *boxes = g_new0(Bbox, words != NULL ? words->len + 1 : 1);
    for (guint i = 0; words != NULL && i < words->len; i++) {
        const EngineWord *word = &g_array_index(words, EngineWord, i);

        (*boxes)[i] =
            raster_to_points(raster, x + word->x0 / scale, y + word->y0 / scale,
                             (word->x1 - word->x0) / scale, (word->y1 - word->y0) / scale);
    }
    return words;
}

/* All that was read in one line, together: a word may have been read in pieces. *confidence gets
 * that of the piece that is least sure. */
static char *
joined(const GArray *words, double *confidence)
{
    GString *text = g_string_new(NULL);

    *confidence = words->len > 0 ? 1 : 0;
    for (guint i = 0; i < words->len; i++) {
        const EngineWord *word = &g_array_index(words, EngineWord, i);

        g_string_append(text, word->text);
        *confidence = MIN(*confidence, word->confidence);
    }
    return g_string_free(text, FALSE);
}

/* Is the word read somewhere near its place, and where it should not be? */
static bool
stands_beside(Engine *engine, const Raster *raster, const Word *word)
{
    const double h = bbox_height(word->bbox);
    g_autofree Bbox *boxes = NULL;
    g_autoptr(GArray) words =
        read_area(engine, raster, bbox_grow(word->bbox, AROUND * h), ENGINE_SPARSE, &boxes);

    for (guint i = 0; words != NULL && i < words->len; i++)
        if (agreement_is_same(g_array_index(words, EngineWord, i).text, word->text) &&
            (fabs(bbox_mid_y(boxes[i]) - bbox_mid_y(word->bbox)) > ASTRAY * h ||
             fabs(bbox_mid_x(boxes[i]) - bbox_mid_x(word->bbox)) > ASTRAY * h))
            return true;
    return false;
}

static void
ask(Engine *engine, const Raster *raster, const Word *word, Agreement *agreement)
{
    const double h = bbox_height(word->bbox);

    /* Nothing darker than the paper: there is no word at all. */
    if (raster_contrast(raster, word->bbox, 0.03, 0.9) < MIN_CONTRAST) {
        agreement->astray++;
        return;
    }

    g_autofree Bbox *boxes = NULL;
    g_autoptr(GArray) words =
        read_area(engine, raster, bbox_grow(word->bbox, MARGIN * h), ENGINE_LINE, &boxes);
    double confidence = 0;
    g_autofree char *text = words != NULL ? joined(words, &confidence) : g_strdup("");

    if (agreement_is_same(text, word->text))
        agreement->agree++;
    else if (stands_beside(engine, raster, word))
        agreement->astray++;
    else if (confidence >= SURE)
        agreement->differ++;
    else
        agreement->unsure++;
}

Agreement
agreement_check(Engine *engine, const Raster *raster, const Page *page, const GArray *words)
{
    const guint n = MIN(words->len, SAMPLE);
    Agreement agreement = { 0 };

    for (guint i = 0; i < n; i++) {
        const guint k = n == SAMPLE ? i * LEAP % SAMPLE : i;
        const guint at = g_array_index(words, guint, (guint)((k + 0.5) * words->len / n));

        ask(engine, raster, page_word(page, at), &agreement);
        const guint against = agreement.differ + agreement.astray;
        if (agreement.agree + against >= ENOUGH && (agreement.agree == 0 || against == 0))
            break;
    }
    return agreement;
}
