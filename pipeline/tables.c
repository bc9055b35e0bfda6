/* pipeline/tables.c - `sheaf tables`: tables as CSV, TSV, JSON, XLSX, with a manifest */
#include "pipeline/tables.h"

#include "emit/csv.h"
#include "emit/json.h"
#include "emit/xlsx.h"
#include "pipeline/batch.h"
#include "pipeline/catalogue.h"
#include "pipeline/concat.h"
#include "pipeline/output.h"

#include <math.h>
#include <string.h>

/* Points: three lines of text. */
#define MAX_CAPTION_GAP 40

/* A table of the document, lent. */
typedef struct {
    Table *table;
    char *name;    /* of its file or sheet: "page-2-table-1" */
    char *caption; /* NULL: none */
    guint number;  /* on its page, from 1 */
} Found;

static void
found_free(gpointer data)
{
    Found *found = data;

    g_free(found->name);
    g_free(found->caption);
    g_free(found);
}

/* How far apart two elements are, from the foot of the one to the head of the other; far where
 * there is no such caption and table. */
static double
gap(const Flow *flow, guint upper, guint lower)
{
    if (upper >= flow->elements->len || lower >= flow->elements->len)
        return G_MAXDOUBLE;
    const Element *above = flow_element(flow, upper), *below = flow_element(flow, lower);
    const bool pair = (above->kind == ELEMENT_CAPTION && below->kind == ELEMENT_TABLE) ||
                      (above->kind == ELEMENT_TABLE && below->kind == ELEMENT_CAPTION);
    return pair && above->page == below->page ? fabs(below->bbox.y0 - above->bbox.y1) : G_MAXDOUBLE;
}

/* NULL for what is no caption of a table: those of figures and boxes stand beside tables, too.
 * (transfer full) */
static char *
caption_text(const Element *element)
{
    static const char *const words[] = { "tab", "exhibit" };
    g_autofree char *text = run_array_text(element->runs);

    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strncasecmp(text, words[i], strlen(words[i])) == 0)
            return g_steal_pointer(&text);
    return NULL;
}

/* The caption near the @i-th element, above it or else below, and nearer to it than to another
 * table. (transfer full) */
static char *
caption_of(const Flow *flow, guint i)
{
    /* Before the first element there is none: G_MAXUINT is behind the last. */
    const double above = gap(flow, i - 1, i), below = gap(flow, i, i + 1);
    char *caption = NULL;

    if (above < MAX_CAPTION_GAP && above <= gap(flow, i - 2, i - 1))
        caption = caption_text(flow_element(flow, i - 1));
    if (caption == NULL && below < MAX_CAPTION_GAP && below < gap(flow, i + 1, i + 2))
        caption = caption_text(flow_element(flow, i + 1));
    return caption;
}

/* (transfer full): Found */
static GPtrArray *
find_tables(const Flow *flow)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(found_free);
    guint page = 0, number = 0;

    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind != ELEMENT_TABLE || element->table == NULL)
            continue;
        Found *found = g_new0(Found, 1);
        number = element->table->page == page ? number + 1 : 1;
        page = element->table->page;
        found->table = element->table;
        found->number = number;
        found->name = g_strdup_printf("page-%u-table-%u", page, number);
        found->caption = caption_of(flow, i);
        g_ptr_array_add(all, found);
    }
    return all;
}

/* The tables alone, lent. (transfer container) */
static GPtrArray *
tables_of(const GPtrArray *all)
{
    GPtrArray *tables = g_ptr_array_new();

    for (guint i = 0; i < all->len; i++)
        g_ptr_array_add(tables, ((const Found *)g_ptr_array_index(all, i))->table);
    return tables;
}

static void
add_to_manifest(Batch *batch, const Input *input, const Table *table, const char *file,
                const char *sheet)
{
    g_autofree char *line = json_manifest_line(input->path, table, file, sheet);

    manifest_add_line(batch->lines, line);
}

static void
add_resource(Batch *batch, const Input *input, const Found *found, const CsvOptions *csv,
             const char *file, const char *text)
{
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    const JsonResource about = { .document = input->path,
                                 .file = file,
                                 .title = found->caption,
                                 .bytes = strlen(text),
                                 .sha256 = hash };
    g_autofree char *resource = json_resource(found->table, csv, &about);

    manifest_add_resource(batch->lines, resource);
}

