/* pipeline/model/datum.c - what the text of a cell is: number, date, percentage, amount, text
 *
 * The text is first put into plain signs: every dash is '-', every space ' ',
 * every currency sign '$', every footnote sign '*', letters are small. Then a
 * cursor goes over what stands before the digits, the digits with their
 * grouping, and what stands after them; whatever is left over makes it text.
 */
#include "pipeline/model/datum.h"

#include <string.h>

/* Of a column's values: so many make its kind, the others are remarks and mistakes. */
#define COLUMN_SHARE 0.8

#define FIRST_YEAR 1500
#define LAST_YEAR 2199

static const char *const currencies[] = { "us$", "usd", "eur", "gbp", "inr", "chf", "jpy",
                                          "cad", "aud", "rs.", "rs",  "$",   NULL };

static const char *const months[] = { "january",  "february", "march",  "april",     "may",
                                      "june",     "july",     "august", "september", "october",
                                      "november", "december", NULL };

static bool
is_one_of(gunichar c, const char *set)
{
    return g_utf8_strchr(set, -1, c) != NULL;
}

/* Plain signs; '?' for what means nothing here. (transfer full) */
static char *
simplified(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *plain = g_string_new(NULL);

    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (g_unichar_isspace(c))
            g_string_append_c(plain, ' ');
        else if (c < 0x80)
            g_string_append_c(plain, g_ascii_tolower((char)c));
        else if (is_one_of(c, "−‐‑‒–—―"))
            g_string_append_c(plain, '-');
        else if (g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL)
            g_string_append_c(plain, '$');
        else if (is_one_of(c, "†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"))
            g_string_append_c(plain, '*');
        else if (is_one_of(c, "≤≥≈±"))
            g_string_append_c(plain, '~');
        else if (is_one_of(c, "’ʼ"))
            g_string_append_c(plain, '\'');
        else if (c == 0x2026)
            g_string_append(plain, "...");
        else
            g_string_append_c(plain, '?');
    }
    return g_strstrip(g_string_free(plain, FALSE));
}

/* Signs for "none" and "not known"; (D), (X), (S), (Z) are those of American statistics. */
static bool
is_empty(const char *plain)
{
    static const char *const words[] = { "n.a.",   "n.a", "na",  "n/a", "n.d.", "nd",  "(na)",
                                         "(n.a.)", "(d)", "(x)", "(s)", "(z)",  "(-)", NULL };

    return strspn(plain, ".-:_* ") == strlen(plain) || g_strv_contains(words, plain);
}

static bool
skip_word(const char **at, const char *word)
{
    const gsize n = strlen(word);

    if (strncmp(*at, word, n) != 0)
        return false;
    *at += n;
    return true;
}

static bool
skip_currency(const char **at)
{
    for (guint i = 0; currencies[i] != NULL; i++)
        if (skip_word(at, currencies[i]))
            return true;
    return false;
}

/* A mark of a note behind a number: signs, a letter or number in brackets, or a letter. Of bare
 * letters only the first ones and p and r (provisional, revised): others are units. */
static bool
skip_mark(const char **at)
{
    const char *p = *at;

    if (*p == '*' || *p == '#') {
        *at += 1;
        return true;
    }
    if (*p == '(' || *p == '[') {
        const gsize n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz0123456789,*");
        if (n >= 1 && n <= 3 && (p[n + 1] == ')' || p[n + 1] == ']')) {
            *at += n + 2;
            return true;
        }
        return false;
    }
    if (*p != '\0' && strchr("abcdefpr", *p) != NULL && !g_ascii_isalnum(p[1])) {
        *at += p[1] == ')' ? 2 : 1;
        return true;
    }
    return false;
}

/* How many digits stand between the separators of a number. */
typedef struct {
    guint n;
    guint digits[16];
    char separators[16]; /* [i] stands before group i */
} Groups;

/* Digits and what may part them; a separator counts only where a digit follows. */
static const char *
read_groups(const char *at, Groups *groups, GString *digits)
{
    groups->n = 0;
    while (groups->n < G_N_ELEMENTS(groups->digits)) {
        const bool first = groups->n == 0 && g_ascii_isdigit(*at);

        if (!first && (*at == '\0' || strchr(".,' ", *at) == NULL || !g_ascii_isdigit(at[1])))
            break;
        const char separator = first ? '\0' : *at++;
        const gsize n = strspn(at, "0123456789");
        groups->separators[groups->n] = separator;
        groups->digits[groups->n++] = (guint)n;
        g_string_append_len(digits, at, (gssize)n);
        at += n;
    }
    return at;
}

