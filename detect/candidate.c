/* detect/candidate.c - blocks that may be headings, and what sets them off */
#include "detect/candidate.h"

#include "detect/phrase.h"

#include <string.h>

#define MIN_CAPS 6       /* letters: shorter ones are mostly names: REPL, CSV */
#define MAX_LINES 4      /* longer ones are large text */
#define SCRIPT_SIZE 0.8  /* of its line: smaller words are scripts */
#define INITIAL_SIZE 1.4 /* of the same: larger ones are initials */
#define MAX_SMALL 4      /* words of a numbered heading that begins with a small letter */
#define GROUND_SHARE 0.5 /* of the page: a larger picture is what text stands on */

void
candidate_clear(Candidate *candidate)
{
    g_clear_pointer(&candidate->text, g_free);
}

static bool
is_all_caps(const char *text)
{
    guint letters = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (g_unichar_islower(c))
            return false;
        letters += g_unichar_isupper(c);
    }
    return letters >= MIN_CAPS;
}

/* Sums over the glyphs of a candidate. */
typedef struct {
    gsize prose, bold, italic, code, bold_code;
    double sizes;   /* of prose, all added */
    double largest; /* of one word of it */
    double confidence;
    guint words;
} Tally;

static void
tally_line(const Page *page, const Line *line, Tally *tally)
{
    for (guint i = 0; i < line->n; i++) {
        const Word *word = page_line_word(page, line, i);
        const Style *style = page_style(page, word->style);
        const gsize n = strlen(word->text);

        tally->confidence += word->confidence;
        tally->words++;
        /* Scripts in a heading are light in many books, and so is code. */
        if (style->size < SCRIPT_SIZE * line->size || style->size > INITIAL_SIZE * line->size)
            continue;
        tally->code += style->fixed ? n : 0;
        tally->bold_code += style->fixed && style->bold ? n : 0;
        if (style->fixed)
            continue;
        tally->prose += n;
        tally->bold += style->bold ? n : 0;
        tally->italic += style->italic ? n : 0;
        tally->sizes += style->size * n;
        tally->largest = MAX(tally->largest, style->size);
    }
}

/* What sets the lines off. */
void
candidate_measure(const Page *page, Candidate *candidate)
{
    Tally tally = { 0 };
    GString *text = g_string_new(NULL);
    const Line *first = page_line(page, candidate->first);

    for (guint l = candidate->first; l < candidate->first + candidate->n; l++) {
        const Line *line = page_line(page, l);
        g_autofree char *part = phrase_line(page, line, 0);

        tally_line(page, line, &tally);
        candidate->size = MAX(candidate->size, line->size);
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", part);
    }
    candidate->text = g_string_free(text, FALSE);
    candidate->caps = is_all_caps(candidate->text);
    /* Words of another font in a line of text may be larger, in small capitals most are smaller. */
    if (tally.prose > 0)
        candidate->size = candidate->caps ? tally.largest : tally.sizes / tally.prose;
    candidate->confidence = tally.words > 0 ? tally.confidence / tally.words : 0;
    candidate->bold = tally.prose > 0 && 10 * tally.bold >= 9 * tally.prose;
    candidate->italic = tally.prose > 0 && 10 * tally.italic >= 9 * tally.prose;
    candidate->code = tally.code > tally.prose;
    if (candidate->code)
        candidate->bold = candidate->bold || 2 * tally.bold_code > tally.code;
    candidate->pure = tally.code == 0;
    candidate->color = page_style(page, first->style)->color;
    candidate->font = page_style(page, first->style)->font;
    candidate->words = phrase_n_words(candidate->text);
    /* "3.5 million of them" begins with no section number; "2.1 int" may. */
    if (candidate->words <= MAX_SMALL || !phrase_starts_lower(phrase_after_number(candidate->text)))
        candidate->number = phrase_number_depth(candidate->text);
}

static bool
in_picture(const Page *page, const Block *block)
{
    for (guint i = 0; i < page->pictures->len; i++) {
        const Bbox picture = g_array_index(page->pictures, Picture, i).bbox;

        if (bbox_area(picture) < GROUND_SHARE * page->width * page->height &&
            bbox_share(block->bbox, picture) > 0.6)
            return true;
    }
    return false;
}

/* Can a block of this kind and length be a heading at all? */
static bool
is_candidate(const Page *page, const Block *block)
{
    if (block->n_lines == 0 || block->n_lines > MAX_LINES || block->quoted)
        return false;
    switch (block->kind) {
    case BLOCK_HEADING:
        return !in_picture(page, block);
    case BLOCK_PARAGRAPH:
        return block->depth == 0 && block->picture < 0 && !in_picture(page, block);
    case BLOCK_ITEM: /* "1. Introduction" */
        return block->ordered && block->depth == 0 && block->n_lines <= 2;
    default:
        return false;
    }
}

/* Blocks whose lines are all body still. */
GArray *
candidate_find(const Document *document, const MarkTable *marks)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));

    g_array_set_clear_func(candidates, (GDestroyNotify)candidate_clear);
    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint b = 0; b < page->blocks->len; b++) {
            const Block *block = page_block(page, b);
            Candidate candidate = {
                .block = block, .page = p, .first = block->first_line, .n = block->n_lines
            };
            bool body = true;

            if (!is_candidate(page, block))
                continue;
            for (guint l = 0; l < block->n_lines; l++)
                body = body && mark_at(marks, p, block->first_line + l)->kind == MARK_BODY;
            if (!body)
                continue;
            candidate_measure(page, &candidate);
            g_array_append_val(candidates, candidate);
        }
    }
    return candidates;
}

void
candidate_mark(const Candidate *candidate, MarkTable *marks, guint level)
{
    for (guint l = 0; l < candidate->n; l++)
        *mark_at(marks, candidate->page, candidate->first + l) =
            (Mark){ MARK_HEADING, level, l > 0 };
}
