# Asked to end, it waits until the process named first is gone, and only then leaves an heir that has dropped all but its control group.
# It starts nobody else meanwhile: who would be ended with it is counted.
trap 'while kill -0 "$1" 2>/dev/null; do :; done; cd / && exec setsid --fork env -i sleep 1001 >/dev/null 2>&1 </dev/null' TERM
sleep 1000 &
: >"$2"
while :; do wait; done
