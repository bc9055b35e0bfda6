/* emit/escape.c - text that a GFM parser gives back unchanged
 *
 * The draft is a row of glyphs, each text, mark or verbatim:
 *
 *     ttttttMMtttttMMtMMMMMMMM
 *     see * **a*b c**. [^1]
 *
 * escape_finish() goes over it three times. First it looks at each kind of
 * delimiter (* _ ~ `) over the whole block: a lone star can't be emphasis, two
 * that could open and close can. Then it decides about every text glyph by
 * itself, with what stands before and after it and with what a line may not
 * begin with. Last it writes, and there looks after addresses: a parser that
 * links bare addresses takes what is in them as it is, backslashes included,
 * so an address with something to escape is put in <>, or its : is escaped and
 * it is no address any more.
 */
#include "emit/escape.h"

#include "emit/flank.h"

#include <string.h>

typedef enum { KIND_TEXT, KIND_MARK, KIND_VERBATIM } Kind;

typedef struct {
    gunichar c;
    guint8 kind;
    bool escape;
} Glyph;

struct Draft {
    GArray *glyphs; /* Glyph */
};

Draft *
escape_draft_new(void)
{
    Draft *draft = g_new0(Draft, 1);

    draft->glyphs = g_array_new(FALSE, FALSE, sizeof(Glyph));
    return draft;
}

void
escape_draft_free(Draft *draft)
{
    if (draft == NULL)
        return;
    g_array_unref(draft->glyphs);
    g_free(draft);
}

/* Line ends are white space, other controls have no picture and no place in Markdown. */
static char
printable(char c)
{
    if (c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f')
        return ' ';
    return g_ascii_iscntrl(c) ? '\0' : c;
}

char *
escape_clean(const char *text)
{
    char *clean = g_utf8_make_valid(text, -1), *to = clean;

    /* Byte by byte: those of letters beyond ASCII are none of these. */
    for (const char *p = clean; *p != '\0'; p++) {
        const char c = printable(*p);

        if (c != '\0')
            *to++ = c;
    }
    *to = '\0';
    return clean;
}

char *
escape_line(const char *text)
{
    g_autofree char *clean = escape_clean(text);
    GString *out = g_string_sized_new(strlen(clean));

    for (const char *p = clean; *p != '\0'; p++)
        if (*p != ' ' || (out->len > 0 && p[1] != ' ' && p[1] != '\0'))
            g_string_append_c(out, *p);
    return g_string_free(out, FALSE);
}

static void
add(Draft *draft, const char *text, Kind kind)
{
    const guint first = draft->glyphs->len;

    g_array_set_size(draft->glyphs, first + (guint)g_utf8_strlen(text, -1));
    Glyph *glyph = &g_array_index(draft->glyphs, Glyph, first);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        *glyph++ = (Glyph){ g_utf8_get_char(p), kind, false };
}

void
escape_add_text(Draft *draft, const char *text)
{
    g_autofree char *clean = escape_clean(text);

    add(draft, clean, KIND_TEXT);
}

void
escape_add_mark(Draft *draft, const char *mark)
{
    add(draft, mark, KIND_MARK);
}

void
escape_add_verbatim(Draft *draft, const char *text)
{
    g_autofree char *clean = escape_clean(text);

    add(draft, clean, KIND_VERBATIM);
}

static const Glyph *
at(const GArray *glyphs, guint i)
{
    static const Glyph none = { 0, KIND_MARK, false };

    /* An index of -1 wraps and is past the end as well. */
    return i < glyphs->len ? &g_array_index(glyphs, Glyph, i) : &none;
}

static bool
is_text(const GArray *glyphs, guint i, gunichar c)
{
    return at(glyphs, i)->kind == KIND_TEXT && at(glyphs, i)->c == c;
}

static bool
is_mark(const GArray *glyphs, guint i, gunichar c)
{
    return at(glyphs, i)->kind == KIND_MARK && at(glyphs, i)->c == c;
}

static bool
is_line_end(const GArray *glyphs, guint i)
{
    return i >= glyphs->len || is_mark(glyphs, i, '\n') ||
           (is_mark(glyphs, i, '\\') && is_mark(glyphs, i + 1, '\n'));
}

static guint
text_run_end(const GArray *glyphs, guint i, gunichar c)
{
    while (is_text(glyphs, i, c))
        i++;
    return i;
}

static void
set_escape(GArray *glyphs, guint from, guint to)
{
    for (guint i = from; i < to; i++)
        g_array_index(glyphs, Glyph, i).escape = true;
}

/* The glyph before @i (step -1) or from @i on (step 1), tildes left out if @skip: some parsers
 * look through them. */
static gunichar
neighbour(const GArray *glyphs, guint i, int step, bool skip)
{
    while (skip && at(glyphs, i)->c == '~')
        i += (guint)step;
    return at(glyphs, i)->c;
}

/* Could the run of @c as text from @from to @to open or close, by any version of the rules? */
static void
could_be(const GArray *glyphs, guint from, guint to, gunichar c, bool *opens, bool *closes)
{
    *opens = *closes = false;
    for (int version = 0; version < 8; version++) {
        const Flank f = flank_of(neighbour(glyphs, from - 1, -1, version & 1),
                                 neighbour(glyphs, to, 1, version & 2), version & 4);

        *opens |= f.left && (c != '_' || !f.right || f.before_punct);
        *closes |= f.right && (c != '_' || !f.left || f.after_punct);
    }
}

/* Escapes the runs of text @c that could open or close, if any two of them could be a pair or
 * if marks of ours are of the same character. */
static void
escape_pairs(GArray *glyphs, gunichar c)
{
    bool pair = false, opened = false;

    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < glyphs->len; i++) {
            bool opens, closes;

            if (pass == 0 && is_mark(glyphs, i, c))
                pair = true;
            if (!is_text(glyphs, i, c))
                continue;

            const guint end = text_run_end(glyphs, i, c);
            could_be(glyphs, i, end, c, &opens, &closes);
            if (pass == 0) {
                pair |= opened && closes;
                opened |= opens;
            } else if (opens || closes) {
                set_escape(glyphs, i, end);
            }
            i = end - 1;
        }
        if (!pair)
            return;
    }
}

