# Ends by nothing that can be ignored.
trap '' TERM HUP INT
echo ready
while :; do sleep 1000; done
