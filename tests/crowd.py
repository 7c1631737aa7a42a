"""Many declared workers, and what a program beside them holds: for tests/soak and tests/deaths."""
import json, os, subprocess

MOST_GROWTH = {"own": 4096, "descriptors": 8, "threads": 2}


class Crowd:
    """Workers: a sleeping process each, declared by a manifest."""

    def __init__(self, folder, count):
        self.folder, self.said = folder, 0
        self.boot = open("/proc/sys/kernel/random/boot_id", encoding="ascii").read().strip()
        os.makedirs(folder, mode=0o700)
        self.processes, self.starts = [None] * count, [0] * count
        for number in range(count):
            self.begin(number)

    def begin(self, number):
        self.processes[number] = subprocess.Popen(["sleep", "100000"], stdin=subprocess.DEVNULL, start_new_session=True)
        with open(f"/proc/{self.processes[number].pid}/stat", encoding="utf-8", errors="replace") as file:
            self.starts[number] = int(file.read().rpartition(")")[2].split()[19])
        self.say(number)

    def say(self, number):
        self.said += 1
        path = f"{self.folder}/w{number}.json"
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump({"key": f"w{number}", "pid": self.processes[number].pid, "start_ticks": self.starts[number], "boot_id": self.boot,
                       "task": f"said {self.said} things"}, file)
        os.rename(path + ".new", path)

    def end(self, number):
        self.processes[number].kill()
        self.processes[number].wait()

    def close(self):
        for process in self.processes:
            process.kill()
            process.wait()


def environment_in(world):
    """Of a program that shall see this world and no other."""
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "SHELL": "/bin/sh", "TMUX_TMPDIR": world, "TMPDIR": world}
    if "DOTNET_ROOT" in os.environ:
        environment["DOTNET_ROOT"] = os.environ["DOTNET_ROOT"]
    for name, folder in (("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state"), ("XDG_RUNTIME_DIR", "run")):
        environment[name] = f"{world}/{folder}"
        os.makedirs(environment[name], mode=0o700)
    return environment


def holds(pid):
    """What it holds now; its CPU time has that of its children in it whom it waited for."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        status = dict(line.split(":", 1) for line in file)
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        ticks = sum(map(int, file.read().rpartition(")")[2].split()[11:15]))
    return {"own": int(status["RssAnon"].split()[0]), "resident": int(status["VmRSS"].split()[0]), "threads": int(status["Threads"]),
            "descriptors": len(os.listdir(f"/proc/{pid}/fd")), "seconds": ticks / os.sysconf("SC_CLK_TCK")}


def told(minute, now):
    print(f"{minute:5.1f} min  {now['own'] / 1024:6.1f} MiB of its own  {now['resident'] / 1024:6.1f} MiB resident  {now['descriptors']:4} descriptors  "
          f"{now['threads']:3} threads  {now['seconds']:7.1f} s CPU", flush=True)


def bounded(what, value, most):
    """Says whether it is within its bound."""
    print(f"{'ok' if value <= most else 'x':3} {what:34} {value:8}, at most {most}")
    return value <= most


def stays(samples):
    """Whether the last third holds no more than the second: in the first it warms up."""
    third = len(samples) // 3
    middle, last = samples[third:2 * third], samples[2 * third:]
    return all([bounded("growth of " + ("memory of its own, KiB" if name == "own" else name), max(s[name] for s in last) - max(s[name] for s in middle), bound)
                for name, bound in MOST_GROWTH.items()])
