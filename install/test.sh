#!/usr/bin/env bash
# Sets everything up and runs the tests; the last line is "N passed, N failed, N skipped".
# Exit 0 only if at least one test ran, none failed and the run came to its end.
set -euo pipefail

if [[ $# -gt 1 || ${1-} == -* ]]; then
  echo "usage: install/test.sh [FILTER]   (part of a test's full name, or an expression as dotnet test --filter takes it)" >&2
  exit 2
fi

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=$PWD/TestResults
report=$results/tests.trx

count() { # attribute of the report's counters; 0 without a report
  local value
  value=$(sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" "$report" 2>/dev/null || true)
  echo "${value:-0}"
}

reasons() { # each skipped test with what it wanted
  sed -n '/outcome="NotExecuted"/,/<\/UnitTestResult>/{
    s/.*testName="\([^"]*\)".*/test: skipped \1/p
    s/.*<Message>\([^<]*\).*/        \1/p
  }' "$report" 2>/dev/null | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' >&2 || true
}

summary() { # whatever happened, the last line says what was counted
  local status=$? passed failed total
  reasons
  passed=$(count passed)
  failed=$(count failed)
  total=$(count total)
  if [[ $status -eq 0 && ($failed -gt 0 || $((passed + failed)) -eq 0) ]]; then
    status=1
  fi
  if [[ $status -ne 0 && $failed -eq 0 ]]; then
    echo "test: no test failed, but the run did not succeed; see above" >&2
  fi
  echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
  exit "$status"
}
trap summary EXIT

rm -rf "$results"
install/setup.sh test

filter=()
case ${1-} in
  "") ;;
  *[=~]*) filter=(--filter "$1") ;;
  *) filter=(--filter "FullyQualifiedName~$1") ;;
esac
echo "test: running; a test that hangs is ended after 5 minutes" >&2
dotnet test src/EdgeAgent.Tests -c Release --no-build "${filter[@]}" \
  --logger "trx;LogFileName=${report##*/}" --logger "console;verbosity=minimal" --results-directory "$results" \
  --blame-hang --blame-hang-timeout 5m --blame-hang-dump-type none
