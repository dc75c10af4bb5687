"""Scores held-out logits as train.py wrote them.

    /usr/bin/python3 models/training/score.py --head mask FILE.npz ...
"""
import argparse

import numpy as np
from sklearn.metrics import roc_auc_score

import data
import held

WIDTHS = [(16, 24), (24, 32), (32, 48), (48, 10000)]


def probabilities(logits):
    z = np.exp(logits - logits.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)


def violation(p, head):
    """EdgeAgent's score: what speaks for a violation among what is fit to be judged."""
    spec = data.HEADS[head]
    bad = sum(p[:, spec["classes"].index(c)] for c in spec["violations"])
    unfit = sum(p[:, spec["classes"].index(c)] for c in spec["unfit"])
    return bad / np.maximum(1 - unfit, 1e-9)


def found_at(good, bad, alarms):
    """The part of bad scored above the score that `alarms` of the good exceed."""
    return float((bad > np.quantile(good, 1 - alarms)).mean()) if len(good) and len(bad) else float("nan")


def figures(score, is_bad, plain_bad):
    """AUC, and of plain_bad the part found at 1 % and 5 % false alarms."""
    good = score[~is_bad]
    return (roc_auc_score(is_bad, score) if is_bad.any() and (~is_bad).any() else float("nan"),
            found_at(good, score[plain_bad], 0.01), found_at(good, score[plain_bad], 0.05))


def report(head, seen):
    """Prints the figures of what train.py held back."""
    spec = data.HEADS[head]
    label, width = seen.label, seen.width
    bad = np.isin(label, [spec["classes"].index(c) for c in spec["violations"]])
    fit = label < len(spec["classes"]) - 1
    p = probabilities(seen.logits)
    score = violation(p, head)

    def line(name, which):
        which = which & fit
        auc, one, five = figures(score[which], bad[which], (label == 1)[which])
        print(f"{name:28s} {int((which & ~bad).sum()):5d} fine {int((which & bad).sum()):4d} bad  AUC {auc:.4f}  "
              f"found at 1 % {one:.3f}  at 5 % {five:.3f}")

    if head == "hat":
        line("soft against bare", np.isin(label, [0, 1]))
        line("hard hat against bare", np.isin(label, [1, 2]))
    else:
        line("all", label >= 0)
        line("width 24 and more", width >= 24)
        for low, high in WIDTHS:
            line(f"width {low}-{high}", (width >= low) & (width < high))
    if head == "mask":
        line("no_mask, width 24 and more", (width >= 24) & (label != 2))
    if head == "gloves":
        for video in sorted(set(seen.group[fit])):
            line(video, (seen.group == video) & (width >= 24))
    unfit = p[:, -1] > 0.5
    print(f"taken for unfit: of {int((~fit).sum())} strangers {unfit[~fit].mean():.3f}, of the fit with width 24 and more "
          f"{unfit[fit & (width >= 24)].mean():.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("files", nargs="+")
    wanted = parser.parse_args()
    for file in wanted.files if len(wanted.files) > 1 else []:
        print(f"-- {file}")
        report(wanted.head, held.read(wanted.head, [file]))
    print("-- pooled")
    report(wanted.head, held.read(wanted.head, wanted.files))


if __name__ == "__main__":
    main()
