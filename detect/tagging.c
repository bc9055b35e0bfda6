/* detect/tagging.c - the structure tree of a tagged PDF, where it agrees with the page
 *
 *     tags, in the order of the tree       lines, in the order of layout
 *     H1  Rules                            Rules
 *     P   Count all who                    Count all who sail,
 *         sail, and tell.                  and tell.
 *
 * Only the text connects the two. A tag's text is used up from its start: a line belongs to the tag
 * whose next letters are its own. That is tried with the tag of the line before, then with those
 * that follow, then with those before; a line may use up one tag and go on with another.
 */
#include "detect/tagging.h"

#include "detect/phrase.h"

#include <string.h>

#define MIN_ON_PAGE 0.97  /* of the letters of lines: under some element */
#define MIN_IN_TREE 0.90  /* of the letters of tags: on the page */
#define EDGE 0.1          /* of the height: where furniture stands */
#define MAX_UPWARD 0.05   /* of the steps from tag to tag go up within a column */
#define MAX_HEADINGS 0.3  /* of the letters: headings are the smaller part of a text */
#define MIN_REST 3        /* letters: less than this is found in any tag */
#define MAX_WORK 10000000 /* lines times tags of a page */

typedef struct {
    gint *tag; /* of each line, -1 for none; NULL: the page's tags do not count */
} TaggedPage;

struct Tagging {
    GArray *pages; /* TaggedPage, as document->pages */
};

/* A tag while its text is used up. */
typedef struct {
    char *key; /* letters and digits of its text */
    gsize length, used;
    bool other; /* of a division: it may say again what its parts say */
} Open;

static void
open_clear(gpointer data)
{
    g_free(((Open *)data)->key);
}

static void
tagged_page_clear(gpointer data)
{
    g_free(((TaggedPage *)data)->tag);
}

static const Tag *
tag_at(const Page *page, guint i)
{
    return &g_array_index(page->tags, Tag, i);
}

static GArray *
open_tags(const Page *page)
{
    GArray *open = g_array_new(FALSE, FALSE, sizeof(Open));

    g_array_set_clear_func(open, open_clear);
    for (guint i = 0; i < page->tags->len; i++) {
        Open added = { .key = phrase_key(tag_at(page, i)->text) };

        added.length = strlen(added.key);
        added.other = tag_at(page, i)->kind == TAG_OTHER;
        g_array_append_val(open, added);
    }
    return open;
}

/* The tag that goes on with @key, or that @key uses up and goes beyond; -1 for none. @last is
 * looked at first. @n: how much of @key it takes. */
static gint
find_tag(const GArray *open, guint last, const char *key, gsize *n)
{
    const gsize length = strlen(key);

    for (guint round = 0; round < 2 * open->len; round++) {
        const guint k = round % open->len, i = (last + k) % open->len;
        const Open *tag = &g_array_index(open, Open, i);
        const gsize rest = tag->length - tag->used;

        *n = MIN(rest, length);
        if (rest > 0 && tag->other == (round >= open->len) &&
            (length >= MIN_REST || rest <= MIN_REST || k < 2) &&
            (rest >= length || rest >= MIN_REST || k == 0) &&
            strncmp(tag->key + tag->used, key, *n) == 0)
            return (gint)i;
    }
    return -1;
}

/* The tag in which a line of @key begins; -1 where no tags make it up. */
static gint
claim(GArray *open, guint last, const char *key)
{
    gint first = -1;
    gsize n;

    for (const char *rest = key; *rest != '\0'; rest += n) {
        const gint i = find_tag(open, last, rest, &n);

        if (i < 0)
            return -1;
        g_array_index(open, Open, i).used += n;
        last = (guint)i;
        first = first < 0 ? i : first;
    }
    return first;
}

/* Words of a marker that begin the first line of an item; trees have labels in any place. */
static guint *
markers_of(const Page *page)
{
    guint *n_marker = g_new0(guint, page->lines->len + 1);

    for (guint b = 0; b < page->blocks->len; b++) {
        const Block *block = page_block(page, b);

        if (block->marker != NULL && block->n_lines > 0 && block->first_line < page->lines->len)
            n_marker[block->first_line] = block->n_marker;
    }
    return n_marker;
}

static bool
is_in_picture(const Page *page, const Line *line)
{
    for (guint i = 0; i < page->pictures->len; i++)
        if (bbox_holds_point(g_array_index(page->pictures, Picture, i).bbox, bbox_mid_x(line->bbox),
                             bbox_mid_y(line->bbox)))
            return true;
    return false;
}

