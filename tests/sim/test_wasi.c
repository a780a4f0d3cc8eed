/* tests/sim/test_wasi.c: WASI without files: arguments, clocks, poll, standard streams. */
#include "box.h"

/* ---- Arguments, environment, random, end ------------------------------------------------ */

static void test_strings(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    IS(CALL(&g, "args_sizes_get", RESULT, RESULT + 4), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 3);
    assert_int_equal(guest_u32(&g, RESULT + 4), 10);
    IS(CALL(&g, "args_get", RESULT, BUFFER), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT + 4), BUFFER + 5);
    assert_memory_equal(g.p->memory + BUFFER, "prog\0x y\0", 10);
    IS(CALL(&g, "environ_sizes_get", RESULT, RESULT + 4), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 2);
    IS(CALL(&g, "environ_get", RESULT, BUFFER), SUCCESS);
    assert_memory_equal(g.p->memory + BUFFER, "A=1\0LONG=value", 15);
    IS(CALL(&g, "args_get", END - 11, BUFFER), EFAULT);
    IS(CALL(&g, "args_get", RESULT, END - 9), EFAULT);
    IS(CALL(&g, "args_get", 0xfffffffc, 0xfffffffc), EFAULT);
    IS(CALL(&g, "args_sizes_get", END - 3, 0), EFAULT);
    guest_end(&g);
}

static void test_random_and_end(void **state) {
    (void)state;
    u8 bytes[2][11];
    for (u32 i = 0; i < 2; i++) {
        struct guest g;
        box_start(&g);
        IS(CALL(&g, "random_get", BUFFER, 11), SUCCESS);
        assert_int_equal(g.p->memory[BUFFER + 11], 0);
        memcpy(bytes[i], g.p->memory + BUFFER, 11);
        IS(CALL(&g, "random_get", END - 10, 11), EFAULT);
        IS(CALL(&g, "sched_yield", 0), SUCCESS);
        IS(CALL(&g, "proc_raise", 16), SUCCESS);
        IS(CALL(&g, "proc_raise", 31), EINVAL);
        assert_int_equal(g.p->state, PROCESS_RUNNING);
        CALL(&g, "proc_raise", 6);
        assert_int_equal(g.p->state, PROCESS_EXITED);
        assert_int_equal(g.p->exit_status, 134);
        g.p->state = PROCESS_RUNNING;
        CALL(&g, "proc_exit", 42);
        assert_int_equal(g.p->state, PROCESS_EXITED);
        assert_int_equal(g.p->exit_status, 42);
        guest_end(&g);
    }
    assert_memory_equal(bytes[0], bytes[1], 11);
}

/* ---- Clocks and poll -------------------------------------------------------------------- */

static u64 now(struct guest *g, u32 clock) {
    IS(CALL(g, "clock_time_get", clock, 0, RESULT), SUCCESS);
    return guest_u64(g, RESULT);
}

static void test_virtual_clock(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    assert_int_equal(now(&g, CLOCK_WASI_MONOTONIC), 1000);
    assert_int_equal(now(&g, CLOCK_WASI_MONOTONIC), 2000);
    assert_int_equal(now(&g, CLOCK_WASI_REALTIME), 946684800000003000);
    assert_int_equal(now(&g, CLOCK_WASI_PROCESS), 4000);
    IS(guest_write(&g, 1, "12345"), SUCCESS);
    assert_int_equal(now(&g, CLOCK_WASI_MONOTONIC), 6005);
    IS(CALL(&g, "clock_time_get", 4, 0, RESULT), EINVAL);
    IS(CALL(&g, "clock_time_get", 0, 0, END - 7), EFAULT);
    IS(CALL(&g, "clock_res_get", 1, RESULT), SUCCESS);
    assert_int_equal(guest_u64(&g, RESULT), 1);
    IS(CALL(&g, "clock_res_get", 9, RESULT), EINVAL);
    assert_int_equal(g.p->host_calls, 10);
    guest_end(&g);
}

static void subscribe_clock(struct guest *g, u32 at, u32 clock, u64 timeout, u16 flags,
                            bool old) {
    u8 *s = g->p->memory + at, *c = s + (old ? 24 : 16);
    memset(s, 0, old ? 56 : 48);
    put64(s, timeout ^ 0x55);
    put32(c, clock);
    put64(c + 8, timeout);
    put16(c + 24, flags);
}

static void subscribe_fd(struct guest *g, u32 at, u8 type, u32 fd) {
    u8 *s = g->p->memory + at;
    memset(s, 0, 48);
    put64(s, 77);
    s[8] = type;
    put32(s + 16, fd);
}

