/*
 * vm: a virtual machine with sixteen registers, an assembler for it, and three programs in
 * its language.
 *
 * Exercises one switch in one loop, reached millions of times: an indirect jump that depends
 * on data, then a few loads, an operation and a store. A researcher would choose it because
 * emulators are the machines of this testbed, and here is one as a guest: a process whose own
 * process, with its program counter, registers and stack in memory, migrates along unchanged.
 *
 * Arguments: [size of the programs' tasks, 1..7900; default 7000]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REGISTERS = 16, MEMORY_WORDS = 8192, MAX_CODE = 256, MAX_LABELS = 26 };

/* ORDER OP: as in op_names */
enum op {
    OP_HALT,  /* stop; the result is in r0 */
    OP_SET,   /* a = number */
    OP_MOVE,  /* a = b */
    OP_ADD,   /* a = b + c; likewise the next ones, modulo 2^32 */
    OP_SUB,   /* */
    OP_MUL,   /* */
    OP_DIV,   /* unsigned; traps if c is 0 */
    OP_REM,   /* */
    OP_AND,   /* */
    OP_XOR,   /* */
    OP_SHL,   /* by c modulo 32 */
    OP_SHR,   /* */
    OP_ADDI,  /* a = a + number */
    OP_LOAD,  /* a = memory[b]; traps if out of bounds */
    OP_STORE, /* memory[b] = a */
    OP_JUMP,  /* to a label */
    OP_JZ,    /* to a label, if a is 0 */
    OP_JLT,   /* to a label, if a < b, unsigned */
    OP_CALL,  /* to a label; the return address goes to memory[--r15] */
    OP_RET,
    OP_PUSH, /* memory[--r15] = a */
    OP_POP,  /* a = memory[r15++] */
    OP_COUNT
};

enum operands { NO_OPERANDS, A, A_B, A_B_C, A_NUMBER, LABEL, A_LABEL, A_B_LABEL };

static const struct {
    char name[6];
    uint8_t operands; /* enum operands */
} op_names[] = {
    {"halt", NO_OPERANDS}, {"set", A_NUMBER},  {"move", A_B},   {"add", A_B_C},
    {"sub", A_B_C},        {"mul", A_B_C},     {"div", A_B_C},  {"rem", A_B_C},
    {"and", A_B_C},        {"xor", A_B_C},     {"shl", A_B_C},  {"shr", A_B_C},
    {"addi", A_NUMBER},    {"load", A_B},      {"store", A_B},  {"jump", LABEL},
    {"jz", A_LABEL},       {"jlt", A_B_LABEL}, {"call", LABEL}, {"ret", NO_OPERANDS},
    {"push", A},           {"pop", A},
};

_Static_assert(sizeof op_names / sizeof op_names[0] == OP_COUNT, "one name per operation");

struct instruction {
    uint8_t op, a, b, c;
    int32_t number; /* or the index of the instruction to jump to */
};

struct program {
    uint32_t count;
    struct instruction code[MAX_CODE];
};

enum outcome { HALTED, BAD_ADDRESS, BAD_DIVISION, BAD_JUMP };

struct machine {
    uint32_t registers[REGISTERS]; /* r15 is the stack pointer */
    uint32_t pc;
    uint64_t steps;
    uint32_t memory[MEMORY_WORDS];
};

/* ---- The assembler: `label:` or `op operands`, separated by spaces and newlines; labels
 * are single capital letters ---- */

struct assembler {
    const char *at;
    struct program *program;
    uint32_t labels[MAX_LABELS]; /* the index of the labelled instruction */
    bool failed;
};

static void skip_blanks(struct assembler *as) {
    while (*as->at == ' ' || *as->at == '\n' || *as->at == ',') as->at++;
}

static uint8_t read_register(struct assembler *as) {
    uint32_t number = 0;
    skip_blanks(as);
    if (*as->at++ != 'r') as->failed = true;
    while (*as->at >= '0' && *as->at <= '9') number = number * 10 + (uint32_t)(*as->at++ - '0');
    if (number >= REGISTERS) as->failed = true;
    return number % REGISTERS;
}

