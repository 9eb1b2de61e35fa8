#!/usr/bin/env bash
# Deliveries a second of our broadcast and of Node's: one sender at full speed, messages of 100 bytes.
# Prints median, spread and ratio, on the machine as it is and with a busy loop on every core,
# and first how many bytes the load generator alone can receive from a server that only sends.
# Needs cc, node and a java 25; built classes (mvn compile); a quiet machine.
#   JAVA=/path/to/java SECONDS_EACH=4 ROUNDS=4 RECEIVERS="50 500" src/test/bench/compare.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."

java=${JAVA:-java}
seconds=${SECONDS_EACH:-4}
rounds=${ROUNDS:-4}
receivers=${RECEIVERS:-50 500}
repository=${M2:-$HOME/.m2/repository}
jars=$(find "$repository/info/picocli" "$repository/org/jgroups" -name '*.jar' | paste -sd:)
folder=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT

start() { # NAME COMMAND...: waits until it listens
  local name=$1
  shift
  "$@" >"$folder/$name.log" 2>/dev/null &
  pids+=($!)
  for _ in $(seq 300); do
    grep -q '^listen on port' "$folder/$name.log" && return
    sleep 0.1
  done
  echo "$name does not start"
  exit 1
}

load() { # NAME RECEIVERS [alone]: millions of deliveries a second
  local port
  port=$(sed -n 's/^listen on port //p' "$folder/$1.log")
  "$folder/load" "$port" "$2" "$seconds" ${3:+"$3"} | awk '{ printf "%.1f\n", $1 / 1e6 }'
}

median() { # of lines: median, and lowest to highest
  sort -n | awk '{ v[NR] = $1 } END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
    printf "%.1f (%.1f to %.1f)", m, v[1], v[NR] }'
}

compare() { # WHAT: by turns, so that both meet the same machine
  for count in $receivers; do
    rm -f "$folder"/*.result
    for _ in $(seq "$rounds"); do
      for name in ours node; do
        load "$name" "$count" >>"$folder/$name.result"
      done
    done
    ours=$(median <"$folder/ours.result")
    node=$(median <"$folder/node.result")
    awk -v what="$1" -v count="$count" -v ours="$ours" -v node="$node" 'BEGIN {
      printf "%s, %d receivers: ours %s, node %s million a second, ratio %.2f\n", what, count, ours, node, ours / node }'
  done
}

cc -O2 -o "$folder/load" src/test/bench/load.c
uptime
start source "$folder/load" source
for count in $receivers; do
  for _ in $(seq "$rounds"); do
    load source "$count" alone
  done >"$folder/source.result"
  echo "load generator alone, $count receivers: $(median <"$folder/source.result") million a second"
done
kill "${pids[@]}"
pids=()

start ours "$java" -cp "target/classes:$jars" tcplessons.broadcast.Lesson05 broadcast --port 0
start node node src/test/node/broadcast.js 0 $((64 * 1024 * 1024))
for name in ours node; do
  load "$name" 50 >/dev/null # warm
done
compare quiet
for _ in $(seq "$(nproc)"); do
  while :; do :; done &
  pids+=($!)
done
compare busy
uptime
