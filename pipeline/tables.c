/* pipeline/tables.c - `sheaf tables`: tables as CSV, TSV, JSON, XLSX, with a manifest */
#include "pipeline/tables.h"

#include "emit/csv.h"
#include "emit/json.h"
#include "emit/xlsx.h"
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

/* "page-2-table-1": what the files or sheets of the tables are called. (transfer full) */
static GPtrArray *
names_of(const GPtrArray *tables)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    guint page = 0, number = 0;

    for (guint i = 0; i < tables->len; i++) {
        const Table *table = g_ptr_array_index(tables, i);

        number = table->page == page ? number + 1 : 1;
        page = table->page;
        g_ptr_array_add(names, g_strdup_printf("page-%u-table-%u", page, number));
    }
    return names;
}

static void
add_to_manifest(Batch *batch, const Input *input, const Table *table, const char *file,
                const char *sheet)
{
    g_autofree char *line = json_manifest_line(input->path, table, file, sheet);

    g_string_append(batch->manifest, line);
}

/* One file a table and its line in the manifest. */
static bool
write_table(Batch *batch, const Input *input, const Table *table, const char *name, Format format,
            GError **error)
{
    const CsvOptions csv = { .separator = format == FORMAT_TSV ? '\t' : ',',
                             .bom = batch->options->bom,
                             .spans = batch->options->spans };
    g_autofree char *text = csv_table(table, &csv);
    g_autofree char *file = g_strconcat(input->stem, "-", name, option_format_ending(format), NULL);
    g_autofree char *path = g_build_filename(batch->options->output, file, NULL);

    if (!output_text(path, text, error))
        return FALSE;
    add_to_manifest(batch, input, table, file, NULL);
    return TRUE;
}

static bool
write_tables(Batch *batch, const Input *input, const GPtrArray *tables, Format format,
             GError **error)
{
    g_autoptr(GPtrArray) names = names_of(tables);

    for (guint i = 0; i < tables->len; i++)
        if (!write_table(batch, input, g_ptr_array_index(tables, i), g_ptr_array_index(names, i),
                         format, error))
            return FALSE;
    return TRUE;
}

/* The tables that a sheet can hold, and their names; what of the others is said. */
static void
take_fitting(Batch *batch, const GPtrArray *all, GPtrArray *tables, GPtrArray *names)
{
    g_autoptr(GPtrArray) all_names = names_of(all);

    for (guint i = 0; i < all->len; i++) {
        Table *table = g_ptr_array_index(all, i);
        const char *name = g_ptr_array_index(all_names, i);
        g_autoptr(GError) error = NULL;

        if (xlsx_fits(table, &error)) {
            g_ptr_array_add(tables, table);
            g_ptr_array_add(names, g_strdup(name));
        } else {
            g_prefix_error(&error, "%s: ", name);
            report_lost(&batch->report, batch->entry, 0, error->message);
        }
    }
}

static bool
make_workbook(Batch *batch, const GPtrArray *tables, const GPtrArray *names, const char *path,
              GError **error)
{
    g_autoptr(GPtrArray) cut = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *scratch = output_scratch(path, error);

    if (scratch == NULL)
        return FALSE;
    g_autofree char *made = g_build_filename(scratch, "workbook", NULL);
    const bool done =
        xlsx_write(tables, names, made, scratch, cut, error) && output_adopt(made, path, error);
    output_scratch_remove(scratch);
    for (guint i = 0; i < cut->len; i++)
        report_lost(&batch->report, batch->entry, 0, g_ptr_array_index(cut, i));
    return done;
}

/* One workbook with a sheet for each table; none where there is no table, as there are no CSV
 * files then. */
static bool
write_xlsx(Batch *batch, const Input *input, const GPtrArray *all, GError **error)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new();
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *path = batch_path(batch, input, option_format_ending(FORMAT_XLSX));
    g_autofree char *file = g_strconcat(input->stem, option_format_ending(FORMAT_XLSX), NULL);

    take_fitting(batch, all, tables, names);
    if (tables->len == 0)
        return TRUE;
    if (!make_workbook(batch, tables, names, path, error))
        return FALSE;
    for (guint i = 0; i < tables->len; i++)
        add_to_manifest(batch, input, g_ptr_array_index(tables, i), file,
                        g_ptr_array_index(names, i));
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
           (!(formats & FORMAT_XLSX) || write_xlsx(batch, input, tables, error)) &&
           (!(formats & FORMAT_JSON) || write_json(batch, input, tables, error));
}

/* The manifest lists files: --to json alone has none but the one a document. */
static bool
write_manifest(Batch *batch, GError **error)
{
    g_autofree char *path = g_build_filename(batch->options->output, MANIFEST, NULL);

    return (!(batch->options->formats & (FORMAT_CSV | FORMAT_TSV | FORMAT_XLSX)) ||
            output_text(path, batch->manifest->str, error)) &&
           (batch->ledger == NULL || catalogue_write(batch->ledger, batch->options->output, error));
}

int
tables_run(const Options *options)
{
    const BatchWriter writer = { .write = write_document, .finish = write_manifest };

    return batch_run(options, &writer);
}
