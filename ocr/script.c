/* ocr/script.c - scripts, and the languages in which they are read */
#include "ocr/script.h"

#include <string.h>

typedef struct {
    const char *name; /* as Tesseract's script detection has it */
    GUnicodeScript script;
    const char *language;
} Script;

static const Script scripts[] = {
    { "Latin", G_UNICODE_SCRIPT_LATIN, "eng" },
    { "Arabic", G_UNICODE_SCRIPT_ARABIC, "ara" },
    { "Armenian", G_UNICODE_SCRIPT_ARMENIAN, "hye" },
    { "Bengali", G_UNICODE_SCRIPT_BENGALI, "ben" },
    { "Canadian_Aboriginal", G_UNICODE_SCRIPT_CANADIAN_ABORIGINAL, "iku" },
    { "Cherokee", G_UNICODE_SCRIPT_CHEROKEE, "chr" },
    { "Cyrillic", G_UNICODE_SCRIPT_CYRILLIC, "rus" },
    { "Devanagari", G_UNICODE_SCRIPT_DEVANAGARI, "hin" },
    { "Ethiopic", G_UNICODE_SCRIPT_ETHIOPIC, "amh" },
    { "Fraktur", G_UNICODE_SCRIPT_INVALID_CODE, "frk" },
    { "Georgian", G_UNICODE_SCRIPT_GEORGIAN, "kat" },
    { "Greek", G_UNICODE_SCRIPT_GREEK, "ell" },
    { "Gujarati", G_UNICODE_SCRIPT_GUJARATI, "guj" },
    { "Gurmukhi", G_UNICODE_SCRIPT_GURMUKHI, "pan" },
    { "Han", G_UNICODE_SCRIPT_HAN, "chi_sim" },
    { "Hangul", G_UNICODE_SCRIPT_HANGUL, "kor" },
    { "Hebrew", G_UNICODE_SCRIPT_HEBREW, "heb" },
    { "Hiragana", G_UNICODE_SCRIPT_HIRAGANA, "jpn" },
    { "Japanese", G_UNICODE_SCRIPT_KATAKANA, "jpn" },
    { "Kannada", G_UNICODE_SCRIPT_KANNADA, "kan" },
    { "Katakana", G_UNICODE_SCRIPT_KATAKANA, "jpn" },
    { "Khmer", G_UNICODE_SCRIPT_KHMER, "khm" },
    { "Korean", G_UNICODE_SCRIPT_HANGUL, "kor" },
    { "Lao", G_UNICODE_SCRIPT_LAO, "lao" },
    { "Malayalam", G_UNICODE_SCRIPT_MALAYALAM, "mal" },
    { "Myanmar", G_UNICODE_SCRIPT_MYANMAR, "mya" },
    { "Oriya", G_UNICODE_SCRIPT_ORIYA, "ori" },
    { "Sinhala", G_UNICODE_SCRIPT_SINHALA, "sin" },
    { "Syriac", G_UNICODE_SCRIPT_SYRIAC, "syr" },
    { "Tamil", G_UNICODE_SCRIPT_TAMIL, "tam" },
    { "Telugu", G_UNICODE_SCRIPT_TELUGU, "tel" },
    { "Thaana", G_UNICODE_SCRIPT_THAANA, "div" },
    { "Thai", G_UNICODE_SCRIPT_THAI, "tha" },
    { "Tibetan", G_UNICODE_SCRIPT_TIBETAN, "bod" },
};

const char *
script_language(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(scripts); i++)
        if (strcmp(scripts[i].name, name) == 0)
            return scripts[i].language;
    return NULL;
}

const char *const *
script_rivals(const char *name)
{
    static const char *const names[] = { "Han",      "Hangul", "Hiragana", "Japanese",
                                         "Katakana", "Korean", NULL };
    static const char *const languages[] = { "chi_sim", "chi_tra", "jpn", "kor", NULL };

    return g_strv_contains(names, name) ? languages : NULL;
}

bool
script_has_capitals(const char *languages)
{
    static const char *const without[] = {
        "amh",          "ara",      "asm", "ben", "bod", "chi_sim", "chi_sim_vert", "chi_tra",
        "chi_tra_vert", "div",      "dzo", "fas", "guj", "heb",     "hin",          "iku",
        "jpn",          "jpn_vert", "kan", "kat", "khm", "kor",     "kor_vert",     "lao",
        "mal",          "mar",      "mya", "nep", "ori", "pan",     "pus",          "san",
        "sin",          "snd",      "syr", "tam", "tel", "tha",     "tir",          "uig",
        "urd",          "yid",      NULL
    };
    g_auto(GStrv) wanted = g_strsplit(languages, "+", -1);

    for (guint i = 0; wanted[i] != NULL; i++)
        if (g_strv_contains(without, wanted[i]))
            return false;
    return true;
}

const char *
script_language_of(const char *text)
{
    guint counts[G_N_ELEMENTS(scripts)] = { 0 }, best = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(p));

        for (guint i = 0; i < G_N_ELEMENTS(scripts); i++)
            if (scripts[i].script == script) {
                counts[i]++;
                break;
            }
    }
    for (guint i = 1; i < G_N_ELEMENTS(scripts); i++)
        if (counts[i] > counts[best])
            best = i;
    return best > 0 ? scripts[best].language : NULL;
}
