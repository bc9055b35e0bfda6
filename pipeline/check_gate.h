/* pipeline/check_gate.h - what the gates of a group find */
#pragma once

#include "pipeline/check_result.h"

/* Adds faults to @group for all that @gates do not let pass. */
void check_gate(CheckGroup *group, const Gates *gates);
