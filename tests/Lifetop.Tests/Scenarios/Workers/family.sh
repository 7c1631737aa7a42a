# A child and a grandchild; says "ready" when both are there.
sh -c 'sh -c "echo ready; exec sleep 1000 >/dev/null" & wait' &
wait
