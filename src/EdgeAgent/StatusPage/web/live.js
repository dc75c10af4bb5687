// One camera's live picture: the next one is asked for when the last has arrived, and only while somebody can see it.
const pauses = { afterPicture: 40, afterFailure: 1000 };
const patience = 5000;
const onScreen = new IntersectionObserver((entries) =>
  entries.forEach((entry) => entry.target.live.seen(entry.isIntersecting)), { rootMargin: "100px" });

export class LivePicture {
  #wanted = false;
  #seen = false;
  #running = false;

  /** @param changed called with true when a picture arrived, with false when none comes. */
  constructor(image, address, changed) {
    Object.assign(this, { image, address, changed });
    document.addEventListener("visibilitychange", () => this.#run());
    image.parentElement.live = this;
    onScreen.observe(image.parentElement);
  }

  /** Whether the camera gives pictures at all. */
  want(wanted) {
    this.#wanted = wanted;
    this.#run();
  }

  seen(seen) {
    this.#seen = seen;
    this.#run();
  }

  async #run() {
    if (this.#running) {
      return;
    }

    this.#running = true;
    while (this.#wanted && this.#seen && !document.hidden) {
      const arrived = await this.#next().catch(() => false);
      this.changed(arrived && this.#wanted);
      await new Promise((resume) => setTimeout(resume, arrived ? pauses.afterPicture : pauses.afterFailure));
    }
    this.#running = false;
  }

  async #next() {
    const answer = await fetch(this.address, { signal: AbortSignal.timeout(patience) });
    if (answer.status !== 200) {
      return false;
    }

    // The last picture stays in place until the next is whole.
    const [before, after] = [this.image.src, URL.createObjectURL(await answer.blob())];
    this.image.src = after;
    await this.image.decode();
    URL.revokeObjectURL(before);
    return true;
  }
}