static bool
is_at_edge(const Page *page, const Line *line)
{
    return line->bbox.y1 < EDGE * page->height || line->bbox.y0 > (1 - EDGE) * page->height;
}

/* Are nearly all letters of the page's lines in tags? Those at its edge and in pictures may not. */
static bool
match_lines(const Page *page, GArray *open, gint *tags)
{
    g_autofree guint *n_marker = markers_of(page);
    gsize all = 0, claimed = 0;
    guint last = 0;

    for (guint l = 0; l < page->lines->len; l++) {
        const Line *line = page_line(page, l);
        g_autofree char *text = phrase_line(page, line, 0);
        g_autofree char *bare = phrase_line(page, line, n_marker[l]);
        g_autofree char *key = phrase_key(text);
        g_autofree char *bare_key = phrase_key(bare);

        tags[l] = claim(open, last, key);
        if (tags[l] < 0 && n_marker[l] > 0)
            tags[l] = claim(open, last, bare_key);
        if (tags[l] >= 0)
            last = (guint)tags[l];
        if (tags[l] >= 0 || (!is_at_edge(page, line) && !is_in_picture(page, line)))
            all += strlen(key);
        if (tags[l] >= 0)
            claimed += strlen(key);
    }
    return all > 0 && (double)claimed >= MIN_ON_PAGE * (double)all;
}

/* Are nearly all letters of the tags in lines? Cells are not, nor is a figure's text. */
static bool
are_used_up(const Page *page, const GArray *open)
{
    gsize all = 0, used = 0;

    for (guint i = 0; i < open->len; i++) {
        const Open *tag = &g_array_index(open, Open, i);
        const TagKind kind = tag_at(page, i)->kind;

        if (kind == TAG_TABLE || kind == TAG_FIGURE || kind == TAG_OTHER)
            continue;
        all += tag->length;
        used += tag->used;
    }
    return (double)used >= MIN_IN_TREE * (double)all;
}

/* Can a page be read in the order of the tags: down each column, and up only to another? */
static bool
is_order_plausible(const Page *page, const gint *tags)
{
    g_autofree gint *first = g_new(gint, page->tags->len + 1);
    const Line *before = NULL;
    guint steps = 0, upward = 0;

    for (guint i = 0; i < page->tags->len; i++)
        first[i] = -1;
    for (guint l = page->lines->len; l-- > 0;)
        if (tags[l] >= 0)
            first[tags[l]] = (gint)l;
    for (guint i = 0; i < page->tags->len; i++) {
        const Line *line = first[i] >= 0 ? page_line(page, (guint)first[i]) : NULL;

        if (line == NULL)
            continue;
        if (before != NULL) {
            const double narrow = MIN(bbox_width(line->bbox), bbox_width(before->bbox));

            steps++;
            upward += line->baseline < before->baseline - line->size / 2 &&
                      bbox_overlap_x(line->bbox, before->bbox) > narrow / 2;
        }
        before = line;
    }
    return (double)upward <= MAX_UPWARD * steps;
}

static gint *
read_page(const Page *page)
{
    if (page->tags->len == 0 || (gsize)page->tags->len * page->lines->len > MAX_WORK)
        return NULL;
    g_autoptr(GArray) open = open_tags(page);
    g_autofree gint *tags = g_new(gint, page->lines->len + 1);

    if (!match_lines(page, open, tags) || !are_used_up(page, open) ||
        !is_order_plausible(page, tags))
        return NULL;
    return g_steal_pointer(&tags);
}

static const TaggedPage *
tagged_page(const Tagging *tagging, guint p)
{
    return &g_array_index(tagging->pages, TaggedPage, p);
}

/* The tag of a line, NULL for none. */
static const Tag *
tag_of(const Tagging *tagging, const Document *document, guint p, guint line)
{
    const gint *tags = tagged_page(tagging, p)->tag;

    return tags != NULL && tags[line] >= 0 ? tag_at(mark_page(document, p), (guint)tags[line])
                                           : NULL;
}

/* Share of the letters in lines with tags that are tagged as headings. */
static double
share_of_headings(const Tagging *tagging, const Document *document)
{
    gsize all = 0, headings = 0;

    for (guint p = 0; p < document->pages->len; p++)
        for (guint l = 0; l < mark_page(document, p)->lines->len; l++) {
            const Tag *tag = tag_of(tagging, document, p, l);
            const guint n = page_line(mark_page(document, p), l)->n;

            all += tag != NULL ? n : 0;
            headings += tag != NULL && tag->kind == TAG_HEADING ? n : 0;
        }
    return all > 0 ? (double)headings / (double)all : 0;
}

