// Numbers and times as people write them, in the workshop's time zone: pairs { zh, en }.
const both = (make) => ({ zh: make("zh-CN"), en: make("en-GB") });
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const day = { month: "short", day: "numeric" };
const steps = [[86_400, "day"], [3_600, "hour"], [60, "minute"], [1, "second"]];
let timeZone; // the viewer's, until the workshop's is known

/** From now on times are of this zone, by its IANA name. One that the browser does not know is passed over. */
export function useZone(name) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    timeZone = name;
  } catch {
    // The viewer's zone stays, which is nearly always the same.
  }
}

/** yyyy-MM-dd HH:mm:ss, in any language. */
export function stamp(time) {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone }).format(new Date(time));
}

/** A moment: the time of today, or date and time. */
export function moment(iso, now) {
  const time = new Date(iso);
  const style = isSameDay(iso, now) ? clock : { ...day, ...clock };
  return both((locale) => new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(time));
}

export function exactly(iso) {
  return both((locale) => new Intl.DateTimeFormat(locale, { ...clock, second: "2-digit", timeZone }).format(new Date(iso)));
}

export function isSameDay(iso, now) {
  return stamp(iso).slice(0, 10) === stamp(now).slice(0, 10);
}

/** How long from one moment to another, in its largest whole unit; at least a second. */
export function span(fromIso, toIso) {
  return seconds((new Date(toIso) - new Date(fromIso)) / 1000);
}

/** So many seconds, in their largest whole unit; at least one. */
export function seconds(amount) {
  const whole = Math.max(1, Math.floor(amount));
  const [size, unit] = steps.find(([each]) => whole >= each);
  return both((locale) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(Math.floor(whole / size)));
}

/** A length of time of up to some days in hours and whole minutes. */
export function hoursAndMinutes(seconds) {
  const minutes = Math.floor(seconds / 60);
  const parts = [[Math.floor(minutes / 60), "hour"], [minutes % 60, "minute"]].filter(([count, unit]) => count > 0 || unit === "minute");
  return both((locale) => parts
    .map(([count, unit]) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count))
    .join(" "));
}

export function gigabytes(bytes) {
  const amount = bytes / 1e9;
  return both((locale) => new Intl.NumberFormat(locale, {
    style: "unit", unit: "gigabyte", maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount));
}

export function list(names) {
  return both((locale) => new Intl.ListFormat(locale).format(names));
}

/** An amount of data in its largest fitting unit. */
export function size(bytes) {
  const [amount, unit] = bytes >= 1e9 ? [bytes / 1e9, "gigabyte"] : bytes >= 1e6 ? [bytes / 1e6, "megabyte"] : [bytes / 1e3, "kilobyte"];
  return both((locale) => new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount));
}
