/* pipeline/pdf_link.c - links, and where they lead */
#include "pipeline/pdf_internal.h"

#include <math.h>

#define BAND_HEIGHT 16.0 /* points: about a line, so that few links share a band */
#define MAX_BANDS 1024

/* An index of symbols has hundreds of links and thousands of glyphs to look for in them,
 * so links are kept by the bands of the page that they reach into. */
struct PdfLinkIndex {
    const Page *page;
    guint n_bands;
    GArray **bands; /* of gint: links; NULL where there is none */
};

/* Outlines and indexes ask for the same few pages again and again. */
static const PageTop *
page_top(Pdf *pdf, guint number)
{
    PageTop *top = &pdf->tops[number - 1];

    if (!top->known) {
        g_autoptr(PopplerPage) poppler = poppler_document_get_page(pdf->poppler, (int)number - 1);
        PopplerRectangle crop;

        top->known = true;
        if (poppler != NULL) {
            poppler_page_get_crop_box(poppler, &crop);
            poppler_page_get_size(poppler, NULL, &top->height);
            top->turned = fabs(crop.y2 - crop.y1 - top->height) > 0.01;
        }
    }
    return top;
}

static Place
explicit_place(Pdf *pdf, const PopplerDest *dest)
{
    if (dest->page_num < 1 || (guint)dest->page_num > pdf->n_pages)
        return (Place){ 0, 0 };

    Place place = { .page = (guint)dest->page_num };
    const bool has_top = (dest->type == POPPLER_DEST_XYZ && dest->change_top) ||
                         dest->type == POPPLER_DEST_FITH || dest->type == POPPLER_DEST_FITBH ||
                         dest->type == POPPLER_DEST_FITR;
    const PageTop *top = page_top(pdf, place.page);
    /* On a turned page the place is a matter of its left or right, and which of the two
     * Poppler doesn't tell: the page's top will do. */
    if (has_top && !top->turned)
        place.y = CLAMP(top->height - dest->top, 0, top->height);
    return place;
}

/* Looking up a name walks the file's name tree, and one name is used by many links. */
static Place
named_place(Pdf *pdf, const char *name)
{
    const Place *known = g_hash_table_lookup(pdf->names, name);

    if (known != NULL)
        return *known;

    g_autoptr(PopplerDest) dest = poppler_document_find_dest(pdf->poppler, name);
    Place *place = g_new0(Place, 1);
    if (dest != NULL && dest->type != POPPLER_DEST_NAMED)
        *place = explicit_place(pdf, dest);
    g_hash_table_insert(pdf->names, g_strdup(name), place);
    return *place;
}

Place
pdf_link_place(Pdf *pdf, const PopplerDest *dest)
{
    if (dest == NULL)
        return (Place){ 0, 0 };
    if (dest->type != POPPLER_DEST_NAMED)
        return explicit_place(pdf, dest);
    return dest->named_dest != NULL ? named_place(pdf, dest->named_dest) : (Place){ 0, 0 };
}

/* A target without white space and control characters, which broken producers leave in;
 * NULL when nothing is left, or it is a program. Poppler puts http:// before www., what else
 * has no scheme stays as it is. */
static char *
clean_uri(const char *raw)
{
    g_autofree char *valid = g_utf8_make_valid(raw, -1);
    g_autoptr(GString) uri = g_string_new(NULL);

    g_strstrip(valid);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (c == ' ')
            g_string_append(uri, "%20");
        else if (!g_unichar_isspace(c) && !g_unichar_iscntrl(c))
            g_string_append_unichar(uri, c);
    }
    if (uri->len == 0 || g_ascii_strncasecmp(uri->str, "javascript:", 11) == 0)
        return NULL;
    return g_string_free(g_steal_pointer(&uri), FALSE);
}

void
pdf_link_load(Pdf *pdf, PopplerPage *poppler, Page *page)
{
    GList *mappings = poppler_page_get_link_mapping(poppler);

    /* Poppler gives them last one first. */
    for (GList *l = g_list_last(mappings); l != NULL; l = l->prev) {
        const PopplerLinkMapping *mapping = l->data;
        const PopplerAction *action = mapping->action;
        const PopplerRectangle *a = &mapping->area;
        Link link = { .bbox = { a->x1, page->height - a->y2, a->x2, page->height - a->y1 } };

        if (action == NULL)
            continue;
        if (action->type == POPPLER_ACTION_URI && action->uri.uri != NULL) {
            link.uri = clean_uri(action->uri.uri);
        } else if (action->type == POPPLER_ACTION_GOTO_REMOTE &&
                   action->goto_remote.file_name != NULL) {
            link.uri = clean_uri(action->goto_remote.file_name);
        } else if (action->type == POPPLER_ACTION_GOTO_DEST) {
            const Place place = pdf_link_place(pdf, action->goto_dest.dest);
            link.dest_page = place.page;
            link.dest_y = place.y;
        } else {
            continue;
        }
        g_array_append_val(page->links, link);
    }
    poppler_page_free_link_mapping(mappings);
}

static guint
band_of(const PdfLinkIndex *index, double y)
{
    return (guint)CLAMP(y / BAND_HEIGHT, 0, index->n_bands - 1);
}

PdfLinkIndex *
pdf_link_index_new(const Page *page)
{
    PdfLinkIndex *index = g_new0(PdfLinkIndex, 1);

    index->page = page;
    index->n_bands = (guint)CLAMP(page->height / BAND_HEIGHT + 1, 1, MAX_BANDS);
    index->bands = g_new0(GArray *, index->n_bands);
    for (gint i = 0; i < (gint)page->links->len; i++) {
        const Bbox b = g_array_index(page->links, Link, i).bbox;

        for (guint band = band_of(index, b.y0); band <= band_of(index, b.y1); band++) {
            if (index->bands[band] == NULL)
                index->bands[band] = g_array_new(FALSE, FALSE, sizeof(gint));
            g_array_append_val(index->bands[band], i);
        }
    }
    return index;
}

void
pdf_link_index_free(PdfLinkIndex *index)
{
    for (guint i = 0; i < index->n_bands; i++)
        if (index->bands[i] != NULL)
            g_array_unref(index->bands[i]);
    g_free(index->bands);
    g_free(index);
}

gint
pdf_link_at(const PdfLinkIndex *index, double x, double y, gint likely)
{
    const GArray *links = index->page->links;
    const GArray *band = index->bands[band_of(index, y)];

    if (likely >= 0 && bbox_holds_point(g_array_index(links, Link, likely).bbox, x, y))
        return likely;
    for (guint i = 0; band != NULL && i < band->len; i++) {
        const gint link = g_array_index(band, gint, i);

        if (bbox_holds_point(g_array_index(links, Link, link).bbox, x, y))
            return link;
    }
    return -1;
}
