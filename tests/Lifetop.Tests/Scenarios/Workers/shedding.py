# A worker with a child that leaves parent, session, folder and environment behind when told to by a file, and stays the same process.
#   shedding.py FOLDER: writes the child's pid to FOLDER/child, waits for FOLDER/go, then writes FOLDER/gone
import os, sys, time

folder = sys.argv[1]
between = os.fork()
if between == 0:
    child = os.fork()
    if child == 0:
        with open(folder + "/child.new", "w", encoding="ascii") as file:
            file.write(str(os.getpid()))
        os.rename(folder + "/child.new", folder + "/child")
        while not os.path.exists(folder + "/go"):
            time.sleep(0.01)
        os.setsid()
        os.chdir("/")
        open(folder + "/gone", "w", encoding="ascii").close()
        os.execve("/bin/sleep", ["sleep", "1000"], {})
    while not os.path.exists(folder + "/go"):
        time.sleep(0.01)
    os._exit(0)
os.waitpid(between, 0)
while True:
    time.sleep(1000)
