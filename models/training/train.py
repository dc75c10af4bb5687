"""Trains one head.

    /usr/bin/python3 models/training/train.py --data DIR --head mask|gloves|hat --out FOLDER [--fold K | --but-test] [--seed N]

With --fold K the head never sees fold K (of 4, split by photo or video), nor, for hats, the test part, and its logits on
what it did not see are written beside its weights; with --but-test it sees all folds and only the test part is held
back; with neither it sees everything. The same seed gives the same head with the same number of threads.
"""
import argparse
import copy
import os
import time

import cv2
import numpy as np
import torch

import data
import network
import recipes
import sets

BATCH = 64


def tensor(crops):
    x = torch.from_numpy(np.ascontiguousarray(np.stack(crops).transpose(0, 3, 1, 2))).float()
    mean = torch.tensor(network.MEAN).view(1, 3, 1, 1)
    x = (x - mean) / torch.tensor(network.DEVIATION).view(1, 3, 1, 1)
    return x.to(memory_format=torch.channels_last)


def logits(head, crops):
    """Logits (N, classes) of crops (SIZE x SIZE x 3, uint8)."""
    head.eval()
    with torch.no_grad():
        return torch.cat([head(tensor(crops[i:i + 128])) for i in range(0, len(crops), 128)]).numpy()


def train(name, examples, steps, seed, trunk):
    """A head trained on the examples: an average of its weights over the last steps."""
    torch.manual_seed(seed)
    g = np.random.default_rng(seed)
    recipes.prepare(name, examples)
    sampler = recipes.Sampler(name, examples, g)
    classes = len(data.HEADS[name]["classes"])
    head = network.Head(classes)
    slow = []
    if trunk:
        network.load_trunk(head, trunk)
        for part in (head.stem, head.stages[0]):
            part.requires_grad_(False)
        slow = list(head.stages[1:].parameters())
    quick = [p for p in head.parameters() if p.requires_grad and not any(p is q for q in slow)]
    rates = [5e-4, 2e-3]
    optimiser = torch.optim.AdamW([dict(params=slow, lr=rates[0]), dict(params=quick, lr=rates[1])], weight_decay=0.02)
    head = head.to(memory_format=torch.channels_last)
    average = copy.deepcopy(head)
    started = time.monotonic()
    for step in range(steps):
        head.train()
        pace = min(1, (step + 1) / 50) * 0.5 * (1 + np.cos(np.pi * step / steps))
        for part, rate in zip(optimiser.param_groups, rates):
            part["lr"] = rate * pace
        batch = [sampler.next() for _ in range(BATCH)]
        x = tensor([crop for crop, _ in batch])
        target = torch.nn.functional.one_hot(torch.tensor([label for _, label in batch]), classes).float()
        if g.random() < recipes.MIXED[name]:
            share = float(g.beta(0.4, 0.4))
            order = torch.from_numpy(g.permutation(BATCH))
            x, target = share * x + (1 - share) * x[order], share * target + (1 - share) * target[order]
        loss = torch.nn.functional.cross_entropy(head(x), target, label_smoothing=0.03)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
        optimiser.step()
        keep = min(0.99, (1 + step) / (10 + step))
        with torch.no_grad():
            for a, b in zip(average.parameters(), head.parameters()):
                a.lerp_(b, 1 - keep)
        if step % 25 == 24:
            print(f"step {step + 1} loss {loss.item():.3f} {time.monotonic() - started:.0f} s", flush=True)
    return average


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder that holds mask/, gloves/ and hat/")
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("--out", required=True, help="folder for weights and logits")
    parser.add_argument("--fold", type=int, choices=range(sets.FOLDS), help="what to hold back; nothing if left out")
    parser.add_argument("--but-test", action="store_true", help="hold back only the test part of the hats")
    parser.add_argument("--trunk", default="models/nanodet.onnx", help="the detector's ONNX file; none: from scratch")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    wanted = parser.parse_args()
    torch.set_num_threads(wanted.threads)
    cv2.setNumThreads(1)
    trunk = None if wanted.trunk == "none" else wanted.trunk
    if trunk and not os.path.exists(trunk):
        raise SystemExit(f"{trunk} is missing: run `EdgeAgent models pull`, or name it with --trunk")
    os.makedirs(wanted.out, exist_ok=True)
    examples, test = sets.load(wanted.head, wanted.data, np.random.default_rng(5))
    fold = sets.folds(examples)
    if wanted.fold is None:
        seen, unseen = examples if wanted.but_test else examples + test, []
    else:
        seen = [e for e, f in zip(examples, fold) if f != wanted.fold]
        unseen = [e for e, f in zip(examples, fold) if f == wanted.fold]
    print(f"{wanted.head}: {len(seen)} examples to learn from, {len(unseen)} held back, {len(test)} test", flush=True)
    head = train(wanted.head, seen, wanted.steps or recipes.STEPS[wanted.head], wanted.seed, trunk)
    kind = f"-fold{wanted.fold}" if wanted.fold is not None else "-all" if wanted.but_test else ""
    name = os.path.join(wanted.out, wanted.head + kind)
    torch.save(head.state_dict(), name + ".pt")
    if wanted.fold is not None or wanted.but_test:
        for part, held in (("", unseen), ("-test", test)):
            if held:
                np.savez(name + part + ".npz", logits=logits(head, [e.crop for e in held]),
                         mirrored=logits(head, [e.crop[:, ::-1] for e in held]), label=[e.label for e in held],
                         width=[e.width for e in held], longer=[e.side / 1.3 for e in held], group=[e.group for e in held])


if __name__ == "__main__":
    main()
