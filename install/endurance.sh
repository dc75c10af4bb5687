#!/usr/bin/env bash
# Replays clips for a long while, each time a little different (sensor noise, brightness, compression), and counts what is
# reported. Whatever a rule reports of a clip that does not show it is a false alarm.
# Standard output: clip,minutes,rule,incidents - a line for each rule that reported something.
set -euo pipefail

usage() {
  echo "usage: install/endurance.sh [--minutes N] [--rules ID,ID] CLIP...   (N of each clip, default 60; needs ffmpeg and a build)" >&2
  exit 2
}

minutes=60
rules=()
while [[ ${1-} == --* ]]; do
  case $1 in
    --minutes) minutes=${2-} ;;
    --rules) rules=(--rules "${2-}") ;;
    *) usage ;;
  esac
  shift 2 || usage
done
[[ $# -gt 0 && $minutes =~ ^[1-9][0-9]*$ ]] || usage

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
agent=$root/src/EdgeAgent/bin/Release/net10.0/EdgeAgent.dll
[[ -f $agent ]] || { echo "endurance: build first: install/setup.sh demo" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# As many minutes of a clip, again and again; a camera's sub stream, with a sensor and an encoder of its own each time.
vary() { # clip variant minutes
  local noise=$((2 + $2 % 5 * 3)) brightness crf=$((20 + $2 % 4 * 5))
  brightness=$(awk -v n="$2" 'BEGIN { printf "%.2f", (n % 7 - 3) * 0.05 }')
  ffmpeg -nostdin -v error -y -stream_loop -1 -i "$1" -t $(($3 * 60)) -an -r 5 \
    -vf "scale='min(960,iw)':-2,eq=brightness=$brightness,noise=alls=$noise:allf=t" \
    -c:v libx264 -preset ultrafast -crf "$crf" -pix_fmt yuv420p "$work/varied.mp4"
}

for clip in "$@"; do
  : >"$work/events"
  for ((done = 0; done < minutes; done += 5)); do
    part=$((minutes - done < 5 ? minutes - done : 5))
    vary "$clip" $((done / 5)) "$part"
    dotnet "$agent" replay --models "$root/models" "${rules[@]}" "$work/varied.mp4" >>"$work/events" 2>"$work/log" ||
      { cat "$work/log" >&2; exit 1; }
    echo "endurance: ${clip##*/}: $((done + part)) of $minutes minutes" >&2
  done
  { grep '"event":"opened"' "$work/events" || true; } | sed 's/.*"rule":"\([a-z_]*\)".*/\1/' | sort | uniq -c |
    while read -r count rule; do echo "${clip##*/},$minutes,$rule,$count"; done
done
