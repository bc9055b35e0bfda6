/* pipeline/dump.h - pages between the stages, on disk
 *
 * DIR/<stem>/page-0012-2-detect.json is page 12 after the detect stage, the
 * .png beside it its picture with what was found drawn on it (overlay.h), and
 * page-0012-2-detect-step-01.png, ... the pictures of the steps.
 */
#pragma once

#include "pipeline/stage.h"

/* Writes @page as after @stage. */
bool dump_write(const char *folder, const char *stem, StageRun *run, StageId stage,
                const Page *page, GError **error);

/* The page as @stage left it; @half: 2 for the other half of a spread, else 0. (transfer full) */
Page *dump_read(const char *folder, const char *stem, StageId stage, guint number, guint half,
                GError **error);
