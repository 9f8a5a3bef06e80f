"""Reference values for HeadlineReferenceTests, from scikit-learn and SciPy on the same recorded answers.

usage: python3 headline_sentiment.py <samples.csv of a run of suites/finance/headline-sentiment.yaml> <headlines.csv> > headline_sentiment.json
Made with Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1, scikit-learn 1.2.1.
Standard errors are cluster-robust by company: CR2 = CR3 = CR1, as every company has seven headlines, with G - 1 degrees of
freedom. A difference has its t interval, a share Wilson's interval with n / max(1, design effect) trials and t.
"""
import csv
import json
import sys

import numpy as np
from scipy import stats
from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef

LABELS = ["negative", "neutral", "positive"]
REFERENCE = "general-4shot"
MODELS = ["general-0shot", "general-4shot"] + [f"headlines-lora-{n}" for n in (50, 100, 200, 400, 650)]

rows = [r for r in csv.DictReader(open(sys.argv[1])) if r["model"] in MODELS]
company = {r["id"]: r["company"] for r in csv.DictReader(open(sys.argv[2]))}


def mean(values, clusters):
    sums = np.bincount(clusters, weights=values - values.mean())
    g = len(sums)
    se = np.sqrt((sums**2).sum()) / len(values) * np.sqrt(g / (g - 1))
    half = stats.t.ppf(0.975, g - 1) * se
    return values.mean(), se, values.mean() - half, values.mean() + half, 2 * stats.t.sf(abs(values.mean() / se), g - 1)


def share(values, clusters):
    p, se, _, _, _ = mean(values, clusters)
    n = min(len(values), p * (1 - p) / se**2)
    t = stats.t.ppf(0.975, clusters.max())
    half = t * np.sqrt(p * (1 - p) / n + t * t / (4 * n * n))
    return p, se, (p + t * t / (2 * n) - half) / (1 + t * t / n), (p + t * t / (2 * n) + half) / (1 + t * t / n)


by_model = {m: [r for r in rows if r["model"] == m] for m in MODELS}
names = sorted(set(company[r["sample"]] for r in rows))
right, result = {}, {}
for model, mine in by_model.items():
    gold = [r["target"] for r in mine]
    said = [r["answer"] or "(none)" for r in mine]
    clusters = np.array([names.index(company[r["sample"]]) for r in mine])
    right[model] = np.array([float(a == b) for a, b in zip(gold, said)])
    value, se, low, high = share(right[model], clusters)
    result[model] = {
        "accuracy": accuracy_score(gold, said), "standard_error": se, "low": low, "high": high,
        "macro_f1": f1_score(gold, said, labels=LABELS, average="macro", zero_division=0),
        "weighted_f1": f1_score(gold, said, labels=LABELS, average="weighted", zero_division=0),
        "mcc": matthews_corrcoef(gold, said),
    }
for model in MODELS:
    if model == REFERENCE:
        continue
    d = right[model] - right[REFERENCE]
    value, se, low, high, p = mean(d, clusters)
    result[model]["paired"] = {
        "difference": value, "standard_error": se, "low": low, "high": high, "p": p,
        "only_first_right": int((d > 0).sum()), "only_second_right": int((d < 0).sum()),
    }
json.dump(result, sys.stdout, indent=1)
