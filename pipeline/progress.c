/* pipeline/progress.c - how far a run is, for whoever waits for it */
#include "pipeline/progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Short runs end before anything is drawn; a line that is read need not change more often. */
#define FIRST_DRAW (G_USEC_PER_SEC / 5)
#define REDRAW (G_USEC_PER_SEC / 5)
#define LOG_EVERY (30 * (gint64)G_USEC_PER_SEC)

#define BAR_WIDTH 20
#define FALLBACK_WIDTH 80

void
progress_init(Progress *progress, bool quiet)
{
    *progress = (Progress){ .terminal = isatty(STDERR_FILENO),
                            .quiet = quiet,
                            .begun = g_get_monotonic_time() };
}

static void
append_bar(GString *line, guint done, guint all)
{
    const guint full = all > 0 ? done * BAR_WIDTH / all : 0;

    g_string_append_c(line, '[');
    for (guint i = 0; i < BAR_WIDTH; i++)
        g_string_append_c(line, i < full ? '=' : i == full ? '>' : ' ');
    g_string_append(line, "] ");
}

/* "0:42", "12:05", "3:10:00" */
static void
append_time(GString *line, double seconds)
{
    const guint s = (guint)MIN(seconds, 359999.0);

    if (s >= 3600)
        g_string_append_printf(line, "%u:%02u:%02u", s / 3600, s / 60 % 60, s % 60);
    else
        g_string_append_printf(line, "%u:%02u", s / 60, s % 60);
}

/* Names are cut in the middle of no letter, and may not talk to the terminal. */
static void
append_name(GString *line, const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);

    for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
        const gunichar letter = g_utf8_get_char(c);

        g_string_append_unichar(line, g_unichar_isprint(letter) ? letter : '?');
    }
}

static void
append_documents(GString *line, const ProgressState *state, double seconds)
{
    append_bar(line, state->done, state->documents);
    g_string_append_printf(line, "%u/%u documents, %u pages", state->done, state->documents,
                           state->pages);
    if (seconds > 0)
        g_string_append_printf(line, ", %.1f pages/s", state->pages / seconds);
    g_string_append_printf(line, ", %u failed", state->failed);
    if (state->done > 0 && state->done < state->documents) {
        g_string_append(line, ", ");
        append_time(line, seconds / state->done * (state->documents - state->done));
        g_string_append(line, " left");
    }
}

char *
progress_line(const ProgressState *state, double seconds, guint width)
{
    GString *line = g_string_new(NULL);

    if (state->name != NULL) {
        append_name(line, state->name);
        g_string_append_printf(line, ": page %u of %u", state->page, state->of);
    } else {
        append_documents(line, state, seconds);
    }
    if (width > 0 && (guint)g_utf8_strlen(line->str, -1) > width)
        g_string_truncate(line, (gsize)(g_utf8_offset_to_pointer(line->str, width) - line->str));
    return g_string_free(line, FALSE);
}

/* One column stays free: a full line would make the terminal go on to the next. */
static guint
terminal_width(void)
{
    struct winsize size = { 0 };

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
        return FALLBACK_WIDTH - 1;
    return size.ws_col - 1u;
}

void
progress_show(Progress *progress, const ProgressState *state)
{
    const gint64 now = g_get_monotonic_time();
    const gint64 since = now - (progress->shown > 0 ? progress->shown : progress->begun);
    const gint64 wait = !progress->terminal ? LOG_EVERY : progress->shown > 0 ? REDRAW : FIRST_DRAW;

    if (progress->quiet || since < wait)
        return;
    progress->shown = now;
    const double seconds = (double)(now - progress->begun) / G_USEC_PER_SEC;
    g_autofree char *line =
        progress_line(state, seconds, progress->terminal ? terminal_width() : 0);
    if (progress->terminal)
        fprintf(stderr, "\r\033[K%s", line);
    else
        fprintf(stderr, "sheaf: %s\n", line);
    progress->drawn = progress->terminal;
}

void
progress_clear(Progress *progress)
{
    if (!progress->drawn)
        return;
    fputs("\r\033[K", stderr);
    progress->drawn = FALSE;
    progress->shown = 0; /* it is there again as soon as it is shown */
}

void
progress_say(Progress *progress, const char *text)
{
    if (progress->quiet || !progress->terminal)
        return;
    progress_clear(progress);
    fprintf(stderr, "sheaf: %s\n", text);
}
