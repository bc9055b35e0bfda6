/* emit/token.c - runs as text with styles that open and close
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
 * bold ends before "the"), so that tokens always nest.
 */
#include "emit/token.h"

#include "emit/uri.h"

#include <string.h>

typedef enum { PIECE_TEXT, PIECE_SPACE, PIECE_BREAK, PIECE_NOTE } PieceKind;

typedef struct {
    PieceKind kind;
    char *text;
    char *target; /* of its link, NULL for none */
    bool has[N_STYLES];
    guint end[N_STYLES]; /* one past the last piece that the style reaches without a gap */
} Piece;

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

static char *
link_target(const Run *run, const InlineOptions *options)
{
    if (run->uri != NULL)
        return uri_is_safe(run->uri) ? g_strdup(run->uri) : NULL;
    if (run->dest_page > 0 && options->resolve != NULL)
        return options->resolve(run->dest_page, run->dest_y, options->data);
    return NULL;
}

static void
add_piece(GArray *pieces, PieceKind kind, const char *text, guint flags, const char *target)
{
    Piece piece = { .kind = kind, .text = g_strdup(text), .target = g_strdup(target) };

    if (kind != PIECE_NOTE) {
        piece.has[STYLE_LINK] = target != NULL;
        piece.has[STYLE_BOLD] = flags & RUN_BOLD;
        piece.has[STYLE_ITALIC] = flags & RUN_ITALIC;
        piece.has[STYLE_SUPER] = flags & RUN_SUPER;
        piece.has[STYLE_SUB] = (flags & RUN_SUB) && !(flags & RUN_SUPER);
        piece.has[STYLE_MARK] = (flags & RUN_DOUBT) && kind != PIECE_BREAK;
        piece.has[STYLE_CODE] = (flags & RUN_CODE) && kind != PIECE_BREAK;
    }
    g_array_append_val(pieces, piece);
}

/* Cuts a run's text into white space at its start, text, and white space at its end. */
static void
add_text(GArray *pieces, const char *printed, guint flags, const char *target)
{
    g_autofree char *clean = escape_clean(printed);
    g_autofree char *text = escape_line(clean);
    const gsize length = strlen(clean);

    if (*clean == ' ')
        add_piece(pieces, PIECE_SPACE, " ", flags, target);
    if (*text != '\0')
        add_piece(pieces, PIECE_TEXT, text, flags, target);
    if (*text != '\0' && clean[length - 1] == ' ')
        add_piece(pieces, PIECE_SPACE, " ", flags, target);
}

