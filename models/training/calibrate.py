"""Temperature and unsure band of a head, chosen on logits of examples that it did not see."""
import numpy as np
from scipy.optimize import minimize_scalar

import data
import score


def temperature(logits, label):
    """The temperature that makes the held-out labels likeliest."""
    def loss(log):
        p = score.probabilities(logits, np.exp(log))
        return -np.log(np.maximum(p[np.arange(len(label)), label], 1e-9)).mean()
    return float(np.exp(minimize_scalar(loss, bounds=(np.log(0.2), np.log(5)), method="bounded").x))


def band(fine, bad, alarms=0.01, misses=0.03):
    """(fineBelow, violationFrom): of the decided fine ones about `alarms` are at or above violationFrom, of the decided
    bad ones about `misses` are below fineBelow; between them lies unsure."""
    steps = np.unique(np.round(np.concatenate([np.linspace(0.005, 0.995, 199)]), 3))
    low, high = 0.5, 0.5
    for _ in range(20):
        def alarm(t):
            wrong, decided = (fine >= t).sum(), (fine >= t).sum() + (fine < min(low, t)).sum()
            return wrong / max(1, decided)
        high = next((t for t in steps if alarm(t) <= alarms), 0.995)
        def miss(t):
            wrong, decided = (bad < t).sum(), (bad < t).sum() + (bad >= max(high, t)).sum()
            return wrong / max(1, decided)
        low = next((t for t in steps[::-1] if t <= high and miss(t) <= misses), 0.005)
    return round(float(low), 3), round(float(high), 3)


def choose(head, logits, label, width, smallest):
    """(temperature, fineBelow, violationFrom) from held-out logits; widths below `smallest` are left out of the band.
    A hard hat is as good as a soft cover, yet easy: the band of the hat head is chosen on soft covers alone."""
    spec = data.HEADS[head]
    heat = temperature(logits, label)
    p = score.probabilities(logits, heat)
    values = score.violation(p, head)
    bad = np.isin(label, [spec["classes"].index(c) for c in spec["violations"]])
    fit = (label < len(spec["classes"]) - 1) & (width >= smallest)
    fine = fit & (label == 0)
    return heat, *band(values[fine], values[fit & bad])
