#!/usr/bin/env node
// A centre's consumer of docs/mqtt.md: a message is acknowledged when it is on the disk. It may be killed at any moment.
// Needs Node 18 or later and npm's mqtt 5 (npm ci). What is told on standard output, and why it is done so: docs/consumers.md.
'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { parseArgs } = require('node:util');
const mqtt = require('mqtt');
const { Journal } = require('./journal');
const { Ledger, readEvent } = require('./ledger');

const SESSION_SECONDS = 60 * 24 * 3600;
const KEEP_ALIVE_SECONDS = 30;
const REFUSED = 128; // this and higher reason codes
const SESSION_TAKEN_OVER = 142;

const tell = (lines) => lines.forEach((line) => console.log(JSON.stringify(line)));
const textOf = (body) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);

function fail(reason) {
  console.error(`consumer: ${reason}`);
  process.exit(1);
}

class Consumer {
  constructor(journal, ledger) {
    this.journal = journal;
    this.ledger = ledger;
    journal.read().forEach((entry) => this.#recall(entry));
  }

  /** Returns when nothing of the message can be lost any more. An error means that it may not be acknowledged. */
  receive(topic, body, retained) {
    const levels = topic.split('/');
    if (body.length === 0 || levels.length < 6) {
      return; // an empty body takes a retained message away
    }
    const [site, kind, rest] = [levels.slice(0, 5).join('/'), levels[5], levels.slice(6).join('/')];
    this.ledger.heard(site, retained);
    if (kind === 'incident') {
      this.#incident(topic, site, body);
    } else if (kind === 'thumbnail') {
      this.#thumbnail(topic, site, rest, body);
    } else if (kind === 'status' || kind === 'heartbeat') {
      this.#signOfLife(site, kind, topic, body);
    }
  }

  #incident(topic, site, body) {
    let text, event;
    try {
      text = textOf(body);
      event = readEvent(site, text);
    } catch (error) {
      // Once acknowledged the broker forgets it, and perhaps somebody can read it later.
      this.journal.add({ topic, unreadable: body.toString('base64') });
      tell([{ line: 'unreadable', topic, reason: error.message }]);
      return;
    }
    if (this.ledger.knows(site, event)) {
      tell([{ line: 'double', site, id: event.id }]);
      return;
    }
    this.journal.add({ topic, body: text });
    tell(this.ledger.event(site, event));
  }

  #thumbnail(topic, site, incident, body) {
    const sha256 = createHash('sha256').update(body).digest('hex');
    if (this.ledger.hasPicture(site, incident, sha256)) {
      tell([{ line: 'double', site, picture: incident }]);
      return;
    }
    const told = this.ledger.picture(site, incident, sha256);
    if (this.ledger.hasPicture(site, incident, sha256)) {
      this.journal.keep(sha256, body);
      this.journal.add({ topic, sha256 });
    }
    tell(told);
  }

  #signOfLife(site, kind, topic, body) {
    let message;
    try {
      message = JSON.parse(textOf(body));
      if (typeof message.bootId !== 'string') {
        throw new Error('no bootId');
      }
    } catch (error) {
      tell([{ line: 'unreadable', topic, reason: error.message }]);
      return;
    }
    const { state, bootId } = message;
    tell(kind === 'heartbeat' ? this.ledger.heartbeat(site, bootId) : this.ledger.status(site, state, bootId));
  }

  #recall({ topic, body, sha256 }) {
    const levels = topic.split('/');
    const [site, rest] = [levels.slice(0, 5).join('/'), levels.slice(6).join('/')];
    if (body) {
      this.ledger.event(site, readEvent(site, body));
    } else if (sha256) {
      this.ledger.picture(site, rest, sha256);
    }
  }
}

function connect(options, ledger, consumer) {
  const client = mqtt.connect(options.broker, {
    protocolVersion: 5,
    clientId: options.session,
    clean: false,
    properties: { sessionExpiryInterval: SESSION_SECONDS },
    keepalive: KEEP_ALIVE_SECONDS,
    resubscribe: false,
    queueQoSZero: false, // or an acknowledgement waits for the next connection, where its number may be another message's
    ca: options.ca && readFileSync(options.ca),
    cert: options.certificate && readFileSync(options.certificate),
    key: options.key && readFileSync(options.key),
  });
  // The library acknowledges when this calls back; its event 'message' comes before and waits for nobody.
  client.handleMessage = (packet, acknowledge) => {
    consumer.receive(packet.topic, packet.payload, packet.retain);
    acknowledge();
  };
  client.on('connect', ({ sessionPresent }) => {
    ledger.connected();
    console.error(`consumer: connected, session ${sessionPresent ? 'kept' : 'new'}`);
    client.subscribe(options.filter, { qos: 1 }, (error) => {
      if (error) {
        fail(`${options.broker} refuses ${options.filter}: ${error.message}`);
      }
      console.error(`consumer: listening to ${options.filter}`);
    });
  });
  client.on('error', (error) => {
    if (error.code >= REFUSED) {
      fail(`${options.broker} refuses the connection: ${error.message}`);
    }
    console.error(`consumer: ${error.message}`);
  });
  client.on('disconnect', ({ reasonCode }) => {
    if (reasonCode === SESSION_TAKEN_OVER) {
      fail(`another consumer has taken the session ${options.session}`);
    }
  });
  return client;
}

function main() {
  const text = { type: 'string' };
  const { values: options } = parseArgs({
    options: {
      broker: text, session: text, store: text, ca: text, certificate: text, key: text,
      filter: { type: 'string', default: 'foodsafety/v1/+/+/+/#' },
      heartbeat: { type: 'string', default: '30' },
    },
  });
  if (!options.broker || !options.session || !options.store) {
    fail('usage: consumer.js --broker URL --session NAME --store FOLDER [--filter F] [--ca F --certificate F --key F] [--heartbeat SECONDS]');
  }
  const ledger = new Ledger(Number(options.heartbeat), () => performance.now() / 1000);
  const client = connect(options, ledger, new Consumer(new Journal(options.store), ledger));
  setInterval(() => client.connected && tell(ledger.overdue()), 1000);
}

main();
