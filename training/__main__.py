"""Trains the model that the package carries, from PolNeAR: `python -m training CORPUS` (what `make model` runs).

The base encoder learns from the annotations; it is written as int8 ONNX, its confidence is fitted on dev, and the
model card and the record of the run are written beside it. About an hour on two cores.
"""

import argparse
from pathlib import Path

from training import calibrate, card, export, train


def main() -> None:
    """Train, export, calibrate, describe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ and dev/ in it")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="where checkpoints go")
    options = parser.parse_args()
    corpus, work = str(options.corpus), options.work
    train.main([corpus, "--out", str(work), *train.PLAN])
    export.main([str(work / train.CHOSEN), str(options.corpus / "train")])
    calibrate.main([str(options.corpus / "dev")])
    card.main([corpus, str(work / train.CHOSEN)])


if __name__ == "__main__":
    main()
