/* compile/wasm/reader.c: LEB128, names and bounds. */
#include "compile/wasm/reader.h"

bool reader_fail(struct reader *r, const u8 *at, const char *fmt, ...) {
    if (!r->failed) {
        struct text message = {0};
        va_list args;
        va_start(args, fmt);
        text_vprintf(&message, fmt, args);
        va_end(args);
        status_fail(r->st, FAULT_USER, "%s: 0x%06x: %s", r->name, reader_offset(r, at),
                    text_string(&message));
        text_free(&message);
    }
    r->failed = true;
    r->at = r->end;
    return false;
}

bool reader_fail_type(struct reader *r, const u8 *at, u8 type) {
    enum { TYPE_V128 = 0x7b, TYPE_EXNREF = 0x69 };
    return reader_fail(r, at, "malformed value type: 0x%02x%s", type,
                       type == TYPE_V128     ? ": SIMD is not supported"
                       : type == TYPE_EXNREF ? ": exceptions are not supported"
                                             : "");
}

const char *reader_unsupported_op(u32 op) {
    switch (op) {
    case 0x06: /* try */
    case 0x07: /* catch */
    case 0x08: /* throw */
    case 0x09: /* rethrow */
    case 0x0a: /* throw_ref */
    case 0x18: /* delegate */
    case 0x19: /* catch_all */
    case 0x1f: /* try_table */ return ": exceptions are not supported";
    case 0x12: /* return_call */
    case 0x13: /* return_call_indirect */ return ": tail calls are not supported";
    case 0x14: /* call_ref */
    case 0x15: /* return_call_ref */ return ": typed function references are not supported";
    case 0xfb: return ": garbage collection is not supported";
    case 0xfd: return ": SIMD is not supported";
    case 0xfe: return ": threads are not supported";
    default: return "";
    }
}

bool reader_fail_end(struct reader *r) {
    return reader_fail(r, r->at, "unexpected end of section or function");
}

/* A number of at most `bits` bits, signed or not. Its last possible byte holds fewer than 7 of
 * them; the others must be zero, or copies of the sign. */
static u64 leb128(struct reader *r, u32 bits, bool is_signed) {
    const u8 *first = r->at;
    u64 result = 0;
    for (u32 shift = 0;; shift += 7) {
        if (r->at == r->end) return reader_fail_end(r);
        u8 byte = *r->at++;
        result |= (u64)(byte & 0x7f) << shift;
        if (shift + 7 >= bits) {
            if (byte & 0x80) return reader_fail(r, first, "integer representation too long");
            u32 used = bits - shift - is_signed; /* bits that are free to differ */
            u32 rest = (byte & 0x7fu) >> used;
            if (rest != 0 && !(is_signed && rest == 0x7fu >> used))
                return reader_fail(r, first, "integer too large");
        }
        if (!(byte & 0x80)) {
            if (is_signed && byte & 0x40 && shift + 7 < 64) result |= ~0ull << (shift + 7);
            return result;
        }
    }
}

u32 reader_u32_long(struct reader *r) {
    return (u32)leb128(r, 32, false);
}
i32 reader_s32_long(struct reader *r) {
    return (i32)leb128(r, 32, true);
}
i64 reader_s33(struct reader *r) {
    return (i64)leb128(r, 33, true);
}
i64 reader_s64(struct reader *r) {
    return (i64)leb128(r, 64, true);
}

const u8 *reader_skip(struct reader *r, size_t n) {
    if (n > reader_left(r)) {
        reader_fail_end(r);
        return NULL;
    }
    const u8 *first = r->at;
    r->at += n;
    return first;
}

u32 reader_count(struct reader *r, u32 max, const char *what) {
    const u8 *first = r->at;
    u32 count = reader_u32(r);
    if (count > reader_left(r)) {
        /* the words that the suite has for a vector whose end is missing */
        reader_fail(
            r, first,
            "unexpected end of section or function: %u %s do not fit into the %zu bytes "
            "that are left",
            count, what, reader_left(r));
        return 0;
    }
    if (count > max) {
        reader_fail(r, first, "too many %s: %u, at most %u are supported", what, count, max);
        return 0;
    }
    return count;
}

const char *reader_name(struct reader *r, struct arena *a) {
    const u8 *first = r->at;
    u32 size = reader_u32(r);
    if (r->failed) return NULL;
    if (size > reader_left(r)) {
        reader_fail(r, first, "length out of bounds: a name of %u bytes, %zu are left", size,
                    reader_left(r));
        return NULL;
    }
    const u8 *bytes = reader_skip(r, size);
    if (!utf8_valid(bytes, size)) {
        reader_fail(r, bytes, "malformed UTF-8 encoding");
        return NULL;
    }
    u32 nuls = 0;
    for (u32 n = 0; n < size; n++) nuls += bytes[n] == 0;
    char *name = arena_alloc(a, (size_t)size + nuls + 1), *to = name;
    for (u32 n = 0; n < size; n++) {
        if (!bytes[n]) *to++ = (char)0xc0;
        *to++ = (char)(bytes[n] ? bytes[n] : 0x80);
    }
    *to = 0;
    return name;
}

bool utf8_valid(const u8 *at, size_t size) {
    for (const u8 *end = at + size; at != end;) {
        u8 lead = *at++;
        if (lead < 0x80) continue;
        u32 more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || (size_t)(end - at) < more) return false;
        /* the second byte decides: no overlong forms, surrogates, or code points above 10FFFF
         */
        u8 low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        u8 high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (*at < low || *at > high) return false;
        for (at++; --more; at++)
            if (*at < 0x80 || *at > 0xbf) return false;
    }
    return true;
}
