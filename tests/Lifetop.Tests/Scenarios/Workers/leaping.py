# A chain: each forks the next, which leads a session of its own, and ends at once. It writes a dot for each, and ends when a file is there.
import os, signal, sys, time

rest, dots, stop, stubborn = float(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4] == "stubborn"
if stubborn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork():
    time.sleep(1000)
out = os.open(dots, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
while not os.path.exists(stop):
    os.setsid()
    os.write(out, b".")
    if rest > 0:
        time.sleep(rest)
    if os.fork():
        os._exit(0)
