/*
 * format: printf and scanf of numbers and strings in all forms, and round trips of doubles
 * through decimal and hexadecimal text.
 *
 * Exercises variadic calls, libc's exact decimal conversion (long integer arithmetic on the
 * stack) and errors reported by return values and errno. A researcher would choose it because
 * most of its time passes inside libc, in large frames that hold arrays and variadic
 * arguments, and because every output has one right answer, to the last digit.
 *
 * Arguments: [doubles to convert, 1..1000000; default 20000]
 */
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool everything_right = true;

static void expect(bool right, const char *what) {
    if (right) return;
    printf("WRONG: %s\n", what);
    everything_right = false;
}

/* Formats the arguments, prints the result and compares it with `expected`. */
static void check(const char *expected, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    printf("%-12s |%s|\n", format, text);
    if (strcmp(text, expected) != 0 || length != (int)strlen(expected)) {
        printf("WRONG: expected |%s|\n", expected);
        everything_right = false;
    }
}

static void check_integers(void) {
    check("0", "%d", 0);
    check("-2147483648", "%d", INT_MIN);
    check("4294967295", "%u", UINT_MAX);
    check("+42", "%+d", 42);
    check(" 42", "% d", 42);
    check("00042", "%05d", 42);
    check("-0042", "%05d", -42);
    check("42   |", "%-5d|", 42);
    check("   042", "%6.3d", 42);
    check("", "%.0d", 0);
    check("deadbeef", "%x", 0xdeadbeefu);
    check("0XBEEF", "%#X", 0xbeef);
    check("0x0000beef", "%#010x", 0xbeef);
    check("0777", "%#o", 0777);
    check("-1", "%hhd", 255);
    check("65535", "%hu", 65535);
    check("-9223372036854775808", "%lld", LLONG_MIN);
    check("18446744073709551615", "%llu", ULLONG_MAX);
    check("fedcba9876543210", "%llx", 0xfedcba9876543210ULL);
    check("2147483647", "%ld", 2147483647L);
    check("123456", "%zu", (size_t)123456);
    check("-7", "%td", (ptrdiff_t)-7);
    check("-9000000000", "%jd", (intmax_t)-9000000000);
    check("    -7", "%*d", 6, -7);
    check("-7    |", "%*d|", -6, -7);
}

static void check_text(void) {
    check("x", "%c", 'x');
    check("100%", "%d%%", 100);
    check("text", "%s", "text");
    check("  text", "%6s", "text");
    check("text  |", "%-6s|", "text");
    check("te", "%.2s", "text");
    check("   tex", "%*.*s", 6, 3, "text");
    check("a1b2.50c", "%s%d%c%.2f%s", "a", 1, 'b', 2.5, "c");
    check("1 2 3 4 5 6 7 8 9 10 11 12", "%d %d %d %d %d %d %d %d %d %d %d %d", 1, 2, 3, 4, 5, 6,
          7, 8, 9, 10, 11, 12);
    check("1 2.5 3 4.5 5000000000 6.5 7", "%d %.1f %d %.1f %lld %.1f %d", 1, 2.5, 3, 4.5,
          5000000000LL, 6.5, 7);
}

