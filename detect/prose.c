/* detect/prose.c - lines of words become runs of text
 *
 * Words come one by one. Each gives a style (flags and link); between two
 * words stands nothing (glued, or the second half of a broken word) or a
 * space, which has what both neighbours share, so that it falls inside a link
 * or an emphasis that goes on and outside one that ends.
 *
 * Two words in fixed width are one piece of code only when the gap is that of
 * a space of their type: the boxes that many books draw around inline code
 * leave a wider one between two pieces.
 */
#include "detect/prose.h"

#include "detect/phrase.h"

#include <math.h>
#include <string.h>

/* Of words read with less, half are wrong; of those with 0.9 and more one in a hundred. */
#define DOUBTFUL 0.7

#define SCRIPT_SIZE 0.87 /* of the line's type: scripts are at 60 to 75 %, from browsers at 83 */
#define SCRIPT_SHIFT                                                                               \
    0.12                 /* of the line's type off the baseline: a third for superscripts, a       \
                            fifth for subscripts; rounding and fonts' own take from that */
#define LOGO_SHIFT 0.08  /* of the line's type: the letters of a logo off the baseline */
#define USUAL_SPACE 0.3  /* of the size: between words */
#define MIN_PADDING 0.15 /* of the size: less is the side bearing of a glyph */
#define MAX_PADDING 1.0  /* of the size: wider gaps are no box's */
#define MIN_PADDED 3     /* places that must show it */
#define MARK_GAP 0.15    /* of the size: a space is a fifth at least */
#define CJK_GAP 0.5      /* of the size: a space that was meant is as wide as a character */
#define MIXED_GAP 0.2    /* of the size: less than a space of the figures beside such a character */
#define CODE_GAP 1.5     /* advances of the type: a space is one, boxes add their padding */

struct Prose {
    ProseOptions options;
    GArray *runs;
    /* What came last, NULL for nothing. */
    const Page *page;
    const Word *last;
    Run last_style;
    bool line_ended;
    GString *line; /* text of the line so far, for its last word */
    double space;  /* between words of the line, points */
    bool logo;     /* the word to come is a letter within a logo */
    bool tex;      /* the word to come begins with one */
};

Prose *
prose_new(const ProseOptions *options)
{
    Prose *prose = g_new0(Prose, 1);

    prose->options = *options;
    prose->runs = run_array_new();
    prose->line = g_string_new(NULL);
    return prose;
}

void
prose_free(Prose *prose)
{
    if (prose == NULL)
        return;
    g_array_unref(prose->runs);
    g_string_free(prose->line, TRUE);
    g_free(prose);
}

GArray *
prose_take(Prose *prose)
{
    GArray *runs = prose->runs;

    prose->runs = run_array_new();
    prose->last = NULL;
    prose->line_ended = false;
    g_string_truncate(prose->line, 0);
    return runs;
}

/* The style of @word among text of @size whose baseline is @baseline; strings are the page's. */
static Run
style_of(const Prose *prose, const Page *page, const Word *word, double size, double baseline)
{
    const Style *style = page_style(page, word->style);
    const double up = baseline - word->baseline;
    Run run = { 0 };

    /* What a reader measured on a few letters is good enough to tell a heading from text, which
     * has many, but not one word from the next. */
    if (style->bold && !prose->options.no_bold && !word->ocr)
        run.flags |= RUN_BOLD;
    if (style->italic && !prose->options.no_italic && !word->ocr)
        run.flags |= RUN_ITALIC;
    if (style->fixed && !prose->options.no_code)
        run.flags = RUN_CODE; /* a code span takes no emphasis, and code is often bold by itself */
    if (word->rotation == 0 && style->size < SCRIPT_SIZE * size && !word->ocr &&
        !prose->options.no_script) {
        if (up > SCRIPT_SHIFT * size)
            run.flags = (run.flags & ~(guint)RUN_CODE) | RUN_SUPER;
        else if (-up > SCRIPT_SHIFT * size)
            run.flags = (run.flags & ~(guint)RUN_CODE) | RUN_SUB;
    }
    if (prose->options.doubt && word->ocr && word->confidence < DOUBTFUL)
        run.flags |= RUN_DOUBT;
    if (word->link >= 0 && (guint)word->link < page->links->len) {
        const Link *link = &g_array_index(page->links, Link, word->link);

        run.uri = link->uri;
        run.dest_page = link->uri == NULL ? link->dest_page : 0;
        run.dest_y = run.dest_page > 0 ? link->dest_y : 0;
    }
    return run;
}

