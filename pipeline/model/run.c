/* pipeline/model/run.c - text in one style, and arrays of it */
#include "pipeline/model/run.h"

#include <string.h>

static void
run_clear(gpointer data)
{
    Run *run = data;

    g_free(run->text);
    g_free(run->uri);
}

GArray *
run_array_new(void)
{
    GArray *runs = g_array_new(FALSE, TRUE, sizeof(Run));

    g_array_set_clear_func(runs, run_clear);
    return runs;
}

GArray *
run_array_copy(const GArray *runs)
{
    GArray *copy = run_array_new();

    for (guint i = 0; i < runs->len; i++) {
        Run run = g_array_index(runs, Run, i);

        run.text = g_strdup(run.text);
        run.uri = g_strdup(run.uri);
        g_array_append_val(copy, run);
    }
    return copy;
}

static bool
run_is_like(const Run *a, const Run *b)
{
    return a->flags == b->flags && g_strcmp0(a->uri, b->uri) == 0 && a->dest_page == b->dest_page &&
           a->dest_y == b->dest_y;
}

void
run_array_append(GArray *runs, const char *text, const Run *like)
{
    static const Run plain = { 0 };

    if (like == NULL)
        like = &plain;
    if (runs->len > 0 && !(like->flags & (RUN_BREAK | RUN_NOTE))) {
        Run *last = &g_array_index(runs, Run, runs->len - 1);

        if (run_is_like(last, like)) {
            char *joined = g_strconcat(last->text, text, NULL);

            g_free(last->text);
            last->text = joined;
            return;
        }
    }

    Run run = *like;
    run.text = g_strdup(text);
    run.uri = g_strdup(like->uri);
    g_array_append_val(runs, run);
}

char *
run_array_text(const GArray *runs)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);

        g_string_append(text, run->flags & RUN_BREAK ? " " : run->text);
    }
    return g_string_free(text, FALSE);
}
