/* pipeline/limit.h - how much of anything is worked on
 *
 * A PDF can ask for more work in a line than a machine does in a year. Each of
 * these limits is looked at before the work that it bounds, lies well above what
 * documents were seen to have, and can be set: --limit NAME=VALUE.
 *
 * They are the process's own, and set before it has workers.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    LIMIT_PAGES,
    LIMIT_PAGE_SIDE,
    LIMIT_PAGE_GLYPHS,
    LIMIT_PAGE_RULINGS,
    LIMIT_RENDER_PIXELS,
    LIMIT_IMAGE_PIXELS,
    LIMIT_NESTING,
    LIMIT_OUTLINE_ENTRIES,
    LIMIT_TAGGED_PARTS,
    LIMIT_COUNT
} Limit;

guint64 limit_get(Limit limit);

/* Is @value more than is worked on? */
bool limit_is_passed(Limit limit, double value);

/* What to say then, as in "300000 glyphs, and --limit page-glyphs is 250000". (transfer full) */
char *limit_text(Limit limit, double value);

/* Takes "NAME=VALUE". FALSE with the line to show. @message: (transfer full) */
bool limit_read(const char *text, char **message);

/* All names with their values, as in "pages=1000000, page-side=...". Static. */
const char *limit_list(void);

/* What --help says of --limit. Static. */
const char *limit_help(void);
