# Told to end, it cleans up for a second and ends well. $1: the file by which one sees that it did.
exec python3 -c '
import signal, sys, time
def tidy(number, frame):
    time.sleep(1)
    open(sys.argv[1], "w").write("tidied")
    sys.exit(0)
signal.signal(signal.SIGTERM, tidy)
print("ready", flush=True)
while True:
    signal.pause()
' "$1"
