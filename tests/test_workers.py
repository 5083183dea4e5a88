import os
import subprocess
import sys
from operator import itemgetter

import pytest

from analysis.workers import shared

ITEMS = ["b" * number for number in (3, 1, 7, 5, 2, 6, 4)]


def square(word: str) -> tuple[int, int]:
    return len(word) ** 2, os.getpid()


def fails_at_five(word: str) -> int:
    return 1 // (len(word) - 5)


@pytest.mark.parametrize("workers", [1, 2, 3, 50])
def test_every_item_is_worked_on_once_whatever_the_number_of_workers(workers):
    found = list(shared(square, ITEMS, workers, len))
    assert sorted(position for position, _ in found) == list(range(len(ITEMS)))
    assert all(result[0] == len(ITEMS[position]) ** 2 for position, result in found)


def test_one_worker_keeps_the_order_and_this_process_takes_the_largest_first():
    assert [position for position, _ in shared(square, ITEMS, 1, len)] == list(range(len(ITEMS)))
    position, (_, process) = next(iter(shared(square, ITEMS, 2, len)))
    assert (ITEMS[position], process) == ("b" * 7, os.getpid())


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_the_work_is_raised(workers):
    with pytest.raises(ZeroDivisionError):
        list(shared(fails_at_five, ITEMS, workers, len))


def test_no_items_and_one_item_start_no_process():
    assert list(shared(square, [], 4, len)) == []
    assert list(map(itemgetter(0), shared(square, ["b"], 4, len))) == [0]


def test_a_process_that_only_reads_articles_loads_no_pandas():
    loaded = "import sys, analysis.extractors.readings; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
