#!/usr/bin/env bash
# Shows the agent at work on a machine that has only the .NET SDK: sets everything up, makes three demo cameras from
# real pictures, starts the agent with an embedded broker, and prints the page's address and each alert.
set -euo pipefail

usage() {
  cat >&2 <<'TEXT'
usage: install/demo.sh [--seconds N] [--port P]

  --seconds N   end after N seconds with one line of figures; exit 0 only if every alert was delivered
                (without it the demo runs until Ctrl+C)
  --port P      port of the page on 127.0.0.1 (8080)
TEXT
}

number() { # option, value, smallest, largest
  if [[ ! $2 =~ ^[0-9]{1,6}$ ]] || ((10#$2 < $3 || 10#$2 > $4)); then
    echo "demo: $1 takes a whole number from $3 to $4, not '$2'" >&2
    usage
    exit 2
  fi
}

seconds=()
port=8080
while [[ $# -gt 0 ]]; do
  case $1 in
    --seconds)
      number "$1" "${2-}" 1 86400
      seconds=(--seconds "$2")
      shift 2
      ;;
    --port)
      number "$1" "${2-}" 1 65535
      port=$2
      shift 2
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      echo "demo: unknown argument '$1'" >&2
      usage
      exit 2
      ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
install/setup.sh demo
install/demo-clips.sh demo-data
exec dotnet src/EdgeAgent/bin/Release/net10.0/EdgeAgent.dll demo --port "$port" --clips demo-data "${seconds[@]}"
