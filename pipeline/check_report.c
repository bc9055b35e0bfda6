/* pipeline/check_report.c - the lines of --report, read back */
#include "pipeline/check_report.h"

#include <jansson.h>
#include <string.h>

static guint
count_of(const json_t *object, const char *key)
{
    const json_int_t value = json_integer_value(json_object_get(object, key));

    return (guint)CLAMP(value, 0, (json_int_t)G_MAXUINT);
}

static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

static CheckDocument *
document_of(const json_t *line)
{
    CheckDocument *document = g_new0(CheckDocument, 1);
    const json_t *words = json_object_get(line, "words");
    json_t *item;
    size_t i;

    document->path = g_strdup(text_of(line, "path"));
    document->whole = strcmp(text_of(line, "outcome"), "done") == 0;
    document->pages = count_of(line, "pages");
    document->empty = g_array_new(FALSE, FALSE, sizeof(guint));
    document->tables = g_array_new(FALSE, FALSE, sizeof(ReportTable));
    document->errors = g_ptr_array_new_with_free_func(g_free);
    json_array_foreach(json_object_get(line, "pages_without_text"), i, item)
    {
        const guint page = (guint)json_integer_value(item);
        g_array_append_val(document->empty, page);
    }
    json_array_foreach(json_object_get(line, "tables"), i, item)
    {
        const ReportTable table = { count_of(item, "page"),
                                    json_number_value(json_object_get(item, "confidence")) };
        g_array_append_val(document->tables, table);
    }
    json_array_foreach(json_object_get(line, "errors"), i, item)
    {
        if (json_is_string(item))
            g_ptr_array_add(document->errors, g_strdup(json_string_value(item)));
    }
    document->words = (ReportWords){ .counted = json_is_object(words),
                                     .words = count_of(words, "all"),
                                     .written = count_of(words, "written"),
                                     .dropped = count_of(words, "left_out"),
                                     .lost = count_of(words, "lost") };
    return document;
}

bool
check_report_read(const char *text, GPtrArray *documents)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (guint i = 0; lines[i] != NULL; i++) {
        if (*lines[i] == '\0')
            continue;
        json_t *line = json_loads(lines[i], 0, NULL);
        if (!json_is_object(line)) {
            json_decref(line);
            return FALSE;
        }
        g_ptr_array_add(documents, document_of(line));
        json_decref(line);
    }
    return TRUE;
}
