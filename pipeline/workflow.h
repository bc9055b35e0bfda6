/* pipeline/workflow.h - what a CI service is told to run: `sheaf check` for each change */
#pragma once

#include "pipeline/check_option.h"

/**
 * workflow_service:
 * @root: of the repository
 *
 * The service that the repository in @root is at, by the addresses it is fetched from; GitHub
 * where nothing tells.
 */
CheckCi workflow_service(const char *root);

/* Where the service looks for its workflows, seen from the root of the repository; NULL for
 * CHECK_CI_NONE. */
const char *workflow_path(CheckCi service);

/* @conf: the sheaf.conf to check by, seen from the root. (transfer full): YAML */
char *workflow_text(CheckCi service, const char *conf);
