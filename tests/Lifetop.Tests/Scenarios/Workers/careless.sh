# Its first child ends and is never waited for: a zombie as long as this lives. Prints the child's pid.
sh -c 'exit 3' &
echo $!
exec sleep 1000
