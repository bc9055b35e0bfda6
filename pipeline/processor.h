/* pipeline/processor.h - how many processors this process may use */
#pragma once

#include <glib.h>

/* The processors of the affinity mask, or fewer where a control group allows less time than
 * those would take; at least 1. */
guint processor_count(void);

/**
 * processor_group_limit:
 * @root: where the control groups are, as "/sys/fs/cgroup"
 * @group: the path of a group below, as "/user/job"
 *
 * What the group and those above it allow, in whole processors (half of one and more counts as
 * one, as does any less). G_MAXUINT where nothing limits them.
 */
guint processor_group_limit(const char *root, const char *group);