static bool
same_link(const Run *a, const Run *b)
{
    return g_strcmp0(a->uri, b->uri) == 0 && a->dest_page == b->dest_page && a->dest_y == b->dest_y;
}

/* Is the gap between two words of fixed width on one line that of a space? */
static bool
is_code_space(const Word *a, const Word *b)
{
    const glong n = g_utf8_strlen(a->text, -1) + g_utf8_strlen(b->text, -1);
    const double advance = (bbox_width(a->bbox) + bbox_width(b->bbox)) / MAX(n, 1);

    return b->bbox.x0 - a->bbox.x1 <= CODE_GAP * advance;
}

static void
append_space(Prose *prose, const Word *word, const Run *style)
{
    Run space = { .flags = prose->last_style.flags & style->flags };

    space.flags &= ~(guint)(RUN_SUPER | RUN_SUB);
    if ((space.flags & RUN_CODE) && !prose->line_ended && !is_code_space(prose->last, word))
        space.flags &= ~(guint)RUN_CODE;
    if (same_link(&prose->last_style, style)) {
        space.uri = style->uri;
        space.dest_page = style->dest_page;
        space.dest_y = style->dest_y;
    }
    run_array_append(prose->runs, " ", &space);
}

/* Fonts call their hyphen by many names, and only one of them is on keyboards. */
static char *
plain_hyphens(const char *text)
{
    if (strstr(text, "\342\200") == NULL) /* how all of them begin */
        return g_strdup(text);
    GString *plain = g_string_new(NULL);

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (c == 0x2010 || c == 0x2011)
            g_string_append_c(plain, '-');
        else
            g_string_append_unichar(plain, c);
    }
    return g_string_free(plain, FALSE);
}

/* Takes the last character off the last run. */
static void
drop_last_char(GArray *runs)
{
    Run *run = &g_array_index(runs, Run, runs->len - 1);
    char *end = run->text + strlen(run->text);

    if (end > run->text)
        *g_utf8_prev_char(end) = '\0';
    if (*run->text == '\0')
        g_array_set_size(runs, runs->len - 1);
}

/* Is @text a piece of an address rather than words? */
static bool
is_like_address(const char *text)
{
    return strchr(text, '/') != NULL || strchr(text, '@') != NULL ||
           (strchr(text, '.') != NULL && !g_str_has_suffix(text, "."));
}

/* Does the address of a link say that nothing stands between what is printed of it and @next? */
static bool
is_address_broken(const Prose *prose, const Run *style, const char *next)
{
    if (style->uri == NULL || !same_link(&prose->last_style, style))
        return false;

    const Run *run = &g_array_index(prose->runs, Run, prose->runs->len - 1);
    const char *space = strrchr(run->text, ' ');
    const char *last = space != NULL ? space + 1 : run->text;
    g_autofree char *joined = g_strconcat(last, next, NULL);

    return (is_like_address(last) || is_like_address(next)) && strstr(style->uri, joined) != NULL;
}

/* Was code broken behind a hyphen of its own? "--all" and "half-done" were; "-" may stand alone. */
static bool
is_code_broken(const char *left)
{
    const gsize n = strlen(left);

    return n > 1 && left[n - 1] == '-' && left[n - 2] != ' ';
}

