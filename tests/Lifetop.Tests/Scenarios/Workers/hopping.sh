# Never the same process for longer than a few ms: each has one child, in a session of its own, and ends. Half a minute at most.
exec python3 -c '
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(0.2)
print("ready", flush=True)
end = time.monotonic() + 30
while time.monotonic() < end:
    if os.fork():
        os._exit(0)
    os.setsid()
    time.sleep(0.005)
'
