"""What a centre remembers of its sites, to drop doubles, to prove gaps and to check pictures. It reads and writes nothing itself.

Each method returns what there is to tell, as objects of docs/consumers.md.
"""
import json
from dataclasses import dataclass, field

LARGEST_SEQ = 2**53 - 1  # what every language counts exactly
MISSED_HEARTBEATS = 3


@dataclass(frozen=True)
class Event:
    """What the ledger needs of an incident event; everything else in its body is left alone."""

    id: str
    seq: int
    incident: str
    type: str
    sha256: str | None

    @staticmethod
    def read(site, body):
        """Raises ValueError where the body is no event of this site. A site answers only for itself, so its word on another's is none."""
        try:
            event = json.loads(body.decode("utf-8"))
            thumbnail = event["data"].get("thumbnail") or {}
            read = Event(event["id"], event["seq"], event["subject"], event["type"], thumbnail.get("sha256"))
            source = event["source"]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"no event: {error!r}") from error
        texts = [read.id, read.incident, read.type, read.sha256 or ""]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("no event: a field has another type")
        if type(read.seq) is not int or not 1 <= read.seq <= LARGEST_SEQ:
            raise ValueError(f"no event: seq is {read.seq!r}")
        if source != site:
            raise ValueError(f"an event of {source!r}")
        return read


@dataclass
class Site:
    heard: float
    state: str | None = None
    boot: str | None = None
    highest: int | None = None
    gaps: list = field(default_factory=list)  # first and last number of each, rising
    ids: dict = field(default_factory=dict)  # by seq
    events: set = field(default_factory=set)  # ids
    newest: dict = field(default_factory=dict)  # seq of the newest event, by incident
    announced: dict = field(default_factory=dict)  # sha256, by incident
    pictures: dict = field(default_factory=dict)  # sha256 of those that have come, by incident


class Ledger:
    """Times are seconds of a clock that is never set."""

    def __init__(self, heartbeat_seconds, now):
        self.patience = MISSED_HEARTBEATS * heartbeat_seconds
        self.now = now
        self.sites = {}

    def site(self, name):
        return self.sites.setdefault(name, Site(self.now()))

    def knows(self, name, event):
        return event.id in self.site(name).events

    def has_picture(self, name, incident, sha256):
        return self.site(name).pictures.get(incident) == sha256

    def event(self, name, event):
        """An event that came for the first time."""
        site = self.site(name)
        site.events.add(event.id)
        is_latest = event.seq > site.newest.get(event.incident, 0)
        if is_latest:
            site.newest[event.incident] = event.seq
        told = [{"line": "event", "site": name, "seq": event.seq, "id": event.id, "type": event.type, "latest": is_latest}]
        told += self._number(name, site, event)
        if event.sha256 and event.incident not in site.announced:
            site.announced[event.incident] = event.sha256
            early = site.pictures.pop(event.incident, None)
            told += self.picture(name, event.incident, early) if early else []
        return told

    def _number(self, name, site, event):
        seq = event.seq
        other = site.ids.setdefault(seq, event.id)
        if other != event.id:
            return [{"line": "conflict", "site": name, "seq": seq, "ids": [other, event.id]}]
        if site.highest is None:
            site.highest = seq  # what came before the first is not known and not missed
        if seq > site.highest:
            first, last = site.highest + 1, seq - 1
            site.highest = seq
            if first <= last:
                site.gaps.append((first, last))
                return [{"line": "gap", "site": name, "first": first, "last": last}]
        for place, (first, last) in enumerate(site.gaps):
            if first <= seq <= last:
                site.gaps[place : place + 1] = [gap for gap in ((first, seq - 1), (seq + 1, last)) if gap[0] <= gap[1]]
                return [{"line": "gap-closed", "site": name, "seq": seq}]
        return []

    def picture(self, name, incident, sha256):
        """Whether it is what was announced; nothing while the announcement is not there."""
        site = self.site(name)
        announced = site.announced.get(incident)
        if announced in (None, sha256):
            site.pictures[incident] = sha256
        if announced is None:
            return []
        return [{"line": "picture", "site": name, "incident": incident, "state": "ok" if announced == sha256 else "wrong"}]

    def heard(self, name, retained):
        """A retained message is no sign of life: it may be a year old."""
        if not retained:
            self.site(name).heard = self.now()

    def status(self, name, state, boot):
        site = self.site(name)
        if state != "online" and site.boot not in (None, boot):
            return [{"line": "late-will", "site": name, "bootId": boot}]
        return self._turn(name, state, boot, "status")

    def heartbeat(self, name, boot):
        return self._turn(name, "online", boot, "heartbeat")

    def connected(self):
        """What was not heard while this consumer itself was away says nothing."""
        for site in self.sites.values():
            site.heard = self.now()

    def overdue(self):
        late = [name for name, site in self.sites.items() if site.state == "online" and self.now() - site.heard > self.patience]
        return [line for name in late for line in self._turn(name, "lost", self.sites[name].boot, "silence")]

    def _turn(self, name, state, boot, by):
        site = self.site(name)
        if (site.state, site.boot) == (state, boot):
            return []
        site.state, site.boot = state, boot
        return [{"line": "site", "site": name, "state": state, "bootId": boot, "by": by}]
