/* detect/assembly.c - the document passes: from the blocks of all pages to one flow
 *
 *     lines     marks                        pieces                      elements
 *     -----     furniture_mark  -+
 *     -----     contents_mark    +-> cut ->  list -> stitch -> notes ->  runs, code, cells
 *     -----     heading_mark    -+
 *     -----     tagging_mark    -+
 *
 * Passes that need the whole document say what each line is; the blocks are
 * cut along that into pieces; pieces that go on each other are joined; only
 * then are lines forgotten and their words made into text.
 */
#include "detect/assembly.h"

#include "detect/aid.h"
#include "detect/address.h"
#include "detect/contents.h"
#include "detect/furniture.h"
#include "detect/heading.h"
#include "detect/item.h"
#include "detect/listing.h"
#include "detect/margin.h"
#include "detect/note.h"
#include "detect/phrase.h"
#include "detect/prose.h"
#include "detect/quotation.h"
#include "detect/rejoin.h"
#include "detect/seam.h"
#include "detect/stitch.h"
#include "detect/tagging.h"

#include <math.h>
#include <string.h>

#define COLUMN_SLACK 0.2 /* of a character: rounding, and margins known to half a point */

typedef struct {
    const Document *document;
    const AssemblyOptions *options;
    const HyphenDictionary *dictionary;
    GHashTable *notes; /* marks of footnotes */
    GHashTable *pages; /* number -> const Page * */
    MarkBody body;
    double code_padding;
    double margin_shift; /* points: odd pages against even ones */
} Assembly;

static ProseOptions
prose_options(const Assembly *assembly, const Piece *piece)
{
    /* A heading's weight is its look as a heading; a running head's is nobody's business. */
    const bool plain = piece->kind == ELEMENT_HEADING || piece->kind == ELEMENT_HEADER ||
                       piece->kind == ELEMENT_FOOTER || piece->rows;

    return (ProseOptions){ .dictionary = assembly->dictionary,
                           .no_bold = plain || piece->contents || assembly->body.bold,
                           .no_italic = plain || assembly->body.italic,
                           .no_code = assembly->body.fixed,
                           .no_script = piece->kind == ELEMENT_HEADING,
                           .leaders = piece->contents,
                           .doubt = assembly->options->mark_doubt,
                           .code_padding = assembly->code_padding,
                           .notes = assembly->notes };
}

/* Each line a row, as they stand in a picture or an address. */
static GArray *
row_runs(const Assembly *assembly, const Piece *piece)
{
    const ProseOptions options = prose_options(assembly, piece);
    GArray *runs = run_array_new();

    for (guint i = 0; i < piece->lines->len; i++) {
        const PieceLine *at = &g_array_index(piece->lines, PieceLine, i);
        g_autoptr(Prose) prose = prose_new(&options);

        prose_add_line(prose, mark_page(assembly->document, at->page),
                       piece_line(assembly->document, at), at->skip);
        g_autoptr(GArray) row = prose_take(prose);
        if (runs->len > 0 && row->len > 0)
            run_array_append(runs, "", &(Run){ .flags = RUN_BREAK });
        for (guint k = 0; k < row->len; k++)
            run_array_append(runs, g_array_index(row, Run, k).text, &g_array_index(row, Run, k));
    }
    return runs;
}

static GArray *
piece_runs(const Assembly *assembly, const Piece *piece)
{
    if (piece->rows || address_is(assembly->document, piece))
        return row_runs(assembly, piece);

    const ProseOptions options = prose_options(assembly, piece);
    g_autoptr(Prose) prose = prose_new(&options);

    for (guint i = 0; i < piece->lines->len; i++) {
        const PieceLine *at = &g_array_index(piece->lines, PieceLine, i);

        prose_add_line(prose, mark_page(assembly->document, at->page),
                       piece_line(assembly->document, at), at->skip);
    }
    if (piece->words != NULL)
        prose_add_words(prose, mark_page(assembly->document, piece->page), piece->words);
    return prose_take(prose);
}

