"""The sentences a notebook opens and ends with: what was found, its number, its limit, made from the tables."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from analysis import accuracy
from analysis.charts.measures import attributed, contest_map, corrected_count, wilson, with_share
from analysis.charts.measures.contests import once, with_means
from analysis.charts.measures.joins import named
from analysis.charts.phrases import count_of, dates_between, listed, percent, sentence, verb
from analysis.corrections.applying import CHANGED, READ_AGAIN, held
from analysis.loaders.problems import PARTLY, UNREAD
from analysis.reports.show import Shown, answer
from analysis.study import Study

MOST_NAMES = 3
SIDES = {
    ("asserts", "stated"): "asserted",
    ("denies", "explicit"): "denied",
    ("denies", "implicit"): "contradicted by implication",
    ("doubts", "explicit"): "doubted",
}
NO_JUDGE = "It does not say who is right, nor what nobody reported."


def lead(study: Study) -> Shown:
    """The first paragraph of a report: what was read, what was found, what is contested."""
    words = " ".join([_read(study), *([_heard(study), *_disputes(study)] if len(study.documents) else [])])
    return Shown(f'<p class="lead">{escape(words)}</p>', words)


def start(study: Study) -> Shown:
    """The answer of 00: what is claimed here, and who disputes it."""
    limit = (
        "Limit: a program read this. Every row above has its sentence beside it; read that before you rely on the row."
    )
    if study.documents.empty:
        return answer(_read(study))
    return answer(" ".join([_heard(study), *_disputes(study)]), _number_of_contests(study), f"{limit} {NO_JUDGE}")


def documents(study: Study) -> Shown:
    """The answer of 01: what the collection holds."""
    data = study.documents
    if data.empty:
        return answer(_read(study))
    repeats, undated = int(data["duplicate_of"].notna().sum()), int(data["date"].isna().sum())
    number = f"{count_of(int(data['n_words'].sum()), 'word')} in {count_of(len(data), 'article')}"
    parts = [f"{undated} without a date"] if undated else []
    parts += [f"{repeats} that {verb(repeats, 'repeats', 'repeat')} another"] if repeats else []
    number += f", {listed(parts)}" if parts else ""
    limit = "Limit: what is not in this collection cannot be seen here; what is missing may stand elsewhere"
    return answer(_read(study), sentence(number, _unread(study)), sentence(limit))


def _unread(study: Study) -> str:
    """How many files were not read, or in part only, in words; a file with several problems counts once."""
    unread, partly = (
        {(problem.input, problem.path) for problem in study.problems if problem.kind == kind}
        for kind in (UNREAD, PARTLY)
    )
    counts = {"not read": len(unread), "read in part": len(partly)}
    told = [f"{count_of(n, 'file')} {verb(n, 'was', 'were')} {how}" for how, n in counts.items() if n]
    return listed(told) if told else "every file was read"


def claims(study: Study) -> Shown:
    """The answer of 02: who claims what."""
    data = attributed(study.claims)
    quoted = int(data["kind"].isin(["direct", "post"]).sum())
    every = count_of(len(data), "claim")
    rest = len(data) - quoted
    own = f"{quoted} of {every} {verb(quoted, 'is', 'are')} in the speaker's own words"
    number = f"{own}, {rest} wholly or partly in the reporter's"
    limit = "Limit: a claim is counted each time it is reported, so agency copy weighs twice when two outlets print it"
    if data.empty:
        return answer(_heard(study), "There is no claim to count.", sentence(limit))
    known = accuracy.of_claims(study)
    likely = corrected_count(len(data), known)
    off = f"there may be {likely.low:.0f} to {likely.high:.0f} claims, by the accuracy measured on {known.where}"
    return answer(_heard(study), sentence(number, off), sentence(limit))


def speakers(study: Study) -> Shown:
    """The answer of 03: who gets to speak, and how they are introduced."""
    data = attributed(study.claims)
    far = int((data["cue_class"] == "distancing").sum())
    if data.empty:
        return answer(_heard(study), "There is no claim to count.", "Limit: what is not reported cannot be seen here.")
    limits = wilson(far, len(data))
    share = f"{percent(limits.estimate)} (likely {percent(limits.low)} to {percent(limits.high)})"
    every = count_of(len(data), "claim")
    number = f"the reporting keeps its distance (“claimed”, “alleged”) from {far} of {every}, {share}"
    unnamed = study.speakers[
        study.speakers["speaker_id"].isin(data["speaker_id"]) & (study.speakers["kind"] == "unnamed")
    ]
    some = f"{count_of(len(unnamed), 'speaker')} {verb(len(unnamed), 'has', 'have')} no name in the articles"
    no_name = some if len(unnamed) else "every speaker has a name in the articles"
    limit = "Limit: a cue is a habit as well as a judgement; with few claims a share says little"
    return answer(_heard(study), sentence(number, no_name), sentence(limit))


def contested(study: Study) -> Shown:
    """The answer of 04: what is contested, and by whom."""
    found = " ".join(_disputes(study))
    limit = "Limit: only a dispute whose two sides, or whose denial, stand in these articles can be found."
    if study.documents.empty:
        return answer(_read(study))
    return answer(found, f"{_number_of_contests(study)} {_contests_missed()}", f"{limit} {NO_JUDGE}")


def _contests_missed() -> str:
    """How many contests the program found where that was measured, in a sentence."""
    rows = accuracy.elsewhere().set_index("Measure")
    right, found = rows.loc[accuracy.CONTESTS_RIGHT], rows.loc[accuracy.CONTESTS_FOUND]
    of = f"{percent(found['Share'])} of {found['Of']} contests ({percent(found['Low'])} to {percent(found['High'])})"
    return sentence(f"where that was measured, on {accuracy.OURS}, which the makers of its rules knew, it found "
                    f"{of}, and {percent(right['Share'])} of what it took for a contest was one")  # fmt: skip


def unfolded(study: Study, assertion: pd.DataFrame) -> Shown:
    """The answer of 05: how a contest unfolded."""
    if assertion.empty:
        return answer(
            _disputes(study)[0], "0 contested assertions.", "Limit: a dispute that is not reported is not found."
        )
    row = assertion.to_dict("records")[0]
    mine = study.positions[study.positions["assertion_id"] == row["assertion_id"]]
    when = "" if pd.isna(row["first_date"]) else f", {dates_between(row['first_date'], row['last_date'])}"
    number = f"{count_of(len(mine), 'position')} in {count_of(int(row['n_documents']), 'article')}{when}"
    limit = "Limit: the date is the article's, and what nobody printed that day is missing; read the sentences in order"
    return answer(_dispute(study, row), sentence(number), sentence(limit))


def outlets(study: Study) -> Shown:
    """The answer of 06: how outlets differ."""
    counts = study.documents["outlet"].value_counts()
    repeats = int(study.documents["duplicate_of"].notna().sum())
    if len(counts) < 2:
        why = "No article names its outlet" if counts.empty else f"All articles that name one are by {counts.index[0]}"
        how = "an outlet is read from a line “Source: …” at the top of a text, or from a column `outlet` of a table"
        return answer(f"{why}, so there is nothing to compare.", sentence(how))
    first = f"{count_of(len(counts), 'outlet')} were compared. {_most_quoting(study)}"
    fewest, most = int(counts.min()), int(counts.max())
    number = f"{count_of(fewest, 'article')} each" if fewest == most else f"{fewest} to {most} articles each"
    copy = (
        f"{repeats} of {count_of(len(study.documents), 'article')} {verb(repeats, 'repeats', 'repeat')} another's copy"
    )
    limit = "Limit: with so few articles most differences lie within the ranges drawn; a habit shows only over many"
    return answer(sentence(first), sentence(number, copy), sentence(limit))


def _most_quoting(study: Study) -> str:
    """Which outlet gives most in quotation marks and which least, and whether that is more than chance may make."""
    rows = attributed(study.claims).merge(study.documents[["doc_id", "outlet"]], on="doc_id").dropna(subset=["outlet"])
    quoted = rows.assign(quoted=rows["kind"].isin(["direct", "mixed"])).groupby("outlet")["quoted"].agg(["sum", "size"])
    if len(quoted) < 2:
        return ""
    shares = with_share(quoted, "sum", "size").sort_values("share", kind="stable")
    least, most = shares.iloc[0], shares.iloc[-1]
    told = [
        f"{row.name} {percent(row['share'])} ({percent(row['low'])} to {percent(row['high'])})" for row in (most, least)
    ]
    verdict = (
        "the ranges overlap, so this may be chance" if least["high"] >= most["low"] else "more than chance would make"
    )
    return f"Of what others claim, {told[0]} quotes most, wholly or in part, and {told[1]} least: {verdict}"


def trust(study: Study, rows: pd.DataFrame) -> Shown:
    """The answer of 07: how much the numbers can be trusted; `rows` as `analysis.accuracy` measured them here."""
    if rows.empty:
        other = accuracy.elsewhere()
        number = (
            f"elsewhere, on {accuracy.POLNEAR}: {_measures(other[other['Measured on'] == accuracy.POLNEAR].head(2))}"
        )
        remedy = (
            "To know it of yours: read two articles to the end, correct them, and mark both as checked in notebook 08."
        )
        first = "Nothing was measured on these articles: nobody has marked any of them by hand, or as checked."
        return answer(first, sentence(number), f"{remedy} Limit: on articles of another kind the program may do worse.")
    counts = " and ".join(f"{count}" for count in rows["Of"].head(2))
    number = (
        f"measured on {counts} claims ({rows['Measured on'].iloc[0]}); the ranges say how far chance may move a share"
    )
    limit = "Limit: this is the accuracy on articles like these; on others it differs, so measure on your own"
    return answer(sentence(_measures(rows)), sentence(number), sentence(limit))


def _measures(rows: pd.DataFrame) -> str:
    told = [
        f"{row['Measure']}: {percent(row['Share'])} ({percent(row['Low'])} to {percent(row['High'])})"
        for row in rows.to_dict("records")
        if not pd.isna(row["Share"])
    ]
    return "; ".join(told)


def corrected(study: Study) -> Shown:
    """The answer of 08: what a person has corrected, and whether it holds."""
    if study.corrections.empty:
        none = "No correction is kept with this study: fill in a line of the cell above, and run this notebook again."
        return answer(none, "Limit: a correction changes what was read in its article, not how the next one is read.")
    done = int(held(study.corrections["outcome"]).sum())
    again = int(study.corrections["outcome"].isin([CHANGED, READ_AGAIN]).sum())
    lost = len(study.corrections) - done
    every = len(study.corrections)
    first = f"{count_of(every, 'correction')} {verb(every, 'is', 'are')} kept with this study"
    changed = f" ({again} of them where the words have changed: look at the list above again)" if again else ""
    number = f"{done} applied{changed}, {lost} that no longer {verb(lost, 'finds its', 'find their')} place"
    limit = "Limit: a correction changes what was read in its article, not how the program reads the next one"
    return answer(sentence(first), sentence(number), sentence(limit))


# ------------------------------------------------------------------------------------------------------- sentences
def _read(study: Study) -> str:
    data = study.documents
    if data.empty:
        return (
            "No article was found: write into INPUT the path of a text, a page, a table, or a folder or zip of these."
        )
    dates = data["date"].dropna()
    outlets = data["outlet"].nunique()
    by = f" by {count_of(outlets, 'outlet')}" if outlets else ""
    when = "" if dates.empty else f", dated {dates_between(dates.min(), dates.max())},"
    read = sentence(f"{count_of(len(data), 'article')}{by}{when} {verb(len(data), 'was', 'were')} read")
    foreign = int(data["language"].isna().sum())
    looks = f"{count_of(foreign, 'article')} {verb(foreign, 'does', 'do')} not look like English"
    warning = sentence(f"{looks}, all that the program can read: rely on nothing that it finds there")
    return f"{read} {warning}" if foreign else read


def _heard(study: Study) -> str:
    data = attributed(study.claims)
    if data.empty:
        return "Nobody is said to claim anything in what was read."
    found = named(data[data["speaker_id"].notna()], study.speakers)
    counts = found["speaker"].value_counts().rename_axis("name").reset_index()
    counts = counts.sort_values(["count", "name"], ascending=[False, True])
    who = len(counts)
    opening = f"{count_of(len(data), 'claim')} {verb(len(data), 'is', 'are')} attributed to {count_of(who, 'speaker')}"
    next_one = int(counts["count"].iloc[MOST_NAMES]) if who > MOST_NAMES else 0
    # One that is heard no more than the first who is not named would be named by chance.
    most = counts.head(MOST_NAMES)[lambda rows: rows["count"] > next_one]
    first = [f"{name} ({count})" for name, count in zip(most["name"], most["count"], strict=True)]
    return sentence(opening, f"{listed(first)} {verb(len(first), 'is', 'are')} heard most" if who > 1 and first else "")


def _disputes(study: Study) -> list[str]:
    """A sentence for each of the three most contested assertions, and one that counts the others."""
    if study.assertions.empty:
        return ["Nothing in it is contested: no assertion is denied, contradicted or doubted."]
    order = contest_map(study.assertions, study.positions, study.speakers)["assertion_id"].drop_duplicates()
    data = study.assertions.set_index("assertion_id", drop=False).loc[order]
    told = [_dispute(study, row) for row in data.head(MOST_NAMES).to_dict("records")]
    rest = len(data) - MOST_NAMES
    return told + (
        [sentence(f"{count_of(rest, 'more assertion')} {verb(rest, 'is', 'are')} contested")] if rest > 0 else []
    )


def _dispute(study: Study, row: Mapping[Any, Any]) -> str:
    mine = once(with_means(study.positions[study.positions["assertion_id"] == row["assertion_id"]]))
    mine = named(mine, study.speakers)
    by = [
        f"{said} by {listed(dict.fromkeys(side['speaker']), MOST_NAMES)}"
        for (stance, means), said in SIDES.items()
        if len(side := mine[(mine["stance"] == stance) & (mine["means"] == means)])
    ]
    return sentence(f"Contested: “{str(row['statement']).rstrip('.')}”, {listed(by)}")


def _number_of_contests(study: Study) -> str:
    counts = study.assertions["status"].value_counts()
    parts = [f"{counts[status]} {status}" for status in ("denied", "contradicted", "doubted") if status in counts]
    number = count_of(len(study.assertions), "contested assertion")
    claims = len(attributed(study.claims))
    if not claims:
        return "There is no claim that anybody could contest."
    return sentence(f"{number}{f' ({listed(parts)})' if parts else ''} among {count_of(claims, 'claim')}")
