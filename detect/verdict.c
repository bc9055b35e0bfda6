/* detect/verdict.c - is a candidate a heading, by how it is set?
 *
 * First what no heading is goes: captions, dates, addresses, lines that go on
 * another or run in to their paragraph, code, formulas, quotations. Then there
 * are three ways to be one:
 *
 *     larger than the body by a fifth, or by less and bold, in capitals or
 *     numbered, or over text
 *
 *     of its size and bold, over text that begins where it begins: a term
 *     stands over text further in, a name over another short line
 *
 *     of its size and light, in another colour, slope or family, or numbered,
 *     or in a few words with space around; then it must read like a heading
 *     and stand closer to the text under it than to that above
 *
 * What is set like running text anywhere in the document (detect/running.h)
 * is not set off by that, but may be by a number or by space.
 */
#include "detect/verdict.h"

#include "detect/phrase.h"
#include "detect/rank.h"
#include "detect/running.h"
#include "detect/setting.h"

#include <math.h>
#include <string.h>

#define LARGER 1.06        /* enough together with weight, capitals or a number */
#define MAX_WORDS 24       /* of a large heading; titles of papers reach it */
#define MAX_BODY_WORDS 14  /* of a heading in the body's size */
#define MAX_NUMBERED 20    /* of one with a section number */
#define MAX_SENTENCE 8     /* of a light line that ends like a sentence: more is a quotation */
#define SMALLER 0.85       /* of the body's size: bold sans serif looks as large as text above it */
#define CLOSER 1.05        /* further from the line above than from that below, beyond rounding */
#define MAX_BELOW 3.0      /* sizes, between its baseline and that of the text under it */
#define NEARER 1.2         /* as CLOSER, where nothing but space sets it off */
#define MAX_SPACED 8       /* words of such a line */
#define MIN_WORD 3         /* letters of a word that is no symbol, abbreviations left aside */
#define MIN_CONFIDENCE 0.6 /* less is what a reader made of a picture's texture */
#define RUN_IN_SHORT 0.3   /* of the width of the line below: a line that stops there ended */
#define RUN_IN_STEP 1.8    /* of the size, between baselines: more is a paragraph's gap */

void
verdict_basis_init(VerdictBasis *basis, const Document *document, const MarkTable *marks)
{
    *basis = (VerdictBasis){ mark_body(document, marks), running_find(document, marks) };
}

void
verdict_basis_clear(VerdictBasis *basis)
{
    g_clear_pointer(&basis->running, g_array_unref);
}

static bool
has_letters(const char *text, guint at_least)
{
    guint n = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        n += g_unichar_isalpha(g_utf8_get_char(p));
    return n >= at_least;
}

/* Two letters in a row, or one that is a word: formulas have neither. */
static bool
has_word(const char *text)
{
    bool before = false;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        const bool letter = g_unichar_isalpha(c);

        if ((letter && before) || phrase_is_cjk(c))
            return true;
        before = letter;
    }
    return false;
}

