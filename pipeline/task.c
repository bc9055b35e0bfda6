/* pipeline/task.c - a document under way: what is known of it so far */
#include "pipeline/task.h"

#include "pipeline/output.h"

#include <unistd.h>

Task *
task_new(guint input, const char *path)
{
    Task *task = g_new0(Task, 1);

    task->input = input;
    task->waiting = 1;
    task->manifest = g_string_new(NULL);
    task->outputs = g_ptr_array_new_with_free_func(output_file_free);
    task->file = -1;
    report_entry_init(&task->entry, path);
    task->entry.cpu_seconds = 0;
    return task;
}

void
task_free(gpointer data)
{
    Task *task = data;

    report_entry_clear(&task->entry);
    g_string_free(task->manifest, TRUE);
    g_free(task->tables);
    g_ptr_array_unref(task->outputs);
    if (task->file >= 0)
        close(task->file);
    g_free(task);
}

void
task_add(Task *task, const Report *report, UnitResult *result)
{
    report_entry_add(report, &task->entry, &result->entry);
    g_string_append(task->manifest, result->manifest);
    if (*result->identity.sha256 != '\0')
        task->identity = result->identity;
    if (*result->tables != '\0') {
        g_free(task->tables);
        task->tables = g_steal_pointer(&result->tables);
    }
    g_ptr_array_extend_and_steal(task->outputs, g_steal_pointer(&result->outputs));
    task->waiting--;
}

void
task_stop(Task *task)
{
    const double cpu = task->entry.cpu_seconds;
    const long rss = task->entry.max_rss_kib;

    report_entry_stop(&task->entry);
    task->entry.cpu_seconds = cpu;
    task->entry.max_rss_kib = rss;
}