/* Where column 0 of each part is, on its own page: one part may begin further in than another. */
static void
align_parts(const Assembly *assembly, GArray *parts)
{
    double left = G_MAXDOUBLE;

    /* All as if they stood on pages of one side. */
    for (guint i = 0; i < parts->len; i++) {
        ListingPart *part = &g_array_index(parts, ListingPart, i);
        const double shift = part->page->number % 2 == 1 ? assembly->margin_shift : 0;

        part->left = listing_left(part->page, part->lines);
        left = MIN(left, part->left - shift);
    }
    for (guint i = 0; i < parts->len; i++) {
        ListingPart *part = &g_array_index(parts, ListingPart, i);
        const double shift = part->page->number % 2 == 1 ? assembly->margin_shift : 0;
        const double advance = listing_advance(part->page, part->lines);
        const double columns = advance > 0 ? (part->left - left - shift) / advance : 0;

        /* Not a whole number of characters: then it stands in another column of the page. */
        if (fabs(columns - round(columns)) < COLUMN_SLACK)
            part->left = left + shift;
    }
}

/* Text of code over one or more pages. */
static char *
piece_code(const Assembly *assembly, const Piece *piece)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(ListingPart));
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    GArray *lines = NULL;
    guint page = G_MAXUINT;

    for (guint i = 0; i < piece->lines->len; i++) {
        const PieceLine *at = &g_array_index(piece->lines, PieceLine, i);

        if (at->page != page) {
            const ListingPart part = { .page = mark_page(assembly->document, at->page),
                                       .lines = g_array_new(FALSE, FALSE, sizeof(guint)) };

            lines = (GArray *)part.lines;
            page = at->page;
            g_ptr_array_add(owned, lines);
            g_array_append_val(parts, part);
        }
        g_array_append_val(lines, at->line);
    }

    align_parts(assembly, parts);
    g_autofree char *text = listing_text(parts);
    return rejoin_lines(text);
}

static double
doubt_of(const Page *page, const GArray *words)
{
    double doubt = 0;

    for (guint i = 0; i < words->len; i++)
        doubt = MAX(doubt, 1 - page_word(page, g_array_index(words, guint, i))->confidence);
    return doubt;
}

static void
set_cells(const Assembly *assembly, Table *table)
{
    const ProseOptions options = { .dictionary = assembly->dictionary,
                                   .no_bold = assembly->body.bold,
                                   .no_italic = assembly->body.italic,
                                   .no_code = assembly->body.fixed,
                                   .doubt = assembly->options->mark_doubt,
                                   .code_padding = assembly->code_padding,
                                   .notes = assembly->notes };
    g_autoptr(Prose) prose = prose_new(&options);

    for (guint i = 0; i < table->cells->len; i++) {
        Cell *cell = &g_array_index(table->cells, Cell, i);
        const Page *page = g_hash_table_lookup(assembly->pages, GUINT_TO_POINTER(cell->page));

        if (page == NULL || cell->words == NULL || cell->runs != NULL)
            continue;
        prose_add_words(prose, page, cell->words);
        cell->runs = prose_take(prose);
        cell->doubt = doubt_of(page, cell->words);
    }
    seam_close(table, assembly->dictionary);
}

/* The number that an item's marker says: "3.", "(b)", "iv)"; 0 for none. */
static guint
ordinal(const char *marker)
{
    g_autofree char *bare = g_strdup(marker);

    g_strdelimit(bare, "().:[]", ' ');
    g_strstrip(bare);
    if (strlen(bare) == 1 && g_ascii_isalpha(*bare) && strchr("ivxIVX", *bare) == NULL)
        return (guint)(g_ascii_tolower(*bare) - 'a') + 1;
    return phrase_number(bare);
}

static void
fill_item(Element *element, Piece *piece)
{
    element->ordered = piece->ordered;
    element->marker = g_steal_pointer(&piece->marker);
    if (element->ordered && element->marker != NULL) {
        element->ordinal = ordinal(element->marker);
        element->ordered = element->ordinal > 0;
    }
}

/* Puts the marker of a note back that has no mark in the text, and makes it a paragraph. */
static void
unmake_note(Piece *piece)
{
    piece->kind = ELEMENT_PARAGRAPH;
    g_array_index(piece->lines, PieceLine, 0).skip = 0;
}

