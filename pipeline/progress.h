/* pipeline/progress.h - how far a run is, for whoever waits for it
 *
 * On a terminal one line that is drawn over and over: a bar, documents, pages,
 * pages a second, failures, time left. Elsewhere a plain line every half
 * minute, for logs. Nothing with --quiet.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    guint documents; /* all there are */
    guint done, failed;
    guint pages;      /* of all documents, those in hand included */
    const char *name; /* of the document in hand, where there is but one; else NULL */
    guint page, of;   /* of that document */
} ProgressState;

typedef struct {
    bool terminal, quiet;
    bool drawn;          /* there is a line to clear */
    gint64 begun, shown; /* microseconds, monotonic; 0: not yet */
} Progress;

void progress_init(Progress *progress, bool quiet);

/* Call often: it shows something only when it is time to. */
void progress_show(Progress *progress, const ProgressState *state);

/* Leaves the terminal as it was. */
void progress_clear(Progress *progress);

/* Says @text on a terminal that progress is shown on. */
void progress_say(Progress *progress, const char *text);

/* The line for @state after @seconds, in at most @width columns where that is not 0.
 * (transfer full) */
char *progress_line(const ProgressState *state, double seconds, guint width);
