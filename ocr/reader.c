/* ocr/reader.c - the words of a scanned page
 *
 * The page is read once as a whole, and then in places once more:
 *
 *  1. The page is cleaned; rulings and leaders, which Tesseract would read as
 *     letters, are lifted from the picture.
 *  2. Of what was read twice one reading stays. Dashes and dots that stand for
 *     a value are told by their shape.
 *  3. Words that it was not sure of are read again, each alone as a line. What
 *     spoiled them is mostly beside them: a chart's bar, another column, a speck.
 *  4. Numbers are counted against their ink, and read again where they don't fit.
 *     What is in doubt or mixed with letters in a column of numbers is read
 *     again as a number.
 *  5. Words with a space in them are parted.
 *  6. What nobody would miss is dropped: strokes and specks read as signs, bars where a ruling
 * runs.
 *  7. Bullets are told by their shape.
 *  8. Text that the page-level reading passed over is read where it stands:
 *     labels in charts, lone numbers, cells of tables.
 *  9. Cells of a lattice that read badly are read as a block.
 * 10. A lone O or I in a column of numbers is a number, signs and points that
 *     stand before digits are put there, and dashes before digits are a sign.
 *
 * Confidence is worth much: over scanned pages of tables and books, of words
 * with 0.9 and more 99 in 100 are right, of those under 0.7 about half; three
 * in four of these come out right, and sure, when read alone.
 */
#include "ocr/reader.h"

#include <math.h>
#include <string.h>

#include "ocr/cell_reading.h"
#include "ocr/filler.h"
#include "ocr/icon.h"
#include "ocr/lift.h"
#include "ocr/number.h"
#include "ocr/patch.h"
#include "ocr/pitch.h"
#include "ocr/reading.h"
#include "ocr/scan.h"
#include "ocr/sign.h"
#include "ocr/tone.h"

/* Words less sure than this are read again; the second reading must be surer by the margin. */
#define SURE 0.7
#define SURER 0.1
#define WORD_MARGIN 1.5 /* points of white around the word that is read again */

/* Reading a word again costs 10 ms. A page with more doubtful words is no text at all. */
#define MAX_RETRIES 250

/* Words of so many letters and more are looked at for a space that was passed over. */
#define MIN_PARTED 4
#define MAX_PARTINGS 100

/* Letters of a word that may be a number misread, and how sure its digits must be where they are as
 * many as their pieces of ink. */
#define MAX_FIGURE 9
#define FIGURE_RIGHT 0.4

#define TWIN 0.6 /* of both: words that share so much of their place are one */

/* Words that are there have 0.3 and more but for one in two hundred; what is read into pictures
 * and specks is mostly below. */
#define MIN_CONFIDENCE 0.3
#define STROKE_CONFIDENCE 0.6
#define STOP_CONFIDENCE 0.7  /* real ones have 0.89 and more */
#define RULE_CONFIDENCE 0.85 /* of a bar, which is a ruling more often than a sign */
#define RULE_REACH 1.5 /* points from a ruling's edge to the middle of a bar that is its rest */
#define BARS "|1lI!"   /* what such a bar is read as */
#define STOPS ".,'\":;!`‘’“”°»«©\\{}"

/* What stands alone and was passed over is often no text: only what is certain counts. Of 170 such
 * places all 40 words were right that were this sure, and of the rest one in four. */
#define GAP_CONFIDENCE 0.9
#define GAP_CONFIDENCE_ONE 0.95 /* of a single letter or digit */
#define FIGURE_CONFIDENCE 0.6   /* of a number in a column of numbers */
#define GAP_HEIGHT 4.0          /* points; print of 6 points has digits of 4.3 */
#define GAP_MARGIN 1.0

/* Spots as high as a line of small print, and tones that only ink has: grain of a scan at 200 dpi
 * has 50 of 255, light grey comments on a tint 90. */
#define SPOT_PX 30
#define MIN_INK_TONES 70

/* Reads doubtful words again, and takes the second reading where it is surer. */
static void
retry_words(GArray *readings, Engine *engine, const Raster *clean)
{
    const guint n = readings->len;
    guint tries = 0;

    for (guint i = 0; i < n && tries < MAX_RETRIES; i++) {
        Reading *first = &g_array_index(readings, Reading, i);

        if (first->confidence >= SURE || first->rotation != 0)
            continue;
        g_autoptr(GArray) again =
            patch_read(engine, clean, bbox_grow(first->ink, WORD_MARGIN), ENGINE_LINE);
        const guint line = first->line;
        const double baseline = first->baseline;

        tries++;
        if (again->len == 0 || reading_confidence(again) < first->confidence + SURER)
            continue;
        /* The baseline of a whole line is better known than that of a piece of it. */
        for (guint k = 0; k < again->len; k++)
            g_array_index(again, Reading, k).baseline = baseline;
        reading_swap(first, &g_array_index(again, Reading, 0));
        first->line = line;
        for (guint k = 1; k < again->len; k++)
            reading_move(readings, &g_array_index(again, Reading, k), line);
    }
}

