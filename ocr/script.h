/* ocr/script.h - scripts, and the languages in which they are read
 *
 * Tesseract reads in languages, but what can be seen of a page is its script. For each script
 * there is one language here: of those written in it, the one with most readers. Who wants another
 * one says so with --lang.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The language for what Tesseract's script detection calls @name; NULL for one that is not known.
 */
const char *script_language(const char *name);

/* Languages that may be meant as well when script detection says @name: it confuses those that
 * share characters. NULL at the end; NULL when @name is like no other. */
const char *const *script_rivals(const char *name);

/* Do all of these languages, "eng+deu", have capitals and small letters, which stand on a baseline
 * and apart from each other? What is known of letters here is true of those alone. */
bool script_has_capitals(const char *languages);

/* The language for the script of most letters of @text: NULL for Latin ones, and where there are
 * no letters or of a script that Tesseract has no language for. */
const char *script_language_of(const char *text);