/* Code spans begin and end with equal runs of backticks, whatever is around them. */
static void
escape_backticks(GArray *glyphs)
{
    guint runs = 0;

    for (guint i = 0; i < glyphs->len; i++)
        runs += at(glyphs, i)->c == '`' && (i == 0 || at(glyphs, i - 1)->c != '`');
    for (guint i = 0; i < glyphs->len && runs > 1; i++)
        if (is_text(glyphs, i, '`'))
            set_escape(glyphs, i, i + 1);
}

static bool
is_entity(const GArray *glyphs, guint i)
{
    guint k = i + 1;

    if (is_text(glyphs, k, '#'))
        k++;
    const guint from = k;
    while (at(glyphs, k)->kind == KIND_TEXT && at(glyphs, k)->c < 0x80 &&
           g_ascii_isalnum((char)at(glyphs, k)->c) && k - from < 40)
        k++;
    return k > from && is_text(glyphs, k, ';');
}

/* A tag, a comment, or an address in <>. */
static bool
is_tag(const GArray *glyphs, guint i)
{
    const gunichar next = at(glyphs, i + 1)->c;

    if (next < 0x80 && (g_ascii_isalpha((char)next) || strchr("/!?", (int)next) != NULL))
        return next != 0;
    for (guint k = i + 1; k < glyphs->len && k - i < 256; k++) {
        const gunichar c = at(glyphs, k)->c;

        if (c == '@')
            return k > i + 1;
        if (c >= 0x80 ||
            (!g_ascii_isalnum((char)c) && strchr(".!#$%&'*+/=?^_`{|}~-", (int)c) == NULL))
            return false;
    }
    return false;
}

