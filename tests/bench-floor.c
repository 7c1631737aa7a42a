/*
 * The least CPU that keeping a process table costs on this machine, for lifetop to be measured beside, and a population
 * to measure amid.
 *
 *   bench-floor crowd N              N sleeping processes, 20 of which wake 5 times a second, until stdin ends
 *   bench-floor gate LOOKS MS        median CPU microseconds of a look at everybody, MS apart
 *   bench-floor watch LOOKS MS N     the same for N processes, watched by pidfd
 *
 * A look reads each known process's CPU clock (clock_gettime takes the clock of any pid), and stat only where the clock
 * moved, of the new, and of one in 16 in turn. Whether anybody is new is told by the last pid in /proc/loadavg; /proc is
 * listed every 16th look, after a wrap and after a jump.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 65536, ROTATION = 16, JUMP = 512, WAKERS = 20 };

struct process {
    int pid, parent, threads;
    char state;
    int64_t clock, user, system, start, resident;
};

static struct process table[MOST];
static int count, proc, loadavg;
static unsigned look;

static int64_t nanoseconds(clockid_t clock)
{
    struct timespec t;
    return clock_gettime(clock, &t) ? -1 : t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int64_t clock_of(int pid)
{
    return nanoseconds(~(clockid_t)pid * 8 | 2);
}

/* Fields are counted from the last parenthesis: the name before it may hold anything. */
static int read_stat(struct process *p)
{
    char path[32], text[1024];
    snprintf(path, sizeof path, "%d/stat", p->pid);
    int file = openat(proc, path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0)
        return 0;
    text[length] = 0;
    char *at = strrchr(text, ')');
    if (!at)
        return 0;
    p->state = at[2];
    at += 3;
    for (int field = 4; field <= 24; field++) {
        int64_t value = strtoll(at, &at, 10);
        switch (field) {
        case 4: p->parent = (int)value; break;
        case 14: p->user = value; break;
        case 15: p->system = value; break;
        case 20: p->threads = (int)value; break;
        case 22: p->start = value; break;
        case 24: p->resident = value; break;
        }
    }
    return 1;
}

static int find(int pid)
{
    int low = 0, high = count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (table[middle].pid < pid)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void meet(int pid)
{
    int at = find(pid);
    if (count == MOST || (at < count && table[at].pid == pid))
        return;
    struct process new = { .pid = pid, .clock = clock_of(pid) };
    /* A thread's number has a clock too, but only a process answers stat as itself. */
    if (new.clock < 0 || !read_stat(&new))
        return;
    memmove(table + at + 1, table + at, (size_t)(count++ - at) * sizeof *table);
    table[at] = new;
}

static void list(void)
{
    static char names[1 << 16];
    long length;
    lseek(proc, 0, SEEK_SET);
    while ((length = syscall(SYS_getdents64, proc, names, sizeof names)) > 0)
        for (long at = 0; at < length;) {
            struct dirent64 *entry = (struct dirent64 *)(names + at);
            if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
                meet(atoi(entry->d_name));
            at += entry->d_reclen;
        }
}

/* 0 when the process is gone. */
static int refresh(struct process *p)
{
    int64_t clock = clock_of(p->pid);
    if (clock < 0)
        return 0;
    if (clock == p->clock && (p->pid ^ look) % ROTATION)
        return 1;
    p->clock = clock;
    return read_stat(p);
}

static void look_at_all(void)
{
    static int last;
    char text[128] = "";
    look++;
    if (pread(loadavg, text, sizeof text - 1, 0) <= 0)
        exit(1);
    char *blank = strrchr(text, ' ');
    int newest = blank ? atoi(blank) : 0;
    if (!last || newest < last || newest - last > JUMP || look % ROTATION == 0)
        list();
    else
        for (int pid = last + 1; pid <= newest; pid++)
            meet(pid);
    last = newest;
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (refresh(&table[i])) {
            if (kept != i)
                table[kept] = table[i];
            kept++;
        }
    count = kept;
}

static void look_at(struct process *watched, struct pollfd *deaths, int n)
{
    look++;
    if (poll(deaths, (nfds_t)n, 0) < 0)
        exit(1);
    for (int i = 0; i < n; i++)
        refresh(&watched[i]);
}

static int smaller(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int measure(int looks, int pause, int watched)
{
    int64_t *cost = calloc((size_t)looks, sizeof *cost);
    struct pollfd *deaths = calloc((size_t)watched + 1, sizeof *deaths);
    list();
    look_at_all();
    if (watched > count)
        watched = count;
    /* The last of the table, as lifetop's measurement takes them. */
    struct process *few = table + count - watched;
    for (int i = 0; i < watched; i++)
        deaths[i] = (struct pollfd){ .fd = (int)syscall(SYS_pidfd_open, few[i].pid, 0), .events = POLLIN };
    for (int i = 0; i < looks; i++) {
        poll(NULL, 0, pause);
        int64_t before = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
        if (watched)
            look_at(few, deaths, watched);
        else
            look_at_all();
        cost[i] = nanoseconds(CLOCK_THREAD_CPUTIME_ID) - before;
    }
    qsort(cost, (size_t)looks, sizeof *cost, smaller);
    printf("%.1f %d\n", (double)cost[looks / 2] / 1000, watched ? watched : count);
    return 0;
}

static int crowd(int n)
{
    for (int i = 0; i < n; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            /* Nobody of the crowd outlives its maker, whatever ends that. */
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(0);
            close(1);
            int wakes = n < WAKERS || i % (n / WAKERS) == 0;
            for (;;)
                poll(NULL, 0, wakes ? 200 : -1);
        }
    }
    puts("ready");
    fflush(stdout);
    char byte;
    while (read(0, &byte, 1) > 0)
        ;
    return 0;
}

int main(int argc, char **argv)
{
    proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    loadavg = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
    if (proc < 0 || loadavg < 0)
        return 1;
    if (argc == 3 && !strcmp(argv[1], "crowd"))
        return crowd(atoi(argv[2]));
    if (argc == 4 && !strcmp(argv[1], "gate"))
        return measure(atoi(argv[2]), atoi(argv[3]), 0);
    if (argc == 5 && !strcmp(argv[1], "watch"))
        return measure(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
    fprintf(stderr, "usage: bench-floor crowd N | gate LOOKS MS | watch LOOKS MS N\n");
    return 2;
}
