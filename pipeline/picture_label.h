/* pipeline/picture_label.h - what stands in and beside a picture that was cut out */
#pragma once

#include "pipeline/model/flow.h"

/* Is it a picture that can be cut out? */
bool picture_label_is_figure(const Element *element);

/* For each picture of @flow that can be cut out: its caption becomes its alternative text (and
 * stays where it is), and its labels, which the file shows, leave the flow. Text of any length
 * stays, as it may be more than labels. */
void picture_label_settle(Flow *flow);
