/* emit/datapackage.c - what a table is to Frictionless: a schema of its CSV file
 *
 * Names are those of the header where it is one row without gaps and doubles,
 * so that a reader finds in the file what the schema says. Any other header is
 * given as rows to pass over, and the names are made of all its rows:
 *
 *     Passengers |             |        "Passengers on foot",
 *     on foot    | in vehicles |        "Passengers in vehicles", "column_3"
 *
 * Types are tried against every value: what a reader makes of it, by the rules
 * of https://specs.frictionlessdata.io/table-schema/, must be what was meant.
 */
#include "emit/datapackage.h"

#include "emit/cellmap.h"

#include <string.h>

/* A double keeps so many figures of any number. */
#define MAX_FIGURES 15

static void
field_clear(gpointer data)
{
    g_free(((DatapackageField *)data)->name);
}

void
datapackage_schema_free(DatapackageSchema *schema)
{
    if (schema == NULL)
        return;
    g_array_unref(schema->fields);
    g_ptr_array_unref(schema->missing);
    g_free(schema);
}

/* --- names --------------------------------------------------------------- */

static bool
has_plain_header(const Table *table, const Cellmap *map, CsvSpans spans)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    if (table->header_rows != 1 || map->rows == 0)
        return FALSE;
    for (guint c = 0; c < map->cols; c++) {
        const char *label = csv_field(map, 0, c, spans);

        if (*label == '\0' || !g_hash_table_add(seen, (char *)label))
            return FALSE;
    }
    return TRUE;
}

/* The texts above column @col, each cell once. (transfer full) */
static char *
header_text(const Cellmap *map, guint header_rows, guint col)
{
    GString *text = g_string_new(NULL);
    const Cell *above = NULL;

    for (guint r = 0; r < MIN(header_rows, map->rows); r++) {
        const Cell *cell = cellmap_owner(map, r, col);

        if (cell == NULL || cell == above || cell->text == NULL || *cell->text == '\0')
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", cell->text);
        above = cell;
    }
    return g_string_free(text, FALSE);
}

/* @text, or "column_3" where there is none, with a number behind it where it is @taken. */
static char *
claim_name(GHashTable *taken, const char *text, guint col)
{
    g_autofree char *base = *text != '\0' ? g_strdup(text) : g_strdup_printf("column_%u", col + 1);
    g_autofree char *name = g_strdup(base);

    for (guint n = 2; g_hash_table_contains(taken, name); n++) {
        g_free(name);
        name = g_strdup_printf("%s (%u)", base, n);
    }
    g_hash_table_add(taken, g_strdup(name));
    return g_steal_pointer(&name);
}

/* --- types --------------------------------------------------------------- */

/* Moves over what parts groups of figures, which is the same all over the column. */
static bool
skip_group(const char **at, DatapackageField *field)
{
    const char *end = g_utf8_next_char(*at);
    g_autofree char *group = g_strndup(*at, (gsize)(end - *at));
    const gunichar c = g_utf8_get_char(*at);

    if (!(c == ',' || c == '.' || c == '\'' || c == 0x2019 || g_unichar_isspace(c)) ||
        !g_ascii_isdigit(*end) || (*field->group != '\0' && strcmp(group, field->group) != 0))
        return FALSE;
    g_strlcpy(field->group, group, sizeof field->group);
    *at = end;
    return TRUE;
}

/* Would a reader take @text for @value? Notes in @field what it has to know for that. */
static bool
reads_as(const char *text, double value, DatapackageField *field)
{
    const gsize before = strcspn(text, "+-0123456789");
    g_autofree char *core = g_strdup(text + before);
    g_autoptr(GString) plain = g_string_new(NULL);
    gsize n = strlen(core);
    guint figures = 0;
    bool fraction = FALSE;

    while (n > 0 && !g_ascii_isdigit(core[n - 1]))
        n--;
    field->bare = field->bare && before == 0 && core[n] == '\0';
    core[n] = '\0';
    const char *at = core;
    if (*at == '+' || *at == '-')
        g_string_append_c(plain, *at++);
    /* A code, not a number: its zeros would be lost. */
    if (at[0] == '0' && g_ascii_isdigit(at[1]))
        return FALSE;
    while (*at != '\0') {
        if (g_ascii_isdigit(*at)) {
            g_string_append_c(plain, *at++);
            figures++;
        } else if (*at == field->decimal && !fraction) {
            g_string_append_c(plain, '.');
            fraction = TRUE;
            at++;
        } else if (fraction || !skip_group(&at, field)) {
            return FALSE;
        }
    }
    return figures > 0 && figures <= MAX_FIGURES && g_ascii_strtod(plain->str, NULL) == value;
}

static bool
is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