Tagging *
tagging_read(const Document *document)
{
    g_autoptr(Tagging) tagging = g_new0(Tagging, 1);
    bool any = false;

    tagging->pages = g_array_new(FALSE, FALSE, sizeof(TaggedPage));
    g_array_set_clear_func(tagging->pages, tagged_page_clear);
    for (guint p = 0; p < document->pages->len; p++) {
        const TaggedPage added = { read_page(mark_page(document, p)) };

        any = any || added.tag != NULL;
        g_array_append_val(tagging->pages, added);
    }
    return any ? g_steal_pointer(&tagging) : NULL;
}

void
tagging_free(Tagging *tagging)
{
    if (tagging == NULL)
        return;
    g_array_unref(tagging->pages);
    g_free(tagging);
}

/* Does the tree call most lines a heading that look like one? Then it is right about the others. */
static bool
is_careful(const Tagging *tagging, const Document *document, const MarkTable *marks)
{
    guint agreed = 0, denied = 0;

    for (guint p = 0; p < document->pages->len; p++)
        for (guint l = 0; l < mark_page(document, p)->lines->len; l++) {
            const Tag *tag = tag_of(tagging, document, p, l);

            if (tag == NULL || mark_at(marks, p, l)->kind != MARK_HEADING)
                continue;
            agreed += tag->kind == TAG_HEADING;
            denied += tag->kind != TAG_HEADING && tag->kind != TAG_OTHER;
        }
    return agreed > 0 && agreed >= denied;
}

static void
mark_line(const Tag *tag, bool headings, bool careful, bool continues, Mark *mark)
{
    if (tag->kind == TAG_HEADING && headings)
        *mark = (Mark){ MARK_HEADING, tag->level, continues };
    else if (mark->kind == MARK_HEADING && careful && tag->kind != TAG_OTHER)
        *mark = (Mark){ .kind = MARK_BODY };
}

void
tagging_mark(const Tagging *tagging, const Document *document, MarkTable *marks)
{
    const bool headings = share_of_headings(tagging, document) <= MAX_HEADINGS;
    const bool careful = headings && is_careful(tagging, document, marks);

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);
        const gint *tags = tagged_page(tagging, p)->tag;

        for (guint l = 0; tags != NULL && l < page->lines->len; l++) {
            const Tag *tag = tag_of(tagging, document, p, l);
            const Line *line = page_line(page, l);
            Mark *mark = mark_at(marks, p, l);

            if (tag == NULL && mark->kind == MARK_BODY && is_at_edge(page, line))
                mark->kind = line->baseline < page->height / 2 ? MARK_HEADER : MARK_FOOTER;
            else if (tag != NULL && (mark->kind == MARK_BODY || mark->kind == MARK_HEADING))
                mark_line(tag, headings, careful, l > 0 && tags[l - 1] == tags[l], mark);
        }
    }
}

/* --- pieces ---------------------------------------------------------------- */

static bool
is_text(const Piece *piece)
{
    return (piece->kind == ELEMENT_PARAGRAPH || piece->kind == ELEMENT_ITEM) && !piece->contents &&
           piece->lines->len > 0;
}

/* The tag of a piece's line: its number on the page, -1 for none. */
static gint
number_of(const Tagging *tagging, const PieceLine *at)
{
    const gint *tags = tagged_page(tagging, at->page)->tag;

    return tags != NULL ? tags[at->line] : -1;
}

static bool
is_textual(const Tag *tag)
{
    return tag->kind == TAG_PARAGRAPH || tag->kind == TAG_ITEM;
}

/* Cuts @piece before its @i-th line; the rest is a piece of its own. */
static Piece *
cut_off(const Document *document, Piece *piece, guint i)
{
    Piece *rest = g_new0(Piece, 1);

    rest->kind = ELEMENT_PARAGRAPH;
    rest->page = piece->page;
    rest->depth = piece->depth + (piece->kind == ELEMENT_ITEM);
    rest->quote = piece->quote;
    rest->bbox = BBOX_EMPTY;
    rest->lines = g_array_new(FALSE, TRUE, sizeof(PieceLine));
    g_array_append_vals(rest->lines, &g_array_index(piece->lines, PieceLine, i),
                        piece->lines->len - i);
    g_array_set_size(piece->lines, i);
    for (guint k = 0; k < rest->lines->len; k++)
        rest->bbox = bbox_union(
            rest->bbox, piece_line(document, &g_array_index(rest->lines, PieceLine, k))->bbox);
    return rest;
}

