/* emit/inline.c - runs of one block as Markdown, HTML or plain text
 *
 * Runs become pieces: text without white space at its ends, the white space
 * between, line breaks, footnote marks. Every style of a piece has a number,
 * how far it reaches, in pieces:
 *
 *     pieces   see  _  the  _  eval  _  loop
 *     link              [--------------)
 *     bold     [-------------)
 *     code                    [------------)
 *
 * Pieces become tokens, by opening at each piece the style that reaches
 * farthest first, cut where it would end within a link or a code span (above:
 * bold ends before "the"), so that tokens always nest. Tokens become Markdown
 * after one more look at stars: next to letters a parser might not take them
 * for what they are, or might pair them differently, and then that style is
 * written as a tag.
 */
#include "emit/inline.h"

#include <string.h>

enum { LINK, BOLD, ITALIC, SUPER, SUB, CODE, N_STYLES };

typedef enum { PIECE_TEXT, PIECE_SPACE, PIECE_BREAK, PIECE_NOTE } PieceKind;

typedef struct {
    PieceKind kind;
    char *text;
    char *target;         /* of its link, NULL for none */
    bool has[N_STYLES];
    guint end[N_STYLES];  /* one past the last piece that the style reaches without a gap */
} Piece;

typedef enum { TOKEN_TEXT, TOKEN_CODE, TOKEN_NOTE, TOKEN_BREAK, TOKEN_OPEN, TOKEN_CLOSE } TokenKind;

typedef struct {
    TokenKind kind;
    char *text;  /* text, code, label, or the link's target; NULL otherwise */
    guint style; /* of open and close */
    guint pair;  /* of open and close: the other one */
    bool tag;    /* bold and italic: as a tag, as stars would not do; breaks and links: ditto */
} Token;

static void
piece_clear(gpointer data)
{
    Piece *piece = data;

    g_free(piece->text);
    g_free(piece->target);
}

static void
token_clear(gpointer data)
{
    Token *token = data;

    g_free(token->text);
}

/* A link that runs a program is not a link that was printed. */
static bool
is_safe(const char *uri)
{
    static const char *const unsafe[] = { "javascript:", "vbscript:", "data:" };

    while (g_ascii_isspace(*uri))
        uri++;
    for (guint i = 0; i < G_N_ELEMENTS(unsafe); i++)
        if (g_ascii_strncasecmp(uri, unsafe[i], strlen(unsafe[i])) == 0)
            return false;
    return *uri != '\0';
}

static char *
link_target(const Run *run, const InlineOptions *options)
{
    if (run->uri != NULL)
        return is_safe(run->uri) ? g_strdup(run->uri) : NULL;
    if (run->dest_page > 0 && options->resolve != NULL)
        return options->resolve(run->dest_page, run->dest_y, options->data);
    return NULL;
}

static void
add_piece(GArray *pieces, PieceKind kind, const char *text, gsize length, guint flags,
          const char *target)
{
    Piece piece = { .kind = kind, .text = g_strndup(text, length), .target = g_strdup(target) };

    if (kind != PIECE_NOTE) {
        piece.has[LINK] = target != NULL;
        piece.has[BOLD] = flags & RUN_BOLD;
        piece.has[ITALIC] = flags & RUN_ITALIC;
        piece.has[SUPER] = flags & RUN_SUPER;
        piece.has[SUB] = (flags & RUN_SUB) && !(flags & RUN_SUPER);
        piece.has[CODE] = (flags & RUN_CODE) && kind != PIECE_BREAK;
    }
    g_array_append_val(pieces, piece);
}

/* Cuts a run's text into white space at its start, text, and white space at its end. */
static void
add_text(GArray *pieces, const char *printed, guint flags, const char *target)
{
    g_autofree char *text = escape_clean(printed);
    const gsize length = strlen(text);
    gsize start = 0, end = length;

    while (start < length && g_ascii_isspace(text[start]))
        start++;
    while (end > start && g_ascii_isspace(text[end - 1]))
        end--;
    if (start > 0)
        add_piece(pieces, PIECE_SPACE, " ", 1, flags, target);
    if (end > start)
        add_piece(pieces, PIECE_TEXT, text + start, end - start, flags, target);
    if (end < length && end > start)
        add_piece(pieces, PIECE_SPACE, " ", 1, flags, target);
}

