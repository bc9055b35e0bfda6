/* ocr/quote.c - the quotes of type of fixed width */
#include "ocr/quote.h"

void
quote_append(GString *text, const char *word)
{
    for (; *word != '\0'; word = g_utf8_next_char(word)) {
        const gunichar c = g_utf8_get_char(word);

        g_string_append_unichar(text, c == 0x2018 || c == 0x2019   ? '\''
                                      : c == 0x201C || c == 0x201D ? '"'
                                                                   : c);
    }
}

void
quote_merge(GString *text, glong n)
{
    glong more = g_utf8_strlen(text->str, -1) - n;

    for (gsize i = 0; more > 0 && i + 1 < text->len;) {
        if (text->str[i] == '\'' && text->str[i + 1] == '\'') {
            g_string_erase(text, (gssize)i, 1);
            more--;
        } else {
            i++;
        }
    }
}
