# Silent, and never at rest.
while :; do :; done
