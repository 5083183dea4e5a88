"""Titles: the sentence over each chart that says what is to be seen, made from the numbers it draws.

One function a chart, of the chart's name and for its tidy frame, which must not be empty.
"""

import functools
from collections.abc import Callable, Iterable

import pandas as pd

from analysis.charts.phrases import (
    KIND_WORDS,
    NOBODY,
    count_of,
    dates_between,
    isolated,
    listed,
    midway,
    percent,
    sentence,
    shown,
    verb,
)

NAMES = ("speaker", "statement", "outlet", "category", "disputer", "asserter")
WHO = ("speaker", "disputer", "asserter")


def told(tell: Callable[[pd.DataFrame], str]) -> Callable[[pd.DataFrame], str]:
    """`tell`, given its names as they stand in a sentence: in lower case where they begin with an article, and
    between direction marks where they run from right to left."""

    @functools.wraps(tell)
    def telling(tidy: pd.DataFrame) -> str:
        there = {name: tidy[name].map(midway) if name in WHO else tidy[name] for name in NAMES if name in tidy}
        return tell(tidy.assign(**{name: words.map(isolated).astype("str") for name, words in there.items()}))

    return telling


def leaders(names: Iterable[str], values: Iterable[float]) -> list[str]:
    """The names that share the highest value, pooled rows aside; none when there are no names."""
    pairs = [(name, value) for name, value in zip(names, values, strict=True) if shown([name])]
    return [name for name, value in pairs if value == max(value for _, value in pairs)]


@told
def claims_by_speaker(tidy: pd.DataFrame) -> str:
    totals = tidy.groupby(["rank", "speaker"], as_index=False)["claims"].sum()
    first, every = leaders(totals["speaker"], totals["claims"]), int(totals["claims"].sum())
    if not first:
        return sentence(f"{count_of(every, 'claim')}, but no speaker was found")
    most = int(totals.loc[totals["speaker"] == first[0], "claims"].iloc[0])
    if len(totals) == 1:
        return sentence(f"{first[0]} makes {'the only claim' if every == 1 else f'all of the {every} claims'}")
    if len(first) == len(totals):
        return sentence(f"each of the {len(first)} speakers makes {count_of(most, 'claim')}")
    if len(first) > 3:
        return sentence(f"{len(first)} speakers make the most claims, {most} each of {every}")
    each = " each" if len(first) > 1 else ""
    near = ", but others may make as many" if len(first) == 1 and _near(tidy, first[0]) else ""
    return sentence(
        f"{listed(first)} {verb(len(first), 'makes', 'make')} the most claims: {most}{each} of {every}{near}"
    )


def _near(tidy: pd.DataFrame, first: str) -> bool:
    """Whether another speaker's limits reach into those of the `first`; not where there are none."""
    if "low" not in tidy:
        return False
    others = tidy[tidy["speaker"].isin(shown(list(tidy["speaker"]))) & (tidy["speaker"] != first)]
    low = tidy.loc[tidy["speaker"] == first, "low"].iloc[0]
    return bool(len(others)) and bool(others["high"].max() >= low)


@told
def claims_by_kind(tidy: pd.DataFrame) -> str:
    own = int(tidy.loc[tidy["kind"] == "narrator", "claims"].sum())
    quoted = int(tidy.loc[tidy["kind"] == "direct", "claims"].sum())
    rest = int(tidy["claims"].sum()) - own
    aside = f"{count_of(own, 'sentence')} of the article's own {verb(own, 'is', 'are')} counted apart" if own else ""
    if not rest:
        return sentence("nobody is quoted or paraphrased", aside)
    if rest == 1:
        return sentence(f"the one claim is {'' if quoted else 'not '}quoted word for word", aside)
    return sentence(f"{quoted} of {count_of(rest, 'claim')} {verb(quoted, 'is', 'are')} quoted word for word", aside)


@told
def introductions(tidy: pd.DataFrame) -> str:
    sums = tidy.groupby("manner")["claims"].sum()
    every, commonest = int(sums.sum()), str(sums.idxmax())
    if every == 1:
        return sentence(f"the one claim is introduced with “{commonest}”")
    return sentence(f"the commonest introduction is “{commonest}”: {int(sums.max())} of {every} claims")


@told
def distance(tidy: pd.DataFrame) -> str:
    far, every = int(tidy["distanced"].sum()), int(tidy["claims"].sum())
    if not far:
        from_what = "the one claim" if every == 1 else f"any of the {every} claims"
        return sentence(f"the reporting does not keep its distance from {from_what}")
    who = leaders(tidy["speaker"], tidy["distanced"])
    most = int(tidy.loc[tidy["speaker"].isin(who), "distanced"].max()) if who else 0
    part = f"{most} of them by {who[0]}" if len(who) == 1 else f"{most} each by {listed(who)}"
    spread = "" if not most or len(who) > 3 else f", {part}" if most * len(who) < far else f", all by {listed(who)}"
    return sentence(f"the reporting keeps its distance from {far} of {count_of(every, 'claim')}{spread}")


