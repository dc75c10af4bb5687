// What must not be lost, in a folder: a line of JSON for each message, and the pictures as files named by their hash.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const LINE_END = 10;

class Journal {
  constructor(folder) {
    this.pictures = path.join(folder, 'pictures');
    fs.mkdirSync(this.pictures, { recursive: true });
    this.path = path.join(folder, 'journal.jsonl');
    this.file = fs.openSync(this.path, 'a');
  }

  /** All lines, oldest first. A last line without its end was never acknowledged: it is cut off. */
  read() {
    const all = fs.readFileSync(this.path);
    const whole = all.subarray(0, all.lastIndexOf(LINE_END) + 1);
    fs.ftruncateSync(this.file, whole.length);
    return whole.toString().split('\n').slice(0, -1).map((line) => JSON.parse(line));
  }

  /** Returns when it is on the disk. */
  add(entry) {
    fs.writeFileSync(this.file, `${JSON.stringify(entry)}\n`);
    fs.fsyncSync(this.file);
  }

  /** The file is there whole or not at all. */
  keep(sha256, picture) {
    const file = path.join(this.pictures, `${sha256}.jpg`);
    const part = fs.openSync(`${file}.part`, 'w');
    fs.writeFileSync(part, picture);
    fs.fsyncSync(part);
    fs.closeSync(part);
    fs.renameSync(`${file}.part`, file);
  }
}

module.exports = { Journal };