/* What a line's end leaves between the words: true for a space. */
static bool
join_lines(Prose *prose, const Word *word, const Run *style, const char *rest)
{
    const char *left = prose->line->str;

    if (prose->runs->len == 0)
        return false;
    if (is_address_broken(prose, style, word->text) || g_str_has_prefix(word->text, "//"))
        return false;
    if ((prose->last_style.flags & style->flags & RUN_CODE) && is_code_broken(left))
        return false;
    if (phrase_is_hyphen(phrase_last_char(left)) && !(prose->last_style.flags & RUN_CODE) &&
        !hyphen_is_dash(left, rest)) {
        if (hyphen_is_soft(prose->options.dictionary, left, rest))
            drop_last_char(prose->runs);
        return false;
    }
    return !(phrase_is_cjk(phrase_last_char(left)) && phrase_is_cjk(phrase_first_char(word->text)));
}

static bool
is_close_mark(const char *text)
{
    return strchr(".,;:!?)]}", text[0]) != NULL;
}

/* Is the gap between code and what stands beside it nothing but the padding of its box? */
static bool
is_padding(const Prose *prose, const Page *page, const Word *word, const Run *style)
{
    const bool code_before = prose->last_style.flags & RUN_CODE, code = style->flags & RUN_CODE;
    const double size = page_style(page, word->style)->size;
    const double gap = word->bbox.x0 - prose->last->bbox.x1;

    if (code_before == code || prose->last->rotation != 0 || word->rotation != 0 || gap < 0)
        return false;
    return prose->options.code_padding > 0 &&
           gap < prose->options.code_padding * size + prose->space / 2;
}

/* Is the quote that ends @prose so far, U+2019, the partner of one before, and no apostrophe? */
static bool
closes_single(const Prose *prose, const char *next)
{
    static const char *const endings[] = { "s", "t", "d", "m", "re", "ve", "ll", NULL };
    const char *text = prose->line->str;
    const char *open = g_strrstr(text, "\342\200\230"), *closed = g_strrstr(text, "\342\200\231");

    if (open == NULL || closed == NULL || open > closed || closed[3] != '\0')
        return false;
    for (guint i = 0; endings[i] != NULL; i++)
        if (g_str_has_prefix(next, endings[i]) && !g_ascii_isalpha(next[strlen(endings[i])]))
            return false;
    return true;
}

/* Some files lose the space after a closing quote or a dash, where the font changed. Nothing
 * else can stand there: “fail”or, ‘fail’or, here –and. */
static bool
is_space_lost(const Prose *prose, const Word *word)
{
    const char *before = prose->last->text;
    const gunichar c = phrase_last_char(before), next = phrase_first_char(word->text);

    if (!g_unichar_isalpha(next) && !(next == '(' && (c == 0x201D || c == 0x2019)))
        return false;
    return c == 0x201D || (c == 0x2019 && closes_single(prose, word->text)) ||
           (c == 0x2013 && !prose->last->glued && g_utf8_strlen(before, -1) == 1);
}

/* Is the gap beside a character of a script without spaces nothing but its own white? Full-width
 * punctuation has half an em of it, figures beside such characters have a little. */
static bool
is_unspaced(const Prose *prose, const Page *page, const Word *word)
{
    const double size = page_style(page, word->style)->size;
    const double gap = word->bbox.x0 - prose->last->bbox.x1;
    const bool before = phrase_is_cjk(phrase_last_char(prose->last->text));
    const bool after = phrase_is_cjk(phrase_first_char(word->text));

    return (before || after) && prose->last->rotation == 0 && word->rotation == 0 &&
           gap < (before && after ? CJK_GAP : MIXED_GAP) * size;
}

/* Is the letter before, two lines tall, the first of @word? It stands a little apart in any case;
 * where it may be a word by itself ("A ferry"), the rest of the document decides. */
static bool
is_behind_drop_cap(const Prose *prose, const Page *page, const Word *word)
{
    const char *cap = prose->last->text;

    if (!phrase_is_drop_cap(prose->page, prose->last, page_style(page, word->style)->size) ||
        !g_unichar_isalpha(phrase_first_char(word->text)))
        return false;
    if (strchr("AIO", *cap) == NULL || prose->options.dictionary == NULL)
        return true;
    g_autofree char *joined = g_strconcat(cap, word->text, NULL);
    /* This place counts for the two parts. */
    return hyphen_count(prose->options.dictionary, joined) > 0 ||
           hyphen_count(prose->options.dictionary, word->text) <= 1;
}

