"""Words a second of every reading stage and of the whole run, beside a yardstick that reads the same texts in turn.

    python benchmarks/reading_speed.py INPUT... [--rounds 3] [--words 40000]

INPUT is anything `contested run` reads. The yardstick is a spaCy pipeline of en_core_web_sm's shape (tok2vec, tagger,
parser, entities), initialised and untrained: what its peers run before they begin, whatever its weights. Each side
lives in a process of its own on one thread; they take turns, so that a busy machine slows both, and the fastest
of the rounds counts. A word is what white space separates.
"""

import argparse
import os
import resource
import sys
from collections.abc import Callable
from importlib.util import find_spec
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter

import pandas as pd

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
Timings = dict[str, float]
# What is timed, in this order; the second and third hold the one before.
OURS = ("tagger", "attributions", "documents", "merging, contests", "all stages")
# en_core_web_sm 3.8: 50 tags, 45 dependency labels, 18 entity types; one tok2vec shared, one for the entities.
TAGS, DEPENDENCIES, ENTITIES = 50, 45, 18
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def yardstick() -> Callable[[pd.DataFrame], Timings]:
    """A function that times the spaCy pipeline over a frame of documents."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": SHARED}
    _labelled(nlp.add_pipe("tagger", config={"model": tagger}), "tag", TAGS)
    _labelled(nlp.add_pipe("parser", config={"model": _transitions("parser", SHARED)}), "dep", DEPENDENCIES)
    _labelled(nlp.add_pipe("ner", config={"model": _transitions("ner", TOK2VEC)}), "ent", ENTITIES)
    nlp.initialize()

    def run(documents: pd.DataFrame) -> Timings:
        start = perf_counter()
        for _ in nlp.pipe(documents["text"]):
            pass
        return {"yardstick": perf_counter() - start}

    return run


def _transitions(state: str, tok2vec: dict[str, object]) -> dict[str, object]:
    shape = {"extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None}
    return {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": state, **shape, "tok2vec": tok2vec}


def _labelled(pipe: object, name: str, number: int) -> None:
    for label in range(number):
        pipe.add_label(f"{name}{label}")  # type: ignore[attr-defined]


def reading() -> Callable[[pd.DataFrame], Timings]:
    """A function that times each of our stages over a frame of documents, then the whole run."""
    from analysis.extractors import assemble, read_document, read_tables
    from analysis.extractors.attribution.attributions import attributions
    from analysis.extractors.attribution.tagger import tag
    from analysis.extractors.text import paragraphs

    def run(documents: pd.DataFrame) -> Timings:
        rows = documents.to_dict("records")
        seen = [perf_counter()]
        for row in rows:
            for start, end in paragraphs(row["text"]):
                tag(row["text"][start:end])
        seen.append(perf_counter())
        for row in rows:
            attributions(row["text"], row["body_start"])
        seen.append(perf_counter())
        readings = {row["doc_id"]: read_document(row) for row in rows}
        seen.append(perf_counter())
        assemble(documents, readings)
        seen.append(perf_counter())
        read_tables(documents)
        seen.append(perf_counter())
        return dict(zip(OURS, (b - a for a, b in pairwise(seen)), strict=True))

    return run


def two_workers() -> Callable[[pd.DataFrame], Timings]:
    """A function that times the whole run with two workers (this process and another), its start included."""
    from analysis.extractors import read_tables

    def run(documents: pd.DataFrame) -> Timings:
        start = perf_counter()
        read_tables(documents, workers=2)
        return {"all stages, 2 workers": perf_counter() - start}

    return run


SIDES = {"ours": reading, "two": two_workers, "yardstick": yardstick}


def side(name: str, documents: pd.DataFrame, pipe: Connection) -> None:
    """One side's process: a round for each message, then its peak memory in MB."""
    run = SIDES[name]()
    run(documents.head(2))
    pipe.send("ready")
    while pipe.recv():
        pipe.send(run(documents))
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    pipe.send(max(peaks) / (1024**2 if sys.platform == "darwin" else 1024))


def measure(documents: pd.DataFrame, rounds: int) -> tuple[Timings, dict[str, float]]:
    """The fastest time of each stage over `rounds`, in seconds, and each side's peak memory in MB."""
    context, best, memory = get_context("spawn"), Timings(), {}
    pipes = {}
    for name in SIDES:
        pipes[name], theirs = context.Pipe()
        context.Process(target=side, args=(name, documents, theirs), daemon=name != "two").start()
        theirs.close()  # so that a side that dies is noticed
        pipes[name].recv()
    for _ in range(rounds):
        for pipe in pipes.values():
            pipe.send(True)
            for stage, seconds in pipe.recv().items():
                best[stage] = min(seconds, best.get(stage, seconds))
    for name, pipe in pipes.items():
        pipe.send(False)
        memory[name] = pipe.recv()
    return best, memory


def printed(best: Timings, memory: dict[str, float], words: int, articles: int) -> str:
    """The measurements as a table and the three ratios that matter."""
    yard, one, two = best["yardstick"], best["all stages"], best["all stages, 2 workers"]
    lines = [f"{articles} articles, {words:,} words", ""]
    parts = {
        "tagger": best["tagger"],
        "rules on top": best["attributions"] - best["tagger"],
        "speakers, cues": best["documents"] - best["attributions"],
        **{name: best[name] for name in ("merging, contests", "all stages", "all stages, 2 workers", "yardstick")},
    }
    # A stage that is lost in the noise of a busy machine has no rate.
    lines += [f"{name:24}{words / s:12,.0f} words/s" if s > 0 else f"{name:24}{'':>12}" for name, s in parts.items()]
    lines += ["", f"whole run against the yardstick, one worker: {yard / one:.2f}"]
    lines += [f"two workers against one: {one / two:.2f}"]
    lines += [f"peak memory: ours {memory['ours']:.0f} MB, yardstick {memory['yardstick']:.0f} MB"]
    return "\n".join(lines)


def main() -> None:
    """Read the inputs, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=40_000, help="stop after so many words of the input")
    options = parser.parse_args()
    if find_spec("spacy") is None:
        raise SystemExit("The yardstick needs spaCy: pip install --editable '.[benchmark]', or make benchmark INPUT=…")
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    from analysis.loaders import read_documents

    documents = read_documents(*options.inputs)
    kept = documents["n_words"].cumsum() <= max(options.words, int(documents["n_words"].iloc[0]))
    documents = documents[kept].reset_index(drop=True)
    best, memory = measure(documents, options.rounds)
    print(printed(best, memory, int(documents["n_words"].sum()), len(documents)))


if __name__ == "__main__":
    main()