static int32_t read_number(struct assembler *as) {
    int32_t number = 0;
    skip_blanks(as);
    bool negative = *as->at == '-';
    if (negative) as->at++;
    while (*as->at >= '0' && *as->at <= '9') number = number * 10 + (*as->at++ - '0');
    return negative ? -number : number;
}

/* A label's number, for now: resolve_labels puts an index in its place. */
static int32_t read_label(struct assembler *as) {
    skip_blanks(as);
    if (*as->at < 'A' || *as->at > 'Z') {
        as->failed = true;
        return 0;
    }
    return *as->at++ - 'A';
}

static enum op read_op(struct assembler *as) {
    for (int op = 0; op < OP_COUNT; op++) {
        const char *name = op_names[op].name, *at = as->at;
        while (*name != '\0' && *name == *at) name++, at++;
        if (*name == '\0' && (*at == ' ' || *at == '\n' || *at == '\0')) {
            as->at = at;
            return (enum op)op;
        }
    }
    as->failed = true;
    return OP_HALT;
}

static struct instruction read_instruction(struct assembler *as) {
    struct instruction in = {.op = (uint8_t)read_op(as)};
    enum operands operands = (enum operands)op_names[in.op].operands;
    bool has_a = operands != NO_OPERANDS && operands != LABEL;
    if (has_a) in.a = read_register(as);
    if (operands == A_B || operands == A_B_C || operands == A_B_LABEL) in.b = read_register(as);
    if (operands == A_B_C) in.c = read_register(as);
    if (operands == A_NUMBER) in.number = read_number(as);
    if (operands == LABEL || operands == A_LABEL || operands == A_B_LABEL) {
        in.number = read_label(as);
    }
    return in;
}

static bool jumps(const struct instruction *in) {
    enum operands operands = (enum operands)op_names[in->op].operands;
    return operands == LABEL || operands == A_LABEL || operands == A_B_LABEL;
}

static bool assemble(struct program *program, const char *source) {
    struct assembler as = {.at = source, .program = program};
    program->count = 0;
    for (skip_blanks(&as); *as.at != '\0' && !as.failed; skip_blanks(&as)) {
        if (*as.at >= 'A' && *as.at <= 'Z' && as.at[1] == ':') {
            as.labels[*as.at - 'A'] = program->count;
            as.at += 2;
        } else if (program->count < MAX_CODE) {
            program->code[program->count++] = read_instruction(&as);
        } else {
            as.failed = true;
        }
    }
    for (uint32_t i = 0; i < program->count; i++) {
        struct instruction *in = &program->code[i];
        if (jumps(in)) in->number = (int32_t)as.labels[in->number];
    }
    return !as.failed;
}

/* ---- The machine ---- */

