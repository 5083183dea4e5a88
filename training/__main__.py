"""Trains the model that the package carries, from PolNeAR: `python -m training CORPUS` (what `make model` runs).

A teacher of the base encoder's size learns from the annotations; a copy of it with two thirds of its inner units
learns from the teacher and the annotations. The copy is written as int8 ONNX, its confidence is fitted on dev, and
the model card and the record of the run are written beside it. About an hour on two cores.
"""

import argparse
from pathlib import Path

from training import calibrate, card, export, train

TEACHER = ["--epochs", "5", "--stop", "3", "--seed", "1"]
STUDENT = ["--epochs", "2", "--seed", "4", "--rate", "1e-4", "--inner", "1024"]


def main() -> None:
    """Train, export, calibrate, describe."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ and dev/ in it")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="where checkpoints go")
    options = parser.parse_args()
    corpus, work = str(options.corpus), options.work
    train.main([corpus, "--out", str(work / "teacher"), *TEACHER])
    teacher = work / "teacher" / "average3.safetensors"
    train.main([corpus, "--out", str(work / "student"), "--teacher", str(teacher), *STUDENT])
    student = work / "student" / "average2.safetensors"
    export.main([str(student), str(options.corpus / "train")])
    calibrate.main([str(options.corpus / "dev")])
    card.main([str(options.corpus), str(teacher), str(student)])


if __name__ == "__main__":
    main()