/* 2011-03-04, and a day that there is. */
static bool
is_iso_date(const char *text)
{
    guint part[3];

    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return FALSE;
    for (guint i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i]))
            return FALSE;
    for (guint i = 0; i < 3; i++)
        part[i] = (guint)g_ascii_strtoull(text + (i == 0 ? 0 : 2 + 3 * i), NULL, 10);
    return g_date_valid_dmy((GDateDay)part[2], (GDateMonth)part[1], (GDateYear)part[0]);
}

typedef struct {
    const Table *table;
    const Cellmap *map;
    CsvSpans spans;
} File;

/* What parts the columns that hold values from the others. */
static bool
stands_for_nothing(const char *text)
{
    return datum_read(text, DATUM_POINT).kind == DATUM_EMPTY;
}

static bool
is_number_column(const File *file, guint col, DatumDecimal decimal, DatapackageField *field)
{
    DatapackageField trial = *field;

    trial.decimal = decimal == DATUM_COMMA ? ',' : '.';
    trial.bare = TRUE;
    for (guint r = file->table->header_rows; r < file->map->rows; r++) {
        const char *text = csv_field(file->map, r, col, file->spans);
        const Datum datum = datum_read(text, decimal);

        if (datum.kind != DATUM_EMPTY && (!datum.exact || !reads_as(text, datum.value, &trial)))
            return FALSE;
    }
    *field = trial;
    return TRUE;
}

static bool
is_column_of(const File *file, guint col, bool (*holds)(const char *text))
{
    for (guint r = file->table->header_rows; r < file->map->rows; r++) {
        const char *text = csv_field(file->map, r, col, file->spans);

        if (!stands_for_nothing(text) && !holds(text))
            return FALSE;
    }
    return TRUE;
}

static void
set_type(const File *file, guint col, const DatumColumn *column, DatapackageField *field)
{
    field->kind = column->kind;
    field->type = "string";
    switch (column->kind) {
    case DATUM_NUMBER:
    case DATUM_PERCENT:
    case DATUM_CURRENCY:
        if (is_number_column(file, col, column->decimal, field))
            field->type = "number";
        break;
    case DATUM_DATE:
        if (is_column_of(file, col, is_year))
            field->type = "year";
        else if (is_column_of(file, col, is_iso_date))
            field->type = "date";
        break;
    default:
        break;
    }
}

/* Signs for no value in columns that are no text. */
static void
add_missing(const File *file, guint col, GHashTable *missing)
{
    for (guint r = file->table->header_rows; r < file->map->rows; r++) {
        const char *text = csv_field(file->map, r, col, file->spans);

        if (*text != '\0' && stands_for_nothing(text))
            g_hash_table_add(missing, (char *)text);
    }
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
sort_missing(GHashTable *missing, GPtrArray *sorted)
{
    GHashTableIter iter;
    gpointer text;

    g_hash_table_iter_init(&iter, missing);
    while (g_hash_table_iter_next(&iter, &text, NULL))
        g_ptr_array_add(sorted, g_strdup(text));
    g_ptr_array_sort(sorted, compare_texts);
}

DatapackageSchema *
datapackage_schema(const Table *table, const CsvOptions *options)
{
    g_autoptr(Cellmap) map = cellmap_new(table);
    g_autoptr(GArray) columns = datum_columns(table);
    g_autoptr(GHashTable) missing = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const File file = { table, map, options->spans };
    DatapackageSchema *schema = g_new0(DatapackageSchema, 1);

    schema->fields = g_array_new(FALSE, TRUE, sizeof(DatapackageField));
    g_array_set_clear_func(schema->fields, field_clear);
    schema->missing = g_ptr_array_new_with_free_func(g_free);
    schema->header = has_plain_header(table, map, options->spans);
    schema->n_header_rows = MIN(table->header_rows, map->rows);
    for (guint c = 0; c < map->cols; c++) {
        const DatumColumn unknown = { .kind = DATUM_TEXT };
        g_autofree char *text = header_text(map, table->header_rows, c);
        DatapackageField field = { .name = schema->header
                                               ? g_strdup(csv_field(map, 0, c, options->spans))
                                               : claim_name(names, text, c) };

        set_type(&file, c, c < columns->len ? &g_array_index(columns, DatumColumn, c) : &unknown,
                 &field);
        if (strcmp(field.type, "string") != 0)
            add_missing(&file, c, missing);
        g_array_append_val(schema->fields, field);
    }
    sort_missing(missing, schema->missing);
    return schema;
}

/* Letters are made small and all else becomes '-'; where that changes anything, part of a hash
 * keeps the names apart. */
char *
datapackage_name(const char *path)
{
    GString *name = g_string_new(NULL);

    for (const char *p = path; *p != '\0'; p++)
        g_string_append_c(
            name, g_ascii_isalnum(*p) || strchr("-._/", *p) != NULL ? g_ascii_tolower(*p) : '-');
    if (strcmp(name->str, path) != 0) {
        g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, path, -1);

        g_string_append_printf(name, "-%.8s", hash);
    }
    return g_string_free(name, FALSE);
}