@told
def certainty(tidy: pd.DataFrame) -> str:
    medians = tidy.drop_duplicates("rank")[["speaker", "median"]]
    most = leaders(medians["speaker"], medians["median"])
    least = leaders(medians["speaker"], -medians["median"])
    if len(medians) == 1:
        return sentence(
            f"the middle claim by {medians['speaker'].iloc[0]} has a certainty of {medians['median'].iloc[0]:.2f}"
        )
    if not most or set(most) == set(least):
        return sentence(f"the middle claim of each of the {len(medians)} speakers sounds equally sure")
    if len(most) > 3:
        return sentence(f"the words of {len(most)} speakers sound equally sure, those of {listed(least, 2)} least sure")
    return sentence(f"the words of {listed(most)} sound surest, those of {listed(least, 2)} least sure")


@told
def article_strip(tidy: pd.DataFrame) -> str:
    said = tidy[tidy["kind"] != "narrator"]
    claims, speakers = said["claim_id"].nunique(), said["lane"].nunique()
    disputed = tidy.loc[tidy["contested"] != "", "claim_id"].nunique()
    tail = f"{disputed} {verb(disputed, 'is', 'are')} contested" if disputed else "none is contested"
    who = f"{count_of(speakers, 'speaker')} {verb(speakers, 'makes', 'make')}"
    return sentence(f"{who} {count_of(claims, 'claim')} in this article; {tail}")


@told
def contest_map(tidy: pd.DataFrame) -> str:
    disputes = tidy[tidy["stance"].isin(["denies", "doubts"])]
    plain = disputes.loc[disputes["means"] == "explicit", "assertion_id"].nunique()
    every = tidy["assertion_id"].nunique()
    implied, of = every - plain, int(tidy["of"].iloc[0])
    if of > every == plain > 1:
        return sentence(f"the {every} most contested of {of} assertions are denied or doubted in so many words")
    parts = []
    if plain:
        parts.append(f"{count_of(plain, 'assertion')} {verb(plain, 'is', 'are')} denied or doubted in so many words")
    if implied:
        noun = "" if plain else " assertion" if implied == 1 else " assertions"
        parts.append(f"{implied}{noun} {verb(implied, 'is', 'are')} disputed only by implication")
    among = f"of the {every} most contested of {of}, " if of > every else ""
    return sentence(among + "; ".join(parts))


@told
def most_contested(tidy: pd.DataFrame) -> str:
    disputes = tidy[tidy["stance"].isin(["denies", "doubts"])]
    if disputes.empty:
        return sentence("nobody disputes any of these assertions")
    counts = pd.crosstab(disputes["rank"], disputes["means"], disputes["speakers"], aggfunc="sum").fillna(0)
    counts = counts.reindex(columns=["explicit", "implicit"], fill_value=0).astype(int)
    pairs = list(zip(counts["explicit"], counts["implicit"], strict=True))
    plain, implied = max(pairs)
    how = [f"{count_of(plain, 'speaker')} in so many words"] if plain else []
    how += [f"{implied if plain else count_of(implied, 'speaker')} by implication"] if implied else []
    by, most = " and ".join(how), pairs.count((plain, implied))
    if len(pairs) == 1 or most == 1:
        statement = disputes.loc[disputes["rank"] == counts.index[pairs.index((plain, implied))], "statement"].iloc[0]
        return sentence(f"{'contested' if len(pairs) == 1 else 'most contested'}, by {by}: “{statement}”")
    return sentence(f"{'each' if most == len(pairs) else most} of the {len(pairs)} assertions "
                    f"{verb(1 if most == len(pairs) else most, 'is', 'are')} disputed by {by}")  # fmt: skip