/* Is the gap on either side of a raised or lowered word, as the mark of a footnote is, too small
 * for a space? It has a style of its own, at which Poppler parts words: "lost" 2 ".". */
static bool
is_at_script(const Prose *prose, const Page *page, const Word *word, guint flags)
{
    const guint scripts = RUN_NOTE | RUN_SUPER | RUN_SUB;
    const double size =
        MAX(page_style(page, prose->last->style)->size, page_style(page, word->style)->size);

    return ((flags | prose->last_style.flags) & scripts) != 0 && prose->last->rotation == 0 &&
           word->rotation == 0 && word->bbox.x0 - prose->last->bbox.x1 < MARK_GAP * size;
}

static bool
is_dots(const char *text)
{
    return strspn(text, ".") == strlen(text);
}

static void
add_word(Prose *prose, const Page *page, const Word *word, Run style, const char *rest)
{
    bool space = prose->last != NULL && !word->glued;
    const char *label =
        prose->options.notes != NULL ? g_hash_table_lookup(prose->options.notes, word) : NULL;

    if (prose->line_ended) {
        space = join_lines(prose, word, &style, rest);
        g_string_truncate(prose->line, 0);
    } else if (!space && prose->last != NULL && is_space_lost(prose, word)) {
        space = true;
    } else if (space && prose->options.leaders && is_dots(word->text) &&
               is_dots(prose->last->text)) {
        space = false;
    } else if (space && (is_padding(prose, page, word, &style) || phrase_is_accent(word->text) ||
                         is_unspaced(prose, page, word) || is_behind_drop_cap(prose, page, word) ||
                         is_at_script(prose, page, word, label != NULL ? RUN_NOTE : style.flags))) {
        space = false;
    }
    if (space)
        append_space(prose, word, &style);
    if (prose->line->len > 0 && !word->glued)
        g_string_append_c(prose->line, ' ');
    g_string_append(prose->line, word->text);
    if (label != NULL)
        style = (Run){ .flags = RUN_NOTE };
    g_autofree char *text = prose->logo ? g_utf8_strdown(word->text, -1)
                                        : plain_hyphens(label != NULL ? label : word->text);
    if (prose->tex && label == NULL)
        text[1] = 'e';
    run_array_append(prose->runs, text, &style);
    prose->page = page;
    prose->last = word;
    prose->last_style = style;
    prose->line_ended = false;
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Appends the gaps of a line between code and a mark that follows it. */
static void
padding_of_line(const Page *page, const Line *line, GArray *gaps)
{
    for (guint i = 1; i < line->n; i++) {
        const Word *a = page_line_word(page, line, i - 1), *b = page_line_word(page, line, i);
        const Style *style = page_style(page, b->style);
        const double gap = style->size > 0 ? (b->bbox.x0 - a->bbox.x1) / style->size : 0;

        if (page_style(page, a->style)->fixed && !style->fixed && is_close_mark(b->text) &&
            gap < MAX_PADDING)
            g_array_append_val(gaps, gap);
    }
}

double
prose_code_padding(const Document *document)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint l = 0; l < page->lines->len; l++)
            padding_of_line(page, page_line(page, l), gaps);
    }
    if (gaps->len < MIN_PADDED)
        return 0;
    g_array_sort(gaps, compare_doubles);

    const double padding = g_array_index(gaps, double, gaps->len / 2);
    return padding > MIN_PADDING ? padding : 0;
}

