"""Trains the model that the package carries, from PolNeAR: `python -m training CORPUS` (what `make model` runs).

The base encoder learns from the annotations; it is written as int8 ONNX, its confidence is fitted on dev, and the
model card and the record of the run are written beside it. About half an hour on two cores.
"""

import argparse
import subprocess
import sys
from pathlib import Path

try:
    from training import calibrate, export, train
except ModuleNotFoundError as missing:
    raise SystemExit(f"Training needs {missing.name}: pip install --editable '.[training]', or make model") from missing


def main() -> None:
    """Train, export, calibrate, describe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ and dev/ in it")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="where checkpoints go")
    options = parser.parse_args()
    corpus, chosen = str(options.corpus), str(options.work / train.CHOSEN)
    train.main([corpus, "--out", str(options.work), *train.PLAN])
    export.main([chosen, str(options.corpus / "train")])
    calibrate.main([str(options.corpus / "dev")])
    # In a process of its own: this one has loaded the model without the confidence that was just fitted.
    subprocess.run([sys.executable, "-m", "training.card", corpus, chosen], check=True)


if __name__ == "__main__":
    main()
