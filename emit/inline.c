/* emit/inline.c - runs of one block as Markdown or HTML
 *
 * The runs are tokens first (emit/token.h). Tokens become Markdown after one
 * more look at stars: next to letters a parser might not take them for what
 * they are, or might pair them differently, and then that style is written as
 * a tag.
 */
#include "emit/inline.h"

#include "emit/entity.h"
#include "emit/flank.h"
#include "emit/token.h"
#include "emit/uri.h"

#include <string.h>

static bool
is_star(const Token *token)
{
    return (token->kind == TOKEN_OPEN || token->kind == TOKEN_CLOSE) && !token->tag &&
           (token->style == STYLE_BOLD || token->style == STYLE_ITALIC);
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

        if (opens ? !flank_can_open(before, after) : !flank_can_close(before, after))
            return false;
        if (opens && within && flank_could_close(before, after))
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
        if (good)
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

        if (token->kind == TOKEN_OPEN && token->style == STYLE_LINK)
            link = i;
        if (token->kind != TOKEN_CODE || strstr(token->text, "]:") == NULL || link >= i ||
            token_at(tokens, link)->pair < i || token_at(tokens, link)->style != STYLE_LINK)
            continue;
        token_at(tokens, link)->tag = true;
        token_at(tokens, token_at(tokens, link)->pair)->tag = true;
    }
}

static const char *const tags[] = { "a", "strong", "em", "sup", "sub", "mark", "code" };

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
        if (p != host && !g_ascii_isalnum(*p) && (*p != '.' || !g_ascii_isalnum(p[1])) &&
            (p > host || strchr("-_", *p) == NULL))
            return false;
    return g_ascii_isalnum(host[1]);
}

/* How much of a link's text is its address, so that <https://...> says it all: nothing, or all but
 * the punctuation behind it. */
static gsize
bare_length(const GArray *tokens, guint i)
{
    const Token *token = token_at(tokens, i);
    const char *uri = token->text;
    const gsize length = strlen(uri);

    if (token->pair != i + 2 || token_at(tokens, i + 1)->kind != TOKEN_TEXT)
        return 0;
    const char *text = token_at(tokens, i + 1)->text;
    if (g_str_has_prefix(uri, "mailto:"))
        return strcmp(uri + strlen("mailto:"), text) == 0 && is_mailbox(text) ? strlen(text) : 0;
    if (!g_str_has_prefix(text, uri) || strspn(text + length, ".,;:)") != strlen(text + length) ||
        strpbrk(uri, "<>\\`& \t\n\r\v\f") != NULL)
        return 0;
    return g_str_has_prefix(uri, "http://") || g_str_has_prefix(uri, "https://") ||
                   g_str_has_prefix(uri, "ftp://")
               ? length
               : 0;
}

static void
draft_bare_link(Draft *draft, const char *text, gsize length)
{
    g_autofree char *address = g_strndup(text, length);

    escape_add_mark(draft, "<");
    escape_add_verbatim(draft, address);
    escape_add_mark(draft, ">");
    escape_add_text(draft, text + length);
}

static void
draft_link_end(Draft *draft, const char *target)
{
    g_autofree char *uri = uri_escape(target);

    escape_add_mark(draft, "](");
    escape_add_verbatim(draft, uri);
    escape_add_mark(draft, ")");
}

static void
html_style(GString *out, const Token *token)
{
    if (token->kind == TOKEN_CLOSE) {
        g_string_append_printf(out, "</%s>", tags[token->style]);
    } else if (token->style == STYLE_LINK) {
        g_string_append(out, "<a");
        entity_append_attribute(out, "href", token->text);
        g_string_append_c(out, '>');
    } else {
        g_string_append_printf(out, "<%s>", tags[token->style]);
    }
}

static void
draft_style(Draft *draft, const Token *token)
{
    const bool open = token->kind == TOKEN_OPEN;

    if (token->style == STYLE_LINK && token->tag) {
        g_autoptr(GString) tag = g_string_new(NULL);

        html_style(tag, token);
        escape_add_mark(draft, tag->str);
    } else if (token->style == STYLE_LINK && open) {
        escape_add_mark(draft, "[");
    } else if (token->style == STYLE_LINK) {
        draft_link_end(draft, token->text);
    } else if (is_star(token)) {
        escape_add_mark(draft, token->style == STYLE_BOLD ? "**" : "*");
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
    g_autoptr(GArray) tokens = token_read(runs, options);
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
            if (token->style == STYLE_LINK && bare_length(tokens, i) > 0) {
                draft_bare_link(draft, token_at(tokens, i + 1)->text, bare_length(tokens, i));
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
    entity_append_attribute(out, "href", target);
    g_string_append_c(out, '>');
    entity_append(out, label);
    g_string_append(out, "</a></sup>");
}

char *
inline_html(const GArray *runs, const InlineOptions *options)
{
    g_autoptr(GArray) tokens = token_read(runs, options);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < tokens->len; i++) {
        const Token *token = token_at(tokens, i);

        switch (token->kind) {
        case TOKEN_TEXT:
            entity_append(out, token->text);
            break;
        case TOKEN_CODE:
            g_string_append(out, "<code>");
            entity_append(out, token->text);
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
