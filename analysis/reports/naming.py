"""What tables and menus call the articles and the speakers of a study, each by a name that no other one has."""

from analysis.charts.measures.joins import named
from analysis.study import Study


def article_names(study: Study) -> dict[str, str]:
    """doc_id -> what to call the article: its title, else its file; where several share one, with the file behind
    it.
    """
    data = study.documents
    titles = data["title"].fillna("").where(data["title"].fillna("") != "", data["source"])
    again = titles.duplicated(keep=False) & (titles != data["source"])
    shown = titles.where(~again, titles + " (" + data["source"] + ")")
    return dict(zip(data["doc_id"], shown, strict=True))


def speaker_names(study: Study) -> dict[str, str]:
    """speaker_id -> name; two speakers of one name are told apart as in the charts."""
    rows = named(study.speakers[["speaker_id"]], study.speakers)
    return dict(zip(rows["speaker_id"], rows["speaker"], strict=True))