static bool
has_escape_inline(const GArray *glyphs, guint i, bool in_link)
{
    const Glyph *next = at(glyphs, i + 1);
    const bool after_note = is_mark(glyphs, i - 1, ']');

    switch (at(glyphs, i)->c) {
    case '\\':
        return i + 1 >= glyphs->len || flank_is_ascii_punct(next->c) || next->c == '\n';
    case '[':
        return in_link || after_note || next->c == '^';
    case '^':
        return i == 0 ? in_link : is_mark(glyphs, i - 1, '[');
    case ']':
        return in_link || next->c == '(';
    case '(':
    case ':':
        return after_note;
    case '!':
        return is_mark(glyphs, i + 1, '[');
    case '<':
        return is_tag(glyphs, i);
    case '&':
        return is_entity(glyphs, i);
    default:
        return false;
    }
}

/* Does the line from @i on hold nothing but @set and spaces, with at least @least of its first
 * glyph? */
static bool
is_line_of(const GArray *glyphs, guint i, const char *set, guint least)
{
    guint n = 0;
    const gunichar first = at(glyphs, i)->c;

    for (; !is_line_end(glyphs, i); i++) {
        const gunichar c = at(glyphs, i)->c;

        if (c >= 0x80 || (c != ' ' && strchr(set, (int)c) == NULL))
            return false;
        n += c == first;
    }
    return n >= least;
}

static bool
has_later(const GArray *glyphs, guint i, gunichar a, gunichar b)
{
    for (; !is_line_end(glyphs, i); i++)
        if (at(glyphs, i)->c == a && at(glyphs, i + 1)->c == b)
            return true;
    return false;
}

static bool
ends_word(const GArray *glyphs, guint i)
{
    return is_line_end(glyphs, i) || at(glyphs, i)->c == ' ';
}

/* Escapes what a parser would take for the start of a heading, list, quote, fence, rule,
 * underline, table or definition. */
static void
escape_line_start(GArray *glyphs, guint i, bool item)
{
    guint end = i;

    if (at(glyphs, i)->kind != KIND_TEXT)
        return;
    const gunichar c = at(glyphs, i)->c;

    while (at(glyphs, end)->kind == KIND_TEXT && g_unichar_isdigit(at(glyphs, end)->c) &&
           at(glyphs, end)->c < 0x80)
        end++;
    if (end > i) {
        if (end - i <= 9 && (is_text(glyphs, end, '.') || is_text(glyphs, end, ')')) &&
            ends_word(glyphs, end + 1))
            set_escape(glyphs, end, end + 1);
        return;
    }
    end = text_run_end(glyphs, i, c);
    const bool rule = c < 0x80 && strchr("-*_=", (int)c) != NULL &&
                      is_line_of(glyphs, i, (char[]){ (char)c, '\0' }, 1);
    if (c == '>' || rule || (c == '#' && end - i <= 6 && ends_word(glyphs, end)) ||
        ((c == '-' || c == '+' || c == '*') && ends_word(glyphs, i + 1)) ||
        ((c == '-' || c == '|' || c == ':') && is_line_of(glyphs, i, "|:-", 1)) ||
        (c == '[' && has_later(glyphs, i, ']', ':')))
        /* The rest of a run of stars would still be one. */
        set_escape(glyphs, i, c == '*' || c == '_' ? end : i + 1);
    if ((c == '`' || c == '~') && end - i >= 3)
        set_escape(glyphs, i, end);
    if (item && c == '[' && is_text(glyphs, i + 2, ']') &&
        (at(glyphs, i + 1)->c == ' ' || (at(glyphs, i + 1)->c | 0x20) == 'x'))
        set_escape(glyphs, i, i + 1);
}

/* `# a #` is a heading "a". */
static void
escape_heading_end(GArray *glyphs)
{
    guint from = glyphs->len;

    while (from > 0 && is_text(glyphs, from - 1, '#'))
        from--;
    if (from < glyphs->len && (from == 0 || at(glyphs, from - 1)->c == ' '))
        set_escape(glyphs, from, from + 1);
}