static GArray *
cut(const GArray *runs, const InlineOptions *options)
{
    GArray *pieces = g_array_new(FALSE, TRUE, sizeof(Piece));

    g_array_set_clear_func(pieces, piece_clear);
    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        const guint flags =
            options->plain ? run->flags & ~(guint)(RUN_BOLD | RUN_ITALIC) : run->flags;

        if (flags & RUN_BREAK) {
            add_piece(pieces, PIECE_BREAK, "", flags, NULL);
        } else if (flags & RUN_NOTE) {
            const char *label =
                options->note != NULL ? options->note(run->text, options->data) : NULL;

            if (label != NULL)
                add_piece(pieces, PIECE_NOTE, label, 0, NULL);
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

/* Of the white space between two pieces, one space or one break is left, and no break at the ends
 * of a block. */
static void
squeeze(GArray *pieces, guint from, guint to)
{
    guint keep = from;
    bool code = true;

    for (guint i = from; i < to; i++) {
        const Piece *piece = piece_at(pieces, i);

        code &= piece->kind == PIECE_SPACE && piece->has[STYLE_CODE];
        if (piece->kind == PIECE_BREAK && from > 0 && to < pieces->len)
            keep = i;
    }
    for (guint i = from; i < to; i++) {
        Piece *piece = piece_at(pieces, i);

        piece->has[STYLE_CODE] = code;
        if (i == keep && piece->kind == PIECE_BREAK && from > 0 && to < pieces->len)
            continue;
        piece->kind = PIECE_SPACE;
        g_free(piece->text);
        piece->text = g_strdup(i == keep ? " " : "");
    }
}

/* White space has the styles that the pieces around it share, so none at their ends. Code is one
 * span over it only where all of it is code, too: `a` `b` are two; and into no link or out of one.
 */
static void
settle_space(Piece *piece, const Piece *before, const Piece *after)
{
    const bool within = before != NULL && after != NULL;

    for (guint s = 0; s < N_STYLES; s++)
        piece->has[s] =
            within && before->has[s] && after->has[s] && (s != STYLE_CODE || piece->has[s]);
    g_clear_pointer(&piece->target, g_free);
    if (piece->has[STYLE_LINK] && strcmp(before->target, after->target) == 0) {
        piece->target = g_strdup(before->target);
        return;
    }
    piece->has[STYLE_LINK] = false;
    piece->has[STYLE_CODE] &= within && !before->has[STYLE_LINK] && !after->has[STYLE_LINK];
}

static void
settle_spaces(GArray *pieces)
{
    const Piece *before = NULL;

    for (guint i = 0; i < pieces->len;) {
        const guint next = next_solid(pieces, i);
        const Piece *after = next < pieces->len ? piece_at(pieces, next) : NULL;

        squeeze(pieces, i, next);
        for (; i < next; i++)
            settle_space(piece_at(pieces, i), before, after);
        before = after;
        i = next + 1;
    }
}

static bool
goes_on(const Piece *a, const Piece *b, guint style)
{
    if (!a->has[style] || !b->has[style])
        return false;
    if (style == STYLE_LINK)
        return strcmp(a->target, b->target) == 0;
    /* A link is never cut, so code is. */
    return style != STYLE_CODE || (a->has[STYLE_LINK] == b->has[STYLE_LINK] &&
                                   (!a->has[STYLE_LINK] || goes_on(a, b, STYLE_LINK)));
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
    static const guint wholes[] = { STYLE_LINK, STYLE_CODE };
    guint end = MIN(piece_at(pieces, from)->end[style], limit);

    for (guint k = 0; k < G_N_ELEMENTS(wholes) && style != STYLE_LINK; k++)
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
    add_token(tokens, TOKEN_CODE, code->str, STYLE_CODE);
}

static void nest(GArray *tokens, const GArray *pieces, guint from, guint to, guint open);

/* Opens the style that reaches farthest at @i, if any is left to open, and returns where it
 * was closed; else @i. */
static guint
nest_style(GArray *tokens, const GArray *pieces, guint i, guint to, guint open)
{
    const Piece *piece = piece_at(pieces, i);
    const guint least = piece->has[STYLE_CODE] ? piece->end[STYLE_CODE] : i + 1;
    guint best = N_STYLES, best_end = i;

    for (guint s = 0; s < STYLE_CODE; s++) {
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

    const guint opened =
        add_token(tokens, TOKEN_OPEN, best == STYLE_LINK ? piece->target : NULL, best);
    nest(tokens, pieces, i, best_end, open | 1u << best);
    const guint closed =
        add_token(tokens, TOKEN_CLOSE, best == STYLE_LINK ? piece->target : NULL, best);
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
        } else if (piece->has[STYLE_CODE]) {
            add_code(tokens, pieces, i, MIN(piece->end[STYLE_CODE], to));
            i = MIN(piece->end[STYLE_CODE], to);
        } else {
            add_token(tokens, kinds[piece->kind], piece->text, 0);
            i++;
        }
    }
}

GArray *
token_read(const GArray *runs, const InlineOptions *options)
{
    g_autoptr(GArray) pieces = cut(runs, options);
    GArray *tokens = g_array_new(FALSE, TRUE, sizeof(Token));

    g_array_set_clear_func(tokens, token_clear);
    settle_spaces(pieces);
    measure(pieces);
    nest(tokens, pieces, 0, pieces->len, 0);
    return tokens;
}
