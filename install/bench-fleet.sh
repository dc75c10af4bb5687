#!/usr/bin/env bash
# Measures what this machine's Mosquitto, with the configuration of install/central, carries of simulated sites: all connect at
# once, a steady state with the incidents of a busy hour, the broker killed and started again. Exit 0 only if nothing was lost.
set -euo pipefail

usage() {
  echo "usage: install/bench-fleet.sh [--sites N] [--seconds N] [--plain]   (500 sites, 120 s of steady state, TLS; --plain: without TLS; after install/setup.sh test)" >&2
  exit 2
}

program=$(dirname "${BASH_SOURCE[0]}")/../src/EdgeAgent.Tests/bin/Release/net10.0/EdgeAgent.Tests.dll
[[ -f $program ]] || {
  echo "bench-fleet: build first: install/setup.sh test" >&2
  exit 1
}
sites=500
arguments=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --plain) arguments+=("$1") ;;
    --sites | --seconds)
      [[ ${2-} =~ ^[1-9][0-9]*$ ]] || usage
      [[ $1 == --seconds ]] || sites=$2
      arguments+=("$1" "$2")
      shift
      ;;
    *) usage ;;
  esac
  shift
done

# A connection is an open file, of the broker as of the sites.
if ((sites + 200 > $(ulimit -Hn))); then
  echo "bench-fleet: $sites sites need more open files than this machine allows ($(ulimit -Hn)): raise it, e.g. ulimit -n $((sites + 1000))" >&2
  exit 1
fi
exec dotnet "$program" fleet "${arguments[@]}"
