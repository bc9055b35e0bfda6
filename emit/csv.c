/* emit/csv.c - a table as CSV (RFC 4180) or tab-separated values */
#include "emit/csv.h"

#include <string.h>

static void
append_quoted(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

/* RFC 4180 quotes what holds separators, quotes or line ends; spaces at the ends as well, as
 * some readers strip them otherwise. */
void
csv_append_field(GString *out, const char *text, char separator)
{
    const gsize length = strlen(text);
    const char special[] = { separator, '"', '\r', '\n', '\0' };

    if (length > 0 && (strpbrk(text, special) != NULL || *text == ' ' || text[length - 1] == ' '))
        append_quoted(out, text);
    else
        g_string_append(out, text);
}

static void
append_tsv(GString *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        g_string_append_c(out, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

const char *
csv_field(const Cellmap *map, guint row, guint col, CsvSpans spans)
{
    const Cell *cell =
        spans == CSV_SPANS_REPEAT ? cellmap_owner(map, row, col) : cellmap_cell(map, row, col);

    if (cell == NULL || cell->text == NULL)
        return "";
    if (spans == CSV_SPANS_BLANK && (cell->rowspan > 1 || cell->colspan > 1))
        return "";
    return cell->text;
}

void
csv_append_row(GString *out, const Cellmap *map, guint row, const CsvOptions *options)
{
    const bool tsv = options->separator == '\t';
    const gsize start = out->len;

    for (guint c = 0; c < map->cols; c++) {
        const char *text = csv_field(map, row, c, options->spans);

        if (c > 0)
            g_string_append_c(out, options->separator);
        if (tsv)
            append_tsv(out, text);
        else
            csv_append_field(out, text, options->separator);
    }
    /* An empty line is no record to many readers, an empty quoted field is. */
    if (out->len == start && !tsv)
        g_string_append(out, "\"\"");
    g_string_append(out, tsv ? "\n" : "\r\n");
}

char *
csv_table(const Table *table, const CsvOptions *options)
{
    g_autoptr(Cellmap) map = cellmap_new(table);
    GString *out = g_string_new(options->bom ? "\xEF\xBB\xBF" : NULL);

    for (guint r = 0; r < map->rows; r++)
        csv_append_row(out, map, r, options);
    return g_string_free(out, FALSE);
}
