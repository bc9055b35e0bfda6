/* emit/token.h - runs as text with styles that open and close
 *
 * Whatever the runs say, styles nest: a link is never cut, code is cut by links
 * only, the others by those two. White space is outside of styles where it is
 * at their ends.
 */
#pragma once

#include "emit/inline.h"

enum {
    STYLE_LINK,
    STYLE_BOLD,
    STYLE_ITALIC,
    STYLE_SUPER,
    STYLE_SUB,
    STYLE_MARK,
    STYLE_CODE,
    N_STYLES
};

typedef enum { TOKEN_TEXT, TOKEN_CODE, TOKEN_NOTE, TOKEN_BREAK, TOKEN_OPEN, TOKEN_CLOSE } TokenKind;

typedef struct {
    TokenKind kind;
    char *text;  /* text, code, label, or the link's target; NULL otherwise */
    guint style; /* STYLE_..., of open and close */
    guint pair;  /* of open and close: the other one */
    bool tag;    /* bold and italic: as a tag, as stars would not do; breaks and links: ditto */
} Token;

static inline Token *
token_at(const GArray *tokens, guint i)
{
    return &g_array_index(tokens, Token, i);
}

/* Token, in order. (transfer full) */
GArray *token_read(const GArray *runs, const InlineOptions *options);