static GArray *
cut(const GArray *runs, const InlineOptions *options)
{
    GArray *pieces = g_array_new(FALSE, TRUE, sizeof(Piece));

    g_array_set_clear_func(pieces, piece_clear);
    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        const guint flags = options->plain ? run->flags & ~(guint)(RUN_BOLD | RUN_ITALIC) : run->flags;

        if (flags & RUN_BREAK) {
            add_piece(pieces, PIECE_BREAK, "", 0, flags, NULL);
        } else if (flags & RUN_NOTE) {
            const char *label = options->note != NULL ? options->note(run->text, options->data) : NULL;

            if (label != NULL)
                add_piece(pieces, PIECE_NOTE, label, strlen(label), 0, NULL);
            else
                add_text(pieces, run->text, RUN_SUPER, NULL);
        } else {
            g_autofree char *target = link_target(run, options);
            add_text(pieces, run->text, flags, target);
        }
    }
    return pieces;
}

static Piece *
piece_at(const GArray *pieces, guint i)
{
    return &g_array_index(pieces, Piece, i);
}

/* The next piece that is neither space nor break; pieces->len for none. */
static guint
next_solid(const GArray *pieces, guint i)
{
    while (i < pieces->len && piece_at(pieces, i)->kind != PIECE_TEXT &&
           piece_at(pieces, i)->kind != PIECE_NOTE)
        i++;
    return i;
}

/* White space has the styles that the pieces around it share, so none at their ends. Code is
 * one span over a space only where that space is code, too: `a` `b` are two. */
static void
settle_spaces(GArray *pieces)
{
    const Piece *before = NULL;

    for (guint i = 0; i < pieces->len;) {
        const guint next = next_solid(pieces, i);
        const Piece *after = next < pieces->len ? piece_at(pieces, next) : NULL;

        bool broken = before == NULL || after == NULL, has_break = false;
        for (guint k = i; k < next; k++)
            has_break |= piece_at(pieces, k)->kind == PIECE_BREAK;
        for (; i < next; i++) {
            Piece *piece = piece_at(pieces, i);

            /* One break is enough, and there is none at the ends of a block. */
            if (piece->kind == PIECE_BREAK && broken) {
                piece->kind = PIECE_SPACE;
                g_free(piece->text);
                piece->text = g_strdup(" ");
            }
            broken |= piece->kind == PIECE_BREAK;
            for (guint s = 0; s < N_STYLES; s++)
                piece->has[s] = before != NULL && after != NULL && before->has[s] && after->has[s] &&
                                (s != CODE || (piece->has[s] && !has_break));
            g_free(piece->target);
            piece->target = NULL;
            piece->has[LINK] = piece->has[LINK] && strcmp(before->target, after->target) == 0;
            if (piece->has[LINK])
                piece->target = g_strdup(before->target);
            /* Nor is code one span into a link or out of it. */
            else if (before != NULL && after != NULL && (before->has[LINK] || after->has[LINK]))
                piece->has[CODE] = false;
        }
        before = after;
        i = next + 1;
    }
}

static bool
goes_on(const Piece *a, const Piece *b, guint style)
{
    if (!a->has[style] || !b->has[style])
        return false;
    if (style == LINK)
        return strcmp(a->target, b->target) == 0;
    /* A link is never cut, so code is. */
    return style != CODE || (a->has[LINK] == b->has[LINK] && (!a->has[LINK] || goes_on(a, b, LINK)));
}

static void
measure(GArray *pieces)
{
    for (guint i = pieces->len; i-- > 0;) {
        Piece *piece = piece_at(pieces, i);

        for (guint s = 0; s < N_STYLES; s++) {
            const bool on = i + 1 < pieces->len && goes_on(piece, piece_at(pieces, i + 1), s);

            piece->end[s] = on ? piece_at(pieces, i + 1)->end[s] : i + 1;
        }
    }
}

/* Where @style, open from @from on, has to close: not within a link or a code span that begins
 * after it. @open: the styles around it. */
static guint
cut_end(const GArray *pieces, guint style, guint from, guint limit, guint open)
{
    static const guint wholes[] = { LINK, CODE };
    guint end = MIN(piece_at(pieces, from)->end[style], limit);

    for (guint k = 0; k < G_N_ELEMENTS(wholes) && style != LINK; k++)
        while (!(open & (1u << wholes[k])) && end > from && end < pieces->len &&
               goes_on(piece_at(pieces, end - 1), piece_at(pieces, end), wholes[k]))
            end--;
    return end;
}

static guint
add_token(GArray *tokens, TokenKind kind, const char *text, guint style)
{
    const Token token = { .kind = kind, .text = g_strdup(text), .style = style };

    g_array_append_val(tokens, token);
    return tokens->len - 1;
}

