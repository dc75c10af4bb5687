// Plays a recording by HLS. Its places are moments (milliseconds since 1970), whatever gaps lie between.
import Hls from "/hls.js";

const buffers = { enableWorker: false, maxBufferLength: 30, maxMaxBufferLength: 60, backBufferLength: 30 };

// A decoder works a little ahead of what is shown.
const aheadSeconds = 1;

// The picture nearest to a moment may begin before it.
const nearSeconds = 0.5;

const mostLeftOut = 50;

export class Player {
  #hls = null;
  #playlist = null;
  #details = null;
  #wanted = null;
  #hasBegun = false;
  #hasFailed = false;
  #failedAt = null;
  #leftOut = new Map();

  /**
   * @param failed called when it does not play on: with "gone" (cannot be read) or "broken" (cannot be decoded)
   * @param reopened called when it goes on without a segment that cannot be decoded
   */
  constructor(video, { failed, reopened }) {
    Object.assign(this, { video, failed, reopened });
    video.addEventListener("canplay", () => { this.#hasBegun = this.#details !== null; });
    video.addEventListener("error", () => this.#hls && this.#leaveOut(this.#suspect()));
  }

  /** @param at where to begin: a moment of which there is a recording */
  load(playlist, at) {
    this.close();
    [this.#playlist, this.#wanted, this.#hasBegun, this.#hasFailed] = [playlist, at, false, false];
    const hls = this.#hls = new Hls({ ...buffers, autoStartLoad: false });
    hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => {
      this.#details = details;
      hls.startLoad(this.#placeOf(this.#wanted));
    });
    hls.on(Hls.Events.LEVEL_PTS_UPDATED, (_, { details }) => { this.#details = details; });
    hls.on(Hls.Events.ERROR, (_, trouble) => this.#judge(trouble));
    hls.loadSource(playlist + [...this.#leftOut.keys()].map((file) => `&without=${file}`).join(""));
    hls.attachMedia(this.video);
  }

  close() {
    this.#hls?.destroy();
    this.#hls = this.#details = null;
  }

  get isLoaded() {
    return this.#hls !== null;
  }

  /** The moment that is shown; where the player is still on its way, the one it goes to; null without a recording. */
  get time() {
    if (!this.#details || this.#isOnItsWay()) {
      return this.#wanted;
    }
    this.#wanted = null;
    const { currentTime } = this.video;
    const fragment = this.#details.fragments.findLast((each) => each.start <= currentTime + 0.001) ?? this.#details.fragments[0];
    return fragment.programDateTime + (currentTime - fragment.start) * 1000;
  }

  /** The first moment that is not in the playlist any more. */
  get end() {
    const last = this.#details?.fragments.at(-1);
    return last ? last.programDateTime + last.duration * 1000 : null;
  }

  seek(at) {
    this.#wanted = at;
    if (this.#hasBegun) {
      this.video.currentTime = this.#placeOf(at);
    } else if (this.#details) {
      this.load(this.#playlist, at); // What is on its way would still begin where it was meant to.
    }
  }

  /** What was left out of a span of moments: { from, to }, or null. */
  leftOutBetween(from, to) {
    const spans = [...this.#leftOut.values()].filter((span) => span.from < to && span.to > from);
    return spans.length > 0 ? { from: Math.min(...spans.map((span) => span.from)), to: Math.max(...spans.map((span) => span.to)) } : null;
  }

  // What was opened anew stands at its first picture until it is told where to begin.
  #isOnItsWay() {
    const { currentTime, seeking, readyState } = this.video;
    return this.#wanted !== null
      && (seeking || readyState < HTMLMediaElement.HAVE_CURRENT_DATA || currentTime < this.#placeOf(this.#wanted) - nearSeconds);
  }

  #placeOf(at) {
    const { fragments } = this.#details;
    const fragment = fragments.find((each) => at < each.programDateTime + each.duration * 1000) ?? fragments.at(-1);
    return fragment.start + Math.min(fragment.duration, Math.max(0, (at - fragment.programDateTime) / 1000));
  }

  #judge({ fatal, type, details, response, frag }) {
    const { FRAG_LOAD_ERROR, FRAG_PARSING_ERROR, BUFFER_APPEND_ERROR, BUFFER_APPENDING_ERROR, MEDIA_SOURCE_REQUIRES_RESET } = Hls.ErrorDetails;
    if (details === MEDIA_SOURCE_REQUIRES_RESET && this.video.error) {
      return; // It had failed before: what it was given since then is not at fault.
    }
    if (details === FRAG_LOAD_ERROR && response?.code === 416) {
      this.#leaveOut(frag); // shorter than it is known to be
    } else if (type === Hls.ErrorTypes.NETWORK_ERROR && (fatal || response?.code === 404)) {
      this.#fail("gone");
    } else if ([FRAG_PARSING_ERROR, BUFFER_APPEND_ERROR, BUFFER_APPENDING_ERROR, MEDIA_SOURCE_REQUIRES_RESET].includes(details)) {
      this.#leaveOut(frag ?? this.#suspect());
    } else if (fatal) {
      this.#fail("broken");
    }
  }

  // Chromium says which picture its decoder failed at. Of another it was what it was about to decode, or where that did
  // not help, what is shown.
  #suspect() {
    const at = (place) => this.#details?.fragments.findLast((each) => each.start <= place);
    const failedAt = /\{timestamp=(\d+) /.exec(this.video.error?.message);
    if (failedAt) {
      return at(failedAt[1] / 1e6 + 0.001);
    }
    const { currentTime } = this.video;
    const [shown, next] = [at(currentTime), at(currentTime + aheadSeconds)];
    const isFirst = this.#failedAt !== shown?.url;
    this.#failedAt = shown?.url;
    return isFirst ? next : shown;
  }

  // It is asked for no more; to ask in vain for ever would help nobody.
  #leaveOut(fragment) {
    const hls = this.#hls;
    if (this.#hasFailed) {
      return;
    }
    if (!fragment?.programDateTime || this.#leftOut.size >= mostLeftOut) {
      this.#fail("broken");
      return;
    }

    const [from, at] = [fragment.programDateTime, this.time];
    this.#leftOut.set(fragment.url.split("/").at(-1), { from, to: from + fragment.duration * 1000 });
    this.#hasFailed = true;
    const reopened = this.reopened();
    // Not inside the call in which hls.js tells of it.
    queueMicrotask(() => {
      if (hls === this.#hls) {
        this.load(this.#playlist, at);
        reopened();
      }
    });
  }

  // Told once: what was asked for ahead fails as well.
  #fail(trouble) {
    if (!this.#hasFailed) {
      this.#hasFailed = true;
      this.#hls.stopLoad();
      this.failed(trouble);
    }
  }
}
