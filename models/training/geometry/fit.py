#!/usr/bin/python3
"""Fits the face and hand boxes of BodyParts to annotated pictures and scores the face box on those kept back.

usage: fit.py face|hand POSES LABELS
POSES is the output of poses.cs over the pictures; LABELS holds image, class, x1, y1, x2, y2 in pixels. Even image
numbers fit the face, odd ones score it. The hand's medians are told for each scene: there are too few to keep one back.
"""

import csv
import sys
from collections import defaultdict

import numpy as np

SURE_HEAD, SURE_ARM, TURNED = 0.35, 0.3, 0.2


def read_labels(path):
    boxes = defaultdict(list)
    with open(path) as file:
        for row in csv.DictReader(file):
            boxes[row["image"]].append([float(row[key]) for key in ("x1", "y1", "x2", "y2")])
    return boxes


def read_poses(path):
    """(image, person's box, 17 x (x, y, confidence)), all in pixels."""
    for row in csv.reader(open(path)):
        numbers = np.array(row[1:], float)
        size = numbers[:2]
        points = numbers[6:].reshape(17, 3) * [*size, 1]
        yield row[0], numbers[2:6] * [*size, *size], points


def overlap(a, b):
    shared = np.clip(np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2]), 0, None).prod(1)
    return shared / ((a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - shared)


def face_of(person, faces):
    """The one face in the upper half of a person's box; none where there are several."""
    left, top, right, bottom = person
    height = bottom - top
    inside = [face for face in faces if face[0] > 1 and face[1] > 1 and face[2] - face[0] >= 12
              and left < (face[0] + face[2]) / 2 < right and -0.1 < ((face[1] + face[3]) / 2 - top) / height < 0.5]
    return inside[0] if len(inside) == 1 else None


def fit_face(poses, labels):
    found = [(image, face, points) for image, person, points in poses if (face := face_of(person, labels[image])) is not None]
    kept_back = np.array([int(image.split(".")[0]) % 2 == 1 for image, _, _ in found])
    face = np.array([face for _, face, _ in found])
    head = np.array([points[:5] for _, _, points in found])
    mean = head[:, :, :2].mean(1)
    spread = np.sqrt(((head[:, :, :2] - mean[:, None]) ** 2).sum((1, 2)))
    turn = (head[:, 3, 0] - head[:, 4, 0]) / spread
    sure = (head[:, :, 2].mean(1) >= SURE_HEAD) & (turn >= TURNED)
    size = face[:, 2:] - face[:, :2]
    centre = (face[:, :2] + face[:, 2:]) / 2

    fitted = sure & ~kept_back & (np.hypot(*(centre - mean).T) < size[:, 0])
    width, height = np.median(size[fitted] / spread[fitted, None], axis=0)
    below = np.median((centre - mean)[fitted, 1] / spread[fitted])
    print(f"fitted on {fitted.sum()}: width {width:.3f}, height {height:.3f}, below the mean {below:.3f} spreads")

    half = spread[:, None] * [width / 2, height / 2]
    middle = mean + spread[:, None] * [0, below]
    iou = overlap(np.hstack([middle - half, middle + half]), face)
    views = {"all": turn >= TURNED, "frontal": turn > 1.1, "half": (turn > 0.7) & (turn <= 1.1), "profile": (turn >= TURNED) & (turn <= 0.7)}
    print(f"kept back: {kept_back.sum()}, of them judged {(kept_back & sure).sum()}")
    for name, view in views.items():
        part = iou[kept_back & sure & view]
        print(f"  {name}: {len(part)}, median overlap {np.median(part):.3f}, above 0.5 {(part > 0.5).mean():.3f}")
    ratio = (spread * height / size.max(1))[kept_back & sure]
    print(f"  longer side over the annotated one: median {np.median(ratio):.2f}, 10th and 90th hundredth {np.percentile(ratio, [10, 90]).round(2)}")


def fit_hand(poses, labels):
    scenes = defaultdict(list)
    for image, _, points in poses:
        hands = np.array(labels[image])
        centres = (hands[:, :2] + hands[:, 2:]) / 2
        for shoulder, elbow, wrist in ((5, 7, 9), (6, 8, 10)):
            fore_arm = points[wrist, :2] - points[elbow, :2]
            length = np.hypot(*fore_arm)
            arm = length + np.hypot(*(points[elbow, :2] - points[shoulder, :2]))
            distance = np.hypot(*(centres - points[wrist, :2]).T)
            nearest = distance.argmin()
            size = (hands[nearest, 2:] - hands[nearest, :2]).max()
            sure = min(points[elbow, 2], points[wrist, 2]) >= SURE_ARM
            if sure and length > 1:
                beyond = (centres[nearest] - points[wrist, :2]) @ fore_arm / length**2
                scenes[image.split("-")[0] if "-" in image else "stills"].append((distance[nearest] < size, size / arm, beyond))
    for name, rows in sorted(scenes.items()):
        near, size, beyond = np.array(rows, float).T
        size, beyond = size[near == 1], beyond[near == 1]
        print(f"{name}: {len(rows)} sure wrists, {near.mean():.2f} at a hand; size over arm {np.median(size):.2f}, centre beyond the wrist {np.median(beyond):.2f} fore-arms")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("face", "hand"):
        sys.exit(__doc__)
    {"face": fit_face, "hand": fit_hand}[sys.argv[1]](list(read_poses(sys.argv[2])), read_labels(sys.argv[3]))
