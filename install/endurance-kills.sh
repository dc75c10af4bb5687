#!/usr/bin/env bash
# Kills the agent with kill -9 at random moments of a burst of incidents, then Mosquitto instead, and counts what the centre
# has got in the end. Rounds of 50 and 25 kills, each with moments of its own; the suite runs one of each.
# Standard output: what each round counted. Exit 0 only if nothing was missing.
set -euo pipefail

usage() {
  echo "usage: install/endurance-kills.sh [--agent KILLS] [--broker KILLS]   (200 and 50; some 3 minutes for each 50)" >&2
  exit 2
}

agent=200
broker=50
while [[ $# -gt 0 ]]; do
  case $1 in
    --agent) agent=${2-} ;;
    --broker) broker=${2-} ;;
    *) usage ;;
  esac
  shift 2 || usage
done
[[ $agent =~ ^[1-9][0-9]*$ && $broker =~ ^[1-9][0-9]*$ ]] || usage

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export EDGEAGENT_AGENT_KILLS=$agent EDGEAGENT_BROKER_KILLS=$broker
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
install/setup.sh test
dotnet test src/EdgeAgent.Tests -c Release --no-build --filter "FullyQualifiedName~PowerCutTests|FullyQualifiedName~BrokerKillTests" \
  --logger "console;verbosity=detailed" >"$log" 2>&1 || status=$?
[[ $status -eq 0 ]] || cat "$log" >&2
grep -E 'kills fell among|events expected|watch: events|^ *(Passed|Failed) ' "$log" | sed 's/^ *//'
exit "$status"