/* Appends @piece to @cut, parted where another paragraph or item of the tree begins. */
static void
append_cut(const Tagging *tagging, const Document *document, Piece *piece, GPtrArray *cut)
{
    guint i = 1;

    g_ptr_array_add(cut, piece);
    if (!is_text(piece) || tagged_page(tagging, piece->page)->tag == NULL)
        return;
    while (i < piece->lines->len) {
        const PieceLine *at = &g_array_index(piece->lines, PieceLine, i);
        const gint before = number_of(tagging, at - 1), now = number_of(tagging, at);
        const Page *page = mark_page(document, at->page);

        if (before < 0 || now <= before || !is_textual(tag_at(page, (guint)now)) ||
            !is_textual(tag_at(page, (guint)before))) {
            i++;
            continue;
        }
        piece = cut_off(document, piece, i);
        g_ptr_array_add(cut, piece);
        i = 1;
    }
}

/* Is @piece the rest of the paragraph or item that @before is of? */
static bool
goes_on(const Tagging *tagging, const Document *document, const Piece *before, const Piece *piece)
{
    if (!is_text(before) || piece->kind != ELEMENT_PARAGRAPH || !is_text(piece) ||
        before->page != piece->page || before->quote != piece->quote)
        return false;
    const gint a = number_of(tagging, piece_last(before)),
               b = number_of(tagging, piece_first(piece));
    return a >= 0 && a == b && is_textual(tag_at(mark_page(document, piece->page), (guint)b));
}

static void
settle_kind(const Tagging *tagging, const Document *document, Piece *piece)
{
    const gint number = is_text(piece) ? number_of(tagging, piece_first(piece)) : -1;
    const Tag *tag = number >= 0 ? tag_at(mark_page(document, piece->page), (guint)number) : NULL;

    if (tag == NULL || tag->kind != TAG_ITEM)
        return;
    piece->kind = ELEMENT_ITEM;
    piece->depth = tag->depth;
}

typedef struct {
    Piece *piece;
    guint page;
    gint key; /* the tag's number, or that of the piece before; furniture stays at the ends */
    guint at;
} Ordered;

static gint
compare_ordered(gconstpointer a, gconstpointer b)
{
    const Ordered *p = a, *q = b;

    if (p->page != q->page)
        return p->page < q->page ? -1 : 1;
    if (p->key != q->key)
        return p->key < q->key ? -1 : 1;
    return (p->at > q->at) - (p->at < q->at);
}

static void
sort_pieces(const Tagging *tagging, GPtrArray *pieces)
{
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(Ordered));
    gint key = -1;

    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = piece_at(pieces, i);
        const gint own = piece->lines->len > 0 ? number_of(tagging, piece_first(piece)) : -1;

        if (i == 0 || piece_at(pieces, i - 1)->page != piece->page)
            key = -1;
        key = piece->kind == ELEMENT_HEADER   ? -1
              : piece->kind == ELEMENT_FOOTER ? G_MAXINT
              : own >= 0                      ? own
                                              : key;
        const Ordered added = { piece, piece->page, key, i };
        g_array_append_val(order, added);
    }
    g_array_sort(order, compare_ordered);
    for (guint i = 0; i < order->len; i++)
        pieces->pdata[i] = g_array_index(order, Ordered, i).piece;
}

void
tagging_arrange(const Tagging *tagging, const Document *document, GPtrArray *pieces)
{
    g_autoptr(GPtrArray) cut = g_ptr_array_new();
    guint kept = 0;

    for (guint i = 0; i < pieces->len; i++)
        append_cut(tagging, document, piece_at(pieces, i), cut);
    sort_pieces(tagging, cut);
    g_ptr_array_set_size(pieces, (gint)cut->len);
    for (guint i = 0; i < cut->len; i++) {
        Piece *piece = piece_at(cut, i);
        Piece *before = kept > 0 ? piece_at(pieces, kept - 1) : NULL;

        pieces->pdata[i] = NULL;
        if (before != NULL && goes_on(tagging, document, before, piece)) {
            g_array_append_vals(before->lines, piece->lines->data, piece->lines->len);
            piece_free(piece);
            continue;
        }
        settle_kind(tagging, document, piece);
        pieces->pdata[kept++] = piece;
    }
    g_ptr_array_set_size(pieces, (gint)kept);
}
