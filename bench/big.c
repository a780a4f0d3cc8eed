/* bench/big.c: writes a C program of any size, to measure compiling. Functions, each different:
 * integers of both sizes, doubles, loops, switches, memory, calls of those before. */
#include "bench/bench.h"

static u32 pick(u64 *random, u32 n) {
    return (u32)(random_next(random) >> 33) % n;
}

static void write_expression(struct text *t, u64 *random, u32 depth) {
    static const char *const names[] = {"a", "b", "c", "d", "x", "(uint32_t)y", "m[a & 255]"};
    static const char *const operators[] = {"+", "-", "*", "&", "|", "^"};
    u32 kind = depth ? pick(random, 10) : 9;
    if (kind >= 7) {
        if (pick(random, 3))
            text_add(t, names[pick(random, COUNT_OF(names))]);
        else
            text_printf(t, "%uu", pick(random, 1000));
        return;
    }
    text_add(t, "(");
    write_expression(t, random, depth - 1);
    if (kind == 6)
        text_printf(t, " >> %u", 1 + pick(random, 31));
    else
        text_printf(t, " %s ", operators[kind]), write_expression(t, random, depth - 1);
    text_add(t, ")");
}

static void write_statement(struct text *t, u64 *random, u32 function, u32 depth) {
    static const char *const targets[] = {"a", "b", "c", "d", "x"};
    switch (pick(random, !depth ? 5 : function ? 9 : 8)) {
    case 0: text_add(t, "y = y * 3 + "); break;
    case 1: text_printf(t, "z = z * %u.25 + (double)", pick(random, 9)); break;
    case 2: text_printf(t, "m[(b + %u) & 255] = ", pick(random, 256)); break;
    case 5:
        text_add(t, "if (");
        write_expression(t, random, 1);
        text_printf(t, " > %u) {\n", pick(random, 100000));
        for (u32 n = 0; n < 3; n++) write_statement(t, random, function, depth - 1);
        text_add(t, "} else {\n");
        write_statement(t, random, function, depth - 1);
        text_add(t, "}\n");
        return;
    case 6:
        text_printf(t, "for (uint32_t i%u = 0; i%u < (a & 31); i%u++) {\n", depth, depth,
                    depth);
        for (u32 n = 0; n < 3; n++) write_statement(t, random, function, depth - 1);
        text_add(t, "}\n");
        return;
    case 7:
        text_printf(t, "switch (%s & 7) {\n", targets[pick(random, 5)]);
        for (u32 n = 0; n < 6; n++) {
            text_printf(t, "case %u:\n", n);
            write_statement(t, random, function, 0);
            text_add(t, "break;\n");
        }
        text_add(t, "}\n");
        return;
    case 8:
        text_printf(t, "c += f%u(a, b + %u, y, z);\n", pick(random, function),
                    pick(random, 100));
        return;
    default: text_printf(t, "%s = ", targets[pick(random, 5)]); break;
    }
    write_expression(t, random, 3);
    text_add(t, ";\n");
}

void big_program(struct text *t, u32 functions) {
    u64 random = 7;
    text_add(t, "#include <stdint.h>\nstatic uint32_t m[256];\n");
    for (u32 f = 0; f < functions; f++) {
        text_printf(
            t,
            "__attribute__((noinline)) uint32_t f%u(uint32_t a, uint32_t b, uint64_t y, "
            "double z) {\nuint32_t c = %u, d = a ^ b, x = b;\n",
            f, pick(&random, 1000));
        for (u32 n = 0; n < 10; n++) write_statement(t, &random, f, 2);
        text_add(t, "return a + b + c + d + x + (uint32_t)y + (uint32_t)(int32_t)z;\n}\n");
    }
    text_printf(t, "uint32_t kernel(uint32_t n) { return f%u(n, n, n, n); }\n", functions - 1);
}
