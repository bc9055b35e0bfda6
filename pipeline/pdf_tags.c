/* pipeline/pdf_tags.c - what a tagged PDF says of its own structure
 *
 *     Document                      leaves, which name a piece of a page's
 *       H1 --- leaf                 contents, belong to the nearest element
 *       P  --- leaf, Span --- leaf  above them that is a block: here a heading,
 *       L                           a paragraph, and two items, the second of
 *         LI   Lbl --- leaf         which has the label and the first paragraph
 *              LBody --- P --- leaf of its body
 *         LI ...
 *
 * Poppler says of a leaf its page and, by going through all of the page's contents once more, its
 * text, but not where that stands.
 */
#include "pipeline/pdf_tags.h"

#include "pipeline/limit.h"

/* Leaves times words of a page: it takes about half a microsecond each. */
#define MAX_WORK 150000

typedef struct {
    PopplerStructureElement *element;
    guint block; /* leaves of one block have one number */
    Tag tag;     /* of that block, without text */
} Leaf;

struct PdfTags {
    GPtrArray *pages; /* GArray of Leaf or NULL, by number - 1 */
    guint n_leaves, n_blocks;
    bool broken;
};

/* Where the walk is. */
typedef struct {
    guint depth;
    guint lists;    /* around it */
    guint sections; /* around it */
    bool in_block;
    guint block;
    Tag tag;
    guint *item; /* block of the item whose first paragraph is still to come, 0 when it has come;
                    NULL outside of items */
} TreePlace;

static void
leaf_clear(gpointer data)
{
    g_object_unref(((Leaf *)data)->element);
}

static void
add_leaf(PdfTags *tags, PopplerStructureElement *element, const TreePlace *place)
{
    const gint page = poppler_structure_element_get_page(element);

    if (page < 0 || (guint)page >= tags->pages->len)
        return;
    if (limit_is_passed(LIMIT_TAGGED_PARTS, ++tags->n_leaves)) {
        tags->broken = true;
        return;
    }
    GArray *leaves = g_ptr_array_index(tags->pages, page);
    if (leaves == NULL) {
        leaves = g_array_new(FALSE, FALSE, sizeof(Leaf));
        g_array_set_clear_func(leaves, leaf_clear);
        g_ptr_array_index(tags->pages, page) = leaves;
    }
    const Leaf leaf = { g_object_ref(element), place->block, place->tag };
    g_array_append_val(leaves, leaf);
}

static void
begin_block(PdfTags *tags, TreePlace *place, TagKind kind)
{
    place->in_block = true;
    place->block = ++tags->n_blocks;
    place->tag = (Tag){ .kind = kind };
}

static void
begin_heading(PdfTags *tags, TreePlace *place, guint level)
{
    begin_block(tags, place, TAG_HEADING);
    place->tag.level = CLAMP(level, 1, 6);
}

static void
begin_paragraph(PdfTags *tags, TreePlace *place)
{
    if (place->item != NULL && *place->item == place->block)
        *place->item = 0; /* the first one of an item is the item */
    else
        begin_block(tags, place, TAG_PARAGRAPH);
}

