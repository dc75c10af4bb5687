#!/usr/bin/env bash
# Makes the demo's camera clips from real pictures that Debian's packages carry:
#   people.mp4  people walking outdoors, always some in view (a recording of opencv-doc)
#   cat.mp4     a cat that walks past the lens and is gone again (a photo of python3-skimage)
#   person.mp4  a person who does the same (another photo of python3-skimage)
# Each is 640x360 at 5 frames a second, H.264, as a camera's small stream is.
set -euo pipefail

if [[ $# -ne 1 || $1 == -* ]]; then
  echo "usage: install/demo-clips.sh FOLDER" >&2
  exit 2
fi
folder=$1
examples=/usr/share/doc/opencv-doc/examples/data

skimage_photo() { # name -> path; asks Python where the package lies, without importing it
  local package
  package=$(/usr/bin/python3 -c 'from importlib.util import find_spec
print(find_spec("skimage").submodule_search_locations[0])') || {
    echo "demo-clips: python3-skimage is not installed" >&2
    return 1
  }
  echo "$package/data/$1"
}

encode() { # clip name, then ffmpeg's inputs and filters; what is unfinished never has the clip's name
  local clip="$folder/$1"
  shift
  if [[ -s $clip ]]; then
    return
  fi
  echo "demo-clips: making $clip" >&2
  local unfinished
  unfinished=$(mktemp "$folder/unfinished-XXXXXX.mp4")
  if ! ffmpeg -nostdin -v error -y "$@" -an -r 5 -c:v libx264 -preset veryfast -crf 20 \
    -bf 0 -g 10 -pix_fmt yuv420p -movflags +faststart "$unfinished"; then
    rm -f "$unfinished"
    return 1
  fi
  chmod 644 "$unfinished"
  mv "$unfinished" "$clip"
}

# A photo cut out along an outline comes in from the left, stays a while, swaying, leaves to the right, and the
# place is empty again: 4 s empty, 10 s in view, 10 s empty.
# The outline is given as the distance in pixels of the photo from its edge, positive inside.
passer_by() { # clip name, filters for the background, photo, outline, height in the picture, x where it stays
  local stay=$6
  local coming="-w+($stay+w)*(t-4)/2.5"
  local swaying="$stay+10*sin(4*PI*(t-6.5)/5.5)"
  local leaving="$stay+(W-$stay)*(t-12)/2"
  local x="if(lt(t,4),-w,if(lt(t,6.5),$coming,if(lt(t,12),$swaying,$leaving)))"
  encode "$1" -loop 1 -framerate 5 -t 24 -i "$examples/leuvenA.jpg" -loop 1 -framerate 5 -i "$3" -filter_complex "
    [0]$2[place];
    [1]trim=end_frame=1,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='255*clip(($4)/8,0,1)',
       scale=-2:$5,loop=loop=-1:size=1,setpts=N/5/TB[who];
    [place][who]overlay=x='$x':y=H-h:shortest=1,noise=alls=4:allf=t"
}

mkdir -p "$folder"
encode people.mp4 -i "$examples/vtest.avi" -vf "crop=768:432:0:90,scale=640:360"

cat_head="min(178*(1-hypot((X-200)/192,(Y-180)/182)),393-X-0.29*Y)"
passer_by cat.mp4 scale=640:-2,crop=640:360:0:100 "$(skimage_photo chelsea.png)" "$cat_head" 310 110

head="min(80*(1-hypot((X-227)/73,(Y-101)/84)),72-0.65*max(Y-115,0)-abs(X-226))"
collar="75*(1-hypot((X-209)/98,(Y-224)/71))"
left_shoulder="(95*(X-115)+85*(Y-215))/127"
right_shoulder="(-65*(X-300)+62*(Y-235))/90"
body="min(min(X-20,362-X),min($left_shoulder,$right_shoulder))"
helmet="116-hypot(X-392,Y-462)"
passer_by person.mp4 scale=1000:-2,hflip,crop=640:360:0:330 "$(skimage_photo astronaut.png)" \
  "max(max($head,$collar),max($body,$helmet))" 320 130