/* The code span from @from to @to as one token. */
static void
add_code(GArray *tokens, const GArray *pieces, guint from, guint to)
{
    g_autoptr(GString) code = g_string_new(NULL);

    for (guint i = from; i < to; i++)
        g_string_append(code, piece_at(pieces, i)->text);
    add_token(tokens, TOKEN_CODE, code->str, CODE);
}

static void nest(GArray *tokens, const GArray *pieces, guint from, guint to, guint open);

/* Opens the style that reaches farthest at @i, if any is left to open, and returns where it
 * was closed; else @i. */
static guint
nest_style(GArray *tokens, const GArray *pieces, guint i, guint to, guint open)
{
    const Piece *piece = piece_at(pieces, i);
    const guint least = piece->has[CODE] ? piece->end[CODE] : i + 1;
    guint best = N_STYLES, best_end = i;

    for (guint s = 0; s < CODE; s++) {
        if (!piece->has[s] || (open & (1u << s)))
            continue;
        const guint end = cut_end(pieces, s, i, to, open);
        if (end >= least && end > best_end) {
            best = s;
            best_end = end;
        }
    }
    if (best == N_STYLES)
        return i;

    const guint opened = add_token(tokens, TOKEN_OPEN, best == LINK ? piece->target : NULL, best);
    nest(tokens, pieces, i, best_end, open | 1u << best);
    const guint closed = add_token(tokens, TOKEN_CLOSE, best == LINK ? piece->target : NULL, best);
    g_array_index(tokens, Token, opened).pair = closed;
    g_array_index(tokens, Token, closed).pair = opened;
    return best_end;
}

/* Depth is bounded by the number of styles. */
static void
nest(GArray *tokens, const GArray *pieces, guint from, guint to, guint open)
{
    static const TokenKind kinds[] = { TOKEN_TEXT, TOKEN_TEXT, TOKEN_BREAK, TOKEN_NOTE };

    for (guint i = from; i < to;) {
        const Piece *piece = piece_at(pieces, i);
        const guint next = nest_style(tokens, pieces, i, to, open);

        if (next > i) {
            i = next;
        } else if (piece->has[CODE]) {
            add_code(tokens, pieces, i, MIN(piece->end[CODE], to));
            i = MIN(piece->end[CODE], to);
        } else {
            add_token(tokens, kinds[piece->kind], piece->text, 0);
            i++;
        }
    }
}

static GArray *
tokens_read(const GArray *runs, const InlineOptions *options)
{
    g_autoptr(GArray) pieces = cut(runs, options);
    GArray *tokens = g_array_new(FALSE, TRUE, sizeof(Token));

    g_array_set_clear_func(tokens, token_clear);
    settle_spaces(pieces);
    measure(pieces);
    nest(tokens, pieces, 0, pieces->len, 0);
    return tokens;
}

static Token *
token_at(const GArray *tokens, guint i)
{
    return &g_array_index(tokens, Token, i);
}

static bool
is_star(const Token *token)
{
    return (token->kind == TOKEN_OPEN || token->kind == TOKEN_CLOSE) && !token->tag &&
           (token->style == BOLD || token->style == ITALIC);
}

/* The character that a token begins (or ends) with, as Markdown; 0 for that of a line. @skip:
 * tildes left out, as some parsers look through them. */
static gunichar
edge(const GArray *tokens, guint i, bool last, bool skip)
{
    if (i >= tokens->len)
        return 0;
    const Token *token = token_at(tokens, i);
    const gsize length = token->text != NULL ? strlen(token->text) : 0;

    if (token->kind == TOKEN_BREAK)
        return token->tag ? '.' : last ? ' ' : '\\';
    if (token->kind != TOKEN_TEXT)
        return '.'; /* punctuation of one kind or another */
    if (last) {
        const char *p = token->text + length;
        while (skip && p > token->text && p[-1] == '~')
            p--;
        return p > token->text ? g_utf8_get_char(g_utf8_prev_char(p)) : ' ';
    }
    return g_utf8_get_char(token->text + (skip ? strspn(token->text, "~") : 0));
}

/* Will the row of stars from @from to @to be taken for what it is? Within other stars, those that
 * could close as well as open would close them. */
static bool
is_cluster_good(const GArray *tokens, guint from, guint to, bool opens, bool within)
{
    for (int version = 0; version < 4; version++) {
        const gunichar before = edge(tokens, from - 1, true, version & 1);
        const gunichar after = edge(tokens, to, false, version & 2);

        if (opens ? !escape_can_open(before, after) : !escape_can_close(before, after))
            return false;
        if (opens && within && escape_could_close(before, after))
            return false;
    }
    return true;
}

