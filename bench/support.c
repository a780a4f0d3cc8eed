/* bench/support.c: what kernels need of a C library, compiled by both sides' compilers. Words
 * at a time, as C libraries do. */
#include <stddef.h>
#include <stdint.h>

typedef uint32_t __attribute__((may_alias)) word;

void *memset(void *to, int value, size_t size) {
    unsigned char *at = to;
    word fill = (unsigned char)value * 0x01010101u;
    for (; size && (uintptr_t)at % 4; size--) *at++ = (unsigned char)value;
    for (; size >= 16; size -= 16, at += 16)
        for (int n = 0; n < 4; n++) ((word *)at)[n] = fill;
    for (; size; size--) *at++ = (unsigned char)value;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    unsigned char *at = to;
    const unsigned char *source = from;
    if (((uintptr_t)at | (uintptr_t)source) % 4 == 0)
        for (; size >= 16; size -= 16, at += 16, source += 16)
            for (int n = 0; n < 4; n++) ((word *)at)[n] = ((const word *)source)[n];
    for (; size; size--) *at++ = *source++;
    return to;
}

void *memmove(void *to, const void *from, size_t size) {
    unsigned char *at = to;
    const unsigned char *source = from;
    if (at <= source || at >= source + size) return memcpy(to, from, size);
    while (size--) at[size] = source[size];
    return to;
}
