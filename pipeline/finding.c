/* pipeline/finding.c - what the report says of a document besides its outcome */
#include "pipeline/finding.h"

void
finding_collect(const Document *document, ReportEntry *entry)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document_nth(document, i);

        if (page->words->len == 0)
            g_array_append_val(entry->empty, page->number);
    }
    for (guint i = 0; document->flow != NULL && i < document->flow->elements->len; i++) {
        const Table *table = flow_element(document->flow, i)->table;

        if (table != NULL) {
            const ReportTable found = { table->page, table->confidence };
            g_array_append_val(entry->tables, found);
        }
    }
}

void
finding_words(const Tally *tally, ReportEntry *entry)
{
    entry->words = (ReportWords){ .counted = TRUE,
                                  .words = tally->words,
                                  .written = tally->written,
                                  .dropped = tally->dropped,
                                  .lost = tally->lost };
}

static GVariant *
pack_tables(const GArray *tables)
{
    GVariantBuilder builder;

    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ud)"));
    for (guint i = 0; i < tables->len; i++) {
        const ReportTable table = g_array_index(tables, ReportTable, i);

        g_variant_builder_add(&builder, "(ud)", table.page, table.confidence);
    }
    return g_variant_builder_end(&builder);
}

GVariant *
finding_pack(const ReportEntry *entry)
{
    const ReportWords words = entry->words;

    return g_variant_new("(@au@a(ud)(buuuu))",
                         g_variant_new_fixed_array(G_VARIANT_TYPE_UINT32, entry->empty->data,
                                                   entry->empty->len, sizeof(guint32)),
                         pack_tables(entry->tables), (gboolean)words.counted, words.words,
                         words.written, words.dropped, words.lost);
}

void
finding_unpack(GVariant *findings, ReportEntry *entry)
{
    g_autoptr(GVariant) pages = NULL, tables = NULL;
    ReportWords *words = &entry->words;
    gboolean counted;
    gsize n;

    g_variant_get(findings, "(@au@a(ud)(buuuu))", &pages, &tables, &counted, &words->words,
                  &words->written, &words->dropped, &words->lost);
    words->counted = counted;
    const guint32 *numbers = g_variant_get_fixed_array(pages, &n, sizeof *numbers);
    g_array_append_vals(entry->empty, numbers, (guint)n);
    for (gsize i = 0; i < g_variant_n_children(tables); i++) {
        ReportTable table;

        g_variant_get_child(tables, i, "(ud)", &table.page, &table.confidence);
        g_array_append_val(entry->tables, table);
    }
}
