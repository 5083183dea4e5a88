"""Trains the same first weights twice, side by side, each run in its own order, and takes the mean of the two.

Wortsman and others (2022, "Model soups") found that runs from one start lie in one valley of the loss: the mean of
their weights errs less than either, and costs nothing when it is used.
"""

import subprocess
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from training.train import CHOSEN, ORDERS, PLAN


def train_runs(corpus: Path, work: Path) -> list[Path]:
    """One process a run, one thread each; gives the checkpoints to be averaged, in the order of the runs.

    Raises SystemExit that names the run's log when one fails.
    """
    running = []
    for order in ORDERS:
        out = work / f"order{order}"
        out.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "training.train", str(corpus), "--out", str(out), *PLAN, "--order", order]
        log = (out / "log.jsonl").open("w", encoding="utf-8")
        running.append((out, log, subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)))
        print(f"run {order} trains; {log.name} says how far it is", flush=True)
    for out, log, process in running:
        failed = process.wait()
        log.close()
        if failed:
            raise SystemExit(f"A training run stopped with an error: {out / 'log.jsonl'} says why.")
    return [out / CHOSEN for out, _, _ in running]


def mean(checkpoints: list[Path], to: Path) -> Path:
    """Write the mean of checkpoints of one shape, weight by weight."""
    found = [load_file(path) for path in checkpoints]
    save_file({name: torch.stack([one[name] for one in found]).mean(0) for name in found[0]}, to)
    return to
