/* tests/isa/ops_call.c: see the header. The function called is a single host call; what counts
 * is that the machine comes there, with the right return address, or to the right trap. */
#include "ops_call.h"

#include <stdlib.h>

enum { FUNCTIONS = 50, TYPES = 6000, ELEMENTS = 60 };

static u32 canonical[TYPES];

static u32 canonical_of(u32 function) {
    static const u32 types[] = {0, 1, 2, 7, 2047, 2048, 2049, 2500};
    return types[function % COUNT_OF(types)];
}

/* The function array: every function's code is at `callee`, the last row is null's. */
static void write_rows(struct tester *t, u32 callee) {
    const struct isa *isa = t->isa;
    u32 word = isa->word_bytes;
    for (u32 n = 0; n <= FUNCTIONS; n++) {
        u8 *row = t->m.code + (size_t)n * 2 * word;
        bool null = n == FUNCTIONS;
        machine_write(isa, row, word, null ? 0 : machine_pc_of(&t->m, callee));
        machine_write(isa, row + word, word, null ? 0xffffffff : canonical_of(n));
    }
}

static u32 element(u32 table, u32 n) {
    return (n * 7 + table * 3) % (FUNCTIONS + 1);
}

static void write_tables(struct tester *t) {
    for (u32 table = 0; table < TABLES; table++) {
        u32 size = ELEMENTS - table * 10;
        memcpy(t->m.context + CONTEXT_TABLE_SIZES + 4 * table, &size, 4);
        for (u32 n = 0; n < TABLE_BYTES / 4; n++) {
            u32 function = n < size ? element(table, n) : 0;
            memcpy(t->m.tables + table * TABLE_BYTES + 4 * n, &function, 4);
        }
    }
}

static void call_case(struct tester *t, enum op op, u32 type, u32 table, u32 index,
                      bool constant, bool near) {
    static struct built b;
    static u32 list[1];
    const struct isa *isa = t->isa;
    struct op_case oc = op_case_of(op, TYPE_NONE, I32, 1);
    oc.ins.imm = op == OP_CALL ? 0 : type | (u64)table << 32;
    oc.const_mask = constant;
    oc.const_bits[0] = index;
    u64 in[ARGS] = {index}, what;
    u32 callee = machine_room(&t->m, 64);
    write_rows(t, callee);

    struct emitter stub;
    emitter_init(&stub, &t->models[0]);
    isa->host_call(&stub);
    memcpy(t->m.code + callee, stub.code.at, stub.code.count);
    emitter_free(&stub);

    if (!built_make_call(&b, t, &oc, tester_model(t, index), list, canonical, callee, near)) {
        built_free(&b);
        return;
    }
    enum outcome outcome = built_run(&b, t, in, &what);
    bool arrived = t->m.called && t->m.call_pc == machine_pc_of(&t->m, callee);
    u32 function = element(table, index);
    enum trap trap = TRAP_COUNT;
    if (op == OP_CALL_INDIRECT && index >= ELEMENTS - table * 10)
        trap = TRAP_UNDEFINED_ELEMENT;
    else if (op == OP_CALL_INDIRECT && function == FUNCTIONS)
        trap = TRAP_NULL_ELEMENT;
    else if (op == OP_CALL_INDIRECT && canonical_of(function) != canonical[type])
        trap = TRAP_BAD_SIGNATURE;
    if (trap != TRAP_COUNT) {
        if (outcome != OUT_TRAP || what != trap)
            tester_fail(t, &b, in, "expected the trap '%s'", trap_text(trap));
    } else if (!arrived) {
        tester_fail(t, &b, in, "the call does not arrive");
    } else {
        u64 sp = machine_sp(&t->m), back = 0;
        if (isa->call_pushes) {
            sp -= isa->word_bytes;
            back = machine_read(isa, machine_stack(&t->m, sp), isa->word_bytes);
        } else {
            back = t->m.after[isa->link].words[0];
        }
        if (t->m.after[isa->stack].words[0] != sp)
            tester_fail(t, &b, in, "sp in the callee is wrong");
        if (back != machine_pc_of(&t->m, b.at + b.e.return_at))
            tester_fail(t, &b, in, "the return address is %#llx", (unsigned long long)back);
    }
    built_free(&b);
}

void check_calls(struct tester *t) {
    static const u32 types[] = {0, 1, 2, 3, 7, 2047, 2048, 2049, 2500, 5000};
    for (u32 n = 0; n < TYPES; n++) canonical[n] = n == 5000 ? 7 : n;
    write_tables(t);
    for (u32 n = 0; n < 8; n++) call_case(t, OP_CALL, 0, 0, n, false, n & 1);
    for (u32 n = 0; n < COUNT_OF(types); n++)
        for (u32 table = 0; table < TABLES; table++) {
            for (u32 index = 0; index < ELEMENTS + 2; index++)
                call_case(t, OP_CALL_INDIRECT, types[n], table, index, index % 5 == 0, false);
            call_case(t, OP_CALL_INDIRECT, types[n], table, 0x7fffffff, false, false);
            call_case(t, OP_CALL_INDIRECT, types[n], table, 0x80000000, false, false);
            call_case(t, OP_CALL_INDIRECT, types[n], table, 0xffffffff, n % 2, false);
        }
}
