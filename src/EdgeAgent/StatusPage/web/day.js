// A day of one camera: all times are seconds since its midnight in the workshop.
import { plays } from "/media.js";

const patience = 10_000;
const longest = 86_400_000;
const most = 200; // incidents in one answer

async function ask(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(patience), cache: "no-store" });
  if (answer.ok) {
    return answer.json();
  }
  throw Object.assign(new Error(`${address}: ${answer.status}`), { status: answer.status });
}

/** All that began between two moments, however many pages they fill. */
async function incidentsOf(camera, from, to) {
  const all = new Map();
  for (let until = to; ;) {
    const span = { limit: most, camera, from: new Date(from).toISOString(), to: new Date(until).toISOString() };
    const page = await ask(`/api/incidents?${new URLSearchParams(span)}`);
    const before = all.size;
    page.forEach((each) => all.set(each.id, each));
    if (page.length < most || all.size === before) {
      return [...all.values()];
    }
    // Newest come first; those that began together with the last one may be on either page.
    until = Date.parse(page.at(-1).started) + 1;
  }
}

export class Day {
  /** @param date yyyy-MM-dd; without it today, or the newest day of which there is anything. */
  static async load(camera, date) {
    const address = `/api/recordings?camera=${encodeURIComponent(camera)}`;
    let answer = await ask(date ? `${address}&day=${date}` : address);
    if (!date && !answer.days.includes(answer.day) && answer.days.length > 0) {
      answer = await ask(`${address}&day=${answer.days.at(-1)}`);
    }
    const end = Date.parse(answer.dayEnd);
    const [incidents, coverage] = await Promise.all([
      incidentsOf(camera, Math.max(Date.parse(answer.dayStart), end - longest), end),
      // A camera that was taken out has none of the days since.
      ask(`/api/coverage?camera=${encodeURIComponent(camera)}&day=${answer.day}`).catch((error) => {
        if (error.status === 404) {
          return null;
        }
        throw error;
      }),
    ]);
    return new Day(answer, incidents, coverage);
  }

  constructor(answer, incidents, coverage) {
    const start = Date.parse(answer.dayStart);
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(answer.dayStart) ?? [null, "+", 0, 0];
    Object.assign(this, answer, { start, length: (Date.parse(answer.dayEnd) - start) / 1000, coverage });
    this.offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    // H.265 is not played everywhere; the sub stream is recorded beside it.
    this.stream = ["main", "sub"].find((name) => this.streams[name] && plays(this.streams[name].mediaType)) ?? null;
    this.isSubstitute = this.stream === "sub" && Boolean(this.streams.main);
    const { runs = [] } = this.streams[this.stream ?? "main"] ?? {};
    this.runs = runs.map(({ from, to }) => ({ from: Math.max(0, this.at(from)), to: Math.min(this.length, this.at(to)) }));
    this.incidents = incidents
      .map((each) => ({ ...each, from: this.at(each.started), to: this.at(each.ended ?? each.lastSeen) }))
      .sort((one, other) => one.from - other.from);
  }

  /** Nothing of it can be played here, although there is something. */
  get isUnplayable() {
    return this.stream === null && Object.keys(this.streams).length > 0;
  }

  /** Whether more of it may come. */
  get isNewest() {
    return this.day === this.days.at(-1);
  }

  at(iso) {
    return (Date.parse(iso) - this.start) / 1000;
  }

  iso(seconds) {
    return new Date(this.start + seconds * 1000).toISOString();
  }

  /** HH:MM:SS as the workshop's clock shows it. */
  clock(seconds) {
    return new Date(this.start + this.offset + seconds * 1000).toISOString().slice(11, 19);
  }

  runAt(seconds) {
    return this.runs.find((run) => seconds >= run.from && seconds < run.to) ?? null;
  }

  runAfter(seconds) {
    return this.runs.find((run) => run.from >= seconds) ?? null;
  }

  /** Whether most of what lies between was recorded and deleted before its days were over. */
  isGivenUp(from, to) {
    const spans = this.coverage?.spans.filter((span) => span.givenUp && span.to > from && span.from < to) ?? [];
    return spans.reduce((sum, span) => sum + Math.min(to, span.to) - Math.max(from, span.from), 0) > (to - from) / 2;
  }

  /** Address of all that is recorded of it by now. */
  get playlist() {
    const span = new URLSearchParams({ from: this.iso(Math.max(0, this.length - 86_400)), to: this.iso(this.length) });
    return `/recordings/${encodeURIComponent(this.camera)}/${this.stream}/playlist.m3u8?${span}`;
  }
}
