#!/usr/bin/env bash
# Measures the agent on simulated RTSP cameras of this machine, beside ffmpeg alone: bench on a stream of a quiet scene.
# Exit 0 only if all cameras were watched at the end and no stream was opened anew meanwhile.
set -euo pipefail

if [[ $# -gt 2 || ! ${1-16} =~ ^[0-9]+$ || ! ${2-600} =~ ^[0-9]+$ ]]; then
  echo "usage: install/bench-cameras.sh [CAMERAS [SECONDS]]   (16 cameras, 600 s for each of two measurements; after install/setup.sh test)" >&2
  exit 2
fi
cameras=${1-16}
seconds=${2-600}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

ffmpeg -v error -nostdin -f lavfi -i mandelbrot=size=640x360:rate=5:end_scale=0.3:maxiter=200 -frames:v 1 "$folder/scene.png"
ffmpeg -v error -nostdin -loop 1 -framerate 5 -t 20 -i "$folder/scene.png" -vf noise=alls=4:allf=t \
  -c:v libx264 -preset veryfast -bf 0 -g 10 -pix_fmt yuv420p "$folder/quiet.mp4"

# The camera ends with its standard input, and so with this script.
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
coproc CAMERA { exec /usr/bin/python3 src/EdgeAgent.Tests/Support/rtsp_camera.py --port "$port" quiet="$folder/quiet.mp4"; }
read -r answer <&"${CAMERA[0]}"
[[ $answer == ready ]] || {
  echo "bench-cameras: the camera did not start" >&2
  exit 1
}

dotnet src/EdgeAgent/bin/Release/net10.0/EdgeAgent.dll bench --cameras "$cameras" --seconds "$seconds" \
  --sub "rtsp://127.0.0.1:$port/quiet" | tee "$folder/report"
grep -q "watching at the end: $cameras of $cameras; streams opened anew meanwhile: 0;" "$folder/report"
