# Says that it was asked to end, and goes on.
trap 'echo told' TERM
echo ready
while :; do sleep 1000 & wait $!; done
