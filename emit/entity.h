/* emit/entity.h - text in HTML */
#pragma once

#include <glib.h>

/* @text, cleaned, with & < > as entities. */
void entity_append(GString *out, const char *text);

/* ` name="value"`. */
void entity_append_attribute(GString *out, const char *name, const char *value);
