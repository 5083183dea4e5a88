"""Trains the models that the package carries, from PolNeAR: `python -m training CORPUS` (what `make model` runs).

The base encoder learns from the annotations; it is written as int8 ONNX, and its confidence is fitted on dev. Then the
stance model is taught beside it by the passages of this project, and the model card and the record of the run are
written. Some two hours on two cores; `--only stance` leaves the tagger as it is.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from analysis.extractors.contest.stance import FILE

try:
    from training import calibrate, export, stance, train
except ModuleNotFoundError as missing:
    raise SystemExit(f"Training needs {missing.name}: pip install --editable '.[training]', or make model") from missing


def main() -> None:
    """Train, export, calibrate, teach the stance model, describe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ and dev/ in it")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="where checkpoints go")
    parser.add_argument("--only", choices=["stance"], help="teach only the stance model, beside the tagger as it is")
    options = parser.parse_args()
    corpus, chosen = str(options.corpus), [options.work / train.CHOSEN]
    if not options.only:
        train.main([corpus, "--out", str(options.work), *train.PLAN])
        export.main([str(chosen[0]), str(options.corpus / "train")])
        calibrate.main([str(options.corpus / "dev")])
    # It borrows the bytes of the tagger that was there before, and must not choose what it is taught by.
    FILE.unlink(missing_ok=True)
    # Each in a process of its own: one that has read a text goes on with the models that were there before.
    step("candidates", corpus)
    step("stance", corpus, "--out", str(options.work / "stance"), *stance.PLAN)
    chosen.append(options.work / "stance" / stance.CHOSEN)
    step("stance_graph", str(chosen[-1]))
    step("trust", corpus)
    step("card", corpus, *(str(path) for path in chosen if path.exists()))


def step(module: str, *given: str) -> None:
    """Run one part of the training."""
    subprocess.run([sys.executable, "-m", f"training.{module}", *given], check=True)


if __name__ == "__main__":
    main()