static void test_poll(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    subscribe_clock(&g, BUFFER, CLOCK_WASI_MONOTONIC, 5000000, 0, false);
    subscribe_clock(&g, BUFFER + 48, CLOCK_WASI_MONOTONIC, 9000000, 0, false);
    u64 before = now(&g, CLOCK_WASI_MONOTONIC);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER + 512, 2, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 1);
    assert_int_equal(guest_u64(&g, BUFFER + 512), 5000000 ^ 0x55);
    assert_int_equal(guest_u64(&g, BUFFER + 520), 0);
    assert_int_equal(now(&g, CLOCK_WASI_MONOTONIC), before + 5002000);

    /* absolute, on the realtime clock, in place */
    u64 until = now(&g, CLOCK_WASI_REALTIME) + 1000000000;
    subscribe_clock(&g, BUFFER, CLOCK_WASI_REALTIME, until, 1, false);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER, 1, RESULT), SUCCESS);
    assert_int_equal(now(&g, CLOCK_WASI_REALTIME), until + 1000);

    /* a file is ready, so nobody waits; a bad fd is an event too */
    u32 fd = box_open(&g, "file", 0, RIGHTS_FILE);
    subscribe_clock(&g, BUFFER, CLOCK_WASI_MONOTONIC, 5000000, 0, false);
    subscribe_fd(&g, BUFFER + 48, 1, fd);
    subscribe_fd(&g, BUFFER + 96, 2, 1);
    subscribe_fd(&g, BUFFER + 144, 1, 99);
    subscribe_fd(&g, BUFFER + 192, 1, 0);
    before = now(&g, CLOCK_WASI_MONOTONIC);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER + 512, 5, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 4);
    const u8 *e = g.p->memory + BUFFER + 512;
    assert_int_equal(get64(e), 77);
    assert_int_equal(e[10], 1);
    assert_int_equal(get64(e + 16), 5);
    assert_int_equal(e[32 + 10], 2);
    assert_int_equal(get16(e + 64 + 8), WASI_EBADF);
    assert_int_equal(get16(e + 96 + 24), 1); /* no stdin: hung up */
    assert_int_equal(now(&g, CLOCK_WASI_MONOTONIC), before + 2000);

    /* the older layout: 56 bytes, the clock behind an identifier of its own */
    g.module = "wasi_unstable";
    subscribe_clock(&g, BUFFER, CLOCK_WASI_MONOTONIC, 7000000, 0, true);
    subscribe_clock(&g, BUFFER + 56, CLOCK_WASI_MONOTONIC, 3000000, 0, true);
    before = now(&g, CLOCK_WASI_MONOTONIC);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER + 512, 2, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 1);
    assert_int_equal(get64(e), 3000000 ^ 0x55);
    assert_int_equal(now(&g, CLOCK_WASI_MONOTONIC), before + 3002000);
    IS(CALL(&g, "poll_oneoff", END - 55, BUFFER, 1, RESULT), EFAULT);
    g.module = "wasi_snapshot_preview1";

    subscribe_clock(&g, BUFFER, 17, 5, 0, false);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER + 512, 1, RESULT), SUCCESS);
    assert_int_equal(get16(e + 8), WASI_EINVAL);
    subscribe_clock(&g, BUFFER, 1, UINT64_MAX, 0, false);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER + 512, 1, RESULT), SUCCESS);
    before = now(&g, CLOCK_WASI_MONOTONIC);
    assert_true(now(&g, CLOCK_WASI_MONOTONIC) >= before); /* stays at its end */
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER, 0, RESULT), EINVAL);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER, 0x10000000, RESULT), EFAULT);
    IS(CALL(&g, "poll_oneoff", END - 47, BUFFER, 1, RESULT), EFAULT);
    IS(CALL(&g, "poll_oneoff", BUFFER, END - 31, 1, RESULT), EFAULT);
    guest_end(&g);
}

static void test_host_clock(void **state) {
    (void)state;
    struct process_options o = box_options;
    struct guest g;
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    o.host_clock = true;
    o.in = pipes[0];
    box_start_with(&g, &o);
    u64 before = now(&g, CLOCK_WASI_MONOTONIC);
    subscribe_clock(&g, BUFFER, CLOCK_WASI_MONOTONIC, 20000000, 0, false);
    subscribe_fd(&g, BUFFER + 48, 1, 0);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER + 512, 2, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 1);
    assert_int_equal(g.p->memory[BUFFER + 512 + 10], 0);
    assert_true(now(&g, CLOCK_WASI_MONOTONIC) - before >= 20000000);
    assert_int_equal(write(pipes[1], "ab", 2), 2);
    IS(CALL(&g, "poll_oneoff", BUFFER, BUFFER + 512, 2, RESULT), SUCCESS);
    assert_int_equal(g.p->memory[BUFFER + 512 + 10], 1);
    guest_reads(&g, 0, "ab"); /* what is there, without waiting for more */
    close(pipes[0]);
    close(pipes[1]);
    guest_end(&g);
}

