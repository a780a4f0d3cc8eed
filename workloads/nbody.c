/*
 * nbody: bodies that attract one another, moved by a fourth-order symplectic integrator.
 *
 * Exercises double multiplications, square roots and divisions over small structs in memory.
 * A researcher would choose it because one wrong bit in a floating-point register grows into
 * a visibly different orbit, while energy and momentum, which physics keeps constant, tell
 * at the end of the run whether anything was lost on the way.
 *
 * Arguments: [steps, 1..1000000; default 80000]
 */
#include <stdint.h>

enum { CLUSTER_BODIES = 10 };

struct body {
    double x, y, z;    /* position */
    double vx, vy, vz; /* velocity */
    double mass;
};

static struct body cluster[CLUSTER_BODIES];

#ifdef KERNEL_ONLY
/* Some compilers take square roots with an instruction and call this function too, with
 * negative arguments, for the sake of errno. Others leave all the work to it. So it must be
 * exact: it finds the root's bits one by one, then rounds to nearest. */
double sqrt(double x) {
    union {
        double value;
        uint64_t bits;
    } view = {x};
    if (!(x >= 0x1p-1022 && x <= 0x1.fffffffffffffp1023)) return x; /* never needed */
    int exponent = (int)(view.bits >> 52) - 1023;
    uint64_t rest = (view.bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
    if (exponent & 1) rest <<= 1, exponent--;
    uint64_t root = 0, twice_root = 0;
    rest <<= 1;
    for (uint64_t bit = UINT64_C(1) << 53; bit != 0; bit >>= 1) {
        if (twice_root + bit <= rest) {
            rest -= twice_root + bit;
            twice_root += 2 * bit;
            root += bit;
        }
        rest <<= 1;
    }
    if (rest != 0) root += root & 1;
    view.bits = (root >> 1) + ((uint64_t)(exponent / 2 + 1022) << 52);
    return view.value;
}
#endif

/* Adds to each body's velocity what the others' attraction does in the time `dt`. Distances
 * appear longer by the softening, so that near misses stay harmless. */
static void kick(struct body *bodies, int count, double dt, double softening) {
    for (int i = 0; i < count; i++) {
        struct body *a = &bodies[i];
        double vx = a->vx, vy = a->vy, vz = a->vz;
        for (int j = i + 1; j < count; j++) {
            struct body *b = &bodies[j];
            double dx = b->x - a->x, dy = b->y - a->y, dz = b->z - a->z;
            double distance2 = dx * dx + dy * dy + dz * dz + softening;
            double strength = dt / (distance2 * __builtin_sqrt(distance2));
            double to_a = strength * b->mass, to_b = strength * a->mass;
            vx += dx * to_a, vy += dy * to_a, vz += dz * to_a;
            b->vx -= dx * to_b, b->vy -= dy * to_b, b->vz -= dz * to_b;
        }
        a->vx = vx, a->vy = vy, a->vz = vz;
    }
}

static void drift(struct body *bodies, int count, double dt) {
    for (int i = 0; i < count; i++) {
        bodies[i].x += bodies[i].vx * dt;
        bodies[i].y += bodies[i].vy * dt;
        bodies[i].z += bodies[i].vz * dt;
    }
}

/* One step of Forest and Ruth's method: three leapfrog steps, the middle one backwards. */
static void step(struct body *bodies, int count, double dt, double softening) {
    const double outer = 1.3512071919596578, inner = 1 - 2 * outer;
    drift(bodies, count, dt * outer / 2);
    kick(bodies, count, dt * outer, softening);
    drift(bodies, count, dt * (outer + inner) / 2);
    kick(bodies, count, dt * inner, softening);
    drift(bodies, count, dt * (outer + inner) / 2);
    kick(bodies, count, dt * outer, softening);
    drift(bodies, count, dt * outer / 2);
}

/* A cluster at rest around the origin: positions and masses are pseudo-random, velocities
 * turn about the z axis. */
static void make_cluster(void) {
    uint32_t random = 12345;
    for (int i = 0; i < CLUSTER_BODIES; i++) {
        double draw[4];
        for (int k = 0; k < 4; k++) {
            random = random * 1664525u + 1013904223u;
            draw[k] = (double)(random >> 8) / 16777216.0;
        }
        struct body *b = &cluster[i];
        b->x = 2 * draw[0] - 1, b->y = 2 * draw[1] - 1, b->z = 2 * draw[2] - 1;
        b->vx = -b->y, b->vy = b->x, b->vz = 0;
        b->mass = 0.1 + draw[3] / 5;
    }
}

static uint32_t fold_double(uint32_t digest, double x) {
    union {
        double value;
        uint64_t bits;
    } view = {x};
    digest = (digest ^ (uint32_t)view.bits) * 16777619u;
    return (digest ^ (uint32_t)(view.bits >> 32)) * 16777619u;
}

/* Moves the cluster by n steps. Returns a digest of all bits of the final positions. */
uint32_t kernel(uint32_t n) {
    uint32_t digest = 2166136261u;
    make_cluster();
    for (uint32_t i = 0; i < n; i++) step(cluster, CLUSTER_BODIES, 1.0 / 1024, 0.01);
    for (int i = 0; i < CLUSTER_BODIES; i++) {
        digest = fold_double(digest, cluster[i].x);
        digest = fold_double(digest, cluster[i].y);
        digest = fold_double(digest, cluster[i].z);
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{1, 0x9e5d1af5}, {100, 0x8a01c252}, {80000, 0x4f047bc8}};

static double energy(const struct body *bodies, int count, double softening) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        const struct body *a = &bodies[i];
        sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < count; j++) {
            const struct body *b = &bodies[j];
            double dx = b->x - a->x, dy = b->y - a->y, dz = b->z - a->z;
            sum -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz + softening);
        }
    }
    return sum;
}

