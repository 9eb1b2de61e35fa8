#!/usr/bin/env bash
# The hello page, kept alive, 64 connections: our server, Node's http and the JDK's HttpServer, by turns.
# Needs wrk, node and a java 25; built classes (mvn compile); a quiet machine.
#   JAVA=/path/to/java SECONDS_EACH=10 ROUNDS=3 src/test/bench/compare.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."

java=${JAVA:-java}
seconds=${SECONDS_EACH:-10}
rounds=${ROUNDS:-3}
picocli=$(find "${M2:-$HOME/.m2/repository}/info/picocli/picocli" -name 'picocli-*.jar' | sort | tail -1)
folder=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT

start() { # NAME COMMAND...: prints nothing, waits until it listens
  local name=$1
  shift
  "$@" >"$folder/$name.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 300); do
    grep -q '^listen on port' "$folder/$name.log" && return
    sleep 0.1
  done
  cat "$folder/$name.log"
  exit 1
}

port() { sed -n 's/^listen on port //p' "$folder/$1.log"; }

load() { wrk -t2 -c64 -d"$2"s --latency "http://127.0.0.1:$(port "$1")/"; }

start ours "$java" -cp "target/classes:$picocli" tcplessons.http.Lesson04 hello --port 0 --quiet
start node node src/test/node/hello.js 0
# Without nodelay its two writes for each answer would wait for each other's acknowledgment.
start jdk "$java" -Dsun.net.httpserver.nodelay=true src/test/bench/JdkHello.java 0

for name in ours node jdk; do
  load "$name" "$seconds" >/dev/null # warm
done
for round in $(seq "$rounds"); do
  for name in ours node jdk; do
    load "$name" "$seconds" >"$folder/$name.$round"
    awk -v name="$name" '/Requests\/sec/ { rps = $2 } $1 == "99%" { p99 = $2 } /Socket errors|Non-2xx/ { bad = $0 }
      END { printf "%-5s %10.0f requests/s   p99 %s %s\n", name, rps, p99, bad }' "$folder/$name.$round"
  done
done

awk '
  function millis(text) { return text ~ /us$/ ? text / 1000 : text ~ /ms$/ ? text + 0 : text * 1000 }
  FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/\..*/, "", name) }
  /Requests\/sec/ { if ($2 > rps[name]) rps[name] = $2 }
  $1 == "99%" { m = millis($2); if (!(name in p99) || m < p99[name]) p99[name] = m }
  END {
    printf "best of each: ours %.0f, node %.0f, jdk %.0f requests/s; p99 %.2f, %.2f, %.2f ms\n",
      rps["ours"], rps["node"], rps["jdk"], p99["ours"], p99["node"], p99["jdk"]
    printf "ours / node: %.2f (at least 2)   ours / jdk: %.2f (at least 1.5)\n",
      rps["ours"] / rps["node"], rps["ours"] / rps["jdk"]
  }' "$folder"/ours.[0-9]* "$folder"/node.[0-9]* "$folder"/jdk.[0-9]*
