"""Counts what a head with its band would have said of held-out examples: fine, unsure, violation, refused.

    /usr/bin/python3 models/training/decide.py --head mask --manifest models/mask.json FILE.npz ...

The temperature is chosen on the same files, as export.py does.
"""
import argparse
import json

import numpy as np

import calibrate
import data
import score


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("--manifest", required=True)
    parser.add_argument("files", nargs="+")
    wanted = parser.parse_args()
    with open(wanted.manifest) as file:
        band = json.load(file)["head"]
    parts = [np.load(f) for f in wanted.files]
    logits, label, width = (np.concatenate([q[k] for q in parts]) for k in ("logits", "label", "width"))
    p = score.probabilities(logits, calibrate.temperature(logits, label))
    values = score.violation(p, wanted.head)
    refused = p[:, -1] > 0.5
    print(f"| class, width {band['smallestPixels']} and more | crops | fine | unsure | violation | refused |\n|---|---|---|---|---|---|")
    for i, name in enumerate(band["classes"]):
        which = (label == i) & (width >= band["smallestPixels"])
        fine, bad = values < band["fineBelow"], values >= band["violationFrom"]
        counts = [(which & ~refused & part).sum() for part in (fine, ~fine & ~bad, bad)]
        print(f"| {name} | {which.sum()} | " + " | ".join(str(c) for c in counts) + f" | {(which & refused).sum()} |")


if __name__ == "__main__":
    main()