/* The file of all tables that @table goes to: one for each group of a template that has several. */
static guint
place_of(const Options *options, const Table *table)
{
    guint place = 0, last = 0;
    double most = 0;

    for (guint i = 0; i < options->areas->len; i++) {
        const FinderArea *area = &g_array_index(options->areas, FinderArea, i);
        const double shared = bbox_area(bbox_intersect(area->bbox, table->bbox));

        last = MAX(last, area->place);
        if (!finder_area_is_on(area, table->page) || shared <= most)
            continue;
        most = shared;
        place = area->place;
    }
    return last > 1 ? place : 0;
}

/* One file a table and its line in the manifest. */
static bool
write_table(Batch *batch, const Input *input, const Found *found, Format format, GError **error)
{
    const CsvOptions csv = { .separator = format == FORMAT_TSV ? '\t' : ',',
                             .bom = batch->options->bom,
                             .spans = batch->options->spans };
    g_autofree char *text = csv_table(found->table, &csv);
    g_autofree char *file =
        g_strconcat(input->stem, "-", found->name, option_format_ending(format), NULL);
    g_autofree char *path = g_build_filename(batch->options->output, file, NULL);

    if (!output_text(path, text, error))
        return FALSE;
    add_to_manifest(batch, input, found->table, file, NULL);
    if (batch->options->datapackage && format == FORMAT_CSV)
        add_resource(batch, input, found, &csv, file, text);
    if (batch->options->concat && format == FORMAT_CSV)
        concat_add(
            batch->lines, found->table,
            &(ConcatSource){ input->path, found->number, place_of(batch->options, found->table) },
            &csv);
    return TRUE;
}

static bool
write_tables(Batch *batch, const Input *input, const GPtrArray *all, Shelf *shelf, Format format,
             GError **error)
{
    for (guint i = 0; i < all->len; i++) {
        shelf_visit(shelf, i);
        if (!write_table(batch, input, g_ptr_array_index(all, i), format, error))
            return FALSE;
    }
    return TRUE;
}

/* The tables that a sheet can hold, and their names, lent; what of the others is said. */
static void
take_fitting(Batch *batch, const GPtrArray *all, GPtrArray *tables, GPtrArray *names)
{
    for (guint i = 0; i < all->len; i++) {
        const Found *found = g_ptr_array_index(all, i);
        g_autoptr(GError) error = NULL;

        if (xlsx_fits(found->table, &error)) {
            g_ptr_array_add(tables, found->table);
            g_ptr_array_add(names, found->name);
        } else {
            g_prefix_error(&error, "%s: ", found->name);
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
    g_autofree char *made = output_made(scratch);
    const bool done =
        xlsx_write(tables, names, made, scratch, cut, error) && output_adopt(scratch, path, error);
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
    g_autoptr(GPtrArray) names = g_ptr_array_new();
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
    g_autoptr(GPtrArray) all = find_tables(intake->document->flow);
    g_autoptr(GPtrArray) tables = tables_of(all);
    g_autofree char *name = g_path_get_basename(input->path);
    const guint formats = batch->options->formats;
    Shelf *shelf = intake->document->shelf;

    if (batch->ledger != NULL)
        batch->tables = json_catalogue(name, intake->document->pages, tables);
    return (!(formats & FORMAT_CSV) || write_tables(batch, input, all, shelf, FORMAT_CSV, error)) &&
           (!(formats & FORMAT_TSV) || write_tables(batch, input, all, shelf, FORMAT_TSV, error)) &&
           (!(formats & FORMAT_XLSX) || write_xlsx(batch, input, all, error)) &&
           (!(formats & FORMAT_JSON) || write_json(batch, input, tables, error));
}

/* The manifest lists files: --to json alone has none but the one a document. */
static bool
write_shared(Batch *batch, GError **error)
{
    const bool lists_files = batch->options->formats & (FORMAT_CSV | FORMAT_TSV | FORMAT_XLSX);

    return manifest_finish(batch->manifest, lists_files, error) &&
           (batch->ledger == NULL ||
            catalogue_write(batch->ledger, batch->options->output, error)) &&
           manifest_finish_concat(batch->manifest, error);
}

int
tables_run(const Options *options)
{
    const BatchWriter writer = { .write = write_document,
                                 .finish = write_shared,
                                 .has_manifest = TRUE };

    return batch_run(options, &writer);
}
