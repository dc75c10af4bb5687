// Plays a day of a camera: across its gaps, around what cannot be played, on into what has been recorded meanwhile.
import { Attempts } from "/attempts.js";
import { play } from "/controls.js";
import { Player } from "/player.js";

const gapSeconds = 1;
const brokenSeconds = 10;
const fresh = 30_000;
const patience = 15_000;

export class Playing {
  #day = null;
  #last = null;
  #shownAt = 0;
  #sought = null;
  #isMeantToPlay = false;
  #stillAt = null;
  #stillSince = 0;
  #troubles = new Attempts(5, 60);

  /**
   * @param view { say(key, values); sayUsual(), when there is nothing to say; moved(seconds or null);
   * renew() -> whether the day was asked for and shown anew }
   */
  constructor(video, view) {
    const player = new Player(video, { failed: (trouble) => this.#playOn(trouble), reopened: () => this.#goOn() });
    Object.assign(this, { video, view, player });
    video.addEventListener("ended", () => this.#atEnd());
    // A decoder that fails has paused the video by the time it says so; the event that tells of the pause comes later.
    video.addEventListener("play", () => { this.#isMeantToPlay = true; });
    video.addEventListener("pause", () => { this.#isMeantToPlay = false; });
    setInterval(() => this.#day && this.#tick(), 100);
  }

  /** In seconds of the day; null without a recording. */
  get position() {
    if (this.#day?.isUnplayable) {
      return this.#last;
    }
    const time = this.#day?.stream && this.player.isLoaded ? this.player.time : null;
    return time === null ? null : (time - this.#day.start) / 1000;
  }

  show(day) {
    this.player.close();
    this.video.removeAttribute("src");
    [this.#day, this.#last, this.#shownAt] = [day, null, Date.now()];
    this.view.moved(null);
  }

  /** Goes to a moment; where nothing was recorded then, to the next that was. */
  seek(seconds) {
    const day = this.#day;
    this.#sought = seconds;
    if (day?.isUnplayable) {
      // It can still be exported, for which moments are needed.
      this.#last = seconds;
      this.view.moved(seconds);
    }
    if (!day?.stream) {
      return;
    }

    const run = day.runAt(seconds) ?? day.runAfter(seconds);
    if (!run) {
      this.view.say("playback.end", { time: day.clock(seconds) });
      return;
    }
    const to = Math.max(seconds, run.from);
    if (to > seconds + gapSeconds) {
      this.#sayGap(seconds, to);
    } else {
      this.view.sayUsual();
    }

    const moment = day.start + to * 1000;
    if (!this.player.isLoaded || (this.player.end !== null && moment >= this.player.end)) {
      this.player.load(day.playlist, moment);
    } else {
      this.player.seek(moment);
    }
    this.#last = to;
    this.view.moved(to);
  }

  move(seconds) {
    const now = this.position;
    if (now !== null) {
      const to = now + seconds;
      // Backwards over a gap: to the end of what was recorded before it.
      const run = seconds < 0 && !this.#day.runAt(to) ? this.#day.runs.findLast((each) => each.to <= now) : null;
      this.seek(run ? Math.max(run.from, run.to + seconds) : Math.max(0, to));
    }
  }

  #tick() {
    const now = this.position;
    if (now !== null) {
      if (this.#last !== null && now > this.#last) {
        this.#sayPassed(this.#last, now);
      }
      this.#last = now;
    }
    this.view.moved(now);
    this.#watch(now);
  }

  #sayPassed(from, to) {
    const { start } = this.#day;
    const leftOut = this.player.leftOutBetween(start + from * 1000, start + to * 1000);
    const run = this.video.paused ? null : this.#day.runAt(from);
    if (leftOut) {
      this.#sayBroken((leftOut.from - start) / 1000, (leftOut.to - start) / 1000);
    } else if (run && to > run.to + gapSeconds) {
      this.#sayGap(run.to, to);
    }
  }

  // Whatever the player has not noticed itself.
  #watch(now) {
    if (!this.#isMeantToPlay || now !== this.#stillAt) {
      [this.#stillAt, this.#stillSince] = [now, Date.now()];
    } else if (now !== null && Date.now() - this.#stillSince > patience) {
      this.#stillSince = Date.now();
      this.#playOn("broken");
    }
  }

  #sayGap(from, to) {
    this.view.say(this.#day.isGivenUp(from, to) ? "playback.gap.givenUp" : "playback.gap", { from: this.#day.clock(from), to: this.#day.clock(to) });
  }

  // The player is about to open the video anew, which pauses it.
  #goOn() {
    const plays = this.#isMeantToPlay;
    return () => plays && play(this.video);
  }

  #sayBroken(from, to) {
    this.view.say("playback.broken", { from: this.#day.clock(from), to: this.#day.clock(to) });
  }

  // What has been recorded meanwhile is added when the end of what was known is reached.
  async #atEnd() {
    if (!this.#day.isNewest || Date.now() - this.#shownAt < fresh) {
      this.view.say("playback.end", { time: this.#day.clock(this.#last ?? 0) });
    } else {
      await this.#renew(this.#last + gapSeconds, true);
    }
  }

  // What was deleted meanwhile is not in what is asked for anew. What cannot be decoded is passed over, but not for ever.
  async #playOn(trouble) {
    const at = this.position ?? this.#last;
    const isBroken = trouble === "broken";
    if (!this.#troubles.allow(at)) {
      this.player.close();
      this.view.say(isBroken ? "playback.broken.end" : "playback.failed", { time: this.#day.clock(at) });
    } else if (await this.#renew(isBroken ? at + brokenSeconds : at, this.#isMeantToPlay) && isBroken && this.player.isLoaded) {
      this.#sayBroken(at, this.#last);
    }
  }

  async #renew(seconds, plays) {
    this.#sought = null;
    if (!await this.view.renew()) {
      return false;
    }
    this.seek(this.#sought ?? seconds);
    if (plays) {
      play(this.video);
    }
    return true;
  }
}