/* Does it say where a table or figure is from, or what to mind? */
static bool
is_remark(const char *text)
{
    static const char *const words[] = { "source: ", "sources: ", "note: ",   "notes: ",
                                         "quelle: ", "quellen: ", "source : " };

    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strncasecmp(text, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

bool
verdict_is_never(const Candidate *candidate)
{
    const char *text = candidate->text;
    const gunichar last = phrase_last_char(text);

    return candidate->confidence < MIN_CONFIDENCE ||
           !has_letters(text, candidate->number > 0 ? 1 : 2) || !has_word(text) ||
           phrase_is_caption(text) || is_remark(text) || phrase_is_date(text) ||
           strstr(text, "://") != NULL || strstr(text, "www.") != NULL ||
           strchr(text, '@') != NULL || last == ',' || last == ';' || phrase_is_hyphen(last);
}

/* Does bold go on into the line below, and end within it? Then it runs in to its paragraph. */
static bool
is_run_in(const Page *page, const Candidate *candidate)
{
    const guint below = candidate->first + candidate->n;

    if (!candidate->bold || below >= page->lines->len)
        return false;

    const Line *last = page_line(page, below - 1), *next = page_line(page, below);
    if (next->n < 2 || next->baseline - last->baseline > RUN_IN_STEP * last->size ||
        next->baseline <= last->baseline || fabs(next->size - last->size) > RANK_SIZE_SLACK ||
        last->bbox.x1 < next->bbox.x1 - RUN_IN_SHORT * bbox_width(next->bbox))
        return false;
    return page_style(page, page_line_word(page, next, 0)->style)->bold &&
           !page_style(page, page_line_word(page, next, next->n - 1)->style)->bold;
}

/* Does it go on what the line above says, in the same type? */
static bool
goes_on_above(const Page *page, const Candidate *candidate)
{
    if (candidate->first == 0 || !phrase_starts_lower(candidate->text))
        return false;

    const Line *above = page_line(page, candidate->first - 1);
    const Line *first = page_line(page, candidate->first);
    const double step = first->baseline - above->baseline;

    return step > 0 && step < VERDICT_BROKEN_STEP * first->size &&
           fabs(above->size - first->size) < RANK_SIZE_SLACK &&
           page_style(page, above->style)->bold == page_style(page, first->style)->bold;
}

bool
verdict_is_number(const Candidate *candidate, const Candidate *next, const VerdictBasis *basis)
{
    const MarkBody body = basis->body;

    return phrase_number(candidate->text) > 0 && candidate->size >= VERDICT_CHAPTER * body.size &&
           next != NULL && next->page == candidate->page &&
           next->first == candidate->first + candidate->n &&
           next->size >= VERDICT_LARGE * body.size && has_letters(next->text, 2);
}

/* The scripts that formulas take their symbols from, and write words of several letters in. */
static bool
is_symbol_script(gunichar c)
{
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
        return true;
    default:
        return false;
    }
}

/* Is there a word of three letters, or one of another script, in @text? "Dv" and "wLv" are symbols
 * in a row. */
static bool
has_real_word(const char *text)
{
    guint run = 0;
    bool small = false; /* the last letter of the run is a small one */

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (g_unichar_isalpha(c) && !is_symbol_script(c))
            return true;
        run = g_unichar_isalpha(c) && !(small && g_unichar_isupper(c)) ? run + 1 : 0;
        small = g_unichar_islower(c);
        if (run >= MIN_WORD)
            return true;
    }
    return false;
}

/* Is most of @text letters that make words, and nothing of it a sign of formulas and code? */
static bool
is_wording(const char *text)
{
    guint letters = 0, others = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        letters += g_unichar_isalpha(c) || g_unichar_ismark(c);
        others += !g_unichar_isalpha(c) && !g_unichar_ismark(c) && c != ' ';
    }
    return letters > 2 * others && strpbrk(text, "\\{}<>=") == NULL && has_real_word(text);
}

/* A candidate with all that is asked of it. */
typedef struct {
    const Candidate *candidate;
    const VerdictBasis *basis;
    Setting setting;
    double ratio; /* of its size to the body's */
    bool bold;    /* and the body is not */
    bool offered; /* layout took it for a heading */
    bool sentence;
} Case;

/* Text that is set like code, formulas, running text, quotations, terms or names. */
static bool
speaks_against(const Case *at)
{
    const Candidate *candidate = at->candidate;
    const bool numbered = candidate->number > 0;

    if (candidate->code && at->ratio < VERDICT_LARGE && !numbered && !at->basis->body.fixed)
        return true;
    if (at->ratio < VERDICT_CHAPTER && (!at->bold || candidate->code) && !numbered &&
        !is_wording(candidate->text))
        return true;
    if (at->ratio >= LARGER && at->sentence && !at->bold && candidate->words > MAX_SENTENCE)
        return true;
    /* A few capitals over a line with a name are a title over its author. */
    return at->ratio < LARGER && at->bold && !candidate->caps && !numbered &&
           (!at->setting.leads || at->setting.hangs);
}

/* Does it begin, end and stand as headings do: right over what it leads, further from what is
 * before? */