/* Numbers that do not fit their ink are read again; the second reading counts when it fits. */
static void
check_numbers(GArray *readings, Engine *engine, const Raster *clean)
{
    guint tries = 0;

    for (guint i = 0; i < readings->len && tries < MAX_RETRIES; i++) {
        Reading *first = &g_array_index(readings, Reading, i);

        if (number_check(first, clean) != NUMBER_WRONG)
            continue;
        g_autoptr(GArray) again =
            patch_read(engine, clean, bbox_grow(first->ink, WORD_MARGIN), ENGINE_LINE);
        tries++;
        if (again->len != 1)
            continue;
        Reading *second = &g_array_index(again, Reading, 0);
        if (number_check(second, clean) != NUMBER_RIGHT)
            continue;
        second->baseline = first->baseline;
        second->line = first->line;
        reading_swap(first, second);
    }
}

/* Reads once more, as a number, what is in doubt or mixed of digits and letters in a column of
 * numbers. */
static void
read_figures(GArray *readings, Engine *engine, const Raster *clean)
{
    guint tries = 0;

    for (guint i = 0; i < readings->len && tries < MAX_RETRIES; i++) {
        Reading *first = &g_array_index(readings, Reading, i);
        const bool mixed =
            strpbrk(first->text, "0123456789") != NULL && !number_is_figure(first->text);

        if (first->rotation != 0 || (!mixed && first->confidence >= SURE) ||
            reading_letters(first->text) == 0 || g_utf8_strlen(first->text, -1) > MAX_FIGURE ||
            !number_is_in_column(readings, first))
            continue;
        g_autoptr(GArray) again =
            patch_read(engine, clean, bbox_grow(first->ink, WORD_MARGIN), ENGINE_FIGURE);
        tries++;
        if (again->len != 1)
            continue;
        Reading *second = &g_array_index(again, Reading, 0);
        const NumberState state = number_check(second, clean);
        const double enough =
            state == NUMBER_RIGHT ? FIGURE_RIGHT : MAX(FIGURE_CONFIDENCE, first->confidence);
        if (state == NUMBER_WRONG || !number_is_figure(second->text) || second->confidence < enough)
            continue;
        second->baseline = first->baseline;
        second->line = first->line;
        reading_swap(first, second);
    }
}

/* One word read in @area, NULL for none or several. (transfer full) */
static char *
read_word(Engine *engine, const Raster *clean, Bbox area)
{
    g_autoptr(GArray) found = patch_read(engine, clean, area, ENGINE_LINE);

    return found->len == 1 ? g_steal_pointer(&g_array_index(found, Reading, 0).text) : NULL;
}

/* May a word be @left and @right? Digits may stand far apart, signs stand where they like, and in
 * type of fixed width so does a letter beside a narrow one. */
static bool
may_part(const char *left, const char *right)
{
    const gunichar end = g_utf8_get_char(g_utf8_prev_char(left + strlen(left)));
    const gunichar start = g_utf8_get_char(right);
    const bool left_digit = g_unichar_isdigit(end), right_digit = g_unichar_isdigit(start);

    return g_unichar_isalnum(end) && g_unichar_isalnum(start) && !(left_digit && right_digit) &&
           (left_digit || g_utf8_strlen(left, -1) > 1) &&
           (right_digit || g_utf8_strlen(right, -1) > 1);
}

/* Parts words that hold a gap as wide as a space, where both halves read alone are what was read
 * together. */
static void
part_words(GArray *readings, Engine *engine, const Raster *clean)
{
    const guint n = readings->len;
    guint tries = 0;

    for (guint i = 0; i < n && tries < MAX_PARTINGS; i++) {
        Reading *whole = &g_array_index(readings, Reading, i);
        const double size = reading_stand(whole, clean).size;
        double gap;

        if (size == 0 || g_utf8_strlen(whole->text, -1) < MIN_PARTED ||
            !stand_find_gap(whole->ink, size, clean, &gap))
            continue;
        Reading right = *whole;
        right.ink.x0 = gap;
        Bbox left = whole->ink;
        left.x1 = gap;
        tries++;

        g_autofree char *left_text = read_word(engine, clean, bbox_grow(left, WORD_MARGIN / 2));
        g_autofree char *right_text =
            left_text != NULL && g_str_has_prefix(whole->text, left_text)
                ? read_word(engine, clean, bbox_grow(right.ink, WORD_MARGIN / 2))
                : NULL;
        if (right_text == NULL || strcmp(whole->text + strlen(left_text), right_text) != 0 ||
            !may_part(left_text, right_text))
            continue;
        right.text = g_steal_pointer(&right_text);
        g_free(whole->text);
        whole->text = g_steal_pointer(&left_text);
        whole->ink = left;
        g_array_append_val(readings, right);
    }
}

