/* emit/uri.h - addresses as link targets */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Is it an address that a reader may follow? One that runs a program is not, nor is one of a file
 * that lay beside the PDF. */
bool uri_is_safe(const char *uri);

/* @uri as it may stand in a link's parentheses; "www.example.org" and "n@example.org" get the
 * scheme that they leave out. (transfer full) */
char *uri_escape(const char *uri);
