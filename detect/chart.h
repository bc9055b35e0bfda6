/* detect/chart.h - charts that look like tables: their labels line up, too */
#pragma once

#include "pipeline/model/table.h"

/* Is a row of @table the axis of a chart? */
bool chart_has_axis(const Table *table);

/* Is a column of @table the axis of a chart, and hardly a number beside it? */
bool chart_has_scale(const Table *table);