static void
decide(GArray *glyphs, EscapeContext context)
{
    const bool lines = context == ESCAPE_PARAGRAPH || context == ESCAPE_ITEM;
    bool in_link = context == ESCAPE_TITLE;

    escape_pairs(glyphs, '*');
    escape_pairs(glyphs, '_');
    escape_pairs(glyphs, '~');
    escape_backticks(glyphs);
    for (guint i = 0; i < glyphs->len; i++) {
        if (is_mark(glyphs, i, '[') && !is_mark(glyphs, i + 1, '^'))
            in_link = true;
        else if (is_mark(glyphs, i, ']'))
            in_link = context == ESCAPE_TITLE;
        if (at(glyphs, i)->kind == KIND_TEXT && has_escape_inline(glyphs, i, in_link))
            set_escape(glyphs, i, i + 1);
        if (lines && (i == 0 || is_mark(glyphs, i - 1, '\n')))
            escape_line_start(glyphs, i, context == ESCAPE_ITEM && i == 0);
    }
    if (context == ESCAPE_HEADING)
        escape_heading_end(glyphs);
}

/* The draft without white space at the ends of its lines. */
static GArray *
trim(const GArray *glyphs)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Glyph));
    guint n = 0;

    g_array_set_size(out, glyphs->len);
    for (guint i = 0; i < glyphs->len; i++) {
        const Glyph glyph = *at(glyphs, i);

        if (is_line_end(glyphs, i))
            while (n > 0 && is_text(out, n - 1, ' '))
                n--;
        if (glyph.kind == KIND_TEXT && glyph.c == ' ' && (n == 0 || is_mark(out, n - 1, '\n')))
            continue;
        g_array_index(out, Glyph, n++) = glyph;
    }
    while (n > 0 && is_text(out, n - 1, ' '))
        n--;
    g_array_set_size(out, n);
    return out;
}

static bool
has_text_at(const GArray *glyphs, guint i, const char *text)
{
    for (; *text != '\0'; text++, i++)
        if (at(glyphs, i)->kind != KIND_TEXT || at(glyphs, i)->c >= 0x80 ||
            g_ascii_tolower((char)at(glyphs, i)->c) != *text)
            return false;
    return true;
}

/* An address a parser would link by itself: where it must end at the latest, and whether
 * what is in it can be left as it is. */
typedef struct {
    guint scheme; /* glyphs before the : of http://, 3 for www. */
    guint end;
    bool plain;
    bool www;
} Address;

static bool
find_address(const GArray *glyphs, guint i, bool in_link, Address *address)
{
    static const char *const schemes[] = { "https://", "http://", "ftp://" };
    const gunichar first = at(glyphs, i)->c | 0x20;

    if (first != 'h' && first != 'f' && first != 'w')
        return false;
    /* A letter or digit before it makes it part of a longer word, for some parsers. Taking it for
     * an address all the same does no harm. */
    *address = (Address){ 0 };
    for (guint s = 0; s < G_N_ELEMENTS(schemes) && address->scheme == 0; s++)
        if (has_text_at(glyphs, i, schemes[s]))
            address->scheme = (guint)strlen(schemes[s]) - 3;
    if (address->scheme == 0 && has_text_at(glyphs, i, "www.")) {
        address->scheme = 3;
        address->www = true;
    }
    if (address->scheme == 0)
        return false;

    guint k = i;
    address->plain = true;
    for (; at(glyphs, k)->kind == KIND_TEXT && at(glyphs, k)->c != ' '; k++)
        address->plain &= !at(glyphs, k)->escape;
    /* Within a link's text most parsers look for no address; only one with something to escape
     * needs care there, for the sake of those that do. */
    address->plain &= in_link || k >= glyphs->len || at(glyphs, k)->c == ' ';
    address->end = k;
    return true;
}

/* Stars of ours beside an address go on being marks when it is put in <> only if what is beyond
 * them is white space. */