static enum outcome run(struct machine *m, const struct program *program) {
    uint32_t *r = m->registers;
    for (m->pc = 0; m->pc < program->count;) {
        const struct instruction *in = &program->code[m->pc++];
        m->steps++;
        switch ((enum op)in->op) {
        case OP_HALT: return HALTED;
        case OP_SET: r[in->a] = (uint32_t)in->number; break;
        case OP_MOVE: r[in->a] = r[in->b]; break;
        case OP_ADD: r[in->a] = r[in->b] + r[in->c]; break;
        case OP_SUB: r[in->a] = r[in->b] - r[in->c]; break;
        case OP_MUL: r[in->a] = r[in->b] * r[in->c]; break;
        case OP_DIV:
            if (r[in->c] == 0) return BAD_DIVISION;
            r[in->a] = r[in->b] / r[in->c];
            break;
        case OP_REM:
            if (r[in->c] == 0) return BAD_DIVISION;
            r[in->a] = r[in->b] % r[in->c];
            break;
        case OP_AND: r[in->a] = r[in->b] & r[in->c]; break;
        case OP_XOR: r[in->a] = r[in->b] ^ r[in->c]; break;
        case OP_SHL: r[in->a] = r[in->b] << (r[in->c] & 31); break;
        case OP_SHR: r[in->a] = r[in->b] >> (r[in->c] & 31); break;
        case OP_ADDI: r[in->a] += (uint32_t)in->number; break;
        case OP_LOAD:
            if (r[in->b] >= MEMORY_WORDS) return BAD_ADDRESS;
            r[in->a] = m->memory[r[in->b]];
            break;
        case OP_STORE:
            if (r[in->b] >= MEMORY_WORDS) return BAD_ADDRESS;
            m->memory[r[in->b]] = r[in->a];
            break;
        case OP_JUMP: m->pc = (uint32_t)in->number; break;
        case OP_JZ:
            if (r[in->a] == 0) m->pc = (uint32_t)in->number;
            break;
        case OP_JLT:
            if (r[in->a] < r[in->b]) m->pc = (uint32_t)in->number;
            break;
        case OP_CALL:
            if (--r[15] >= MEMORY_WORDS) return BAD_ADDRESS;
            m->memory[r[15]] = m->pc;
            m->pc = (uint32_t)in->number;
            break;
        case OP_RET:
            if (r[15] >= MEMORY_WORDS) return BAD_ADDRESS;
            m->pc = m->memory[r[15]++];
            break;
        case OP_PUSH:
            if (--r[15] >= MEMORY_WORDS) return BAD_ADDRESS;
            m->memory[r[15]] = r[in->a];
            break;
        case OP_POP:
            if (r[15] >= MEMORY_WORDS) return BAD_ADDRESS;
            r[in->a] = m->memory[r[15]++];
            break;
        case OP_COUNT: break;
        }
    }
    return BAD_JUMP;
}

/* ---- The programs: the argument is in r1, the result comes in r0 ---- */

/* The number of steps of the longest Collatz sequence that starts below r1 + 2. */
static const char collatz[] = "set r0 0  set r2 1  set r7 1  set r8 3  set r9 2  addi r1 2 "
                              "A: jlt r2 r1 B  halt "
                              "B: move r3 r2  set r4 0 "
                              "C: and r5 r3 r7  jz r5 D  sub r6 r3 r7  jz r6 E  mul r3 r3 r8  "
                              "addi r3 1  addi r4 1  jump C "
                              "D: div r3 r3 r9  addi r4 1  jump C "
                              "E: jlt r4 r0 F  move r0 r4 "
                              "F: addi r2 1  jump A ";

/* The number of primes up to r1, which is less than 8000, by Eratosthenes' sieve. */
static const char sieve[] = "set r0 0  set r2 2  set r5 0  set r6 1  addi r1 1 "
                            "Z: jlt r5 r1 Y  jump A "
                            "Y: set r7 0  store r7 r5  addi r5 1  jump Z "
                            "A: jlt r2 r1 B  halt "
                            "B: load r3 r2  jz r3 C  jump E "
                            "C: addi r0 1  add r4 r2 r2 "
                            "D: jlt r4 r1 F "
                            "E: addi r2 1  jump A "
                            "F: store r6 r4  add r4 r4 r2  jump D ";

/* Fibonacci's number of 5 + r1 / 256, by its definition. */
static const char fibonacci[] =
    "set r2 8  shr r1 r1 r2  addi r1 5  set r3 2  call F  halt "
    "F: jlt r1 r3 G  push r1  addi r1 -1  call F  pop r1  push r0  addi r1 -2  call F "
    "   pop r2  add r0 r0 r2  ret "
    "G: move r0 r1  ret ";

static const char *const sources[] = {collatz, sieve, fibonacci};

enum { PROGRAMS = sizeof sources / sizeof sources[0] };

static struct machine machines[PROGRAMS];

/* Assembles and runs each program with the argument n. Returns a digest of their results and
 * numbers of steps, 0 if one fails. */
