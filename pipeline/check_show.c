/* pipeline/check_show.c - what a check found out, for people at a terminal */
#include "pipeline/check_show.h"

#include <string.h>
#include <unistd.h>

/* Cells or words a file; the diff has all of them. */
#define MAX_NOTES 40

#define RED "31"
#define GREEN "32"
#define CYAN "36"
#define BOLD "1"

typedef struct {
    const CheckResult *result;
    GString *out;
    bool quiet, colour;
} Show;

bool
check_show_colour(void)
{
    const char *refusal = g_getenv("NO_COLOR"); /* no-color.org: set and not empty */
    const char *terminal = g_getenv("TERM");

    return isatty(STDOUT_FILENO) && (refusal == NULL || *refusal == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* Control characters of names and files would talk to the terminal. Carriage returns at the ends
 * of lines stay, as CSV has them and a patch without them would not apply. */
static void
append_tame(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        const bool harmless =
            !g_ascii_iscntrl(*text) || *text == '\t' || (*text == '\r' && text[1] == '\0');
        g_string_append_c(out, harmless ? *text : '?');
    }
}

static void
say(const Show *show, const char *colour, const char *text)
{
    if (show->colour && colour != NULL)
        g_string_append_printf(show->out, "\033[%sm", colour);
    append_tame(show->out, text);
    if (show->colour && colour != NULL)
        g_string_append(show->out, "\033[0m");
    g_string_append_c(show->out, '\n');
}

static const char *
colour_of(const char *line, bool in_head)
{
    if (in_head)
        return BOLD;
    return *line == '+' ? GREEN : *line == '-' ? RED : *line == '@' ? CYAN : NULL;
}

static void
show_diff(const Show *show, const char *diff)
{
    for (guint i = 0; *diff != '\0'; i++) {
        const gsize n = strcspn(diff, "\n");
        g_autofree char *line = g_strndup(diff, n);

        say(show, colour_of(line, i < 2), line);
        diff += n + (diff[n] == '\n');
    }
}

static void
show_file(const Show *show, const CheckFile *file)
{
    g_autofree char *path = check_result_path(show->result, file->path);
    g_autofree char *what = check_result_describe(file);
    g_autofree char *line =
        file->updated ? g_strdup_printf("%s: updated", path)
                      : g_strdup_printf("%s: %s: %s", path, check_result_state(file->state), what);

    say(show, file->updated ? GREEN : RED, line);
    if (file->updated)
        return;
    for (guint i = 0; i < MIN(file->notes->len, MAX_NOTES); i++) {
        g_autofree char *note =
            g_strdup_printf("    %s", (const char *)g_ptr_array_index(file->notes, i));

        say(show, NULL, note);
    }
    if (file->notes->len > MAX_NOTES)
        g_string_append_printf(show->out, "    and %u more\n", file->notes->len - MAX_NOTES);
    if (file->diff != NULL)
        show_diff(show, file->diff);
}

static void
show_faults(const Show *show, const CheckGroup *group)
{
    for (guint i = 0; i < group->faults->len; i++) {
        const CheckFault *fault = g_ptr_array_index(group->faults, i);
        g_autofree char *path = check_result_path(show->result, fault->path);
        g_autofree char *page =
            fault->page > 0 ? g_strdup_printf("page %u: ", fault->page) : g_strdup("");
        g_autofree char *line =
            g_strdup_printf("%s: %s: %s%s", path, fault->gate, page, fault->message);

        say(show, RED, line);
    }
}

static void
show_group(const Show *show, const CheckGroup *group)
{
    guint differ = 0;

    for (guint i = 0; i < group->files->len; i++)
        differ += ((const CheckFile *)g_ptr_array_index(group->files, i))->state != CHECK_EQUAL;
    g_autofree char *line = g_strdup_printf(
        "[%s] %u document%s, %u file%s, %u of them differ%s", group->conf->name,
        group->documents->len, group->documents->len == 1 ? "" : "s", group->files->len,
        group->files->len == 1 ? "" : "s", differ, group->cached ? " (from the cache)" : "");
    if (!show->quiet)
        say(show, BOLD, line);
    for (guint i = 0; i < group->files->len; i++) {
        const CheckFile *file = g_ptr_array_index(group->files, i);

        if (file->state != CHECK_EQUAL && !(show->quiet && file->updated))
            show_file(show, file);
    }
    show_faults(show, group);
}

char *
check_show(const CheckResult *result, bool quiet, bool colour)
{
    const Show show = { result, g_string_new(NULL), quiet, colour };
    const bool good = check_result_is_good(result);
    g_autofree char *summary = check_result_summary(result);

    for (guint i = 0; i < result->groups->len; i++)
        show_group(&show, g_ptr_array_index(result->groups, i));
    if (!quiet || !good)
        say(&show, good ? GREEN : RED, summary);
    return g_string_free(show.out, FALSE);
}
