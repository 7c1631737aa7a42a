# Has a child every 3 ms; nobody of them ends by TERM. After a minute they end by themselves, should nobody end them.
trap '' TERM
echo ready
for i in $(seq 5000); do
  sleep 60 &
  sleep 0.003
done
