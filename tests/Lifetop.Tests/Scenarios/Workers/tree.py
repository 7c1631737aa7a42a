"""A random tree of processes. Arguments: seed, how many, the folder where each leaves a file named by its pid."""
import os, random, signal, sys, time

seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
chance = random.Random(seed)
end = time.monotonic() + 120


def settle():
    """What becomes of one that has all its children."""
    if chance.random() < 0.3:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if chance.random() < 0.3:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    forks = chance.random() < 0.1
    open(os.path.join(folder, str(os.getpid())), "w").close()
    if chance.random() < 0.2:
        os.kill(os.getpid(), signal.SIGSTOP)
    while time.monotonic() < end:
        time.sleep(0.02 if forks else 0.5)
        if forks and os.fork() == 0:
            time.sleep(chance.choice([0.01, 0.05, 1]))
            os._exit(0)


def grow(size):
    """This process and size - 1 below it, in one way or another."""
    left = size - 1
    while left > 0:
        part = chance.randint(1, left)
        left -= part
        way = chance.random()
        pid = os.fork()
        if pid == 0:
            chance.seed(seed * 1000 + os.getpid())
            if way < 0.2:
                os.setsid()
            elif way < 0.4:
                os.setpgid(0, 0)
            elif way < 0.6:
                if os.fork():
                    os._exit(0)
                if way < 0.5:
                    os.setsid()
            grow(part)
            settle()
            os._exit(0)
        if 0.4 <= way < 0.6:
            os.waitpid(pid, 0)


# Who has ended needs nobody to wait for it, but who ends by double fork is waited for above.
grow(count)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
settle()
