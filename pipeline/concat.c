/* pipeline/concat.c - the tables of a run in one file: --concat
 *
 * A line is its mark, then the number of the file, that of columns, the header
 * and the rows, with tabs between them, escaped so that they are one line.
 */
#include "pipeline/concat.h"

#include "emit/datapackage.h"
#include "pipeline/output.h"
#include "pipeline/report.h"

#include <string.h>

#define FIELDS 5

/* One of the files. */
typedef struct {
    OutputStream *stream;
    char *name;
    guint columns; /* of the first table */
    guint left_out;
} Target;

struct Concat {
    char *folder;
    GPtrArray *targets; /* Target by the number of its file, NULL where there is none yet */
    GError *error;      /* the first that went wrong, or NULL */
};

static void
target_free(gpointer data)
{
    Target *target = data;

    if (target == NULL)
        return;
    g_clear_pointer(&target->stream, output_stream_drop);
    g_free(target->name);
    g_free(target);
}

Concat *
concat_new(const char *folder)
{
    Concat *concat = g_new0(Concat, 1);

    concat->folder = g_strdup(folder);
    concat->targets = g_ptr_array_new_with_free_func(target_free);
    return concat;
}

void
concat_free(Concat *concat)
{
    if (concat == NULL)
        return;
    g_ptr_array_unref(concat->targets);
    g_clear_error(&concat->error);
    g_free(concat->folder);
    g_free(concat);
}

/* "document,page,table," and the names of the columns. (transfer full) */
static char *
header_of(const Table *table, const CsvOptions *csv)
{
    g_autoptr(DatapackageSchema) schema = datapackage_schema(table, csv);
    GString *header = g_string_new(csv->bom ? "\xEF\xBB\xBF"
                                              "document,page,table"
                                            : "document,page,table");

    for (guint i = 0; i < schema->fields->len; i++) {
        g_string_append_c(header, csv->separator);
        csv_append_field(header, g_array_index(schema->fields, DatapackageField, i).name,
                         csv->separator);
    }
    g_string_append(header, "\r\n");
    return g_string_free(header, FALSE);
}

/* The rows below the header, each with where it is from. (transfer full) */
static char *
rows_of(const Table *table, const ConcatSource *source, const CsvOptions *csv)
{
    g_autoptr(Cellmap) map = cellmap_new(table);
    g_autoptr(GString) begin = g_string_new(NULL);
    GString *rows = g_string_new(NULL);

    csv_append_field(begin, source->document, csv->separator);
    g_string_append_printf(begin, ",%u,%u,", table->page, source->number);
    for (guint r = table->header_rows; r < map->rows; r++) {
        g_string_append(rows, begin->str);
        csv_append_row(rows, map, r, csv);
    }
    return g_string_free(rows, FALSE);
}

void
concat_add(GString *lines, const Table *table, const ConcatSource *source, const CsvOptions *csv)
{
    g_autofree char *header = header_of(table, csv);
    g_autofree char *rows = rows_of(table, source, csv);
    g_autofree char *plain_header = g_strescape(header, NULL);
    g_autofree char *plain_rows = g_strescape(rows, NULL);
    g_autofree char *where =
        g_strdup_printf("%s: page %u: table %u", source->document, table->page, source->number);
    g_autofree char *plain_where = g_strescape(where, NULL);

    g_string_append_printf(lines, "%c%u\t%u\t%s\t%s\t%s\n", CONCAT_MARK, source->place, table->cols,
                           plain_where, plain_header, plain_rows);
}

static void
add_text(OutputStream *stream, const char *escaped)
{
    g_autofree char *text = g_strcompress(escaped);

    output_stream_add(stream, text, strlen(text));
}

/* The file number @place, begun with @header where it is new; NULL when that goes wrong. */
static Target *
target_of(Concat *concat, guint place, guint columns, const char *header)
{
    if (concat->targets->len <= place)
        g_ptr_array_set_size(concat->targets, (gint)place + 1);
    if (g_ptr_array_index(concat->targets, place) != NULL)
        return g_ptr_array_index(concat->targets, place);

    Target *target = g_new0(Target, 1);
    target->columns = columns;
    target->name = place == 0 ? g_strdup("all.csv") : g_strdup_printf("all-%u.csv", place);
    g_ptr_array_index(concat->targets, place) = target;
    g_autofree char *path = g_build_filename(concat->folder, target->name, NULL);
    target->stream = output_stream_open(path, &concat->error);
    if (target->stream == NULL)
        return NULL;
    add_text(target->stream, header);
    return target;
}

void
concat_take(Concat *concat, const char *line, gsize n)
{
    g_autofree char *text = g_strndup(line + 1, n - strlen("\v\n"));
    g_auto(GStrv) fields = g_strsplit(text, "\t", FIELDS);
    guint64 place, columns;

    if (concat->error != NULL || g_strv_length(fields) != FIELDS ||
        !g_ascii_string_to_unsigned(fields[0], 10, 0, G_MAXINT16, &place, NULL) ||
        !g_ascii_string_to_unsigned(fields[1], 10, 0, G_MAXUINT, &columns, NULL))
        return;
    Target *target = target_of(concat, (guint)place, (guint)columns, fields[3]);
    if (target == NULL)
        return;
    if (target->columns == columns) {
        add_text(target->stream, fields[4]);
        return;
    }
    g_autofree char *where = g_strcompress(fields[2]);
    report_say("%s has %u columns where %s has %u: left out of it", where, (guint)columns,
               target->name, target->columns);
    target->left_out++;
}

bool
concat_finish(Concat *concat, GError **error)
{
    guint left_out = 0;

    for (guint i = 0; i < concat->targets->len && concat->error == NULL; i++) {
        Target *target = g_ptr_array_index(concat->targets, i);

        if (target == NULL)
            continue;
        left_out += target->left_out;
        output_stream_close(g_steal_pointer(&target->stream), &concat->error);
    }
    if (concat->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&concat->error));
        return FALSE;
    }
    if (left_out == 0)
        return TRUE;
    g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE,
                "--concat: %u table%s not in one file with the others: say with --template where "
                "tables and their columns are",
                left_out, left_out == 1 ? " is" : "s are");
    return FALSE;
}
