/* pipeline/tables.c - `sheaf tables`: tables as CSV, TSV, JSON, with a manifest */
#include "pipeline/tables.h"

#include "emit/csv.h"
#include "emit/json.h"
#include "pipeline/batch.h"
#include "pipeline/catalogue.h"
#include "pipeline/output.h"

#define MANIFEST "manifest.jsonl"

/* The tables of the flow, lent. */
static GPtrArray *
tables_of(const Flow *flow)
{
    GPtrArray *tables = g_ptr_array_new();

    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind == ELEMENT_TABLE && element->table != NULL)
            g_ptr_array_add(tables, element->table);
    }
    return tables;
}

/* One file a table and its line in the manifest. @number: of the table on its page. */
static bool
write_table(Batch *batch, const Input *input, const Table *table, guint number, Format format,
            GError **error)
{
    const CsvOptions csv = { .separator = format == FORMAT_TSV ? '\t' : ',',
                             .bom = batch->options->bom,
                             .spans = batch->options->spans };
    g_autofree char *text = csv_table(table, &csv);
    g_autofree char *file = g_strdup_printf("%s-page-%u-table-%u%s", input->stem, table->page,
                                            number, option_format_ending(format));
    g_autofree char *path = g_build_filename(batch->options->output, file, NULL);
    g_autofree char *line = json_manifest_line(input->path, table, file);

    if (!output_text(path, text, error))
        return FALSE;
    g_string_append(batch->manifest, line);
    return TRUE;
}

static bool
write_tables(Batch *batch, const Input *input, const GPtrArray *tables, Format format,
             GError **error)
{
    guint page = 0, number = 0;

    for (guint i = 0; i < tables->len; i++) {
        const Table *table = g_ptr_array_index(tables, i);

        number = table->page == page ? number + 1 : 1;
        page = table->page;
        if (!write_table(batch, input, table, number, format, error))
            return FALSE;
    }
    return TRUE;
}

static bool
write_json(Batch *batch, const Input *input, const GPtrArray *tables, GError **error)
{
    g_autofree char *name = g_path_get_basename(input->path);
    g_autofree char *text = json_tables(name, tables);
    g_autofree char *path = batch_path(batch, input, option_format_ending(FORMAT_JSON));

    return output_text(path, text, error);
}

static bool
write_document(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    g_autoptr(GPtrArray) tables = tables_of(intake->document->flow);
    g_autofree char *name = g_path_get_basename(input->path);
    const guint formats = batch->options->formats;

    if (batch->ledger != NULL)
        batch->tables = json_tables(name, tables);
    return (!(formats & FORMAT_CSV) || write_tables(batch, input, tables, FORMAT_CSV, error)) &&
           (!(formats & FORMAT_TSV) || write_tables(batch, input, tables, FORMAT_TSV, error)) &&
           (!(formats & FORMAT_JSON) || write_json(batch, input, tables, error));
}

/* The manifest lists files: --to json alone has none but the one a document. */
static bool
write_manifest(Batch *batch, GError **error)
{
    g_autofree char *path = g_build_filename(batch->options->output, MANIFEST, NULL);

    return (!(batch->options->formats & (FORMAT_CSV | FORMAT_TSV)) ||
            output_text(path, batch->manifest->str, error)) &&
           (batch->ledger == NULL || catalogue_write(batch->ledger, batch->options->output, error));
}

int
tables_run(const Options *options)
{
    const BatchWriter writer = { .write = write_document, .finish = write_manifest };

    return batch_run(options, &writer);
}