/* 1,234,567 or 1,23,45,678: one separator, three digits at the end, all three or all two between.
 */
static bool
is_grouped(const Groups *groups, guint n)
{
    guint twos = 0, threes = 0;

    if (n <= 1)
        return n == 1 && groups->separators[0] == '\0';
    for (guint i = 1; i < n; i++) {
        if (groups->separators[i] != groups->separators[1])
            return false;
        twos += groups->digits[i] == 2 && i + 1 < n;
        threes += groups->digits[i] == 3;
    }
    return groups->digits[0] >= 1 && groups->digits[0] <= 3 && groups->digits[n - 1] == 3 &&
           (threes == n - 1 ||
            (twos == n - 2 && groups->digits[0] <= 2 && groups->separators[1] == ','));
}

/* The number at @at, without its sign; FALSE when its separators make no sense. */
static bool
read_digits(const char **at, DatumDecimal decimal, double *value, bool *year)
{
    const char point = decimal == DATUM_POINT ? '.' : ',';
    g_autoptr(GString) digits = g_string_new(NULL);
    Groups groups;

    *at = read_groups(*at, &groups, digits);
    if (groups.n == 0)
        return false;
    const guint last = groups.n - 1;
    const bool fraction = groups.separators[last] == point;
    const guint whole = fraction ? last : groups.n;
    for (guint i = 1; i < whole; i++)
        if (groups.separators[i] == point)
            return false;
    if (whole > 0 && !is_grouped(&groups, whole))
        return false;
    if (fraction)
        g_string_insert_c(digits, (gssize)(digits->len - groups.digits[last]), '.');
    *value = g_ascii_strtod(digits->str, NULL);
    *year = groups.n == 1 && groups.digits[0] == 4 && *value >= FIRST_YEAR && *value <= LAST_YEAR;
    return true;
}

/* What is known of a number beside its digits. */
typedef struct {
    bool minus, about, money, percent;
    guint open; /* brackets not yet closed */
} Signs;

static void
skip_before(const char **at, Signs *signs)
{
    while (**at != '\0') {
        if (**at == '-')
            signs->minus = true;
        else if (**at == '(')
            signs->open++;
        else if (strchr("<>~", **at) != NULL)
            signs->about = true;
        else if (skip_currency(at)) {
            signs->money = true;
            continue;
        } else if (strchr(" +", **at) == NULL)
            return;
        *at += 1;
    }
}

static void
skip_after(const char **at, Signs *signs)
{
    while (**at != '\0') {
        if (**at == ' ')
            *at += 1;
        else if (**at == '%' || skip_word(at, "percent") || skip_word(at, "per cent") ||
                 skip_word(at, "pct")) {
            signs->percent = true;
            *at += **at == '%';
        } else if (**at == ')' && signs->open > 0) {
            signs->open--;
            signs->minus = true;
            *at += 1;
        } else if (**at == '-' && (*at)[1] == '\0') {
            signs->minus = true;
            *at += 1;
        } else if (skip_currency(at))
            signs->money = true;
        else if (!skip_mark(at))
            return;
    }
}

static bool
read_number(const char *plain, DatumDecimal decimal, Datum *datum)
{
    Signs signs = { 0 };
    const char *at = plain;

    skip_before(&at, &signs);
    if (!read_digits(&at, decimal, &datum->value, &datum->year))
        return false;
    skip_after(&at, &signs);
    if (*at != '\0' || signs.open > 0)
        return false;
    datum->kind = signs.percent ? DATUM_PERCENT : signs.money ? DATUM_CURRENCY : DATUM_NUMBER;
    datum->exact = !signs.about;
    datum->year &= datum->kind == DATUM_NUMBER && !signs.minus && datum->exact;
    if (signs.minus && datum->value != 0)
        datum->value = -datum->value;
    return true;
}

