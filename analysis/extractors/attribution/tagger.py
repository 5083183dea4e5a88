"""Source, cue and content in a paragraph, found by the small encoder that travels with the package."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from analysis.columns import Span
from analysis.extractors.attribution.confidence import FEATURES, confidence, features
from analysis.extractors.attribution.decoding import Floats, Found, LinkWeights, WordSpan, decode
from analysis.extractors.attribution.pieces import SHAPES, Pieces, Reader, windows
from analysis.extractors.records import Attribution

MODEL = Path(__file__).parents[1] / "model"


def tag(paragraph: str) -> list[Attribution]:
    """The attributions in one paragraph of any length, in the order of their cues; [] where there is none.

    Spans are character offsets into `paragraph`, end exclusive. Every attribution has a cue and at least one piece
    of content; `source` is empty where nobody is named. `kind` is left at "indirect": quotation marks are not read
    here. `confidence` is the probability, fitted on PolNeAR's dev part, that an annotator marked the same. A result
    depends on the paragraph alone, not on what is read before or beside it.
    """
    return [attribution for attribution, _ in tag_with_features(paragraph)]


def tag_with_features(paragraph: str) -> list[tuple[Attribution, list[float]]]:
    """As `tag`, each attribution with the numbers that its confidence is worked out from (see `confidence`)."""
    model = _model()
    return [
        _attribution(found, part, model.weights)
        for part in windows(model.read(paragraph), paragraph)
        for found in decode(model.scores(part), model.links)
    ]


def _attribution(found: Found, pieces: Pieces, weights: dict[str, float]) -> tuple[Attribution, list[float]]:
    def span(words: WordSpan) -> Span:
        return int(pieces.starts[words[0]]), int(pieces.ends[words[1] - 1])

    numbers = features(found, pieces.quoted(found.contents))
    attribution = Attribution(
        source=(span(found.source),) if found.source else (),
        cue=(span(found.cue),),
        content=tuple(map(span, found.contents)),
        kind="indirect",
        confidence=confidence(numbers, weights),
    )
    return attribution, numbers


class _Model:
    """The session, the word pieces and the settings, read once a process."""

    def __init__(self, folder: Path) -> None:
        self.read = reader()
        settings = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.frame = settings["frame"]
        gaps = [np.array(settings[name], dtype=np.float32) for name in ("content_gaps", "source_gaps")]
        self.links = LinkWeights(*gaps)
        # Before it is calibrated, a model's confidence is that of its cue.
        self.weights = settings.get("confidence") or {name: float(name == "cue") for name in FEATURES}
        self.session = onnxruntime.InferenceSession(
            folder / "tagger.onnx", one_thread(), providers=["CPUExecutionProvider"]
        )

    def scores(self, pieces: Pieces) -> Floats:
        """A row a word of one window, as `decode` reads it."""
        given: dict[str, Any] = {
            "ids": np.concatenate((self.frame[:1], pieces.ids, self.frame[1:]))[None],
            "shapes": np.concatenate(([SHAPES], pieces.shapes, [SHAPES]))[None],
            "first": pieces.first + 1,
        }
        scores: Floats = self.session.run(None, given)[0]
        return scores


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Splits text into the word pieces of the model, and of the stance model beside it."""
    settings = json.loads((MODEL / "pieces.json").read_text(encoding="utf-8"))
    # Kept as a list: their numbers would take a third of the file.
    settings["model"]["vocab"] = {piece: number for number, piece in enumerate(settings["model"]["vocab"])}
    return Reader(Tokenizer.from_str(json.dumps(settings)))


def one_thread() -> onnxruntime.SessionOptions:
    """How a session runs: on one thread, and silent."""
    options = onnxruntime.SessionOptions()
    # A paragraph is too short to share out; a process per core is faster, and leaves the cores to the caller.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


@lru_cache(maxsize=1)
def _model() -> _Model:
    return _Model(MODEL)
