# A pane's job (the first argument is a folder): once "go" is there it leaves one behind that has dropped all but its control group.
while [ ! -e "$1/go" ]; do sleep 0.02; done
(cd / && exec setsid --fork env -i /bin/sh -c 'echo $$ >"$0.part"; mv "$0.part" "$0"; exec sleep 1000' "$1/own-loner" >/dev/null 2>&1 </dev/null)
while :; do sleep 1000; done
