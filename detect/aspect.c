/* detect/aspect.c - what a line looks like by itself, among those of its region */
#include "detect/aspect.h"

#include "detect/bidi.h"
#include "detect/phrase.h"

#include <math.h>
#include <string.h>

#define DISPLAY_INDENT 1.5 /* em: more than a paragraph's, mostly */
#define FRACTION_STEP 1.0  /* of the size; lines set solid have 1.0 and more */
#define TAB 1.5            /* of the size: wider than a space of justified lines */
#define MARK_SIZE 0.87     /* of the line's size, as in detect/line.c */
#define NOTE_SIZE 0.93     /* of the body size: captions are often as small as footnotes */

static gunichar
last_char(const char *text)
{
    const char *end = text + strlen(text);

    return end > text ? g_utf8_get_char(g_utf8_prev_char(end)) : 0;
}

/* A marker that was set in pieces of different style, "(", "a", ")", is put together. */
static guint
leading_piece(const Passage *passage, const Line *line, char *piece, gsize size)
{
    guint n = 1;

    g_strlcpy(piece, aspect_word(passage, line, 0)->text, size);
    while (n < line->n && aspect_word(passage, line, n)->glued && n < 4) {
        g_strlcat(piece, aspect_word(passage, line, n)->text, size);
        n++;
    }
    return n;
}

/* Is the last word plain type? Glyphs that the code's font lacks come from others, too, but
 * not the full stop of a sentence that ends in code. */
static bool
ends_as_text(const Passage *passage, const Line *line)
{
    const Word *last = aspect_word(passage, line, line->n - 1);

    return !page_style(passage->page, last->style)->fixed && g_str_is_ascii(last->text);
}

/* The same place on a line that runs to the left, in the mirror: so each rule below holds for
 * such lines, too. */
static Bbox
mirrored(const Passage *passage, Bbox bbox)
{
    const double sum = passage->left + passage->right;

    return (Bbox){ sum - bbox.x1, bbox.y0, sum - bbox.x0, bbox.y1 };
}

static bool
runs_left(const Passage *passage, const Line *line)
{
    return bidi_runs_left(passage->page, &g_array_index(passage->line_words, guint, line->first),
                          line->n);
}

Bbox
aspect_along(const Passage *passage, const Line *line, Bbox bbox)
{
    return runs_left(passage, line) ? mirrored(passage, bbox) : bbox;
}

/* "Figure 3" and the like at the head of a line, and not of a sentence in the text's own type
 * that says what it shows: "Figure 3 shows ...". */
static bool
begins_caption(const Passage *passage, const Line *line)
{
    if (line->n < 2)
        return false;

    const Word *name = aspect_word(passage, line, 0), *number = aspect_word(passage, line, 1);
    if (!marker_is_caption(name->text, number->text))
        return false;

    const Word *next = line->n > 2 ? aspect_word(passage, line, 2) : NULL;
    const Style *style = page_style(passage->page, name->style);
    return next == NULL || !g_unichar_islower(g_utf8_get_char(next->text)) ||
           !g_unichar_isalnum(last_char(number->text)) || next->style != number->style ||
           style->bold || style->italic || style->size < NOTE_SIZE * passage->stats->body_size;
}

bool
aspect_is_fraction(double baseline, double other, double size)
{
    return fabs(other - baseline) < FRACTION_STEP * size;
}

/* A formula set in from the margin, or the half of a fraction that touches such a one. */
static bool
is_displayed(const Passage *passage, guint i, double x0)
{
    const Line *line = aspect_line(passage, i);
    const FormulaKind kind = formula_kind(passage->page, passage->line_words, line);

    if (kind == FORMULA_NONE || x0 < passage->left + DISPLAY_INDENT * line->size)
        return false;
    if (kind == FORMULA_WHOLE)
        return true;
    for (gint step = -1; step <= 1; step += 2) {
        const gint at = (gint)i + step;

        if (at >= 0 && at < (gint)passage->n &&
            aspect_is_fraction(line->baseline, aspect_line(passage, (guint)at)->baseline,
                               line->size) &&
            formula_kind(passage->page, passage->line_words, aspect_line(passage, (guint)at)) ==
                FORMULA_WHOLE)
            return true;
    }
    return false;
}

