/* bench/descend.c: a guest program for measuring migrations: functions that call each other to
 * a given depth, with different numbers of values alive across the calls, and a loop at the
 * bottom that goes on for long. */
#include <stdint.h>

#define NOINLINE __attribute__((noinline))

static uint32_t memory[64];

NOINLINE static uint32_t loop(uint32_t turns) {
    uint32_t x = turns | 1, y = 7, z = 11;
    uint64_t sum = turns;
    double mean = 0.5;
    for (uint32_t n = 0; n < turns; n++) {
        x ^= x << 13;
        y += x >> 17;
        z = (z << 5 | z >> 27) ^ y;
        sum += (uint64_t)x * z;
        if (n % 16 == 3) mean = (mean + (double)(z & 255)) * 0.5;
        memory[n % 64] = x + z;
    }
    return x + y + z + (uint32_t)(sum >> 32) + (uint32_t)mean;
}

static uint32_t down_a(uint32_t depth, uint32_t turns);
static uint32_t down_b(uint32_t depth, uint32_t turns, uint64_t wide);
static uint32_t down_c(uint32_t depth, uint32_t turns, double real);
static uint32_t down_d(uint32_t depth, uint32_t turns, const uint32_t *at);

NOINLINE static uint32_t down_a(uint32_t depth, uint32_t turns) {
    if (depth == 0) return loop(turns);
    return down_b(depth - 1, turns, (uint64_t)depth << 32) + depth;
}

NOINLINE static uint32_t down_b(uint32_t depth, uint32_t turns, uint64_t wide) {
    if (depth == 0) return loop(turns);
    uint64_t other = wide * 0x9e3779b97f4a7c15u, third = other ^ depth;
    uint32_t low = down_c(depth - 1, turns, (double)depth);
    return (uint32_t)((wide ^ other) >> 32) + (uint32_t)third + low;
}

NOINLINE static uint32_t down_c(uint32_t depth, uint32_t turns, double real) {
    if (depth == 0) return loop(turns);
    double square = real * real, third = square * 0.125;
    uint32_t a = depth * 3, b = depth ^ 0x55, c = a * b;
    uint32_t low = down_d(depth - 1, turns, &memory[depth % 64]);
    return low + a + b + c + (uint32_t)(square + third);
}

NOINLINE static uint32_t down_d(uint32_t depth, uint32_t turns, const uint32_t *at) {
    if (depth == 0) return loop(turns);
    uint32_t a = at[0], b = memory[depth & 31], c = a ^ b, d = a + b, e = a * 5, f = b * 7;
    uint32_t low = down_a(depth - 1, turns);
    return low + a + (b ^ c) + (d & e) + (f | depth) + at[0];
}

uint32_t descend(uint32_t depth, uint32_t turns) {
    return down_a(depth, turns);
}
