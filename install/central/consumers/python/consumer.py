#!/usr/bin/python3
"""A centre's consumer of docs/mqtt.md: a message is acknowledged when it is on the disk. It may be killed at any moment.

Needs paho-mqtt 1.6 (Debian: python3-paho-mqtt). What is told on standard output, and why it is done so: docs/consumers.md.
"""
import argparse
import base64
import hashlib
import json
import random
import ssl
import sys
import time
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from journal import Journal
from ledger import Event, Ledger

SESSION_SECONDS = 60 * 24 * 3600
KEEP_ALIVE_SECONDS = 30
LONGEST_WAIT_SECONDS = 30


class Consumer:
    def __init__(self, journal, ledger):
        self.journal = journal
        self.ledger = ledger
        for entry in journal.read():
            self._recall(entry)

    def receive(self, topic, body, retained):
        """Returns when nothing of the message can be lost any more. An error means that it may not be acknowledged."""
        levels = topic.split("/")
        if not body or len(levels) < 6:
            return  # an empty body takes a retained message away
        site, kind, rest = "/".join(levels[:5]), levels[5], "/".join(levels[6:])
        self.ledger.heard(site, retained)
        if kind == "incident":
            self._incident(topic, site, body)
        elif kind == "thumbnail":
            self._thumbnail(topic, site, rest, body)
        elif kind in ("status", "heartbeat"):
            self._sign_of_life(site, kind, topic, body)

    def _incident(self, topic, site, body):
        try:
            event = Event.read(site, body)
        except ValueError as error:
            # Once acknowledged the broker forgets it, and perhaps somebody can read it later.
            self.journal.add({"topic": topic, "unreadable": base64.b64encode(body).decode("ascii")})
            tell([{"line": "unreadable", "topic": topic, "reason": str(error)}])
            return
        if self.ledger.knows(site, event):
            tell([{"line": "double", "site": site, "id": event.id}])
            return
        self.journal.add({"topic": topic, "body": body.decode("utf-8")})
        tell(self.ledger.event(site, event))

    def _thumbnail(self, topic, site, incident, body):
        sha256 = hashlib.sha256(body).hexdigest()
        if self.ledger.has_picture(site, incident, sha256):
            tell([{"line": "double", "site": site, "picture": incident}])
            return
        told = self.ledger.picture(site, incident, sha256)
        if self.ledger.has_picture(site, incident, sha256):
            self.journal.keep(sha256, body)
            self.journal.add({"topic": topic, "sha256": sha256})
        tell(told)

    def _sign_of_life(self, site, kind, topic, body):
        try:
            message = json.loads(body.decode("utf-8"))
            state, boot = message.get("state"), message["bootId"]
            if not isinstance(boot, str):
                raise ValueError("no bootId")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            tell([{"line": "unreadable", "topic": topic, "reason": repr(error)}])
            return
        tell(self.ledger.heartbeat(site, boot) if kind == "heartbeat" else self.ledger.status(site, state, boot))

    def _recall(self, entry):
        levels = entry["topic"].split("/")
        site, rest = "/".join(levels[:5]), "/".join(levels[6:])
        if "body" in entry:
            self.ledger.event(site, Event.read(site, entry["body"].encode("utf-8")))
        elif "sha256" in entry:
            self.ledger.picture(site, rest, entry["sha256"])


def tell(lines):
    for line in lines:
        print(json.dumps(line), flush=True)


def fail(reason):
    print(f"consumer: {reason}", file=sys.stderr)
    sys.exit(1)


def client_of(options, ledger, consumer):
    """paho 1.6 has no acknowledgement by hand: it acknowledges when on_message returns, and not when that fails."""
    client = mqtt.Client(client_id=options.session, protocol=mqtt.MQTTv5)
    address = urlsplit(options.broker)
    if address.scheme == "mqtts":
        client.tls_set(ca_certs=options.ca, certfile=options.certificate, keyfile=options.key)

    def on_connect(client, userdata, flags, reason, properties):
        if reason.value >= 128:
            fail(f"{options.broker} refuses the connection: {reason}")
        ledger.connected()
        client.subscribe(options.filter, qos=1)
        print(f"consumer: connected, session {'kept' if flags['session present'] else 'new'}", file=sys.stderr, flush=True)

    def on_subscribe(client, userdata, mid, reasons, properties):
        if reasons[0].value >= 128:
            fail(f"{options.broker} refuses {options.filter}: {reasons[0]}")
        print(f"consumer: listening to {options.filter}", file=sys.stderr, flush=True)

    client.on_connect, client.on_subscribe = on_connect, on_subscribe
    client.on_message = lambda client, userdata, message: consumer.receive(message.topic, message.payload, message.retain)
    session = Properties(PacketTypes.CONNECT)
    session.SessionExpiryInterval = SESSION_SECONDS
    port = address.port or (8883 if address.scheme == "mqtts" else 1883)
    client.connect_async(address.hostname, port, KEEP_ALIVE_SECONDS, clean_start=False, properties=session)
    return client


def goes_on(client):
    """Takes what has come, or waits a second. Where a TLS connection has ended, paho 1.6 now and then says so by an exception."""
    try:
        return client.loop(timeout=1) == mqtt.MQTT_ERR_SUCCESS
    except ssl.SSLError as error:
        print(f"consumer: {error}", file=sys.stderr, flush=True)
        return False


def run(client, ledger):
    wait = 1
    while True:
        try:
            client.reconnect()
        except OSError as error:
            print(f"consumer: {error}", file=sys.stderr, flush=True)
        while goes_on(client):
            if client.is_connected():
                wait = 1
                tell(ledger.overdue())
        time.sleep(random.uniform(wait / 2, wait))
        wait = min(2 * wait, LONGEST_WAIT_SECONDS)


def main():
    arguments = argparse.ArgumentParser(description="Keeps what the sites report, and tells doubles, gaps, wrong pictures and lost sites.")
    arguments.add_argument("--broker", required=True, help="mqtts://host:8883 or mqtt://host:1883")
    arguments.add_argument("--session", required=True, help="name of the session at the broker: fixed, and none that can be guessed")
    arguments.add_argument("--store", required=True, help="folder for what is kept; one for each session")
    arguments.add_argument("--filter", default="foodsafety/v1/+/+/+/#", help="topics; foodsafety/v1/CITY/COUNTY/+/# for a county")
    arguments.add_argument("--ca", help="PEM file of the authority that signed the broker's certificate")
    arguments.add_argument("--certificate", help="PEM file of one's own certificate")
    arguments.add_argument("--key", help="PEM file of its key")
    arguments.add_argument("--heartbeat", type=float, default=30, help="seconds between the sites' heartbeats")
    options = arguments.parse_args()
    ledger = Ledger(options.heartbeat, time.monotonic)
    run(client_of(options, ledger, Consumer(Journal(options.store), ledger)), ledger)


if __name__ == "__main__":
    main()
