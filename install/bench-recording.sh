#!/usr/bin/env bash
# Measures the agent while it watches and records simulated cameras (1080p at 25 pictures a second, and a sub stream of
# 640x360 at 5), beside ffmpeg alone and Debian's motion doing detection and recording, in one run.
# Exit 0 only if all cameras were watched at the end and no stream was opened anew meanwhile.
set -euo pipefail

if [[ $# -gt 2 || ! ${1-8} =~ ^[0-9]+$ || ! ${2-600} =~ ^[0-9]+$ ]]; then
  echo "usage: install/bench-recording.sh [CAMERAS [SECONDS]]   (8 cameras, 600 s for each of three measurements; after install/setup.sh test; motion from apt is measured where it is installed)" >&2
  exit 2
fi
cameras=${1-8}
seconds=${2-600}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# An empty room with a sensor's noise; the camera sends 4 Mbit/s of it.
ffmpeg -v error -nostdin -f lavfi -i mandelbrot=size=1920x1080:rate=5:end_scale=0.3:maxiter=200 -frames:v 1 "$folder/scene.png"
ffmpeg -v error -nostdin -loop 1 -framerate 5 -t 20 -i "$folder/scene.png" -vf scale=640:360,noise=alls=4:allf=t \
  -c:v libx264 -preset veryfast -bf 0 -g 10 -pix_fmt yuv420p "$folder/sub.mp4"
ffmpeg -v error -nostdin -loop 1 -framerate 25 -t 20 -i "$folder/scene.png" -vf noise=alls=6:allf=t \
  -c:v libx264 -preset veryfast -bf 0 -g 50 -b:v 4M -maxrate 4M -bufsize 4M -pix_fmt yuv420p "$folder/main.mp4"

# The camera ends with its standard input, and so with this script.
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
coproc CAMERA { exec /usr/bin/python3 src/EdgeAgent.Tests/Support/rtsp_camera.py --port "$port" main="$folder/main.mp4" sub="$folder/sub.mp4"; }
read -r answer <&"${CAMERA[0]}"
[[ $answer == ready ]] || {
  echo "bench-recording: the camera did not start" >&2
  exit 1
}

peer=()
if command -v motion >/dev/null; then
  mkdir "$folder/motion"
  {
    # Detection on the sub stream, the main stream recorded as it comes.
    printf '%s\n' "daemon off" "setup_mode off" "log_level 1" "target_dir $folder/motion" "netcam_params rtsp_transport=tcp" \
      "width 640" "height 360" "framerate 5" "threshold 1500" "event_gap 5" "pre_capture 2" "picture_output off" \
      "stream_port 0" "webcontrol_port 0" "locate_motion_mode off" "movie_output on" "movie_passthrough on" "movie_codec mp4"
    for ((camera = 1; camera <= cameras; camera++)); do
      printf '%s\n' "camera_id $camera" "netcam_url rtsp://127.0.0.1:$port/sub" "netcam_high_url rtsp://127.0.0.1:$port/main" \
        "movie_filename $camera-%v" >"$folder/camera-$camera.conf"
      echo "camera $folder/camera-$camera.conf"
    done
  } >"$folder/motion.conf"
  peer=(--peer "motion -n -c $folder/motion.conf")
fi

dotnet src/EdgeAgent/bin/Release/net10.0/EdgeAgent.dll bench --cameras "$cameras" --seconds "$seconds" \
  --sub "rtsp://127.0.0.1:$port/sub" --clip "rtsp://127.0.0.1:$port/main" "${peer[@]}" | tee "$folder/report"
grep -q "watching at the end: $cameras of $cameras; streams opened anew meanwhile: 0;" "$folder/report"
