/* base/json_scan.h: private to base/json*.c. A strict reader of JSON text that builds nothing:
 * it says where a text goes wrong, and where in the text a value is. cJSON builds the tree but
 * keeps no positions, and accepts what is not JSON (01, 1., control characters in strings). */
#ifndef HPMSIM_JSON_SCAN_H
#define HPMSIM_JSON_SCAN_H

#include "base/base.h"

/* Values lie at most this deep: below the limit of cJSON, so that what scans well also parses.
 */
enum { JSON_DEPTH_MAX = 256 };

/* Where a value is: its key (in objects) and itself, as offsets in the text. */
struct json_place {
    size_t key, value;
    bool found;
};

/* The way from the root to a value: at each level, the number of the member or item. */
struct json_path {
    u32 at[2 * JSON_DEPTH_MAX];
    u32 count;
};

/* Checks the text. `path` may be NULL; otherwise *place is filled. On an error returns false
 * with its offset and a message (without position). The text has a NUL behind its end. */
struct json_scan_error {
    size_t offset;
    char message[160];
};
bool json_scan(const char *text, size_t size, const struct json_path *path,
               struct json_place *place, struct json_scan_error *error);

/* Line and column of an offset, both from 1; columns count characters, not bytes. */
struct json_line_column {
    u32 line, column;
};
struct json_line_column json_line_column(const char *text, size_t offset);

/* Bytes of the valid UTF-8 character at `at`, of which `left` bytes exist, or 0. */
u32 json_utf8_size(const char *at, size_t left);

/* The fewest of 15 to 17 digits that read back as the same double. */
enum { JSON_DIGITS = 32 };
void json_number_digits(double value, char digits[JSON_DIGITS]);

#endif
