/* pipeline/processor.c - how many processors this process may use
 *
 * Version 2 of the control groups says "QUOTA PERIOD" or "max PERIOD" in the file
 * cpu.max of each group; the tightest from the group up to the root holds.
 */
#include "pipeline/processor.h"

#include <string.h>

static guint
quota_of(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "cpu.max", NULL);
    g_autofree char *text = NULL;
    char *rest;

    if (!g_file_get_contents(path, &text, NULL, NULL) || !g_ascii_isdigit(*text))
        return G_MAXUINT;
    const guint64 quota = g_ascii_strtoull(text, &rest, 10);
    const guint64 period = g_ascii_strtoull(rest, NULL, 10);
    if (period == 0)
        return G_MAXUINT;
    return (guint)CLAMP((quota + period / 2) / period, 1u, G_MAXUINT);
}

guint
processor_group_limit(const char *root, const char *group)
{
    g_autofree char *below = g_strdup(group);
    guint limit = quota_of(root);

    for (char *end = below + strlen(below); end != NULL && end > below; end = strrchr(below, '/')) {
        *end = '\0';
        g_autofree char *folder = g_build_filename(root, below, NULL);
        limit = MIN(limit, quota_of(folder));
    }
    return limit;
}

/* "0::/user/job" is the line of version 2. */
static char *
own_group(void)
{
    g_autofree char *text = NULL;

    if (!g_file_get_contents("/proc/self/cgroup", &text, NULL, NULL))
        return g_strdup("/");
    const char *at = g_str_has_prefix(text, "0::") ? text : strstr(text, "\n0::");
    if (at == NULL)
        return g_strdup("/");
    at = strchr(at, '/');
    return at != NULL ? g_strndup(at, strcspn(at, "\n")) : g_strdup("/");
}

guint
processor_count(void)
{
    g_autofree char *group = own_group();

    return CLAMP(processor_group_limit("/sys/fs/cgroup", group), 1u, g_get_num_processors());
}