static void
add_element(const Assembly *assembly, Piece *piece, Flow *flow)
{
    if (piece->kind == ELEMENT_NOTE && piece->label == NULL && piece->lines->len > 0)
        unmake_note(piece);

    Element *element = flow_add(flow, piece->kind,
                                mark_page(assembly->document, piece->page)->number, piece->bbox);
    element->depth = piece->depth;
    element->quote = piece->quote;
    switch (piece->kind) {
    case ELEMENT_TABLE:
        element->table = piece_own_table(piece);
        piece->table = NULL;
        set_cells(assembly, element->table);
        return;
    case ELEMENT_PICTURE:
        return;
    case ELEMENT_CODE:
        element->code = piece_code(assembly, piece);
        element->language = g_strdup(listing_language(element->code));
        return;
    case ELEMENT_HEADING:
        element->level = CLAMP(piece->level, 1, 6);
        break;
    case ELEMENT_ITEM:
        fill_item(element, piece);
        break;
    case ELEMENT_NOTE:
        /* The marks know the label by the piece's own string: it stays there. */
        element->label = g_strdup(piece->label);
        break;
    default:
        break;
    }
    g_array_unref(element->runs);
    element->runs = piece_runs(assembly, piece);
}

/* Entries of printed contents, and the title right above them. */
static bool
is_contents(const Assembly *assembly, const GPtrArray *pieces, guint i)
{
    const Piece *piece = piece_at(pieces, i);

    if (!assembly->options->drop_contents)
        return false;
    if (piece->contents)
        return true;
    if (piece->lines->len == 0 || i + 1 >= pieces->len || !piece_at(pieces, i + 1)->contents)
        return false;

    g_autofree char *text = piece_text(assembly->document, piece);
    return contents_is_title(text);
}

/* Is there anything in it to write? */
static bool
has_text(const Element *element)
{
    return element->runs->len > 0 || element->table != NULL || element->code != NULL ||
           element->kind == ELEMENT_PICTURE;
}

/* A table, or a caption right before or behind one. */
static bool
is_of_table(const GPtrArray *pieces, guint i)
{
    const ElementKind kind = piece_at(pieces, i)->kind;

    return kind == ELEMENT_TABLE ||
           (kind == ELEMENT_CAPTION &&
            ((i > 0 && piece_at(pieces, i - 1)->kind == ELEMENT_TABLE) ||
             (i + 1 < pieces->len && piece_at(pieces, i + 1)->kind == ELEMENT_TABLE)));
}

Flow *
assembly_flow(const Document *document, const AssemblyOptions *options)
{
    g_autoptr(MarkTable) marks = mark_table_new(document);

    g_autoptr(GHashTable) said = furniture_mark(document, marks);
    contents_mark(document, marks);
    heading_mark(document, marks);
    g_autoptr(Tagging) tagging = tagging_read(document);
    if (tagging != NULL)
        tagging_mark(tagging, document, marks);

    GPtrArray *list = piece_list(document, marks, said);
    if (tagging != NULL)
        tagging_arrange(tagging, document, list);
    item_resume(document, list);
    item_settle(document, list);
    g_autoptr(GPtrArray) pieces = stitch_pieces(document, list, options->join_tables);
    g_autoptr(GHashTable) notes = note_settle(document, pieces);
    if (options->quotations)
        quotation_mark(document, pieces);
    g_autoptr(GHashTable) pages = g_hash_table_new(NULL, NULL);
    g_autoptr(HyphenDictionary) dictionary = hyphen_dictionary_new(document);
    const Assembly assembly = { document,
                                options,
                                dictionary,
                                notes,
                                pages,
                                mark_body(document, marks),
                                prose_code_padding(document),
                                margin_shift(document) };
    Flow *flow = flow_new();

    flow->shelf = document->shelf;

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        g_hash_table_insert(pages, GUINT_TO_POINTER(page->number), (gpointer)page);
    }
    for (guint i = 0; i < pieces->len; i++) {
        if (options->keep_lines && !is_of_table(pieces, i))
            continue;
        const bool contents = is_contents(&assembly, pieces, i);
        add_element(&assembly, piece_at(pieces, i), flow);
        if (contents)
            flow_drop(flow, flow->elements->len - 1, "printed contents");
        else if (!has_text(flow_element(flow, flow->elements->len - 1)))
            g_ptr_array_remove_index(flow->elements, flow->elements->len - 1);
        else
            flow_settle_last(flow);
    }
    if (options->drop_contents)
        aid_drop(flow);
    return flow;
}