static bool
takes_bracket(const GArray *glyphs, guint i, int step)
{
    const gunichar beside = at(glyphs, i)->c;

    while (is_mark(glyphs, i, '*'))
        i += (guint)step;
    return beside != '*' || flank_is_space(at(glyphs, i)->c);
}

/* Where the address from @i on ends when it is put in <>; @i when it can't be. */
static guint
bracketed_end(const GArray *glyphs, guint i, const Address *address)
{
    const Glyph *before = at(glyphs, i - 1);
    guint k = i;

    /* A backslash would take the bracket away; next to one, stars could become marks. */
    if ((before->kind == KIND_TEXT && before->c < 0x80 &&
         strchr("\\*_~", (int)before->c) != NULL) ||
        !takes_bracket(glyphs, i - 1, -1))
        return i;
    for (; k < address->end; k++) {
        const gunichar c = at(glyphs, k)->c;

        if (c == '<' || c == '>' || c == '\\' || c == '`' || flank_is_space(c))
            break;
        if (c == '&' && at(glyphs, k)->escape)
            return i;
    }
    while (k > i && at(glyphs, k - 1)->c < 0x80 &&
           strchr("?!.,:;'\")]}", (int)at(glyphs, k - 1)->c) != NULL)
        k--;
    return k > i + address->scheme + 3 && takes_bracket(glyphs, k, 1) ? k : i;
}

static void
write_glyphs(GString *out, const GArray *glyphs, guint from, guint to, bool raw,
             EscapeContext context)
{
    for (guint i = from; i < to; i++) {
        const Glyph *glyph = at(glyphs, i);

        if (glyph->escape && !raw)
            g_string_append_c(out, '\\');
        /* The table is cut into cells before anything else is looked at. */
        if (glyph->c == '|' && context == ESCAPE_CELL)
            g_string_append_c(out, '\\');
        if (glyph->c < 0x80)
            g_string_append_c(out, (char)glyph->c);
        else
            g_string_append_unichar(out, glyph->c);
    }
}

/* Writes the address at @i, or as much of it as needs care. Returns where to go on. */
static guint
write_address(GString *out, const GArray *glyphs, guint i, const Address *address, bool in_link,
              EscapeContext context)
{
    const guint end = in_link || address->www ? i : bracketed_end(glyphs, i, address);

    if (address->plain) {
        write_glyphs(out, glyphs, i, address->end, false, context);
        return address->end;
    }
    if (end > i) {
        g_string_append_c(out, '<');
        write_glyphs(out, glyphs, i, end, true, context);
        g_string_append_c(out, '>');
        return end;
    }
    write_glyphs(out, glyphs, i, i + address->scheme, false, context);
    g_string_append_c(out, '\\');
    g_string_append_unichar(out, at(glyphs, i + address->scheme)->c);
    return i + address->scheme + 1;
}

char *
escape_finish(const Draft *draft, EscapeContext context)
{
    g_autoptr(GArray) glyphs = trim(draft->glyphs);
    GString *out = g_string_sized_new(glyphs->len + 16);
    bool in_link = context == ESCAPE_TITLE;
    Address address;

    decide(glyphs, context);
    for (guint i = 0; i < glyphs->len;) {
        if (is_mark(glyphs, i, '['))
            in_link = true;
        else if (is_mark(glyphs, i, ']'))
            in_link = context == ESCAPE_TITLE;
        if (at(glyphs, i)->kind == KIND_TEXT && find_address(glyphs, i, in_link, &address)) {
            i = write_address(out, glyphs, i, &address, in_link, context);
        } else {
            write_glyphs(out, glyphs, i, i + 1, false, context);
            i++;
        }
    }
    return g_string_free(out, FALSE);
}

char *
escape_text(const char *text, EscapeContext context)
{
    g_autoptr(Draft) draft = escape_draft_new();

    escape_add_text(draft, text);
    return escape_finish(draft, context);
}