/* Writes as tags what stars can't say. A cluster is a row of stars with nothing between; the
 * whole of it has to open, or to close. Each change may spoil or mend a neighbour. */
static bool
settle_stars_once(GArray *tokens, bool give_up)
{
    bool changed = false;
    guint depth = 0;

    for (guint i = 0; i < tokens->len; i++) {
        guint end = i, opens = 0;

        for (; end < tokens->len && is_star(token_at(tokens, end)); end++)
            opens += token_at(tokens, end)->kind == TOKEN_OPEN;
        if (end == i)
            continue;

        const bool good = (opens == 0 || opens == end - i) &&
                          is_cluster_good(tokens, i, end, opens > 0, depth > 0);
        depth += 2 * opens - (end - i);
        for (guint k = i; k < end && (!good || give_up); k++) {
            token_at(tokens, k)->tag = true;
            token_at(tokens, token_at(tokens, k)->pair)->tag = true;
            changed = true;
        }
        i = end - 1;
    }
    return changed;
}

static void
settle_stars(GArray *tokens)
{
    for (guint round = 0; round < 8; round++)
        if (!settle_stars_once(tokens, round == 7))
            return;
}

static void
settle_breaks(GArray *tokens, EscapeContext context)
{
    for (guint i = 0; i < tokens->len; i++)
        if (token_at(tokens, i)->kind == TOKEN_BREAK)
            token_at(tokens, i)->tag = context == ESCAPE_CELL;
}

/* At the start of a line, [`a]: b`] would define the label "`a", as that is looked for before
 * code is. Such links are rare enough to be tags anywhere. */
static void
settle_links(GArray *tokens)
{
    guint link = 0;

    for (guint i = 0; i < tokens->len; i++) {
        Token *token = token_at(tokens, i);

        if (token->kind == TOKEN_OPEN && token->style == LINK)
            link = i;
        if (token->kind != TOKEN_CODE || strstr(token->text, "]:") == NULL || link >= i ||
            token_at(tokens, link)->pair < i || token_at(tokens, link)->style != LINK)
            continue;
        token_at(tokens, link)->tag = true;
        token_at(tokens, token_at(tokens, link)->pair)->tag = true;
    }
}

static const char *const tags[] = { "a", "strong", "em", "sup", "sub", "code" };

/* The shortest run of backticks that is not in @code. */
static char *
code_fence(const char *code)
{
    g_autofree guint8 *seen = g_malloc0(strlen(code) + 2);
    guint n = 1;

    for (const char *p = code; *p != '\0';) {
        const gsize run = strspn(p, "`");

        seen[run] = 1;
        p += MAX(run, 1);
    }
    while (seen[n])
        n++;
    return g_strnfill(n, '`');
}

static void
draft_code(Draft *draft, const char *code)
{
    g_autofree char *fence = code_fence(code);
    const gsize length = strlen(code);
    const bool pad = *code == '`' || code[length - 1] == '`';

    escape_add_mark(draft, fence);
    if (pad)
        escape_add_mark(draft, " ");
    escape_add_verbatim(draft, code);
    if (pad)
        escape_add_mark(draft, " ");
    escape_add_mark(draft, fence);
}

/* name@host.tld, of the plainest kind. */
static bool
is_mailbox(const char *text)
{
    const char *host = strchr(text, '@');

    if (host == NULL || host == text || strchr(host, '.') == NULL)
        return false;
    for (const char *p = text; *p != '\0'; p++)
        if (p != host && !g_ascii_isalnum(*p) &&
            (*p != '.' || !g_ascii_isalnum(p[1])) && (p > host || strchr("-_", *p) == NULL))
            return false;
    return g_ascii_isalnum(host[1]);
}

/* <https://...> where a link's text is its address. */
static bool
is_bare_link(const GArray *tokens, guint i)
{
    const Token *token = token_at(tokens, i);
    const char *text, *uri = token->text;

    if (token->pair != i + 2 || token_at(tokens, i + 1)->kind != TOKEN_TEXT)
        return false;
    text = token_at(tokens, i + 1)->text;
    if (g_str_has_prefix(uri, "mailto:"))
        return strcmp(uri + strlen("mailto:"), text) == 0 && is_mailbox(text);
    if (strcmp(uri, text) != 0 || strpbrk(uri, "<>\\`& \t\n\r\v\f") != NULL)
        return false;
    return g_str_has_prefix(uri, "http://") || g_str_has_prefix(uri, "https://") ||
           g_str_has_prefix(uri, "ftp://");
}

