// What a centre remembers of its sites, to drop doubles, to prove gaps and to check pictures. It reads and writes nothing itself.
// Each method returns what there is to tell, as objects of docs/consumers.md.
'use strict';

const MISSED_HEARTBEATS = 3;

const isText = (value) => typeof value === 'string';
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What the ledger needs of an incident event; everything else in its body is left alone.
 * @throws {Error} the body is no event of this site. A site answers only for itself, so its word on another's is none.
 */
function readEvent(site, text) {
  const event = JSON.parse(text);
  const thumbnail = event?.data?.thumbnail ?? { sha256: '' };
  if (![event, event?.data, thumbnail].every(isObject) || ![event.id, event.subject, event.type, thumbnail.sha256].every(isText)) {
    throw new Error('no event: a field is missing or has another type');
  }
  if (!Number.isSafeInteger(event.seq) || event.seq < 1) {
    throw new Error(`no event: seq is ${JSON.stringify(event.seq)}`);
  }
  if (event.source !== site) {
    throw new Error('an event of another site');
  }
  return { id: event.id, seq: event.seq, incident: event.subject, type: event.type, sha256: thumbnail.sha256 };
}

class Ledger {
  /** @param {() => number} now seconds of a clock that is never set */
  constructor(heartbeatSeconds, now) {
    this.patience = MISSED_HEARTBEATS * heartbeatSeconds;
    this.now = now;
    this.sites = new Map();
  }

  site(name) {
    if (!this.sites.has(name)) {
      this.sites.set(name, {
        heard: this.now(),
        state: null,
        boot: null,
        highest: null,
        gaps: [], // first and last number of each, rising
        ids: new Map(), // by seq
        events: new Set(), // ids
        newest: new Map(), // seq of the newest event, by incident
        announced: new Map(), // sha256, by incident
        pictures: new Map(), // sha256 of those that have come, by incident
      });
    }
    return this.sites.get(name);
  }

  knows(name, event) {
    return this.site(name).events.has(event.id);
  }

  hasPicture(name, incident, sha256) {
    return this.site(name).pictures.get(incident) === sha256;
  }

  /** An event that came for the first time. */
  event(name, event) {
    const site = this.site(name);
    site.events.add(event.id);
    const latest = event.seq > (site.newest.get(event.incident) ?? 0);
    if (latest) {
      site.newest.set(event.incident, event.seq);
    }
    const told = [{ line: 'event', site: name, seq: event.seq, id: event.id, type: event.type, latest }];
    told.push(...this.#number(name, site, event));
    if (event.sha256 && !site.announced.has(event.incident)) {
      site.announced.set(event.incident, event.sha256);
      const early = site.pictures.get(event.incident);
      if (early) {
        site.pictures.delete(event.incident);
        told.push(...this.picture(name, event.incident, early));
      }
    }
    return told;
  }

  #number(name, site, { seq, id }) {
    const other = site.ids.get(seq) ?? id;
    site.ids.set(seq, other);
    if (other !== id) {
      return [{ line: 'conflict', site: name, seq, ids: [other, id] }];
    }
    site.highest ??= seq; // what came before the first is not known and not missed
    if (seq > site.highest) {
      const [first, last] = [site.highest + 1, seq - 1];
      site.highest = seq;
      if (first <= last) {
        site.gaps.push([first, last]);
        return [{ line: 'gap', site: name, first, last }];
      }
    }
    const place = site.gaps.findIndex(([first, last]) => first <= seq && seq <= last);
    if (place < 0) {
      return [];
    }
    const [first, last] = site.gaps[place];
    site.gaps.splice(place, 1, ...[[first, seq - 1], [seq + 1, last]].filter((gap) => gap[0] <= gap[1]));
    return [{ line: 'gap-closed', site: name, seq }];
  }

  /** Whether it is what was announced; nothing while the announcement is not there. */
  picture(name, incident, sha256) {
    const site = this.site(name);
    const announced = site.announced.get(incident);
    if ((announced ?? sha256) === sha256) {
      site.pictures.set(incident, sha256);
    }
    return announced ? [{ line: 'picture', site: name, incident, state: announced === sha256 ? 'ok' : 'wrong' }] : [];
  }

  /** A retained message is no sign of life: it may be a year old. */
  heard(name, retained) {
    if (!retained) {
      this.site(name).heard = this.now();
    }
  }

  status(name, state, boot) {
    const known = this.site(name).boot;
    return state !== 'online' && known !== null && known !== boot
      ? [{ line: 'late-will', site: name, bootId: boot }]
      : this.#turn(name, state, boot, 'status');
  }

  heartbeat(name, boot) {
    return this.#turn(name, 'online', boot, 'heartbeat');
  }

  /** What was not heard while this consumer itself was away says nothing. */
  connected() {
    for (const site of this.sites.values()) {
      site.heard = this.now();
    }
  }

  overdue() {
    return [...this.sites]
      .filter(([, site]) => site.state === 'online' && this.now() - site.heard > this.patience)
      .flatMap(([name, site]) => this.#turn(name, 'lost', site.boot, 'silence'));
  }

  #turn(name, state, bootId, by) {
    const site = this.site(name);
    if (site.state === state && site.boot === bootId) {
      return [];
    }
    Object.assign(site, { state, boot: bootId });
    return [{ line: 'site', site: name, state, bootId, by }];
  }
}

module.exports = { Ledger, readEvent };
