/* ocr/figure.c - what is written in a picture
 *
 * 1. A picture of hardly more than one tone is not read: reading costs a second.
 * 2. It is read as a page is, light grey print made black before.
 * 3. Words that Tesseract was not sure of go. Of charts, maps and screens with
 *    text, hardly a right word has less than 0.7; of photographs hardly a wrong
 *    one more, but for those of one or two letters, which need 0.9 where they
 *    stand alone.
 * 4. Strokes of the drawing read as signs go, unless they stand between words
 *    of one line, as a dash or an "&" does.
 * 5. Where fewer than four letters are sure then, there is no text at all.
 */
#include "ocr/figure.h"

#include <math.h>
#include <string.h>

#include "ocr/reader.h"
#include "ocr/reading.h"

#define SURE 0.7        /* of words */
#define SURE_SHORT 0.9  /* of those of up to ... */
#define SHORT_WORD 2    /* characters, and of signs */
#define SURE_LETTER 0.9 /* a picture has text when ... */
#define MIN_LETTERS 4   /* ... as many letters are in words as sure as that */
#define NEXT_WORD 1.2   /* em: a sign is part of a line when it is as near to words */

#define SKETCH 8        /* dots to a dot, for looking at tones only */
#define MIN_CONTRAST 24 /* of 255, between the darkest and the lightest dots */
#define FAINT 80        /* of 255: what has no darker dots is printed too weakly to be read */
#define RANK 0.002f     /* of the dots: fewer than one letter of a large picture has */

static const Word *
word_at(const GArray *words, guint i)
{
    return &g_array_index(words, Word, i);
}

/* Bullets told by their shape are as sure as can be. */
static bool
is_bullet(const Word *word)
{
    return word->confidence >= 1;
}

static bool
is_sure(const Word *word)
{
    const guint letters = reading_letters(word->text);

    if (is_bullet(word))
        return true;
    return letters > 0 &&
           word->confidence >= (g_utf8_strlen(word->text, -1) > SHORT_WORD ? SURE : SURE_SHORT);
}

/* Does @other stand on the same line, next to @sign on the side asked for? */
static bool
is_next(const Word *sign, const Word *other, bool right)
{
    const double em = bbox_height(other->bbox);
    const double gap = right ? other->bbox.x0 - sign->bbox.x1 : sign->bbox.x0 - other->bbox.x1;

    return other->rotation == sign->rotation && fabs(other->baseline - sign->baseline) < em / 3 &&
           gap > -em / 3 && gap < NEXT_WORD * em;
}

/* A word next to one that stays, or a sign between two of them. */
static bool
is_in_line(const GArray *words, const bool *sure, guint i)
{
    const bool sign = reading_letters(word_at(words, i)->text) == 0;
    bool left = false, right = false;

    for (guint k = 0; k < words->len && !(left && right); k++) {
        left = left || (sure[k] && is_next(word_at(words, i), word_at(words, k), false));
        right = right || (sure[k] && is_next(word_at(words, i), word_at(words, k), true));
    }
    return sign ? left && right : left || right;
}

void
figure_drop_junk(GArray *words)
{
    g_autofree bool *sure = g_new0(bool, words->len + 1);
    g_autofree bool *kept = g_new0(bool, words->len + 1);
    guint letters = 0;

    for (guint i = 0; i < words->len; i++) {
        const Word *word = word_at(words, i);

        sure[i] = is_sure(word);
        if (sure[i] && !is_bullet(word) && word->confidence >= SURE_LETTER)
            letters += reading_letters(word->text);
    }
    for (guint i = 0; i < words->len; i++)
        kept[i] =
            letters >= MIN_LETTERS &&
            (sure[i] || (word_at(words, i)->confidence >= SURE && is_in_line(words, sure, i)));
    for (guint i = words->len; i-- > 0;)
        if (!kept[i])
            g_array_remove_index(words, i);
}

/* The darkest and the lightest tone, but for a few dots; false where they cannot be told. */
static bool
find_tones(PIX *grey, float *dark, float *light)
{
    return pixGetRankValueMasked(grey, NULL, 0, 0, SKETCH, RANK, dark, NULL) == 0 &&
           pixGetRankValueMasked(grey, NULL, 0, 0, SKETCH, 1 - RANK, light, NULL) == 0;
}

GArray *
figure_read(Engine *engine, const Raster *raster, GArray *styles, GError **error)
{
    g_autoptr(PIX) grey = pixConvertTo8(raster->pix, FALSE);
    float dark = 0, light = 255;

    if (grey != NULL && find_tones(grey, &dark, &light) && light - dark < MIN_CONTRAST)
        return page_words_new();

    PIX *strong =
        grey != NULL && dark > FAINT ? pixGammaTRC(NULL, grey, 1, (int)dark, (int)light) : NULL;
    g_autoptr(Raster) seen = strong != NULL ? raster_new_like(raster, strong) : NULL;
    const Raster *read = seen != NULL ? seen : raster;

    /* Rulings stay: lifting the bars and grid lines of charts takes more letters than it frees. */
    g_autoptr(Page) bare = page_new(1, pixGetWidth(raster->pix) * 72 / raster->x_dpi,
                                    pixGetHeight(raster->pix) * 72 / raster->y_dpi);
    GArray *words = reader_page(engine, read, bare, styles, error);

    if (words != NULL)
        figure_drop_junk(words);
    return words;
}
