/* pipeline/pdf_char.c - characters as a reader means them */
#include "pipeline/pdf_char.h"

#include "pipeline/pdf_font.h"

#include <string.h>

#define SOFT_HYPHEN 0x00AD
#define NON_JOINER 0x200C /* these two have no ink either, but shape the letters beside them */
#define JOINER 0x200D

/* U+FB00 to U+FB06 */
static const char *const LIGATURES[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

/* Shapes of Hebrew and Arabic letters; two ornate brackets are among them. */
#define FIRST_FORM 0xFB1D
#define LEFT_PAREN 0xFD3E
#define RIGHT_PAREN 0xFD3F
#define LAST_FORM 0xFDFF
#define FIRST_FORM_B 0xFE70
#define LAST_FORM_B 0xFEFC

/* Fonts with an encoding of their own come out as U+F000 plus the code. */
#define PRIVATE_FIRST 0xF020
#define PRIVATE_LAST 0xF0FF

typedef struct {
    guint8 code;
    const char *text;
} Meaning;

static const Meaning WINGDINGS[] = {
    { 0x6C, "●" }, { 0x6E, "■" }, { 0x6F, "□" }, { 0x71, "❑" }, { 0x72, "❒" }, { 0x74, "◆" },
    { 0x75, "◆" }, { 0x76, "❖" }, { 0x77, "◆" }, { 0x9E, "·" }, { 0x9F, "•" }, { 0xA0, "▪" },
    { 0xA1, "○" }, { 0xA7, "▪" }, { 0xA8, "□" }, { 0xAA, "✦" }, { 0xAB, "★" }, { 0xD8, "➢" },
    { 0xDF, "←" }, { 0xE0, "→" }, { 0xE1, "↑" }, { 0xE2, "↓" }, { 0xE8, "➔" }, { 0xF0, "⇨" },
    { 0xFB, "✗" }, { 0xFC, "✓" }, { 0xFD, "☒" }, { 0xFE, "☑" },
};

static const Meaning SYMBOL[] = {
    { 0xA2, "′" }, { 0xA3, "≤" }, { 0xA5, "∞" }, { 0xA8, "♦" }, { 0xAB, "↔" }, { 0xAC, "←" },
    { 0xAD, "↑" }, { 0xAE, "→" }, { 0xAF, "↓" }, { 0xB0, "°" }, { 0xB1, "±" }, { 0xB2, "″" },
    { 0xB3, "≥" }, { 0xB4, "×" }, { 0xB5, "∝" }, { 0xB6, "∂" }, { 0xB7, "•" }, { 0xB8, "÷" },
    { 0xB9, "≠" }, { 0xBA, "≡" }, { 0xBB, "≈" }, { 0xBC, "…" }, { 0xC5, "⊕" }, { 0xC6, "∅" },
    { 0xC7, "∩" }, { 0xC8, "∪" }, { 0xCC, "⊂" }, { 0xCE, "∈" }, { 0xD1, "∇" }, { 0xD2, "®" },
    { 0xD3, "©" }, { 0xD4, "™" }, { 0xD5, "∏" }, { 0xD6, "√" }, { 0xD7, "·" }, { 0xD8, "¬" },
    { 0xD9, "∧" }, { 0xDA, "∨" }, { 0xDB, "⇔" }, { 0xDE, "⇒" }, { 0xE2, "®" }, { 0xE3, "©" },
    { 0xE4, "™" }, { 0xE5, "∑" }, { 0xF2, "∫" },
};

/* Symbol's letters, for A to Z and a to z. */
static const char *const GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
static const char *const greek = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

static const char *
look_up(const Meaning *meanings, gsize n, guint8 code)
{
    for (gsize i = 0; i < n; i++)
        if (meanings[i].code == code)
            return meanings[i].text;
    return NULL;
}

static void
append_private(GString *text, guint8 code, const char *font)
{
    const bool symbol = strstr(font, "Symbol") != NULL;
    const bool dingbats = strstr(font, "ingdings") != NULL;
    const char *meaning = NULL;

    /* The bullet of Symbol is the most common by far, also under other names. */
    if (!symbol && (dingbats || code != 0xB7))
        meaning = look_up(WINGDINGS, G_N_ELEMENTS(WINGDINGS), code);
    if (meaning == NULL && !dingbats)
        meaning = look_up(SYMBOL, G_N_ELEMENTS(SYMBOL), code);

    if (meaning != NULL)
        g_string_append(text, meaning);
    else if (symbol && g_ascii_isupper((char)code))
        g_string_append_unichar(text, g_utf8_get_char(g_utf8_offset_to_pointer(GREEK, code - 'A')));
    else if (symbol && g_ascii_islower((char)code))
        g_string_append_unichar(text, g_utf8_get_char(g_utf8_offset_to_pointer(greek, code - 'a')));
    else if (!dingbats && g_ascii_isgraph((char)code))
        g_string_append_c(text, (char)code); /* other fonts: an ordinary letter, oddly encoded */
}

/* The letters of which @c is a shape: initial, joined, or several in one. */
static void
append_letters(GString *text, gunichar c)
{
    char shape[8] = { 0 };

    g_unichar_to_utf8(c, shape);
    g_autofree char *letters = g_utf8_normalize(shape, -1, G_NORMALIZE_ALL_COMPOSE);
    /* Accents without a letter come with a space to stand on. */
    g_string_append(text, letters[0] == ' ' ? letters + 1 : letters);
}

/* The signs of TeX's mathematical fonts whose names Poppler does not know: it takes their codes for
 * characters. Those that may be what they look like are left out. Brackets come in several sizes.
 */
static const Meaning TEX_SYMBOLS[] = { { 'h', "⟨" }, { 'i', "⟩" } };
static const Meaning TEX_EXTENSION[] = {
    { 0x10, "(" }, { 0x11, ")" }, { 0x12, "(" }, { 0x13, ")" }, { 0x14, "[" }, { 0x15, "]" },
    { 0x1A, "{" }, { 0x1B, "}" }, { '!', ")" },  { '"', "[" },  { '#', "]" },  { 'H', "∮" },
    { 'I', "∮" },  { 'L', "⊕" },  { 'M', "⊕" },  { 'N', "⊗" },  { 'O', "⊗" },  { 'P', "∑" },
    { 'Q', "∏" },  { 'R', "∫" },  { 'S', "⋃" },  { 'T', "⋂" },  { 'V', "⋀" },  { 'W', "⋁" },
    { 'X', "∑" },  { 'Y', "∏" },  { 'Z', "∫" },  { 'a', "∐" },  { 'h', "[" },  { 'i', "]" },
    { 'p', "√" },  { 'q', "√" },  { 'r', "√" },  { 's', "√" },
};

static const char *
tex_meaning(gunichar c, const char *font)
{
    switch (pdf_font_tex(font)) {
    case PDF_FONT_TEX_SYMBOLS:
        return look_up(TEX_SYMBOLS, G_N_ELEMENTS(TEX_SYMBOLS), (guint8)c);
    case PDF_FONT_TEX_EXTENSION:
        return look_up(TEX_EXTENSION, G_N_ELEMENTS(TEX_EXTENSION), (guint8)c);
    case PDF_FONT_NOT_TEX:
        break;
    }
    return NULL;
}

void
pdf_char_append(GString *text, gunichar c, const char *font, bool line_end)
{
    const char *meaning = c < 0x7F ? tex_meaning(c, font) : NULL;

    if (meaning != NULL) {
        g_string_append(text, meaning);
        return;
    }
    if (c > ' ' && c < 0x7F) {
        g_string_append_c(text, (char)c);
        return;
    }
    if (c >= 0xFB00 && c <= 0xFB06) {
        g_string_append(text, LIGATURES[c - 0xFB00]);
        return;
    }
    if ((c >= FIRST_FORM && c <= LAST_FORM && c != LEFT_PAREN && c != RIGHT_PAREN) ||
        (c >= FIRST_FORM_B && c <= LAST_FORM_B)) {
        append_letters(text, c);
        return;
    }
    if (c == SOFT_HYPHEN) {
        if (line_end)
            g_string_append_c(text, '-');
        return;
    }
    if (c >= PRIVATE_FIRST && c <= PRIVATE_LAST) {
        append_private(text, (guint8)(c - 0xF000), font);
        return;
    }

    if (c == NON_JOINER || c == JOINER) {
        g_string_append_unichar(text, c);
        return;
    }

    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT: /* U+200B, U+FEFF, marks of direction: no ink */
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
        return;
    default:
        g_string_append_unichar(text, c);
    }
}