/* A month by its name, or by three letters of it or more, with or without a point. */
static bool
is_month(const char *word)
{
    const gsize n = strlen(word);

    for (guint i = 0; months[i] != NULL && n >= 3; i++)
        if (strncmp(months[i], word, n) == 0)
            return true;
    return strcmp(word, "sept") == 0;
}

/* Digits, with the ending of an ordinal or the sign of a cut century; 0 for anything else. */
static guint
date_number(const char *word, gsize *n)
{
    static const char *const endings[] = { "", "st", "nd", "rd", "th", NULL };
    guint number = 0;

    word += *word == '\'';
    *n = strspn(word, "0123456789");
    if (*n == 0 || *n > 4 || !g_strv_contains(endings, word + *n))
        return 0;
    for (gsize i = 0; i < *n; i++)
        number = number * 10 + (guint)g_ascii_digit_value(word[i]);
    return number;
}

/* What the words of a date are, counted. */
typedef struct {
    guint words, names, quarters, years, days, months; /* days up to 31, months up to 12 of them */
    guint short_years;                                 /* two digits, any */
} DateWords;

static bool
count_word(const char *word, DateWords *count)
{
    gsize n;
    const guint number = date_number(word, &n);

    count->words++;
    if (is_month(word))
        count->names++;
    else if (*word == 'q' && word[1] >= '1' && word[1] <= '4' && word[2] == '\0')
        count->quarters++;
    else if (n == 4 && number >= FIRST_YEAR && number <= LAST_YEAR)
        count->years++;
    else if (n == 1 || n == 2) {
        count->days += number >= 1 && number <= 31;
        count->months += number >= 1 && number <= 12;
        count->short_years += n == 2;
    } else
        return false;
    return true;
}

/* 4 March 2011, Mar-11, March, 2011-03-04, 4/3/11, 2010/11, Q1 2011. */
static bool
is_date(const char *plain)
{
    g_auto(GStrv) words = g_strsplit_set(plain, " ,./-", -1);
    DateWords count = { 0 };
    const bool dashed = strpbrk(plain, "/-") != NULL, dotted = strchr(plain, '.') != NULL;

    for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0' && !count_word(words[i], &count))
            return false;
    const guint numbers = count.words - count.names - count.quarters;
    if (count.names == 1)
        return count.quarters == 0 && numbers <= 2 && count.years <= 1;
    if (count.quarters == 1)
        return count.words == 1 || (count.words == 2 && count.years == 1);
    if (count.names + count.quarters > 0)
        return false;
    if (count.words == 2) /* the years of a season, or a year and a month */
        return dashed && (count.years == 2 || (count.years == 1 && count.short_years == 1));
    if (count.words != 3 || (!dashed && !dotted) || strchr(plain, ' ') != NULL)
        return false;
    if (count.years == 1)
        return count.days == 2 && count.months >= 1;
    return dashed && count.years == 0 && count.short_years >= 1 && count.days >= 2 &&
           count.months >= 1;
}

Datum
datum_read(const char *text, DatumDecimal decimal)
{
    g_autofree char *plain = simplified(text != NULL ? text : "");
    Datum datum = { .kind = DATUM_TEXT };

    if (strlen(plain) > 60)
        return datum;
    if (is_empty(plain))
        datum.kind = DATUM_EMPTY;
    else if (read_number(plain, decimal, &datum))
        return datum;
    else if (is_date(plain))
        datum.kind = DATUM_DATE;
    datum.value = 0;
    datum.year = false;
    return datum;
}

/* What stands in a column, counted. */
typedef struct {
    guint kinds[DATUM_DATE + 1];
    guint years;
    guint only_point, only_comma; /* numbers by one reading of the comma alone */
    DatumKind first;              /* number of the column */
    bool percent, money;          /* said in its header */
} Tally;

static bool
is_number(DatumKind kind)
{
    return kind == DATUM_NUMBER || kind == DATUM_PERCENT || kind == DATUM_CURRENCY;
}

static bool
in_body(const Table *table, const Cell *cell)
{
    return cell->row >= table->header_rows && cell->colspan <= 1 && cell->col < table->cols;
}

static void
count_cell(Tally *tally, const char *text, DatumDecimal decimal)
{
    const Datum datum = datum_read(text, decimal);

    tally->kinds[datum.kind]++;
    tally->years += datum.year;
    if (is_number(datum.kind) && tally->first == DATUM_EMPTY)
        tally->first = datum.kind;
}