uint32_t kernel(uint32_t n) {
    static struct program program;
    uint32_t digest = 2166136261u;
    for (int i = 0; i < PROGRAMS; i++) {
        struct machine *m = &machines[i];
        for (int k = 0; k < REGISTERS; k++) m->registers[k] = 0;
        m->registers[1] = n;
        m->registers[15] = MEMORY_WORDS;
        m->steps = 0;
        if (!assemble(&program, sources[i]) || run(m, &program) != HALTED) return 0;
        digest = (digest ^ m->registers[0]) * 16777619u;
        digest = (digest ^ (uint32_t)m->steps) * 16777619u;
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{10, 0xfd2ac828}, {100, 0x22f49d19}, {7000, 0x7f9c218d}};

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

/* The same three tasks without the virtual machine. */

static uint32_t longest_collatz(uint32_t n) {
    uint32_t longest = 0;
    for (uint32_t start = 1; start < n + 2; start++) {
        uint32_t steps = 0;
        for (uint32_t x = start; x != 1; steps++) x = x % 2 ? 3 * x + 1 : x / 2;
        if (steps > longest) longest = steps;
    }
    return longest;
}

static uint32_t count_primes(uint32_t n) {
    uint32_t count = 0;
    for (uint32_t x = 2; x <= n; x++) {
        uint32_t divisor = 2;
        while (divisor * divisor <= x && x % divisor != 0) divisor++;
        count += divisor * divisor > x;
    }
    return count;
}

static uint32_t fibonacci_number(uint32_t n) {
    uint32_t a = 0, b = 1;
    for (uint32_t i = 0; i < 5 + n / 256; i++) {
        uint32_t next = a + b;
        a = b, b = next;
    }
    return a;
}

/* Wrong programs must trap, not harm. */
static bool traps_are_right(void) {
    static const struct {
        const char *source;
        enum outcome outcome;
    } cases[] = {{"set r1 8192  load r0 r1  halt", BAD_ADDRESS},
                 {"set r1 -1  store r0 r1  halt", BAD_ADDRESS},
                 {"pop r1  halt", BAD_ADDRESS},
                 {"A: call A", BAD_ADDRESS},
                 {"div r0 r1 r2  halt", BAD_DIVISION},
                 {"set r0 1  push r0  set r0 9999  push r0  ret", BAD_JUMP},
                 {"set r0 1", BAD_JUMP}};
    static struct program program;
    static struct machine machine;
    bool right = true;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int k = 0; k < REGISTERS; k++) machine.registers[k] = 0;
        machine.registers[15] = MEMORY_WORDS;
        right &= expect(assemble(&program, cases[i].source), "a program isn't accepted");
        right &= expect(run(&machine, &program) == cases[i].outcome, cases[i].source);
    }
    right &= expect(!assemble(&program, "add r1 r2 r16"), "r16 is accepted");
    right &= expect(!assemble(&program, "addd r1 r2 r3"), "addd is accepted");
    return right & expect(!assemble(&program, "jump r1"), "a jump to a register is accepted");
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 7000;
    if (n < 1 || n > 7900) {
        fprintf(stderr, "usage: vm [size, 1..7900]\n");
        return 2;
    }
    static const char *const names[PROGRAMS] = {"collatz", "sieve", "fibonacci"};
    uint32_t answer = kernel(n);
    const uint32_t expected[PROGRAMS] = {longest_collatz(n), count_primes(n),
                                         fibonacci_number(n)};
    bool right = expect(answer != 0, "a program failed");
    for (int i = 0; i < PROGRAMS; i++) {
        printf("%-10s %u after %llu steps\n", names[i], (unsigned)machines[i].registers[0],
               (unsigned long long)machines[i].steps);
        right &= expect(machines[i].registers[0] == expected[i], names[i]);
    }
    printf("size %u: digest %08x\n", (unsigned)n, (unsigned)answer);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) right &= expect(known[i].answer == answer, "unexpected digest");
    }
    right &= traps_are_right();
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
