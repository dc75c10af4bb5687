// Paints the timeline. Heights in CSS pixels, from the top: incidents, recording, coverage, hours.
const lanes = { marks: [2, 20], recording: [24, 44], coverage: [72, 10], hours: [88, 20] };
const stepsOfHours = [10, 30, 60, 300, 900, 1800, 3600, 7200, 10_800, 21_600];
const leastApart = 62;
const coverageColours = { watched: "--fine", down: "--alarm", covered: "--notice", paused: "--loading" };

export function colourOf(state) {
  return coverageColours[state] ?? "--gone";
}

export function paint(canvas, { day, view, playhead, mark }) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  }

  const brush = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  const colour = (name) => style.getPropertyValue(name);
  const x = (seconds) => (seconds - view.from) / (view.to - view.from) * width;
  const bar = ([top, tall], from, to, least = 1) => brush.fillRect(x(from), top, Math.max(least, x(to) - x(from)), tall);
  const seen = ({ from, to }) => to > view.from && from < view.to;
  brush.setTransform(scale, 0, 0, scale, 0, 0);
  brush.clearRect(0, 0, width, height);

  brush.fillStyle = colour("--line");
  bar(lanes.recording, 0, day.length);
  if (day.coverage) {
    bar(lanes.coverage, 0, day.length);
  }
  brush.fillStyle = colour("--recorded");
  day.runs.filter(seen).forEach((run) => bar(lanes.recording, run.from, run.to));
  for (const span of (day.coverage?.spans ?? []).filter(seen)) {
    brush.fillStyle = colour(colourOf(span.state));
    bar(lanes.coverage, span.from, span.to);
    if (span.givenUp) {
      brush.fillStyle = colour("--given-up");
      bar([lanes.recording[0] + lanes.recording[1] - 6, 6], span.from, span.to);
    }
    if (span.activity) {
      brush.fillStyle = colour("--activity");
      bar([lanes.recording[0] + 8, lanes.recording[1] - 16], span.from, span.to);
    }
  }

  incidents(brush, { day, x, seen, colour, width });
  hours(brush, { day, view, x, colour, width });
  if (mark.from !== undefined || mark.to !== undefined) {
    brush.fillStyle = colour("--marked");
    bar([22, 62], mark.from ?? mark.to, mark.to ?? mark.from, 2);
  }
  if (playhead !== null) {
    brush.fillStyle = colour("--ink");
    brush.fillRect(x(playhead) - 1, 20, 2, 66);
    brush.beginPath();
    brush.arc(x(playhead), 20, 5, 0, 2 * Math.PI);
    brush.fill();
  }
}

function incidents(brush, { day, x, seen, colour, width }) {
  const [top, tall] = lanes.marks;
  for (const incident of day.incidents.filter(seen)) {
    brush.fillStyle = colour(incident.severity === "serious" ? "--alarm" : "--notice");
    const at = Math.min(width - 5, Math.max(5, x(incident.from)));
    brush.fillRect(at, top + tall - 4, Math.max(2, x(incident.to) - at), 3);
    brush.beginPath();
    brush.moveTo(at, top + tall);
    brush.lineTo(at - 5.5, top + 5);
    brush.arc(at, top + 5, 5.5, Math.PI, 0);
    brush.fill();
  }
}

function hours(brush, { day, view, x, colour, width }) {
  const each = stepsOfHours.find((step) => step / (view.to - view.from) * width >= leastApart) ?? stepsOfHours.at(-1);
  brush.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  brush.textBaseline = "top";
  for (let at = Math.ceil(view.from / each) * each; at <= view.to; at += each) {
    brush.fillStyle = colour("--soft");
    brush.fillRect(x(at), lanes.hours[0] - 4, 1, 5);
    const text = at === day.length && each >= 60 ? "24:00" : day.clock(at).slice(0, each < 60 ? 8 : 5);
    brush.textAlign = x(at) < 20 ? "left" : x(at) > width - 20 ? "right" : "center";
    brush.fillText(text, x(at), lanes.hours[0] + 4);
  }
}
