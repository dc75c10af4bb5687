#!/usr/bin/env bash
# Replays clips for a long while, each time a little different (sensor noise, brightness, compression), and counts what is
# reported. Whatever a rule reports of a clip that does not show it is a false alarm.
# Standard output: clip,minutes,rule,incidents - a line for each rule that reported something.
set -euo pipefail

usage() {
  echo "usage: install/endurance.sh [--minutes N] [--config FILE] [--rules ID,ID] [--snapshots FOLDER] CLIP..." >&2
  echo "  N minutes of each clip (60); without --config the rules that need no zone; needs ffmpeg and a build" >&2
  exit 2
}

minutes=60
options=()
snapshots=
while [[ ${1-} == --* ]]; do
  case $1 in
    --minutes) minutes=${2-} ;;
    --config | --rules) options+=("$1" "${2-}") ;;
    --snapshots) snapshots=${2-} ;;
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

# A part of a camera's sub stream: as many minutes of the clip, again and again, with noise, light and an encoder of its own.
vary() { # clip variant minutes
  local noise=$((2 + $2 % 5 * 3)) brightness crf=$((20 + $2 % 4 * 5))
  brightness=$(awk -v n="$2" 'BEGIN { printf "%.2f", (n % 7 - 3) * 0.05 }')
  ffmpeg -nostdin -v error -y -stream_loop -1 -i "$1" -t $(($3 * 60)) -an -r 5 \
    -vf "scale='min(960,iw)':-2,eq=brightness=$brightness,noise=alls=$noise:allf=t" \
    -c:v libx264 -preset ultrafast -crf "$crf" -pix_fmt yuv420p "$work/part$2.mp4"
  echo "file part$2.mp4" >>"$work/parts"
}

for clip in "$@"; do
  : >"$work/parts"
  for ((done = 0; done < minutes; done += 5)); do
    vary "$clip" $((done / 5)) $((minutes - done < 5 ? minutes - done : 5))
  done
  # One recording, so that what a rule keeps in mind lasts from part to part.
  ffmpeg -nostdin -v error -y -f concat -i "$work/parts" -c copy "$work/varied.mp4"
  rm "$work"/part[0-9]*.mp4
  keep=()
  if [[ -n $snapshots ]]; then
    mkdir -p "$snapshots/${clip##*/}"
    keep=(--snapshots "$snapshots/${clip##*/}")
  fi
  echo "endurance: ${clip##*/}: $minutes minutes" >&2
  dotnet "$agent" replay --models "$root/models" "${options[@]}" "${keep[@]}" "$work/varied.mp4" >"$work/events" 2>"$work/log" ||
    { cat "$work/log" >&2; exit 1; }
  tail -1 "$work/log" | sed 's/.*: /endurance: /' >&2
  { grep '"event":"opened"' "$work/events" || true; } | sed 's/.*"rule":"\([a-z_]*\)".*/\1/' | sort | uniq -c |
    while read -r count rule; do echo "${clip##*/},$minutes,$rule,$count"; done
done