/* Changes @place to that inside an element of @kind. */
static void
enter(PdfTags *tags, PopplerStructureElementKind kind, TreePlace *place)
{
    switch (kind) {
    case POPPLER_STRUCTURE_ELEMENT_HEADING:
        begin_heading(tags, place, place->sections);
        break;
    case POPPLER_STRUCTURE_ELEMENT_HEADING_1:
    case POPPLER_STRUCTURE_ELEMENT_HEADING_2:
    case POPPLER_STRUCTURE_ELEMENT_HEADING_3:
    case POPPLER_STRUCTURE_ELEMENT_HEADING_4:
    case POPPLER_STRUCTURE_ELEMENT_HEADING_5:
    case POPPLER_STRUCTURE_ELEMENT_HEADING_6:
        begin_heading(tags, place, kind - POPPLER_STRUCTURE_ELEMENT_HEADING_1 + 1);
        break;
    case POPPLER_STRUCTURE_ELEMENT_PARAGRAPH:
        /* Within headings, captions and cells it is nothing of its own. */
        if (!place->in_block || place->tag.kind == TAG_ITEM || place->tag.kind == TAG_OTHER ||
            place->tag.kind == TAG_NOTE)
            begin_paragraph(tags, place);
        break;
    case POPPLER_STRUCTURE_ELEMENT_LIST:
        place->lists++;
        break;
    case POPPLER_STRUCTURE_ELEMENT_LIST_ITEM:
        begin_block(tags, place, TAG_ITEM);
        place->tag.depth = place->lists > 0 ? place->lists - 1 : 0;
        break;
    case POPPLER_STRUCTURE_ELEMENT_CAPTION:
        begin_block(tags, place, TAG_CAPTION);
        break;
    case POPPLER_STRUCTURE_ELEMENT_NOTE:
        begin_block(tags, place, TAG_NOTE);
        break;
    case POPPLER_STRUCTURE_ELEMENT_TABLE:
        begin_block(tags, place, TAG_TABLE);
        break;
    case POPPLER_STRUCTURE_ELEMENT_FIGURE:
    case POPPLER_STRUCTURE_ELEMENT_FORMULA:
    case POPPLER_STRUCTURE_ELEMENT_FORM:
        begin_block(tags, place, TAG_FIGURE);
        break;
    case POPPLER_STRUCTURE_ELEMENT_SECTION:
        place->sections++;
        begin_block(tags, place, TAG_OTHER);
        break;
    case POPPLER_STRUCTURE_ELEMENT_DOCUMENT:
    case POPPLER_STRUCTURE_ELEMENT_PART:
    case POPPLER_STRUCTURE_ELEMENT_ARTICLE:
    case POPPLER_STRUCTURE_ELEMENT_DIV:
    case POPPLER_STRUCTURE_ELEMENT_BLOCKQUOTE:
    case POPPLER_STRUCTURE_ELEMENT_NONSTRUCT:
    case POPPLER_STRUCTURE_ELEMENT_INDEX:
    case POPPLER_STRUCTURE_ELEMENT_TOC:
    case POPPLER_STRUCTURE_ELEMENT_TOC_ITEM:
        if (!place->in_block || place->tag.kind == TAG_OTHER)
            begin_block(tags, place, TAG_OTHER);
        break;
    default: /* inline, or a part of a table or a list */
        break;
    }
}

static void
walk(PdfTags *tags, PopplerStructureElementIter *iter, const TreePlace *place)
{
    if (limit_is_passed(LIMIT_NESTING, place->depth)) {
        tags->broken = true;
        return;
    }
    do {
        g_autoptr(PopplerStructureElement) element =
            poppler_structure_element_iter_get_element(iter);

        if (element == NULL)
            continue;
        if (poppler_structure_element_is_content(element)) {
            add_leaf(tags, element, place);
            continue;
        }
        g_autoptr(PopplerStructureElementIter) child =
            poppler_structure_element_iter_get_child(iter);
        const PopplerStructureElementKind kind = poppler_structure_element_get_kind(element);
        TreePlace inside = *place;
        guint item;

        if (child == NULL)
            continue;
        inside.depth++;
        enter(tags, kind, &inside);
        if (kind == POPPLER_STRUCTURE_ELEMENT_LIST_ITEM) {
            item = inside.block;
            inside.item = &item;
        }
        walk(tags, child, &inside);
    } while (!tags->broken && poppler_structure_element_iter_next(iter));
}

static void
leaves_free(gpointer leaves)
{
    if (leaves != NULL)
        g_array_unref(leaves);
}