/* How sure a word must be to stay: one that is nothing but strokes, or a lone stop, is often what
 * is left of a ruling, or a speck. */
static double
least_confidence(const char *text)
{
    if (strcmp(text, "|") == 0 || strcmp(text, "_") == 0)
        return RULE_CONFIDENCE;
    if (g_utf8_strlen(text, -1) == 1 && strstr(STOPS, text) != NULL)
        return STOP_CONFIDENCE;
    return strspn(text, "|_-=~") == strlen(text) ? STROKE_CONFIDENCE : MIN_CONFIDENCE;
}

/* Is it a bar where an upright ruling runs? However sure, that is what was left of the ruling: no
 * letter stands on one. */
static bool
is_rest_of_ruling(const Reading *reading, const GArray *rulings)
{
    const Bbox ink = reading->ink;

    if (strspn(reading->text, BARS) != strlen(reading->text))
        return false;
    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *ruling = &g_array_index(rulings, Ruling, i);

        if (ruling->axis == AXIS_V &&
            fabs(bbox_mid_x(ink) - ruling->at) <= ruling->width / 2 + RULE_REACH &&
            2 * span_overlap(ink.y0, ink.y1, ruling->from, ruling->to) >= bbox_height(ink))
            return true;
    }
    return false;
}

static void
drop_junk(GArray *readings, const GArray *rulings)
{
    guint kept = 0;

    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);

        if (reading->confidence < least_confidence(reading->text) ||
            is_rest_of_ruling(reading, rulings))
            continue;
        reading_swap(reading, &g_array_index(readings, Reading, kept++));
    }
    g_array_set_size(readings, kept);
}

static int
by_top(gconstpointer a, gconstpointer b)
{
    const Reading *one = *(const Reading *const *)a, *other = *(const Reading *const *)b;

    if (one->ink.y0 != other->ink.y0)
        return one->ink.y0 < other->ink.y0 ? -1 : 1;
    if (one->ink.x0 != other->ink.x0)
        return one->ink.x0 < other->ink.x0 ? -1 : 1;
    return (one > other) - (one < other); /* in one array: the earlier one */
}

/* Tesseract may find a line in two of its blocks, and reads it twice: of words in one place the
 * surer stays. */
static void
drop_twins(GArray *readings)
{
    g_autofree Reading **order = g_new(Reading *, readings->len + 1);
    guint kept = 0;

    for (guint i = 0; i < readings->len; i++)
        order[i] = &g_array_index(readings, Reading, i);
    qsort(order, readings->len, sizeof *order, by_top);
    for (guint i = 0; i < readings->len; i++) {
        for (guint k = i + 1; k < readings->len && order[i]->text != NULL; k++) {
            if (order[k]->ink.y0 > bbox_mid_y(order[i]->ink))
                break;
            if (order[k]->text == NULL || bbox_share(order[i]->ink, order[k]->ink) < TWIN ||
                bbox_share(order[k]->ink, order[i]->ink) < TWIN)
                continue;
            g_clear_pointer(&order[order[i]->confidence < order[k]->confidence ? i : k]->text,
                            g_free);
        }
    }
    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);

        if (reading->text != NULL)
            reading_swap(reading, &g_array_index(readings, Reading, kept++));
    }
    g_array_set_size(readings, kept);
}

/* Can a word that stands alone where none was seen be believed? */
static bool
is_certain(const Reading *reading)
{
    const guint letters = reading_letters(reading->text);

    return letters > 0 && bbox_height(reading->ink) >= GAP_HEIGHT &&
           reading->confidence >= (letters > 1 ? GAP_CONFIDENCE : GAP_CONFIDENCE_ONE);
}

/* Is it a lone figure in a column of others, as Tesseract often passes over? */
static bool
is_figure_in_column(const GArray *readings, const Reading *reading)
{
    return reading->confidence >= FIGURE_CONFIDENCE && bbox_height(reading->ink) >= GAP_HEIGHT &&
           number_is_figure(reading->text) && number_is_in_column(readings, reading);
}

/* Reads what the page-level reading passed over, and keeps what is certain. */
static void
fill_gaps(GArray *readings, Engine *engine, const Raster *clean, const Raster *ink,
          const GArray *rulings)
{
    g_autoptr(GArray) gaps = patch_find_gaps(ink, readings);

    for (guint i = 0; i < gaps->len; i++) {
        const Bbox gap = g_array_index(gaps, Bbox, i);
        if (bbox_height(gap) < GAP_HEIGHT)
            continue; /* nothing in it would be believed */
        g_autoptr(GArray) found =
            patch_read(engine, clean, bbox_grow(gap, GAP_MARGIN), ENGINE_LINE);
        const guint line = reading_next_line(readings);

        for (guint k = 0; k < found->len; k++) {
            Reading *reading = &g_array_index(found, Reading, k);

            if ((is_certain(reading) || is_figure_in_column(readings, reading)) &&
                !is_rest_of_ruling(reading, rulings))
                reading_move(readings, reading, line);
        }
    }
}

