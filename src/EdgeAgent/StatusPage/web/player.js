// Plays a recording by HLS. Its places are moments (milliseconds since 1970), whatever gaps lie between.
import Hls from "/hls.js";

const buffers = { enableWorker: false, maxBufferLength: 30, maxMaxBufferLength: 60, backBufferLength: 30 };

export class Player {
  #hls = null;
  #playlist = null;
  #details = null;
  #wanted = null;
  #hasBegun = false;
  #hasFailed = false;

  /**
   * @param failed called when it does not play on: with "gone" (cannot be read) or "broken" (cannot be decoded)
   * @param skipped called when it has gone on behind what cannot be taken apart
   */
  constructor(video, { failed, skipped }) {
    Object.assign(this, { video, failed, skipped });
    video.addEventListener("canplay", () => { this.#hasBegun = this.#details !== null; });
    video.addEventListener("error", () => this.#hls && this.#fail("broken"));
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
    hls.on(Hls.Events.ERROR, (_, { fatal, type, details, response }) => {
      if (type === Hls.ErrorTypes.NETWORK_ERROR && (fatal || response?.code === 404)) {
        this.#fail("gone");
      } else if (fatal) {
        this.#fail("broken"); // after two attempts of its own
      } else if (details === Hls.ErrorDetails.BUFFER_SEEK_OVER_HOLE) {
        this.skipped();
      }
    });
    hls.loadSource(playlist);
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
    const { currentTime, seeking, readyState } = this.video;
    if (!this.#details || (this.#wanted !== null && (seeking || readyState < HTMLMediaElement.HAVE_CURRENT_DATA))) {
      return this.#wanted;
    }
    this.#wanted = null;
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

  #placeOf(at) {
    const { fragments } = this.#details;
    const fragment = fragments.find((each) => at < each.programDateTime + each.duration * 1000) ?? fragments.at(-1);
    return fragment.start + Math.min(fragment.duration, Math.max(0, (at - fragment.programDateTime) / 1000));
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