static PdfTags *
read_tree(Pdf *pdf)
{
    PdfTags *tags = g_new0(PdfTags, 1);
    g_autoptr(PopplerStructureElementIter) iter = poppler_structure_element_iter_new(pdf->poppler);
    const TreePlace root = { 0 };

    tags->pages = g_ptr_array_new_with_free_func(leaves_free);
    if (iter == NULL)
        return tags;
    g_ptr_array_set_size(tags->pages, (gint)pdf->n_pages);
    walk(tags, iter, &root);
    if (tags->broken) {
        g_ptr_array_set_size(tags->pages, 0);
        g_ptr_array_add(pdf->unsaid,
                        g_strdup_printf("the tags are not looked at: more than --limit nesting, "
                                        "which is %" G_GUINT64_FORMAT
                                        ", or tagged-parts, which is %" G_GUINT64_FORMAT,
                                        limit_get(LIMIT_NESTING), limit_get(LIMIT_TAGGED_PARTS)));
    }
    return tags;
}

void
pdf_tags_free(PdfTags *tags)
{
    if (tags == NULL)
        return;
    g_ptr_array_unref(tags->pages);
    g_free(tags);
}

/* The byte that Poppler takes for @c, as if text were in the encoding of PDF's own strings; -1 for
 * none. */
static int
byte_of(gunichar c)
{
    /* From 0x80; two bytes have no character, and end the text for Poppler. */
    static const gunichar from_80[] = {
        0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
        0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
        0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0,      0x20AC,
    };

    if (c < 0x80 || (c > 0xA0 && c <= 0xFF))
        return (int)c;
    for (guint i = 0; i < G_N_ELEMENTS(from_80); i++)
        if (from_80[i] == c)
            return (int)(0x80 + i);
    return -1;
}

/* Poppler 22.12 has the text as UTF-8 and makes UTF-8 of it once more; takes @text and gives what
 * it was, or as it is where that is not so. */
static char *
restored(char *text)
{
    g_autofree char *owned = text;
    g_autoptr(GString) bytes = g_string_new(NULL);

    for (const char *p = owned; *p != '\0'; p = g_utf8_next_char(p)) {
        const int byte = byte_of(g_utf8_get_char(p));

        if (byte < 0)
            return g_steal_pointer(&owned);
        g_string_append_c(bytes, (char)byte);
    }
    return g_utf8_validate(bytes->str, (gssize)bytes->len, NULL)
               ? g_string_free(g_steal_pointer(&bytes), FALSE)
               : g_steal_pointer(&owned);
}

/* Adds the text of @leaf to the tag of its block. @blocks: of the tags so far. */
static void
add_text(Page *page, const Leaf *leaf, GArray *blocks)
{
    g_autofree char *raw =
        poppler_structure_element_get_text(leaf->element, POPPLER_STRUCTURE_GET_TEXT_NONE);
    g_autofree char *text = restored(g_utf8_make_valid(raw != NULL ? raw : "", -1));
    guint i = blocks->len;

    if (*text == '\0')
        return;
    while (i > 0 && g_array_index(blocks, guint, i - 1) != leaf->block)
        i--;
    if (i == 0) {
        Tag tag = leaf->tag;

        tag.text = g_steal_pointer(&text);
        g_array_append_val(page->tags, tag);
        g_array_append_val(blocks, leaf->block);
        return;
    }
    Tag *tag = &g_array_index(page->tags, Tag, i - 1);
    char *both = g_strconcat(tag->text, text, NULL);

    g_free(tag->text);
    tag->text = both;
}

void
pdf_tags_load(Pdf *pdf, Page *page)
{
    g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(guint));

    if (pdf->tags == NULL)
        pdf->tags = read_tree(pdf);

    const guint at = page->number - 1;
    const GArray *leaves =
        at < pdf->tags->pages->len ? g_ptr_array_index(pdf->tags->pages, at) : NULL;
    if (leaves == NULL)
        return;
    if ((gsize)leaves->len * page->words->len > MAX_WORK) {
        page_add_issue(page, "its %u tagged parts are not looked at", leaves->len);
        return;
    }
    for (guint i = 0; i < leaves->len; i++)
        add_text(page, &g_array_index(leaves, Leaf, i), blocks);
}
