# Each ends by TERM and has another take its place first, for half a minute at most. $1: generations left.
[ "$1" -gt 0 ] || exit 0
trap 'setsid --fork sh "$0" $(($1 - 1)); exit 0' TERM
echo ready
i=0
while [ $i -lt 300 ]; do sleep 0.1; i=$((i + 1)); done