@told
def who_contests_whom(tidy: pd.DataFrame) -> str:
    met = tidy[tidy["asserter"].str.lower() != NOBODY.lower()]
    totals = pd.DataFrame(met.groupby(["disputer", "asserter"], as_index=False)["assertions"].sum())
    if totals.empty:
        alone = tidy["disputer"].nunique()
        return sentence(
            f"{count_of(alone, 'speaker')} {verb(alone, 'disputes', 'dispute')} what nobody in these articles asserts"
        )
    top = totals.sort_values(["assertions", "disputer", "asserter"], ascending=[False, True, True]).iloc[0]
    most = int(top["assertions"])
    if int((totals["assertions"] == most).sum()) > 1:
        left, right = totals["disputer"].nunique(), totals["asserter"].nunique()
        who = f"{count_of(left, 'speaker')} {verb(left, 'disputes', 'dispute')}"
        alone = len(set(tidy["disputer"]) - set(met["disputer"]))
        more = f", {alone} more what nobody here asserts" if alone else ""
        return sentence(f"{who} what {count_of(right, 'speaker')} {verb(right, 'asserts', 'assert')}{more}")
    if top["disputer"] == top["asserter"]:
        return sentence(f"{top['disputer']} takes both sides of {count_of(most, 'assertion')}")
    most_often = "" if len(totals) == 1 else " most often"
    times = "" if most == 1 else f": {most} assertions"
    return sentence(f"{top['disputer']} disputes{most_often} what {top['asserter']} asserts{times}")


@told
def right_of_reply(tidy: pd.DataFrame) -> str:
    cases, answered = int(tidy["cases"].sum()), int(tidy["answered"].sum())
    if not cases:
        return sentence("no article asserts anything that had been denied by then")
    if cases == 1:
        return sentence(
            f"the denial {'stands' if answered else 'does not stand'} beside the claim in the one case there is"
        )
    return sentence(f"the denial stands beside the claim in {answered} of {cases} cases")


@told
def timeline(tidy: pd.DataFrame) -> str:
    sums = tidy.dropna(subset=["period"]).groupby("period")["claims"].sum()
    if sums.empty:
        return sentence("none of the articles has a date")
    unit, peak, most = str(tidy["every"].iloc[0]), pd.Timestamp(str(sums.idxmax())), int(sums.max())
    day = f"{peak.day} {peak:%B %Y}"
    when = {"day": f"on {day}", "week": f"in the week of {day}"}.get(unit, f"in {peak:%B %Y}")
    if len(sums) == 1:
        return sentence(f"all dated claims fall {when}: {most}")
    if int((sums == most).sum()) > 1:
        return sentence(f"the claims fall on {count_of(len(sums), unit)}, at most {most} on any of them")
    which = {"day": day, "week": f"that of {day}"}.get(unit, f"{peak:%B %Y}")
    return sentence(f"the {unit} with most claims is {which}: {most} of {int(sums.sum())}")


@told
def contests_over_time(tidy: pd.DataFrame) -> str:
    dated = tidy.dropna(subset=["date"])
    if dated.empty:
        return sentence("none of the articles that take a side has a date")
    plain = dated[(dated["stance"] == "denies") & (dated["means"] == "explicit")]
    denied, every = plain["assertion_id"].nunique(), tidy["assertion_id"].nunique()
    when = dates_between(dated["date"].min(), dated["date"].max())
    among = f"the {every} most contested assertions" if int(tidy["of"].iloc[0]) > every else ""
    of = among or count_of(every, "contested assertion")
    which = (
        f"all of {of}"
        if among
        else {1: "the one contested assertion", 2: "both contested assertions"}.get(every, f"all {of}")
    )
    which = which if denied == every else f"{denied} of {of}"
    return sentence(f"{which} {verb(denied, 'was', 'were')} denied in so many words ({when})")


@told
def by_outlet(tidy: pd.DataFrame) -> str:
    if tidy["outlet"].nunique() == 1:
        top = tidy.sort_values(["claims", "rank"], ascending=[False, True]).iloc[0]
        name, every = word(str(top["category"])), int(top["total"])
        of = "the only claim" if every == 1 else f"{percent(top['share'])} of the {every} claims"
        return sentence(f"“{name}” accounts for {of}")
    named = tidy[tidy["category"].isin(shown(list(tidy["category"])))]
    spread = (named if len(named) else tidy).groupby("category")["share"].agg(["min", "max"])
    name = str((spread["max"] - spread["min"]).sort_values(ascending=False, kind="stable").index[0])
    low, high = float(spread.loc[name, "min"]), float(spread.loc[name, "max"])
    if low == high:
        return sentence("the outlets do not differ in these shares")
    least, most = (tidy.loc[tidy["category"] == name].sort_values("share").iloc[place] for place in (0, -1))
    near = "; even there the ranges overlap" if "low" in tidy and least["high"] >= most["low"] else ""
    return sentence(
        f"outlets differ most over “{word(name)}”: from {percent(low)} to {percent(high)} of an outlet's claims{near}"
    )


@told
def corrected_counts(tidy: pd.DataFrame) -> str:
    found, estimate = int(tidy["claims"].sum()), tidy["estimate"].sum()
    return sentence(f"{count_of(found, 'claim')} {verb(found, 'was', 'were')} found; about {estimate:.0f} may be there")


def word(category: str) -> str:
    """A category as a reader would say it: the kinds of claims have plainer names."""
    return KIND_WORDS.get(category, category)
