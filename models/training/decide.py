"""Counts what a head with its band would have said of held-out examples: fine, unsure, violation, refused.

    /usr/bin/python3 models/training/decide.py --head mask FILE.npz ...

Temperature, refusal and band are chosen on the same files, as export.py does, unless --chosen-on names others.
"""
import argparse

import calibrate
import data
import held
import score

SMALLEST = 24


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("--chosen-on", nargs="+")
    parser.add_argument("files", nargs="+")
    wanted = parser.parse_args()
    choice = calibrate.choose(wanted.head, held.read(wanted.head, wanted.chosen_on or wanted.files), SMALLEST)
    seen = held.read(wanted.head, wanted.files)
    p = choice.probabilities(seen.logits)
    values = score.violation(p, wanted.head)
    refused = p[:, -1] > 0.5
    fine, bad = values < choice.fine_below, values >= choice.violation_from
    print(choice)
    print(f"| class, width {SMALLEST} and more | crops | fine | unsure | violation | refused |\n|---|---|---|---|---|---|")
    for i, name in enumerate(data.HEADS[wanted.head]["classes"]):
        which = (seen.label == i) & (seen.width >= SMALLEST)
        counts = [int((which & ~refused & part).sum()) for part in (fine, ~fine & ~bad, bad)] + [int((which & refused).sum())]
        print(f"| {name} | {which.sum()} | " + " | ".join(str(c) for c in counts) + " |")


if __name__ == "__main__":
    main()
