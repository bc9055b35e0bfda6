/* pipeline/check_json.c - what a check found out, as JSON for programs */
#include "pipeline/check_json.h"

#include "emit/value.h"

#include <jansson.h>
#include <stdlib.h>

/* Changed whenever a field changes its meaning or goes. */
#define VERSION 1

/* Takes @value. (transfer full) */
static char *
dump(json_t *value)
{
    char *dumped = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    char *ended = g_strconcat(dumped, "\n", NULL);

    g_assert(dumped != NULL); /* texts are valid and numbers finite */
    free(dumped);
    json_decref(value);
    return ended;
}

/* From the root of the repository. (transfer full) */
static char *
root_path(const CheckResult *result, const char *path)
{
    return g_path_is_absolute(path) ? g_strdup(path) : g_strconcat(result->root_prefix, path, NULL);
}

static json_t *
document_object(const CheckDocument *document)
{
    json_t *object = json_object();
    json_t *empty = json_array();

    for (guint i = 0; i < document->empty->len; i++)
        json_array_append_new(empty, json_integer(g_array_index(document->empty, guint, i)));
    value_set(object, "path", value_text(document->path));
    value_set(object, "whole", json_boolean(document->whole));
    value_set(object, "pages", json_integer(document->pages));
    value_set(object, "pages_without_text", empty);
    value_set(object, "tables", json_integer(document->tables->len));
    if (document->words.counted)
        value_set(object, "words",
                  json_pack("{s:i, s:i, s:i, s:i}", "all", (int)document->words.words, "written",
                            (int)document->words.written, "left_out", (int)document->words.dropped,
                            "lost", (int)document->words.lost));
    value_set(object, "errors", value_texts(document->errors));
    return object;
}

static json_t *
file_object(const CheckResult *result, const CheckFile *file)
{
    json_t *object = json_object();
    g_autofree char *path = root_path(result, file->path);

    value_set(object, "path", value_text(path));
    value_set(object, "state", json_string(check_result_state(file->state)));
    if (file->state == CHECK_EQUAL)
        return object;
    value_set(object, "updated", json_boolean(file->updated));
    if (file->diff != NULL) {
        value_set(object, "line", json_integer(file->line));
        value_set(object, "removed", json_integer(file->removed));
        value_set(object, "added", json_integer(file->added));
        value_set(object, "notes", value_texts(file->notes));
        value_set(object, "diff", value_text(file->diff));
    }
    return object;
}

static json_t *
fault_object(const CheckResult *result, const CheckFault *fault)
{
    json_t *object = json_object();
    g_autofree char *path = root_path(result, fault->path);

    value_set(object, "gate", json_string(fault->gate));
    value_set(object, "path", value_text(path));
    if (fault->page > 0)
        value_set(object, "page", json_integer(fault->page));
    value_set(object, "message", value_text(fault->message));
    return object;
}

static json_t *
group_object(const CheckResult *result, const CheckGroup *group)
{
    json_t *object = json_object();
    json_t *documents = json_array(), *files = json_array(), *faults = json_array();

    for (guint i = 0; i < group->documents->len; i++)
        json_array_append_new(documents, document_object(g_ptr_array_index(group->documents, i)));
    for (guint i = 0; i < group->files->len; i++)
        json_array_append_new(files, file_object(result, g_ptr_array_index(group->files, i)));
    for (guint i = 0; i < group->faults->len; i++)
        json_array_append_new(faults, fault_object(result, g_ptr_array_index(group->faults, i)));
    value_set(object, "name", value_text(group->conf->name));
    value_set(object, "cached", json_boolean(group->cached));
    value_set(object, "documents", documents);
    value_set(object, "files", files);
    value_set(object, "faults", faults);
    return object;
}

char *
check_json(const CheckResult *result)
{
    json_t *object = json_object();
    json_t *groups = json_array();
    g_autofree char *summary = check_result_summary(result);

    for (guint i = 0; i < result->groups->len; i++)
        json_array_append_new(groups, group_object(result, g_ptr_array_index(result->groups, i)));
    value_set(object, "version", json_integer(VERSION));
    value_set(object, "good", json_boolean(check_result_is_good(result)));
    value_set(object, "summary", value_text(summary));
    value_set(object, "compared", json_integer(result->compared));
    value_set(object, "different", json_integer(result->different));
    value_set(object, "updated", json_integer(result->updated));
    value_set(object, "faults", json_integer(result->faults));
    value_set(object, "failed", json_integer(result->failed));
    value_set(object, "groups", groups);
    return dump(object);
}

/* The fingerprint tells GitLab that an issue is that of the run before. */
static json_t *
issue(const CheckResult *result, const char *name, const char *severity, const char *path,
      guint line, const char *message)
{
    g_autofree char *place = root_path(result, path);
    g_autofree char *key = g_strjoin("\n", name, place, message, NULL);
    g_autofree char *print = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
    json_t *object = json_object();

    value_set(object, "description", value_text(message));
    value_set(object, "check_name", json_string(name));
    value_set(object, "fingerprint", json_string(print));
    value_set(object, "severity", json_string(severity));
    value_set(object, "location",
              json_pack("{s:o, s:{s:i}}", "path", value_text(place), "lines", "begin",
                        (int)MAX(line, 1)));
    return object;
}

char *
check_json_gitlab(const CheckResult *result)
{
    json_t *issues = json_array();

    for (guint i = 0; i < result->groups->len; i++) {
        const CheckGroup *group = g_ptr_array_index(result->groups, i);

        for (guint k = 0; k < group->files->len; k++) {
            const CheckFile *file = g_ptr_array_index(group->files, k);
            g_autofree char *what = check_result_describe(file);
            g_autofree char *message =
                g_strconcat(what, file->notes->len > 0 ? "; " : "",
                            file->notes->len > 0 ? g_ptr_array_index(file->notes, 0) : "", NULL);

            if (file->state != CHECK_EQUAL && !file->updated)
                json_array_append_new(issues, issue(result, "sheaf-different", "major", file->path,
                                                    file->line, message));
        }
        for (guint k = 0; k < group->faults->len; k++) {
            const CheckFault *fault = g_ptr_array_index(group->faults, k);
            g_autofree char *name = g_strconcat("sheaf-", fault->gate, NULL);
            g_autofree char *page = g_strdup_printf("page %u: ", fault->page);
            g_autofree char *message =
                g_strconcat(fault->page > 0 ? page : "", fault->message, NULL);

            json_array_append_new(issues, issue(result, name, "major", fault->path, 1, message));
        }
    }
    return dump(issues);
}
