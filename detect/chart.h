/* detect/chart.h - charts that look like tables: their labels line up, too */
#pragma once

#include "pipeline/model/table.h"

/* Is there the axis of a chart among the cells of @table? */
bool chart_has_axis(const Table *table);