static void
draft_link_end(Draft *draft, const char *target)
{
    g_autofree char *uri = escape_uri(target);

    escape_add_mark(draft, "](");
    escape_add_verbatim(draft, uri);
    escape_add_mark(draft, ")");
}

static void
html_style(GString *out, const Token *token)
{
    if (token->kind == TOKEN_CLOSE) {
        g_string_append_printf(out, "</%s>", tags[token->style]);
    } else if (token->style == LINK) {
        g_string_append(out, "<a");
        escape_append_attribute(out, "href", token->text);
        g_string_append_c(out, '>');
    } else {
        g_string_append_printf(out, "<%s>", tags[token->style]);
    }
}

static void
draft_style(Draft *draft, const Token *token)
{
    const bool open = token->kind == TOKEN_OPEN;

    if (token->style == LINK && token->tag) {
        g_autoptr(GString) tag = g_string_new(NULL);

        html_style(tag, token);
        escape_add_mark(draft, tag->str);
    } else if (token->style == LINK && open) {
        escape_add_mark(draft, "[");
    } else if (token->style == LINK) {
        draft_link_end(draft, token->text);
    } else if (is_star(token)) {
        escape_add_mark(draft, token->style == BOLD ? "**" : "*");
    } else {
        escape_add_mark(draft, open ? "<" : "</");
        escape_add_mark(draft, tags[token->style]);
        escape_add_mark(draft, ">");
    }
}

static void
draft_break(Draft *draft, EscapeContext context)
{
    if (context == ESCAPE_PARAGRAPH || context == ESCAPE_ITEM)
        escape_add_mark(draft, "\\\n");
    else if (context == ESCAPE_CELL)
        escape_add_mark(draft, "<br>");
    else
        escape_add_text(draft, " ");
}

char *
inline_markdown(const GArray *runs, const InlineOptions *options)
{
    g_autoptr(GArray) tokens = tokens_read(runs, options);
    g_autoptr(Draft) draft = escape_draft_new();

    settle_breaks(tokens, options->context);
    settle_links(tokens);
    settle_stars(tokens);
    for (guint i = 0; i < tokens->len; i++) {
        const Token *token = token_at(tokens, i);

        switch (token->kind) {
        case TOKEN_TEXT:
            escape_add_text(draft, token->text);
            break;
        case TOKEN_CODE:
            draft_code(draft, token->text);
            break;
        case TOKEN_NOTE:
            escape_add_mark(draft, "[^");
            escape_add_mark(draft, token->text);
            escape_add_mark(draft, "]");
            break;
        case TOKEN_BREAK:
            draft_break(draft, options->context);
            break;
        case TOKEN_OPEN:
            if (token->style == LINK && is_bare_link(tokens, i)) {
                escape_add_mark(draft, "<");
                escape_add_verbatim(draft, token_at(tokens, i + 1)->text);
                escape_add_mark(draft, ">");
                i = token->pair;
                break;
            }
            draft_style(draft, token);
            break;
        case TOKEN_CLOSE:
            draft_style(draft, token);
            break;
        }
    }
    return escape_finish(draft, options->context);
}

static void
html_note(GString *out, const char *label)
{
    g_autofree char *target = g_strdup_printf("#note-%s", label);

    g_string_append(out, "<sup><a");
    escape_append_attribute(out, "href", target);
    g_string_append_c(out, '>');
    escape_append_html(out, label);
    g_string_append(out, "</a></sup>");
}

char *
inline_html(const GArray *runs, const InlineOptions *options)
{
    g_autoptr(GArray) tokens = tokens_read(runs, options);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < tokens->len; i++) {
        const Token *token = token_at(tokens, i);

        switch (token->kind) {
        case TOKEN_TEXT:
            escape_append_html(out, token->text);
            break;
        case TOKEN_CODE:
            g_string_append(out, "<code>");
            escape_append_html(out, token->text);
            g_string_append(out, "</code>");
            break;
        case TOKEN_NOTE:
            html_note(out, token->text);
            break;
        case TOKEN_BREAK:
            g_string_append(out, "<br>");
            break;
        case TOKEN_OPEN:
        case TOKEN_CLOSE:
            html_style(out, token);
            break;
        }
    }
    return g_strstrip(g_string_free(out, FALSE));
}
