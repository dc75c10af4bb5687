"""Simulates tracks: several looks at each held-out example, as a moving head under a camera would give, and their vote.

    /usr/bin/python3 models/training/votes.py --data DIR --head mask --fold 0 --weights work/mask-fold0.pt \\
        --held work/mask-fold0.npz

A look is the example cut a little otherwise, with other light, noise, compression and fewer pixels. Looks of one example
have all else in common, so real tracks, in which heads turn, are likely to be more varied: the figures are a simulation.
Printed is, for several thresholds, which part of the tracks of each class the vote calls a violation, and of their looks.
"""
import argparse

import cv2
import numpy as np
import torch

import augment
import calibrate
import crops
import data
import held
import network
import score
import sets
import train

LOOKS = 8
MOST = 1500
SMALLEST = 24
LEAST = 4
AGREE = 0.7


def look(example, g):
    """The example under a fair camera: cut, lit and compressed a little otherwise, with some noise."""
    small = augment.light(augment.recut(example.patch, example.side, g, 0.5), g, 0.0)
    small = np.clip(small + g.normal(0, g.uniform(0, 5), small.shape), 0, 255).astype(np.uint8)
    quality = int(g.integers(50, 96))
    small = cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
    return crops.fit(small, network.SIZE)


def convicted(values, refused, threshold):
    """Which tracks (rows) have LEAST looks that are not refused, AGREE of them at or above the threshold."""
    judged = (~refused).sum(1)
    return (judged >= LEAST) & (((values >= threshold) & ~refused).sum(1) >= AGREE * judged)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("--fold", required=True, type=int)
    parser.add_argument("--test", action="store_true", help="the test part of the hats instead of the fold")
    parser.add_argument("--weights", required=True)
    parser.add_argument("--held", required=True, nargs="+", help="logits that temperature and band are chosen on")
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    classes = data.HEADS[wanted.head]["classes"]
    examples, test = sets.load(wanted.head, wanted.data, np.random.default_rng(5))
    fold = sets.folds(examples)
    unseen = test if wanted.test else [e for e, f in zip(examples, fold) if f == wanted.fold]
    unseen = [e for e in unseen if e.label < len(classes) - 1 and e.width >= SMALLEST]
    g = np.random.default_rng(7)
    if len(unseen) > MOST:
        unseen = [unseen[i] for i in g.permutation(len(unseen))[:MOST]]
    head = network.Head(len(classes))
    head.load_state_dict(torch.load(wanted.weights))
    choice = calibrate.choose(wanted.head, held.read(wanted.head, wanted.held), SMALLEST)
    looks = [look(example, g) for example in unseen for _ in range(LOOKS)]
    logits = train.logits(head, looks)
    if wanted.head in data.MIRRORED:
        logits = (logits + train.logits(head, [c[:, ::-1] for c in looks])) / 2
    p = choice.probabilities(logits)
    values = score.violation(p, wanted.head).reshape(-1, LOOKS)
    refused = (p[:, -1] > 0.5).reshape(-1, LOOKS)
    label = np.array([e.label for e in unseen])
    for threshold in sorted({0.5, 0.6, 0.7, 0.8, 0.9, choice.violation_from}):
        hit = convicted(values, refused, threshold)
        parts = [f"{c} {hit[label == i].mean():.3f} (looks {(values[label == i] >= threshold).mean():.3f})"
                 for i, c in enumerate(classes[:-1])]
        print(f"violation from {threshold:.3f}: " + ", ".join(parts))
    print("tracks: " + ", ".join(f"{c} {(label == i).sum()}" for i, c in enumerate(classes[:-1])))


if __name__ == "__main__":
    main()
