/* emit/nesting.c - block quotes and list items around what is written
 *
 * What is open is a row of containers, each of which puts something before
 * every line in it:
 *
 *     > A note says:             quote          "> "
 *     >
 *     > 10. first                quote, item    "> 10. ", then ">     "
 *     >     goes on
 *     >     - nested             quote, item, item
 *
 * An element says how deep it stands in items and quotes; what is open and
 * agrees with that stays open, the rest is closed, missing quotes are opened.
 * A blank line stands between elements, except between items of a list.
 */
#include "emit/nesting.h"

#include <string.h>

/* Deeper nesting is a mistake of some stage, and parsers give up on it. */
#define MAX_DEPTH 16

typedef struct {
    bool quote;      /* else an item */
    bool fresh;      /* nothing is written in it, its marker neither */
    char marker[16]; /* items: "- ", "10. " */
    bool ordered;
    guint ordinal;
    char delimiter; /* - or *, . or ) */
    guint printed;  /* bullets: hash of the printed one, to tell lists from each other */
} Container;

static Container *
container(const Nesting *nesting, guint i)
{
    return &g_array_index(nesting->open, Container, i);
}

void
nesting_init(Nesting *nesting, GString *out)
{
    *nesting = (Nesting){ .out = out,
                          .open = g_array_new(FALSE, FALSE, sizeof(Container)),
                          .blank = true };
}

void
nesting_clear(Nesting *nesting)
{
    g_clear_pointer(&nesting->open, g_array_unref);
}

/* What stands before a line in the first @n open containers: markers, once. */
static void
append_prefix(Nesting *nesting, guint n)
{
    for (guint i = 0; i < n; i++) {
        Container *c = container(nesting, i);

        if (c->quote)
            g_string_append(nesting->out, "> ");
        else if (c->fresh)
            g_string_append(nesting->out, c->marker);
        else
            g_string_append_printf(nesting->out, "%*s", (int)strlen(c->marker), "");
        c->fresh = false;
    }
}

static void
strip_line(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
}

static void
append_blank(Nesting *nesting, guint n)
{
    append_prefix(nesting, n);
    strip_line(nesting->out);
    g_string_append_c(nesting->out, '\n');
    nesting->blank = true;
}

void
nesting_append(Nesting *nesting, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const guint n = g_strv_length(lines);

    for (guint i = 0; i < n && (i + 1 < n || *lines[i] != '\0'); i++) {
        if (*lines[i] == '\0') {
            append_blank(nesting, nesting->open->len);
            continue;
        }
        append_prefix(nesting, nesting->open->len);
        g_string_append_printf(nesting->out, "%s\n", lines[i]);
        nesting->blank = false;
    }
}

/* How many of the open containers @element stands in. */
static guint
shared(const Nesting *nesting, const Element *element)
{
    guint quotes = 0, items = 0, n = 0;

    for (; n < nesting->open->len; n++) {
        if (container(nesting, n)->quote ? quotes == element->quote : items == element->depth)
            break;
        if (container(nesting, n)->quote)
            quotes++;
        else
            items++;
    }
    return n;
}

static guint
open_quotes(const Nesting *nesting, guint n)
{
    guint quotes = 0;

    for (guint i = 0; i < n; i++)
        quotes += container(nesting, i)->quote;
    return quotes;
}

static bool
has_fresh(const Nesting *nesting, guint n)
{
    for (guint i = 0; i < n; i++)
        if (container(nesting, i)->fresh)
            return true;
    return false;
}

static bool
is_worded(const char *marker)
{
    for (const char *p = marker; *p != '\0'; p++)
        if (g_ascii_isalnum(*p))
            return true;
    return false;
}

const char *const *
nesting_boxes(void)
{
    static const char *const boxes[] = { "☐", "☑", "☒", "⊠", "□", "◻", NULL };

    return boxes;
}

/* What tells the bullets of two lists apart. */
static guint
bullet_hash(const char *marker)
{
    if (is_worded(marker))
        return 0;
    return g_str_hash(g_strv_contains(nesting_boxes(), marker) ? nesting_boxes()[0] : marker);
}

bool
nesting_is_numbered(const Element *element)
{
    g_autofree char *number = g_strdup_printf("%u", element->ordinal);
    const char *marker = element->marker;

    /* More figures than a parser takes. */
    if (!element->ordered || element->ordinal > 999999999)
        return false;
    if (marker == NULL)
        return true;
    marker += strspn(marker, "( ");
    return g_str_has_prefix(marker, number) &&
           strspn(marker + strlen(number), ".): ") == strlen(marker + strlen(number));
}

/* @element as a container that continues the list of @before or, where it is of another list,
 * begins one that a parser tells from it. @before: (nullable) */
static Container
item_container(const Element *element, const Container *before, bool *same_list)
{
    const bool ordered = nesting_is_numbered(element);
    const char *marker = element->marker != NULL ? element->marker : "";
    const bool like = before != NULL && before->ordered == ordered;
    Container item = { .fresh = true,
                       .ordered = ordered,
                       .ordinal = element->ordinal,
                       .printed = bullet_hash(marker),
                       .delimiter = !ordered                      ? '-'
                                    : strchr(marker, ')') != NULL ? ')'
                                                                  : '.' };

    *same_list =
        like && (ordered ? before->ordinal + 1 == item.ordinal : before->printed == item.printed);
    if (*same_list)
        item.delimiter = before->delimiter;
    else if (like && before->delimiter == item.delimiter)
        item.delimiter = item.delimiter == '-' ? '*' : item.delimiter == '.' ? ')' : '.';
    if (ordered)
        g_snprintf(item.marker, sizeof item.marker, "%u%c ", item.ordinal, item.delimiter);
    else
        g_snprintf(item.marker, sizeof item.marker, "%c ", item.delimiter);
    return item;
}

/* Is there to be a blank line between what was written last and @element, which stands in the
 * first @keep open containers? */
static bool
is_apart(const Nesting *nesting, const Element *element, guint keep, bool same_list)
{
    if (nesting->blank || has_fresh(nesting, keep))
        return false;
    if (element->kind != ELEMENT_ITEM || !nesting->item ||
        open_quotes(nesting, keep) != open_quotes(nesting, nesting->open->len) ||
        open_quotes(nesting, keep) != element->quote)
        return true;
    /* A numbered list that begins within an item with another number than 1 would be taken for
     * more of its paragraph. */
    return keep == nesting->open->len ? element->ordered && element->ordinal != 1 : !same_list;
}

void
nesting_enter(Nesting *nesting, const Element *element)
{
    const bool item = element->kind == ELEMENT_ITEM;
    const guint keep = shared(nesting, element);
    const bool sibling = keep < nesting->open->len && !container(nesting, keep)->quote &&
                         open_quotes(nesting, keep) == element->quote;
    bool same_list;
    const Container own =
        item_container(element, sibling ? container(nesting, keep) : NULL, &same_list);

    if (is_apart(nesting, element, keep, same_list))
        append_blank(nesting, keep);
    g_array_set_size(nesting->open, keep);
    for (guint n = open_quotes(nesting, keep); n < MIN(element->quote, MAX_DEPTH); n++) {
        const Container quote = { .quote = true };

        g_array_append_val(nesting->open, quote);
    }
    if (item && nesting->open->len < 2 * MAX_DEPTH)
        g_array_append_val(nesting->open, own);
    nesting->item = item;
}
