/* emit/deadlink.h - links in written Markdown that lead nowhere */
#pragma once

#include <glib.h>

/* One written file. */
typedef struct {
    const char *name;
    const char *text;
} DeadlinkFile;

/* Links among @n files that lead to none of them or to no heading in it; addresses with a
 * scheme and pictures are not looked at. (transfer full): char *, "file: target" */
GPtrArray *deadlink_find(const DeadlinkFile *files, guint n);
