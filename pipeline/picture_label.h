/* pipeline/picture_label.h - what stands in and beside a picture that was cut out */
#pragma once

#include "pipeline/model/flow.h"

/* For each picture of @flow that has a file: its caption becomes its alternative text (and stays
 * where it is), and its labels, which the file shows, leave the flow. Text of any length stays,
 * as it may be more than labels. */
void picture_label_settle(Flow *flow);