/* Tesseract finds lines in black and white: faint type beside black type, comments in code say, is
 * lost to it. So the tones of each spot are spread from white to black, where it has ink and not
 * just grain. */
static void
strengthen(Raster *clean)
{
    PIX *strong = tone_spread(clean->pix, SPOT_PX, MIN_INK_TONES, 2);

    if (strong == NULL)
        return;
    pixDestroy(&clean->pix);
    clean->pix = strong;
}

struct ReaderDraft {
    Raster *clean;
    Raster *ink;      /* `clean` in black and white, with its leaders */
    BOXA *pieces;     /* of `ink` */
    Raster *bare;     /* and without; NULL where there are none */
    GArray *leaders;  /* lifted from `clean` */
    GArray *readings; /* one of each word */
};

void
reader_draft_free(ReaderDraft *draft)
{
    if (draft == NULL)
        return;
    g_clear_pointer(&draft->clean, raster_free);
    g_clear_pointer(&draft->ink, raster_free);
    boxaDestroy(&draft->pieces);
    g_clear_pointer(&draft->bare, raster_free);
    g_clear_pointer(&draft->leaders, g_array_unref);
    g_clear_pointer(&draft->readings, g_array_unref);
    g_free(draft);
}

/* The page as a whole; tones are spread, so what is ink is told by one tone. */
static GArray *
read_whole(Engine *engine, const Raster *clean, GError **error)
{
    g_autoptr(PIX) ink = tone_ink(clean->pix, SCAN_PRINT_LEVEL);

    return engine_read_ink(engine, clean->pix, ink, clean->x_dpi, ENGINE_PAGE, error);
}

ReaderDraft *
reader_draft(Engine *engine, const Raster *scan, const Page *page, GError **error)
{
    g_autoptr(ReaderDraft) draft = g_new0(ReaderDraft, 1);

    draft->clean = scan_clean(scan, SCAN_CAPITALS, error);
    if (draft->clean == NULL)
        return NULL;
    lift_rulings(draft->clean, page->rulings);
    strengthen(draft->clean);
    draft->ink = scan_ink(draft->clean);
    draft->pieces = sign_find_pieces(draft->ink);
    draft->leaders = sign_find_leaders(draft->ink, draft->pieces);
    if (draft->leaders->len > 0) {
        sign_lift_leaders(draft->clean, draft->leaders);
        draft->bare = scan_ink(draft->clean);
    }

    g_autoptr(GArray) words = read_whole(engine, draft->clean, error);
    if (words == NULL)
        return NULL;
    draft->readings = reading_array_new();
    patch_take(draft->readings, words, draft->clean, 0, 0, 1);
    drop_twins(draft->readings);
    return g_steal_pointer(&draft);
}

double
reader_draft_confidence(const ReaderDraft *draft, guint *letters)
{
    *letters = 0;
    for (guint i = 0; i < draft->readings->len; i++)
        *letters += (guint)g_utf8_strlen(g_array_index(draft->readings, Reading, i).text, -1);
    return *letters > 0 ? reading_confidence(draft->readings) : 0;
}

GArray *
reader_finish(ReaderDraft *draft, Engine *engine, const Page *page, GArray *styles)
{
    GArray *readings = draft->readings;
    const Raster *clean = draft->clean;
    const Raster *ink = draft->bare != NULL ? draft->bare : draft->ink;

    filler_find(readings, ink);
    retry_words(readings, engine, clean);
    check_numbers(readings, engine, clean);
    read_figures(readings, engine, clean);
    part_words(readings, engine, clean);
    icon_drop(readings, draft->ink);
    drop_junk(readings, page->rulings);
    sign_set_bullets(readings, draft->ink, draft->pieces, clean);
    boxaDestroy(&draft->pieces);
    fill_gaps(readings, engine, clean, ink, page->rulings);
    cell_reading_retry(readings, engine, clean, ink, page->lattices);
    number_from_letters(readings);
    number_add_leads(readings, ink);
    number_set_signs(readings);
    pitch_settle(readings, clean, page->fills);
    sign_add_leaders(readings, draft->leaders);
    return reading_set(readings, clean, styles);
}

GArray *
reader_page(Engine *engine, const Raster *scan, const Page *page, GArray *styles, GError **error)
{
    g_autoptr(ReaderDraft) draft = reader_draft(engine, scan, page, error);

    return draft != NULL ? reader_finish(draft, engine, page, styles) : NULL;
}