static void
count_header(Tally *tallies, const Table *table, const Cell *cell)
{
    g_autofree char *plain = simplified(cell->text != NULL ? cell->text : "");
    const bool percent = strchr(plain, '%') != NULL || strstr(plain, "percent") != NULL ||
                         strstr(plain, "per cent") != NULL;
    const bool money = strchr(plain, '$') != NULL;

    for (guint c = cell->col; c < table->cols && c - cell->col < MAX(cell->colspan, 1); c++) {
        tallies[c].percent |= percent;
        tallies[c].money |= money;
    }
}

/* A sign of money or percent is printed with every number, or with the first of the column and
 * its totals only, or in the header. */
static DatumKind
number_kind(const Tally *tally, guint numbers)
{
    const guint percent = tally->kinds[DATUM_PERCENT], money = tally->kinds[DATUM_CURRENCY];

    if (percent * 2 >= numbers || (tally->first == DATUM_PERCENT && money == 0))
        return DATUM_PERCENT;
    if (money * 2 >= numbers || (tally->first == DATUM_CURRENCY && percent == 0))
        return DATUM_CURRENCY;
    if (percent + money > 0 || tally->percent == tally->money)
        return DATUM_NUMBER;
    return tally->percent ? DATUM_PERCENT : DATUM_CURRENCY;
}

static DatumColumn
column_of(const Tally *tally, DatumDecimal decimal)
{
    const guint numbers =
        tally->kinds[DATUM_NUMBER] + tally->kinds[DATUM_PERCENT] + tally->kinds[DATUM_CURRENCY];
    const guint dates = tally->kinds[DATUM_DATE];
    DatumColumn column = { .kind = DATUM_TEXT,
                           .decimal = decimal,
                           .values = numbers + dates + tally->kinds[DATUM_TEXT] };

    if (column.values == 0) {
        column.kind = DATUM_EMPTY;
    } else if (dates + tally->years >= COLUMN_SHARE * column.values && dates + tally->years >= 2 &&
               tally->years == numbers) {
        column.kind = DATUM_DATE;
        column.odd = column.values - dates - tally->years;
    } else if (dates >= COLUMN_SHARE * column.values) {
        column.kind = DATUM_DATE;
        column.odd = column.values - dates;
    } else if (numbers >= COLUMN_SHARE * column.values) {
        column.kind = number_kind(tally, numbers);
        column.odd = column.values - numbers;
    }
    return column;
}

GArray *
datum_columns(const Table *table)
{
    GArray *columns = g_array_new(FALSE, TRUE, sizeof(DatumColumn));
    g_autofree Tally *tallies = g_new0(Tally, table->cols + 1);
    g_autofree Tally *comma = g_new0(Tally, table->cols + 1);

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row < table->header_rows && cell->col < table->cols)
            count_header(tallies, table, cell);
        if (!in_body(table, cell))
            continue;
        Tally *tally = &tallies[cell->col];
        const bool point_number = is_number(datum_read(cell->text, DATUM_POINT).kind);
        const bool comma_number = is_number(datum_read(cell->text, DATUM_COMMA).kind);
        tally->only_point += point_number && !comma_number;
        tally->only_comma += comma_number && !point_number;
        count_cell(tally, cell->text, DATUM_POINT);
        count_cell(&comma[cell->col], cell->text, DATUM_COMMA);
    }
    for (guint c = 0; c < table->cols; c++) {
        const bool by_comma = tallies[c].only_comma > tallies[c].only_point;

        comma[c].percent = tallies[c].percent;
        comma[c].money = tallies[c].money;
        const DatumColumn column =
            column_of(by_comma ? &comma[c] : &tallies[c], by_comma ? DATUM_COMMA : DATUM_POINT);
        g_array_append_val(columns, column);
    }
    return columns;
}

const char *
datum_kind_name(DatumKind kind)
{
    static const char *const names[] = {
        [DATUM_EMPTY] = "empty",     [DATUM_TEXT] = "text",         [DATUM_NUMBER] = "number",
        [DATUM_PERCENT] = "percent", [DATUM_CURRENCY] = "currency", [DATUM_DATE] = "date",
    };

    return kind < G_N_ELEMENTS(names) ? names[kind] : "text";
}
