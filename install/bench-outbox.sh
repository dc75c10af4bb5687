#!/usr/bin/env bash
# Measures how fast the outbox is emptied when the link returns after 72 hours, beside bare loops of MQTTnet with the same
# messages at the same Mosquitto. Exit 0 only if everything came in order.
set -euo pipefail

if [[ $# -gt 2 || ! ${1-10000} =~ ^[0-9]+$ || ! ${2-3} =~ ^[0-9]+$ ]]; then
  echo "usage: install/bench-outbox.sh [INCIDENTS [ROUNDS]]   (10000 incidents, 3 rounds; after install/setup.sh test)" >&2
  exit 2
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec dotnet src/EdgeAgent.Tests/bin/Release/net10.0/EdgeAgent.Tests.dll outbox "${1-10000}" "${2-3}"
