/* pipeline/pdf_watermark.c - DRAFT and the like, large across the page
 *
 *     The mate counts the pasT engers, and     Poppler tells of slanted text only where each
 *     the count is written F nto the log       letter is. Letters of one style that climb,
 *     before the ramp is  A ifted. Nobody      much larger than the text, are a watermark when
 *     sails who is not  R ounted. Two of       they are pale or the text runs through them;
 *     the crew stand  D t the ramp, one        level ones when both is so.
 *
 * Colour alone says little: a watermark may be black that lets the page shine through. Slanted
 * labels of charts are no larger than text, and what is set large for its own sake has nothing
 * running through it.
 */
#include "pipeline/pdf_watermark.h"

#include <math.h>
#include <string.h>

#define LARGE 1.8        /* times the page's usual size */
#define MIN_STEP 0.25    /* of the size, both across and along: letters that climb */
#define MAX_STEP 2.5     /* of the size: further apart they are no neighbours */
#define MIN_STEPS 2      /* a superscript and a drop cap make one */
#define MOST 0.7         /* of the steps between neighbours climb, and go one way */
#define INSET 0.2        /* of the height */
#define MIN_THROUGH 2    /* words of the text in the box of a letter or word */
#define PALE 0x90        /* the mean of the channels at least */
#define WHITE 0xE8       /* each channel at least */
#define MIN_LETTERS 3    /* fewer are a drop cap, or the number of a chapter */
#define MAX_LETTERS 1000 /* of one style; more is a text of its own */
#define SIZE_STEP 0.5    /* points */
#define MAX_SIZE 400     /* in steps */

typedef struct {
    GArray *words; /* guint */
} Suspect;

static void
suspect_clear(gpointer data)
{
    g_array_unref(((Suspect *)data)->words);
}

/* The size of most letters. */
static double
usual_size(const Page *page)
{
    gsize letters[MAX_SIZE] = { 0 };
    guint best = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const double step = page_style(page, page_word(page, i)->style)->size / SIZE_STEP;

        if (step > 0 && step < MAX_SIZE - 1)
            letters[(guint)lround(step)] += strlen(page_word(page, i)->text);
    }
    for (guint i = 0; i < MAX_SIZE; i++)
        if (letters[i] > letters[best])
            best = i;
    return best * SIZE_STEP;
}

/* White is for dark ground: pdf_hidden.c has seen to it that there is some. */
static bool
is_pale(guint32 color)
{
    const bool white =
        (color >> 16) >= WHITE && (color >> 8 & 0xFF) >= WHITE && (color & 0xFF) >= WHITE;

    return !white && (color >> 16) + (color >> 8 & 0xFF) + (color & 0xFF) >= 3 * PALE;
}

/* Do the words, in the order of the text layer, climb or fall all the way? */
static bool
is_slanted(const Page *page, const GArray *words, double size)
{
    guint steps = 0, rising = 0, falling = 0;

    for (guint i = 1; i < words->len; i++) {
        const Bbox a = page_word(page, g_array_index(words, guint, i - 1))->bbox;
        const Bbox b = page_word(page, g_array_index(words, guint, i))->bbox;
        const double dx = bbox_mid_x(b) - bbox_mid_x(a), dy = bbox_mid_y(b) - bbox_mid_y(a);

        if (hypot(dx, dy) > MAX_STEP * size)
            continue;
        steps++;
        if (fabs(dx) > MIN_STEP * size && fabs(dy) > MIN_STEP * size) {
            rising += dx * dy < 0;
            falling += dx * dy > 0;
        }
    }
    return MAX(rising, falling) >= MIN_STEPS && MAX(rising, falling) >= MOST * steps;
}

/* Does the text run through the words? */
static bool
is_run_through(const Page *page, const GArray *words, guint style)
{
    guint through = 0;

    for (guint k = 0; k < words->len; k++) {
        Bbox box = page_word(page, g_array_index(words, guint, k))->bbox;

        /* Where its ink is: boxes of large type reach over the lines above and below. */
        box.y0 += INSET * bbox_height(box);
        box.y1 -= INSET * bbox_height(box);
        for (guint i = 0; i < page->words->len && through < MIN_THROUGH; i++) {
            const Word *word = page_word(page, i);

            through += word->style != style &&
                       bbox_holds_point(box, bbox_mid_x(word->bbox), bbox_mid_y(word->bbox));
        }
    }
    return through >= MIN_THROUGH;
}

static bool
is_watermark(const Page *page, const GArray *words, guint style)
{
    gsize letters = 0;

    for (guint k = 0; k < words->len; k++)
        letters += (gsize)g_utf8_strlen(page_word(page, g_array_index(words, guint, k))->text, -1);
    if (letters < MIN_LETTERS)
        return false;

    const bool pale = is_pale(page_style(page, style)->color);
    const bool slanted = is_slanted(page, words, page_style(page, style)->size);

    if (!pale && !slanted)
        return false;
    return (pale && slanted) || is_run_through(page, words, style);
}

static void
hide(Page *page, const GArray *words, bool *hidden)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint k = 0; k < words->len; k++) {
        const guint i = g_array_index(words, guint, k);

        hidden[i] = true;
        if (text->len < 60)
            g_string_append(text, page_word(page, i)->text);
    }
    page_add_issue(page, "a watermark is left out: %s", text->str);
}

void
pdf_watermark_mark(Page *page, bool *hidden)
{
    const double usual = usual_size(page);
    g_autoptr(GArray) suspects = g_array_new(FALSE, TRUE, sizeof(Suspect));

    g_array_set_clear_func(suspects, suspect_clear);
    for (guint s = 0; s < page->styles->len; s++) {
        const Suspect added = { g_array_new(FALSE, FALSE, sizeof(guint)) };

        g_array_append_val(suspects, added);
    }
    for (guint i = 0; i < page->words->len; i++) {
        const guint style = page_word(page, i)->style;

        if (page_style(page, style)->size > LARGE * usual && !hidden[i])
            g_array_append_val(g_array_index(suspects, Suspect, style).words, i);
    }
    for (guint s = 0; s < suspects->len; s++) {
        const GArray *words = g_array_index(suspects, Suspect, s).words;

        if (words->len > 0 && words->len <= MAX_LETTERS && is_watermark(page, words, s))
            hide(page, words, hidden);
    }
}
