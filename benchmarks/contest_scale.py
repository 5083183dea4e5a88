"""The work per claim of the contest step, from 1,000 to 100,000 claims; prints one line a size.

    python benchmarks/contest_scale.py [LARGEST]

The collection is made of sentences from fixed parts and a seeded choice: towns, bodies, events and figures recur as
they do
in a run of news, and one claim in twelve denies an earlier one. Only `find_contests` is timed, by processor time.
"""

import random
import sys
import time

import pandas as pd

from analysis import columns
from analysis.extractors.contest.contests import find_contests

TOWNS = ["Velm", "Orrin", "Sarn", "Tolmin", "Brask", "Halva", "Kettle", "Lorne", "Mard", "Ostley", "Pellan", "Quill"]
BODIES = ["council", "guild", "ministry", "union", "company", "museum", "clinic", "railway", "college", "port"]
EVENTS = [
    "the {thing} at {town} {verb} {when}", "a {thing} near {town} {verb} {when}",
    "{number} {things} {verb} at {town} {when}", "the owners of the {thing} in {town} had hidden {number} {things}",
]  # fmt: skip
THINGS = [
    "bridge",
    "dam",
    "ledger",
    "warehouse",
    "ferry",
    "reactor",
    "orchard",
    "tunnel",
    "archive",
    "pipeline",
    "crane",
    "mill",
]
VERBS = ["collapsed", "burned", "vanished", "leaked", "cracked", "closed", "flooded", "sank", "reopened", "stalled"]
WHENS = ["in the night", "before the vote", "during the storm", "after the audit", "at harvest", "under the old board"]
CLAIMS_PER_DOCUMENT = 20


def statement(chance: random.Random) -> str:
    """One sentence's content, of about 10 words."""
    thing = chance.choice(THINGS)
    return chance.choice(EVENTS).format(
        thing=thing, things=thing + "s", town=chance.choice(TOWNS) + chance.choice(["", " North", " Quay", " Hill"]),
        verb=chance.choice(VERBS), when=chance.choice(WHENS), number=chance.randint(2, 400),
    )  # fmt: skip


def collection(size: int, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, claims (`size` of them) and speakers."""
    chance = random.Random(seed)
    documents, claims, said = [], [], [statement(chance)]
    for number in range(size // CLAIMS_PER_DOCUMENT):
        text = ""
        for place in range(CLAIMS_PER_DOCUMENT):
            body = chance.choice(BODIES)
            denies = chance.random() < 1 / 12
            content = "that " + (chance.choice(said[-500:]) if denies else statement(chance))
            said += [] if denies else [content[5:]]
            cue = "denied" if denies else chance.choice(["said", "claimed", "reported"])
            claims.append(_claim(f"d{number}", place, body, cue, content, len(text)))
            text += f"The {body} {cue} {content}. "
        documents.append({"doc_id": f"d{number}", "text": text, "source": f"d{number}.txt", "outlet": "paper",
                          "encoding": "utf-8", "n_words": len(text.split()), "body_start": 0})  # fmt: skip
    rows = [
        {"speaker_id": body, "name": body, "kind": "organisation", "n_claims": 1, "n_documents": 1} for body in BODIES
    ]
    return columns.frame("documents", documents), columns.frame("claims", claims), columns.frame("speakers", rows)


def _claim(doc_id: str, place: int, body: str, cue: str, content: str, start: int) -> dict[str, object]:
    source = [start, start + 4 + len(body)]
    spoken = [source[1] + 1, source[1] + 1 + len(cue)]
    return {
        "claim_id": f"{doc_id}.{place}", "doc_id": doc_id, "kind": "indirect", "source": f"The {body}",
        "source_spans": [source],
        "cue": cue, "cue_spans": [spoken], "content": content, "content_spans": [[spoken[1] + 1, spoken[1] + 1 +
        len(content)]],
        "speaker_id": body, "cue_class": "denial" if cue == "denied" else "neutral", "claim_type": "fact",
        "certainty": 0.8,
        "negated": False, "confidence": 1.0,
    }  # fmt: skip


def main(largest: int) -> None:
    """Print claims, seconds, microseconds a claim, words a second and what was found, for each size."""
    print("  claims  seconds  µs/claim   words/s  assertions  positions")
    size = 1_000
    while size <= largest:
        documents, claims, speakers = collection(size)
        start = time.process_time()
        made = find_contests(documents, claims, speakers)
        spent = time.process_time() - start
        words = int(documents["n_words"].sum())
        found = f"{len(made.assertions):>11,}{len(made.positions):>11,}"
        print(f"{size:>8,}{spent:>9.2f}{1e6 * spent / size:>10.0f}{words / spent:>10,.0f} {found}", flush=True)
        size *= 10


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