static bool
stands_like_heading(const Case *at)
{
    const Candidate *candidate = at->candidate;
    const Setting *setting = &at->setting;
    const gunichar last = phrase_last_char(candidate->text);

    if (!setting->leads || setting->hangs || !(setting->above > CLOSER * setting->below) ||
        setting->below > MAX_BELOW)
        return false;
    return candidate->pure && candidate->n <= 2 && candidate->words <= MAX_BODY_WORDS &&
           candidate->block->kind != BLOCK_ITEM && !phrase_starts_lower(candidate->text) &&
           last != '.' && last != ':' && is_wording(phrase_after_number(candidate->text));
}

/* Is it a few words alone on a line, with text above and below, and clearly nearer to that below?
 * Where nothing else sets headings off, space does. */
static bool
is_spaced(const Case *at)
{
    const Setting *setting = &at->setting;

    if (g_ascii_isdigit(*at->candidate->text) && at->candidate->number == 0)
        return false;
    return at->candidate->n == 1 && at->candidate->words <= MAX_SPACED &&
           !g_unichar_ispunct(phrase_last_char(at->candidate->text)) && setting->wide &&
           setting->follows && setting->above > NEARER * setting->below;
}

/* Does another colour, slope or family, or a number, set a line of the body's size off? They mark
 * words, too: alone, none of these is enough. */
static bool
has_own_style(const Case *at)
{
    const Candidate *candidate = at->candidate;

    if (at->basis->running->len == 0)
        return false;
    const RunningStyle *text = &g_array_index(at->basis->running, RunningStyle, 0);
    const bool family = !running_same_family(candidate->font, text->font);

    if (candidate->size < (candidate->bold && family ? SMALLER : 1 / LARGER) * text->size)
        return false;
    return candidate->number >= 2 || candidate->caps ||
           (!running_has(at->basis->running, candidate) &&
            (family || candidate->color != text->color || candidate->italic != text->italic ||
             candidate->bold != text->bold));
}

/* Is it larger than the body, or of its size and bold, in capitals or with a section number? */
static bool
is_set_off(const Case *at)
{
    const Candidate *candidate = at->candidate;

    if (at->ratio >= VERDICT_LARGE)
        return candidate->words <= MAX_WORDS &&
               (at->offered || (candidate->n <= 2 && !at->sentence));

    const guint max_words = at->bold && candidate->number > 0 ? MAX_NUMBERED : MAX_BODY_WORDS;
    if (at->ratio < 1 / LARGER || candidate->words > max_words || candidate->n > 3)
        return false;
    /* Some end their headings with a full stop; numbered and larger, they are no sentences. */
    if (at->sentence && (candidate->number == 0 || !at->bold || at->ratio < LARGER))
        return false;
    if (at->ratio >= LARGER)
        return at->bold || candidate->caps || candidate->number > 0 ||
               (at->offered && at->setting.text);
    if (candidate->block->kind == BLOCK_ITEM)
        return at->bold;
    if (at->bold)
        return at->offered || candidate->number > 0;
    if (candidate->caps)
        return at->offered && candidate->words <= 10;
    return at->offered && candidate->number >= 2;
}

bool
verdict_is_heading(const Page *page, const Candidate *candidate, const VerdictBasis *basis)
{
    const MarkBody *body = &basis->body;
    const Case at = { .candidate = candidate,
                      .basis = basis,
                      .setting = setting_find(page, candidate),
                      .ratio = body->size > 0 ? candidate->size / body->size : 1,
                      .bold = candidate->bold && !body->bold,
                      .offered = candidate->block->kind == BLOCK_HEADING,
                      .sentence =
                          phrase_last_char(candidate->text) == '.' && candidate->words > 3 };

    if (verdict_is_never(candidate) || is_run_in(page, candidate) || goes_on_above(page, candidate))
        return false;
    if (phrase_is_label(candidate->text))
        return at.ratio > 1 / LARGER;
    if (speaks_against(&at))
        return false;
    if (stands_like_heading(&at) &&
        (has_own_style(&at) || (at.ratio > 1 / LARGER && is_spaced(&at))))
        return true;
    if (!candidate->caps && running_has(basis->running, candidate))
        return candidate->number >= 2 && at.offered;
    return is_set_off(&at);
}
