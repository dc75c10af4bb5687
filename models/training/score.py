"""Scores held-out logits as train.py wrote them.

    /usr/bin/python3 models/training/score.py --head mask FILE.npz ...
"""
import argparse

import numpy as np
from sklearn.metrics import roc_auc_score

import data

WIDTHS = [(16, 24), (24, 32), (32, 48), (48, 10000)]


def probabilities(logits, temperature=1.0):
    z = logits / temperature
    z = np.exp(z - z.max(1, keepdims=True))
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


def report(head, logits, label, width, group):
    spec = data.HEADS[head]
    bad = np.isin(label, [spec["classes"].index(c) for c in spec["violations"]])
    fit = label < len(spec["classes"]) - 1
    p = probabilities(logits)
    score = violation(p, head)
    plain = label == 1
    def line(name, which):
        which = which & fit
        auc, one, five = figures(score[which], bad[which], plain[which])
        print(f"{name:28s} {int((~bad)[which].sum()):5d} fine {int(bad[which].sum()):4d} bad  AUC {auc:.4f}  found at 1 % {one:.3f}  at 5 % {five:.3f}")
    line("all", np.ones(len(label), bool))
    if head == "hat":
        line("soft against bare", np.isin(label, [0, 1]))
        line("hard hat against bare", np.isin(label, [1, 2]))
    else:
        line("width 24 and more", width >= 24)
        for low, high in WIDTHS:
            line(f"width {low}-{high}", (width >= low) & (width < high))
    if head == "gloves":
        for v in sorted(set(group[fit])):
            line(v, group == v)
    unfit = p[:, -1]
    print(f"unfit > 0.5: of strangers {(unfit[~fit] > 0.5).mean():.3f} ({int((~fit).sum())}), of the fit with width >= 24 {(unfit[fit & (width >= 24)] > 0.5).mean():.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("files", nargs="+")
    wanted = parser.parse_args()
    parts = [np.load(f) for f in wanted.files]
    for f, q in zip(wanted.files, parts):
        if len(parts) > 1:
            print(f"-- {f}")
            report(wanted.head, q["logits"], q["label"], q["width"], q["group"])
    print("-- pooled")
    report(wanted.head, *(np.concatenate([q[k] for q in parts]) for k in ("logits", "label", "width", "group")))


if __name__ == "__main__":
    main()
