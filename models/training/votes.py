"""Simulates tracks: several looks at each held-out example, as a moving head under a camera would give, and their vote.

    /usr/bin/python3 models/training/votes.py --data DIR --head mask --fold 0 --weights work/mask-fold0.pt \\
        --held work/mask-fold0.npz --manifest models/mask.json

A look is the example cut a little otherwise, with other light, noise, compression and fewer pixels. Looks of one example
have all else in common, so real tracks, in which heads turn, are likely to be more varied: the figures are a simulation.
"""
import argparse
import json

import numpy as np
import torch

import augment
import calibrate
import data
import network
import score
import train

LOOKS = 8
LEAST = 4
AGREE = 0.7


def look(example, g):
    small = augment.recut(example.patch, example.side, g, 0.6)
    return augment.camera(small, g, 0.0)


def vote(values, refused, band):
    """1 for a violation, 0 for fine, None where the looks do not decide: at least LEAST looks that are not refused, of
    which AGREE say the same; unsure looks count as looks, never as violations."""
    fit = ~refused
    if fit.sum() < LEAST:
        return None
    for verdict, part in ((1, values >= band["violationFrom"]), (0, values < band["fineBelow"])):
        if (part & fit).sum() >= AGREE * fit.sum():
            return verdict
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("--fold", required=True, type=int)
    parser.add_argument("--test", action="store_true", help="the test part of the hats instead of the fold")
    parser.add_argument("--weights", required=True)
    parser.add_argument("--held", required=True)
    parser.add_argument("--manifest", required=True)
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    with open(wanted.manifest) as file:
        band = json.load(file)["head"]
    examples, test = data.load(wanted.head, wanted.data, np.random.default_rng(5))
    fold = data.folds(examples, train.FOLDS)
    held = test if wanted.test else [e for e, f in zip(examples, fold) if f == wanted.fold]
    held = [e for e in held if e.label < len(band["classes"]) - 1 and e.width >= band["smallestPixels"]]
    head = network.Head(len(band["classes"]))
    head.load_state_dict(torch.load(wanted.weights))
    before = np.load(wanted.held)
    heat = calibrate.temperature(before["logits"], before["label"])
    g = np.random.default_rng(7)
    crops = [look(example, g) for example in held for _ in range(LOOKS)]
    p = score.probabilities(train.logits(head, crops), heat)
    values = score.violation(p, wanted.head).reshape(-1, LOOKS)
    refused = (p[:, -1] > 0.5).reshape(-1, LOOKS)
    verdicts = [vote(v, r, band) for v, r in zip(values, refused)]
    for i, name in enumerate(band["classes"][:-1]):
        mine = [v for v, e in zip(verdicts, held) if e.label == i]
        print(f"{name:16s} {len(mine):4d} tracks: violation {mine.count(1)}, fine {mine.count(0)}, undecided {mine.count(None)}")


if __name__ == "__main__":
    main()
