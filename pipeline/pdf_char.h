/* pipeline/pdf_char.h - characters as a reader means them
 *
 * Ligatures and the shapes of Arabic letters become those letters, characters
 * without ink go, and the glyphs of Symbol and Wingdings, which Unicode has no
 * place for in their own encoding, become those that look like them.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Appends what @c means in @font, which can be nothing. @line_end: it is the last of its
 * line, where a soft hyphen is a hyphen that was drawn. */
void pdf_char_append(GString *text, gunichar c, const char *font, bool line_end);