/* ---- Standard streams ------------------------------------------------------------------- */

static void test_stdio(void **state) {
    (void)state;
    struct guest g;
    box_start(&g);
    guest_reads(&g, 0, "");
    IS(guest_write(&g, 1, "out "), SUCCESS);
    IS(guest_write(&g, 2, "err "), SUCCESS);
    guest_vector(&g, 0, BUFFER, guest_text(&g, BUFFER, "two"));
    guest_vector(&g, 1, END, 0); /* nothing, from beyond the end */
    guest_vector(&g, 2, BUFFER, 2);
    IS(CALL(&g, "fd_write", 1, VECTORS, 3, RESULT), SUCCESS);
    assert_int_equal(guest_u32(&g, RESULT), 5);
    assert_string_equal(text_string(&g.p->output), "out err twotw");
    assert_int_equal(g.p->output_bytes, 13);
    IS(guest_write(&g, 0, "x"), ENOTCAPABLE);
    IS(CALL(&g, "fd_read", 1, VECTORS, 1, RESULT), ENOTCAPABLE);
    for (u32 fd = 0; fd < 3; fd++) {
        IS(CALL(&g, "fd_fdstat_get", fd, BUFFER), SUCCESS);
        assert_int_equal(g.p->memory[BUFFER], TYPE_CHARACTER_DEVICE);
        assert_int_equal(guest_u64(&g, BUFFER + 8) & RIGHTS_SEEK, 0); /* so isatty holds */
        IS(CALL(&g, "fd_seek", fd, 0, 0, RESULT), ESPIPE);
        IS(CALL(&g, "fd_tell", fd, RESULT), ESPIPE);
        IS(CALL(&g, "fd_prestat_get", fd, RESULT), EBADF);
        IS(CALL(&g, "fd_filestat_get", fd, BUFFER), SUCCESS);
        IS(CALL(&g, "sock_shutdown", fd, 1), ENOTSOCK);
        IS(CALL(&g, "fd_sync", fd), EINVAL);
        IS(CALL(&g, "fd_readdir", fd, BUFFER, 10, 0, RESULT), ENOTDIR);
    }
    guest_vector(&g, 1, END - 2, 3);
    IS(CALL(&g, "fd_write", 1, VECTORS, 2, RESULT), EFAULT);
    guest_vector(&g, 1, 0xffffffff, 0xffffffff);
    IS(CALL(&g, "fd_write", 1, VECTORS, 2, RESULT), EFAULT);
    IS(CALL(&g, "fd_write", 1, VECTORS, 1025, RESULT), EINVAL);
    IS(CALL(&g, "fd_write", 1, END - 7, 1, RESULT), EFAULT);
    IS(CALL(&g, "fd_write", 1, VECTORS, 0x20000001, RESULT), EINVAL);
    guest_vector(&g, 1, BUFFER, 1);
    IS(CALL(&g, "fd_write", 1, VECTORS, 1, END - 3), EFAULT);
    assert_int_equal(g.p->output_bytes, 13);
    IS(CALL(&g, "fd_close", 1), SUCCESS);
    IS(guest_write(&g, 1, "x"), EBADF);
    IS(CALL(&g, "fd_close", 1), EBADF);
    IS(CALL(&g, "fd_close", 0xffffffff), EBADF);
    guest_end(&g);
}

/* A slow writer makes short reads on the host, but not here. */
static void test_stdin_is_whole(void **state) {
    (void)state;
    struct process_options o = box_options;
    struct guest g;
    FILE *slow = popen("printf one; sleep 0.05; printf two", "r");
    o.in = fileno(slow);
    box_start_with(&g, &o);
    guest_reads(&g, 0, "onetwo");
    guest_reads(&g, 0, "");
    pclose(slow);
    guest_end(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),        cmocka_unit_test(test_random_and_end),
        cmocka_unit_test(test_virtual_clock),  cmocka_unit_test(test_poll),
        cmocka_unit_test(test_host_clock),     cmocka_unit_test(test_stdio),
        cmocka_unit_test(test_stdin_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
