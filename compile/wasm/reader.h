/* compile/wasm/reader.h: a cursor over the bytes of a module.
 *
 * The first failure sticks: it records the message with its offset in the file and moves the
 * cursor to its end, so that loops that read on stop soon; what the readers return then is 0.
 * Loops over counts check `failed`. */
#ifndef HPMSIM_COMPILE_WASM_READER_H
#define HPMSIM_COMPILE_WASM_READER_H

#include "base/base.h"

struct reader {
    const u8 *at, *end; /* what is left of the part being read: file, section or body */
    const u8 *start;    /* of the file */
    const char *name;   /* of the file, for messages */
    struct status *st;
    bool failed;
};

static inline u32 reader_offset(const struct reader *r, const u8 *at) {
    return (u32)(at - r->start);
}
static inline size_t reader_left(const struct reader *r) {
    return (size_t)(r->end - r->at);
}

/* Records "NAME: 0xOFFSET: message" for the byte at `at`. Always returns false. */
bool reader_fail(struct reader *r, const u8 *at, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Fails because of a byte that is no value type, or none that is supported. */
bool reader_fail_type(struct reader *r, const u8 *at, u8 type);
/* ": tail calls are not supported" and the like, of an opcode that later versions of WebAssembly
 * have; "" of one that nobody knows. */
const char *reader_unsupported_op(u32 op);
/* Fails because the part ended too early. */
bool reader_fail_end(struct reader *r);

u32 reader_u32_long(struct reader *r);
i32 reader_s32_long(struct reader *r);
i64 reader_s33(struct reader *r);
i64 reader_s64(struct reader *r);

static inline u8 reader_u8(struct reader *r) {
    if (r->at == r->end) return (u8)reader_fail_end(r);
    return *r->at++;
}
/* LEB128 numbers; padding bytes are legal as long as the number has no more bytes than its
 * width may need. */
static inline u32 reader_u32(struct reader *r) {
    if (r->at != r->end && *r->at < 0x80) return *r->at++;
    return reader_u32_long(r);
}
static inline i32 reader_s32(struct reader *r) {
    if (r->at != r->end && *r->at < 0x80) return (i32)((u32)*r->at++ << 25) >> 25;
    return reader_s32_long(r);
}

/* Skips n bytes and returns the address of the first, NULL when there are not as many. */
const u8 *reader_skip(struct reader *r, size_t n);
/* Number of things that follow, each of a byte or more: fails when they can't fit into what is
 * left, or when there are more than `max`. `what` is their name in messages. */
u32 reader_count(struct reader *r, u32 max, const char *what);
/* A length and as many bytes of UTF-8, as a string in arena a. A NUL in the name becomes the
 * bytes C0 80, which no UTF-8 contains. NULL on failure. */
const char *reader_name(struct reader *r, struct arena *a);

bool utf8_valid(const u8 *at, size_t size);

#endif