static double x_momentum(const struct body *bodies, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += bodies[i].mass * bodies[i].vx;
    return sum;
}

/* Three equal bodies that chase each other along a figure of eight (Chenciner and Montgomery,
 * 2000) are back where they started after one period. */
static bool figure_eight_returns(void) {
    const double x = 0.97000436, y = 0.24308753, vx = 0.93240737, vy = 0.86473146;
    const double period = 6.32591398;
    enum { STEPS = 1000 };
    const struct body at_start[3] = {{x, -y, 0, vx / 2, vy / 2, 0, 1},
                                     {-x, y, 0, vx / 2, vy / 2, 0, 1},
                                     {0, 0, 0, -vx, -vy, 0, 1}};
    struct body bodies[3];
    for (int i = 0; i < 3; i++) bodies[i] = at_start[i];
    for (int i = 0; i < STEPS; i++) step(bodies, 3, period / STEPS, 0);

    double farthest = 0;
    for (int i = 0; i < 3; i++) {
        farthest = fmax(farthest, fabs(bodies[i].x - at_start[i].x));
        farthest = fmax(farthest, fabs(bodies[i].y - at_start[i].y));
    }
    printf("figure of eight: energy %.9f, within %.1e of the start after one period\n",
           energy(bodies, 3, 0), farthest);
    return farthest < 1e-5 && fabs(energy(bodies, 3, 0) - energy(at_start, 3, 0)) < 1e-9;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 80000;
    if (n < 1 || n > 1000000) {
        fprintf(stderr, "usage: nbody [steps, 1..1000000]\n");
        return 2;
    }
    bool right = figure_eight_returns();
    if (!right) printf("WRONG: the figure of eight doesn't close\n");

    make_cluster();
    double energy_before = energy(cluster, CLUSTER_BODIES, 0.01);
    double momentum_before = x_momentum(cluster, CLUSTER_BODIES);
    uint32_t answer = kernel(n);
    double energy_after = energy(cluster, CLUSTER_BODIES, 0.01);
    double momentum_after = x_momentum(cluster, CLUSTER_BODIES);
    for (int i = 0; i < CLUSTER_BODIES; i++) {
        printf("body %d: %+.12f %+.12f %+.12f\n", i, cluster[i].x, cluster[i].y, cluster[i].z);
    }
    printf("cluster, %u steps: energy %.9f, then %.9f; digest %08x\n", (unsigned)n,
           energy_before, energy_after, (unsigned)answer);
    if (fabs(energy_after - energy_before) > 1e-6 ||
        fabs(momentum_after - momentum_before) > 1e-12) {
        printf("WRONG: energy or momentum isn't conserved\n");
        right = false;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n && known[i].answer != answer) {
            printf("WRONG: expected %08x\n", (unsigned)known[i].answer);
            right = false;
        }
    }
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
