"""What a head said of examples that it had not seen."""
from dataclasses import dataclass

import numpy as np

import data


@dataclass
class Held:
    """Logits (N, classes; for a mirrored head the mean of crop and mirror image, as the shipped file takes it), labels,
    widths of the boxes in pixels, and groups (photos or videos)."""
    logits: np.ndarray
    label: np.ndarray
    width: np.ndarray
    group: np.ndarray


def read(head, files):
    """What train.py wrote, all files as one."""
    parts = [np.load(f) for f in files]
    logits = np.concatenate([(q["logits"] + q["mirrored"]) / 2 if head in data.MIRRORED else q["logits"] for q in parts])
    return Held(logits, *(np.concatenate([q[k] for q in parts]) for k in ("label", "width", "group")))
