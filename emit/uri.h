/* emit/uri.h - addresses as link targets */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Is it an address that a reader may follow? One that runs a program is not. */
bool uri_is_safe(const char *uri);

/* @uri as it may stand in a link's parentheses. (transfer full) */
char *uri_escape(const char *uri);