static void check_doubles(void) {
    check("0.000000", "%f", 0.0);
    check("-0.0", "%.1f", -0.0);
    check("3.141593", "%f", 3.14159265358979);
    check("0 2 2 4", "%.0f %.0f %.0f %.0f", 0.5, 1.5, 2.5, 3.5);
    check("0.1000000000000000055511151231257827", "%.34f", 0.1);
    check("1e+00", "%.0e", 1.0);
    check("1.234560e+05", "%e", 123456.0);
    check("1.8E+308", "%.1E", DBL_MAX);
    check("4.9406564584124654e-324", "%.16e", 4.9406564584124654e-324);
    check("2.2250738585072014e-308", "%.17g", DBL_MIN);
    check("100000 1e+06", "%g %g", 1e5, 1e6);
    check("0.0001 1e-05", "%g %g", 1e-4, 1e-5);
    check("1.00000", "%#g", 1.0);
    check("+1.50", "%+.2f", 1.5);
    check("  1.5|1.5  |", "%5.1f|%-5.1f|", 1.5, 1.5);
    check("0001.5", "%06.1f", 1.5);
    check("inf -inf INF", "%f %f %F", INFINITY, -INFINITY, INFINITY);
    check("nan   NAN", "%f %5F", NAN, NAN);
    check("0x1.8p+1", "%a", 3.0);
    check("-0x1.999999999999ap-4", "%a", -0.1);
    check("9007199254740994", "%.0f", 9007199254740994.0);
    check("1000000000000000000000", "%.0f", 1e21);
    check("17976931348623157081452742373170435679807056752584499659891747680315726078002853"
          "87605895586327668781715404589535143824642343213268894641827684675467035375169860"
          "49910576551282076245490090389328944075868508455133942304583236903222948165808559"
          "332123348274797826204144723168738177180919299881250404026184124858368",
          "%.0f", DBL_MAX);
}

/* snprintf, unknown to compilers that warn when a text will be cut off. */
static int write_text(char *text, size_t size, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, size, format, args);
    va_end(args);
    return length;
}

/* The length that would have been, whatever fits. */
static void check_truncation(void) {
    char text[8] = "???????";
    int length = write_text(text, 5, "%d", 1234567);
    expect(length == 7 && strcmp(text, "1234") == 0 && text[5] == '?', "snprintf, cut off");
    length = snprintf(NULL, 0, "%s-%08.3f", "measure", 3.14159);
    expect(length == 16, "snprintf without a buffer");
    length = sprintf(text, "%x", 0xabc);
    expect(length == 3 && strcmp(text, "abc") == 0, "sprintf");
}

