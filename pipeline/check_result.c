/* pipeline/check_result.c - what a check found out, for all who tell it */
#include "pipeline/check_result.h"

void
check_document_free(gpointer data)
{
    CheckDocument *document = data;

    g_free(document->path);
    g_array_unref(document->empty);
    g_array_unref(document->tables);
    g_ptr_array_unref(document->errors);
    g_free(document);
}

static void
file_free(gpointer data)
{
    CheckFile *file = data;

    g_free(file->path);
    g_free(file->fresh);
    g_free(file->diff);
    g_ptr_array_unref(file->notes);
    g_free(file);
}

static void
fault_free(gpointer data)
{
    CheckFault *fault = data;

    g_free(fault->path);
    g_free(fault->message);
    g_free(fault);
}

CheckGroup *
check_group_new(const ConfGroup *conf)
{
    CheckGroup *group = g_new0(CheckGroup, 1);

    group->conf = conf;
    group->documents = g_ptr_array_new_with_free_func(check_document_free);
    group->files = g_ptr_array_new_with_free_func(file_free);
    group->faults = g_ptr_array_new_with_free_func(fault_free);
    return group;
}

void
check_group_free(gpointer data)
{
    CheckGroup *group = data;

    g_free(group->folder);
    g_free(group->base);
    g_ptr_array_unref(group->documents);
    g_ptr_array_unref(group->files);
    g_ptr_array_unref(group->faults);
    g_free(group);
}

void
check_result_clear(CheckResult *result)
{
    g_clear_pointer(&result->groups, g_ptr_array_unref);
    g_clear_pointer(&result->prefix, g_free);
    g_clear_pointer(&result->root_prefix, g_free);
}

char *
check_result_join(const char *base, const char *name)
{
    g_autofree char *path = g_build_filename(base, name, NULL);
    const char *start = path;

    while (g_str_has_prefix(start, "./")) {
        start += 2;
        start += strspn(start, "/");
    }
    return g_strdup(start);
}

char *
check_result_path(const CheckResult *result, const char *path)
{
    return g_path_is_absolute(path) ? g_strdup(path) : g_strconcat(result->prefix, path, NULL);
}

const char *
check_result_state(CheckState state)
{
    static const char *const names[] = { "equal", "changed", "missing", "left over" };

    return names[state];
}

char *
check_result_describe(const CheckFile *file)
{
    if (file->state == CHECK_MISSING)
        return g_strdup("is not committed, and the PDF gives it");
    if (file->state == CHECK_LEFT_OVER)
        return g_strdup("comes of no PDF any more: remove it, or name it under `keep`");
    if (file->binary)
        return g_strdup_printf("differs: %" G_GSIZE_FORMAT " bytes committed, %" G_GSIZE_FORMAT
                               " bytes converted",
                               file->before, file->after);
    return g_strdup_printf("%u line%s removed, %u added, from line %u on", file->removed,
                           file->removed == 1 ? "" : "s", file->added, file->line);
}

char *
check_result_summary(const CheckResult *result)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const guint open = result->different - result->updated;

    if (open > 0)
        g_string_append_printf(text, "%u of %u file%s differ%s", open, result->compared,
                               result->compared == 1 ? "" : "s", open == 1 ? "s" : "");
    else
        g_string_append_printf(text, "%u file%s as committed", result->compared,
                               result->compared == 1 ? " is" : "s are");
    if (open == 0 && result->updated > 0)
        g_string_append_printf(g_string_set_size(text, 0), "%u of %u file%s updated",
                               result->updated, result->compared, result->compared == 1 ? "" : "s");
    if (result->faults > 0)
        g_string_append_printf(text, ", %u fault%s found by gates", result->faults,
                               result->faults == 1 ? "" : "s");
    if (result->failed > 0)
        g_string_append_printf(text, ", %u document%s not converted", result->failed,
                               result->failed == 1 ? "" : "s");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

bool
check_result_is_good(const CheckResult *result)
{
    return result->different == result->updated && result->faults == 0 && result->failed == 0;
}
