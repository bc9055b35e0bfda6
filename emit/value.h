/* emit/value.h - the values that JSON files of sheaf are made of
 *
 * Numbers have at most two decimals, boxes are [x0, y0, x1, y1], texts are
 * valid UTF-8, and what is not finite is 0.
 */
#pragma once

#include "pipeline/model/flow.h"

#include <jansson.h>

/* New references. */
json_t *value_number(double number);
json_t *value_text(const char *text);
json_t *value_texts(const GPtrArray *texts); /* char * */
json_t *value_box(Bbox bbox);

/* Takes @value, which is not NULL. */
void value_set(json_t *object, const char *key, json_t *value);

/* The same where @text is not NULL. */
void value_set_text(json_t *object, const char *key, const char *text);

/* @value on one line; consumes it. (transfer full) */
char *value_dump(json_t *value);

/* What an element is called: "heading". */
const char *value_element_name(ElementKind kind);
