"""Simulates tracks: several looks at each held-out example, as a moving head under a camera would give, and their vote.

    /usr/bin/python3 models/training/votes.py --data DIR --head mask --fold 0 --weights work/mask-fold0.pt \\
        --held work/mask-fold0.npz

A look is the example cut a little otherwise, with other light, noise, compression and fewer pixels. Looks of one example
have all else in common, so real tracks, in which heads turn, are likely to be more varied: the figures are a simulation.
"""
import argparse

import numpy as np
import torch

import augment
import calibrate
import data
import held
import network
import score
import train

LOOKS = 8
MOST = 400
SMALLEST = 24
LEAST = 4
AGREE = 0.7


def look(example, g):
    small = augment.recut(example.patch, example.side, g, 0.6)
    return augment.camera(small, g, 0.0)


def vote(values, refused, choice):
    """1 for a violation, 0 for fine, None where the looks do not decide: at least LEAST looks that are not refused, of
    which AGREE say the same; unsure looks count as looks, never as violations."""
    fit = ~refused
    if fit.sum() < LEAST:
        return None
    for verdict, part in ((1, values >= choice.violation_from), (0, values < choice.fine_below)):
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
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    classes = data.HEADS[wanted.head]["classes"]
    examples, test = data.load(wanted.head, wanted.data, np.random.default_rng(5))
    fold = data.folds(examples, train.FOLDS)
    unseen = test if wanted.test else [e for e, f in zip(examples, fold) if f == wanted.fold]
    unseen = [e for e in unseen if e.label < len(classes) - 1 and e.width >= SMALLEST]
    g = np.random.default_rng(7)
    if len(unseen) > MOST:
        unseen = [unseen[i] for i in g.permutation(len(unseen))[:MOST]]
    head = network.Head(len(classes))
    head.load_state_dict(torch.load(wanted.weights))
    choice = calibrate.choose(wanted.head, held.read([wanted.held]), SMALLEST)
    crops = [look(example, g) for example in unseen for _ in range(LOOKS)]
    both = (train.logits(head, crops) + train.logits(head, [c[:, ::-1] for c in crops])) / 2
    p = choice.probabilities(both)
    values = score.violation(p, wanted.head).reshape(-1, LOOKS)
    refused = (p[:, -1] > 0.5).reshape(-1, LOOKS)
    label = np.array([e.label for e in unseen])
    verdicts = np.array([vote(v, r, choice) for v, r in zip(values, refused)], float)
    for i, name in enumerate(classes[:-1]):
        mine = verdicts[label == i]
        single = values[label == i].ravel()
        print(f"{name:16s} {len(mine):4d} tracks: violation {(mine == 1).mean():.3f}, fine {(mine == 0).mean():.3f}, "
              f"undecided {np.isnan(mine).mean():.3f}; single looks: violation {(single >= choice.violation_from).mean():.3f}, "
              f"fine {(single < choice.fine_below).mean():.3f}")


if __name__ == "__main__":
    main()