static void check_integer_reading(void) {
    static const struct {
        const char *text;
        int base;
        long long value;
        size_t used;
        int error;
    } cases[] = {
        {"42", 10, 42, 2, 0},
        {"  -17abc", 10, -17, 5, 0},
        {"0x1fz", 16, 31, 4, 0},
        {"0x1f", 0, 31, 4, 0},
        {"0755", 0, 493, 4, 0},
        {"zz", 36, 1295, 2, 0},
        {"102", 2, 2, 2, 0},
        {"none", 10, 0, 0, 0},
        {"", 10, 0, 0, 0},
        {"9223372036854775807", 10, LLONG_MAX, 19, 0},
        {"9223372036854775808", 10, LLONG_MAX, 19, ERANGE},
        {"-9223372036854775809", 10, LLONG_MIN, 20, ERANGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *end;
        errno = 0;
        long long value = strtoll(cases[i].text, &end, cases[i].base);
        int error = value == LLONG_MAX || value == LLONG_MIN ? errno : 0;
        printf("strtoll \"%s\", base %d: %lld, %d characters%s\n", cases[i].text, cases[i].base,
               value, (int)(end - cases[i].text), error == ERANGE ? ", out of range" : "");
        expect(value == cases[i].value && (size_t)(end - cases[i].text) == cases[i].used &&
                   error == cases[i].error,
               "strtoll");
    }
}

static void check_double_reading(void) {
    static const struct {
        const char *text;
        double value;
        size_t used;
    } cases[] = {
        {"1.5", 1.5, 3},
        {" -2.5e3xyz", -2500, 7},
        {".5.5", 0.5, 2},
        {"1e", 1, 1},
        {"0x1.8p3", 12, 7},
        {"infinity!", INFINITY, 8},
        {"1e309", HUGE_VAL, 5},
        {"2.4703282292062328e-324", 4.9406564584124654e-324, 23},
        {"9007199254740993", 9007199254740992.0, 16},
        {"9007199254740993.00000000000000000001", 9007199254740994.0, 37},
        {"0.1000000000000000055511151231257827021181583404541015625", 0.1, 57},
        {"plain", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *end;
        double value = strtod(cases[i].text, &end);
        printf("strtod \"%s\": %.17g\n", cases[i].text, value);
        expect(value == cases[i].value && (size_t)(end - cases[i].text) == cases[i].used,
               "strtod");
    }
}

static void check_scanning(void) {
    int a, b, read;
    unsigned hex;
    double x;
    char word[8], rest[16], letter;
    read = sscanf("12 -34 ff 2.5e1 word: tail", "%d%d%x%lf %7[a-z]: %15s", &a, &b, &hex, &x,
                  word, rest);
    printf("sscanf: %d items: %d %d %x %.1f %s %s\n", read, a, b, hex, x, word, rest);
    expect(read == 6 && a == 12 && b == -34 && hex == 0xff && x == 25 &&
               strcmp(word, "word") == 0 && strcmp(rest, "tail") == 0,
           "sscanf");
    read = sscanf("7;8", "%d,%d", &a, &b);
    expect(read == 1 && a == 7, "sscanf that stops early");
    read = sscanf("123456", "%3d%c%n", &a, &letter, &b);
    expect(read == 2 && a == 123 && letter == '4' && b == 4, "sscanf with width");
    expect(sscanf("", "%d", &a) == EOF, "sscanf at the end");
}

/* ---- Round trips ---- */

static double double_of_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static bool is_same(double x, double y) {
    return memcmp(&x, &y, sizeof x) == 0;
}

/* splitmix64 */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* Every fourth number has a random exponent, the others are of everyday size. */
static double draw_double(uint64_t *random, uint32_t i) {
    uint64_t bits = next_random(random);
    if (i % 4 != 0) bits = (bits & ~(UINT64_C(0x7ff) << 52)) | (1003 + bits % 64) << 52;
    double x = double_of_bits(bits);
    return isfinite(x) ? x : 0;
}

/* The fewest digits that give x back. */
static int shortest(char text[32], double x) {
    int digits = 1;
    for (; digits < 17; digits++) {
        snprintf(text, 32, "%.*g", digits, x);
        if (is_same(strtod(text, NULL), x)) return digits;
    }
    snprintf(text, 32, "%.17g", x);
    return digits;
}

static uint32_t check_round_trips(uint32_t count) {
    uint64_t random = 1997;
    uint32_t digest = 2166136261u, digits_needed[18] = {0};
    char text[64];
    for (uint32_t i = 0; i < count; i++) {
        double x = draw_double(&random, i);
        snprintf(text, sizeof text, "%a", x);
        if (!is_same(strtod(text, NULL), x)) expect(false, text);
        float f = (float)fmod(x, 1e30);
        snprintf(text, sizeof text, "%.9g", (double)f);
        if (strtof(text, NULL) != f) expect(false, text);
        snprintf(text, sizeof text, "%.17g", x);
        if (!is_same(strtod(text, NULL), x)) expect(false, text);
        if (i % 16 == 0) digits_needed[shortest(text, x)]++;
        for (const char *c = text; *c != '\0'; c++) {
            digest = (digest ^ (unsigned char)*c) * 16777619u;
        }
        if (i < 8) printf("%s\n", text);
    }
    for (int digits = 1; digits <= 17; digits++) {
        if (digits_needed[digits] == 0) continue;
        printf("%u doubles need %d digits\n", (unsigned)digits_needed[digits], digits);
    }
    return digest;
}

static const struct {
    uint32_t n, answer;
} known[] = {{10, 0x5d590f2b}, {1000, 0x1125522b}, {20000, 0x894595ef}};

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 20000;
    if (n < 1 || n > 1000000) {
        fprintf(stderr, "usage: format [doubles, 1..1000000]\n");
        return 2;
    }
    check_integers();
    check_text();
    check_doubles();
    check_truncation();
    check_integer_reading();
    check_double_reading();
    check_scanning();
    uint32_t answer = check_round_trips(n);
    printf("%u round trips: digest %08x\n", (unsigned)n, (unsigned)answer);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) expect(known[i].answer == answer, "unexpected digest");
    }
    if (everything_right) printf("ok\n");
    return everything_right ? 0 : 1;
}