/* The usual space between the words of a line, code aside. */
static double
space_of_line(const Page *page, const Line *line)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 1; i < line->n; i++) {
        const Word *a = page_line_word(page, line, i - 1), *b = page_line_word(page, line, i);
        const double gap = b->bbox.x0 - a->bbox.x1;

        if (!b->glued && gap > 0 && gap < MAX_PADDING * line->size &&
            !page_style(page, a->style)->fixed && !page_style(page, b->style)->fixed)
            g_array_append_val(gaps, gap);
    }
    if (gaps->len == 0)
        return USUAL_SPACE * line->size;
    g_array_sort(gaps, compare_doubles);
    return g_array_index(gaps, double, gaps->len / 2);
}

/* Poppler puts the lowered E of "TEX" into one word with its neighbours, whose box reaches lower
 * than that of others in the same type. */
static bool
is_tex(const Page *page, const Line *line, guint i)
{
    const Word *word = page_line_word(page, line, i);

    if (strncmp(word->text, "TEX", 3) != 0 || g_ascii_isupper(word->text[3]))
        return false;
    for (guint k = 0; k < line->n; k++) {
        const Word *other = page_line_word(page, line, k);

        if (k != i && other->style == word->style)
            return bbox_height(word->bbox) > bbox_height(other->bbox) + LOGO_SHIFT * line->size;
    }
    return false;
}

static bool
is_capital(gunichar c)
{
    return c >= 'A' && c <= 'Z';
}

/* A capital off the baseline between two on it that it touches: that is how TeX and its kin are
 * set, and written with a small letter. No exponent stands within a word. */
static bool
is_in_logo(const Page *page, const Line *line, guint i)
{
    if (i == 0 || i + 1 >= line->n)
        return false;
    const Word *before = page_line_word(page, line, i - 1), *word = page_line_word(page, line, i);
    const Word *after = page_line_word(page, line, i + 1);

    return word->glued && after->glued && is_capital(phrase_first_char(word->text)) &&
           word->text[1] == '\0' && is_capital(phrase_last_char(before->text)) &&
           is_capital(phrase_first_char(after->text)) && !page_style(page, before->style)->italic &&
           !page_style(page, after->style)->italic &&
           fabs(word->baseline - before->baseline) > LOGO_SHIFT * line->size;
}

void
prose_add_line(Prose *prose, const Page *page, const Line *line, guint skip)
{
    g_autofree char *rest = phrase_line(page, line, skip);

    prose->space = space_of_line(page, line);
    for (guint i = skip; i < line->n; i++) {
        const Word *word = page_line_word(page, line, i);

        Run style = style_of(prose, page, word, line->size, line->baseline);

        prose->logo = is_in_logo(page, line, i);
        prose->tex = is_tex(page, line, i);
        if (prose->logo)
            style.flags &= ~(guint)(RUN_SUPER | RUN_SUB);
        add_word(prose, page, word, style, rest);
    }
    prose->logo = prose->tex = false;
    prose->line_ended = prose->last != NULL;
}

void
prose_add_words(Prose *prose, const Page *page, const GArray *words)
{
    double size = 0, baseline = 0;

    for (guint i = 0; i < words->len; i++) {
        const Word *word = page_word(page, g_array_index(words, guint, i));
        const double own = page_style(page, word->style)->size;

        if (prose->last != NULL && !prose->line_ended)
            prose->line_ended = word->bbox.x0 < prose->last->bbox.x0 &&
                                word->bbox.y0 > bbox_mid_y(prose->last->bbox);
        /* The line's type is that of its largest word so far: scripts come after their base. */
        if (prose->line_ended || i == 0 || own > size) {
            size = own;
            baseline = word->baseline;
            prose->space = USUAL_SPACE * size;
        }

        GString *rest = g_string_new(word->text);
        if (prose->line_ended && i + 1 < words->len) {
            const Word *next = page_word(page, g_array_index(words, guint, i + 1));

            g_string_append_printf(rest, "%s%s", next->glued ? "" : " ", next->text);
        }
        add_word(prose, page, word, style_of(prose, page, word, size, baseline), rest->str);
        g_string_free(rest, TRUE);
    }
    prose->line_ended = prose->last != NULL;
}