/* Where text begins behind a label at the head of the line: the first gap that no space makes. */
static double
tab_of(const Passage *passage, const Line *line)
{
    for (guint k = 1; k < line->n; k++) {
        const Bbox before = aspect_word(passage, line, k - 1)->bbox;
        const Bbox word = aspect_word(passage, line, k)->bbox;

        if (word.x0 - before.x1 > TAB * line->size)
            return word.x0;
    }
    return NAN;
}

Aspect
aspect_of(const Passage *passage, guint i)
{
    const Line *line = aspect_line(passage, i);
    const bool left = runs_left(passage, line);
    const Bbox box = left ? mirrored(passage, line->bbox) : line->bbox;
    Aspect look = { .x0 = box.x0, .x1 = box.x1, .size = line->size, .baseline = line->baseline };
    double fixed = 0, bold = 0, total = 0;
    char piece[64];

    for (guint k = 0; k < line->n; k++) {
        const Word *word = aspect_word(passage, line, k);
        const Style *style = page_style(passage->page, word->style);
        const double len = (double)g_utf8_strlen(word->text, -1);

        total += len;
        fixed += style->fixed ? len : 0;
        bold += style->bold ? len : 0;
        look.last_char = last_char(word->text);
    }
    look.chars = (guint)total;
    look.fixed = fixed >= 0.9 * total && !ends_as_text(passage, line);
    look.bold = bold >= 0.95 * total;
    look.run_in =
        !look.bold && page_style(passage->page, aspect_word(passage, line, 0)->style)->bold;

    const guint pieces = leading_piece(passage, line, piece, sizeof(piece));
    const Word *head = aspect_word(passage, line, 0);
    guint text_at = 0;
    /* Code at the head of a line is what it says, not a bullet: "`-` is the first". */
    const bool code = look.fixed || page_style(passage->page, head->style)->fixed;
    look.marker = code ? (Marker){ MARKER_NONE, 0 } : marker_parse(piece);
    if (look.marker.kind == MARKER_NONE && !code && pieces > 1 &&
        marker_parse(head->text).kind == MARKER_BULLET && strlen(head->text) > 1)
        look.marker = marker_parse(head->text), text_at = 1;
    else if (look.marker.kind != MARKER_NONE)
        text_at = pieces;
    look.n_marker = text_at;
    if (text_at >= line->n)
        text_at = 0;
    const Bbox text = aspect_word(passage, line, text_at)->bbox;
    const Bbox last = aspect_word(passage, line, pieces - 1)->bbox;
    look.text_x0 = left ? mirrored(passage, text).x0 : text.x0;
    look.first_char = g_utf8_get_char(aspect_word(passage, line, text_at)->text);
    look.first_width = (left ? mirrored(passage, last) : last).x1 - look.x0;
    look.caption = begins_caption(passage, line);
    look.formula = !look.caption && is_displayed(passage, i, look.x0);
    look.tab = tab_of(passage, line);
    look.cap = phrase_is_drop_cap(passage->page, head, line->size) ? head->baseline : -INFINITY;
    look.raised_mark =
        page_style(passage->page, head->style)->size < MARK_SIZE * line->size && line->n > 1;
    if (look.raised_mark && text_at == 0) {
        const Bbox second = aspect_word(passage, line, 1)->bbox;

        look.text_x0 = left ? mirrored(passage, second).x0 : second.x0;
    }

    const double slack_left = look.x0 - passage->left, slack_right = passage->right - look.x1;
    look.centred = slack_left > 2 * look.size && fabs(slack_left - slack_right) < look.size;
    return look;
}
