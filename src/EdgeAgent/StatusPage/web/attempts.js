// Counts attempts at one place, so that none is made for ever.
export class Attempts {
  #place = null;
  #made = 0;

  /** @param most at one place @param near places that are no further apart are one */
  constructor(most, near) {
    Object.assign(this, { most, near });
  }

  /** @returns whether one more may be made here */
  allow(place) {
    const isHere = this.#place !== null && Math.abs(place - this.#place) <= this.near;
    this.#made = isHere ? this.#made + 1 : 1;
    this.#place = place;
    return this.#made <= this.most;
  }
}
