import os
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from operator import itemgetter
from time import sleep

import pytest

from analysis.workers import ALONE, Crew

ITEMS = ["b" * number for number in (3, 1, 7, 5, 2, 6, 4)]


def square(word: str) -> tuple[int, int]:
    return len(word) ** 2, os.getpid()


def wait(number: int) -> tuple[int, int]:
    sleep(0.2)
    return number, os.getpid()


def dies_elsewhere(process: int) -> None:
    sleep(0.2)
    if os.getpid() != process:
        os._exit(1)


def fails_at_five(word: str) -> int:
    return 1 // (len(word) - 5)


@pytest.mark.parametrize("workers", [1, 2, 3, 50])
def test_every_item_is_worked_on_once_whatever_the_number_of_workers(workers):
    with Crew(workers) as crew:
        found = list(crew.shared(square, ITEMS, len))
    assert sorted(position for position, _ in found) == list(range(len(ITEMS)))
    assert all(result[0] == len(ITEMS[position]) ** 2 for position, result in found)


def test_one_worker_keeps_the_order_and_this_process_takes_the_largest_first():
    assert [position for position, _ in ALONE.shared(square, ITEMS, len)] == list(range(len(ITEMS)))
    with Crew(2) as crew:
        position, (_, process) = next(iter(crew.shared(square, ITEMS, len)))
    assert (ITEMS[position], process) == ("b" * 7, os.getpid())


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_the_work_is_raised(workers):
    with Crew(workers) as crew, pytest.raises(ZeroDivisionError):
        list(crew.shared(fails_at_five, ITEMS, len))


def test_the_processes_stay_for_the_next_work():
    with Crew(2) as crew:
        helped = [{process for _, (_, process) in crew.shared(wait, range(12), int)} for _ in range(2)]
    assert helped[0] == helped[1]
    assert len(helped[0]) == 2


def test_when_a_process_dies_this_one_does_the_next_work():
    with Crew(2) as crew:
        with pytest.raises(BrokenExecutor):
            list(crew.shared(dies_elsewhere, [os.getpid()] * 12, int))
        assert {process for _, (_, process) in crew.shared(square, ITEMS, len)} == {os.getpid()}


def test_no_items_and_one_item_start_no_process():
    with Crew(4) as crew:
        assert list(crew.shared(square, [], len)) == []
        assert list(map(itemgetter(0), crew.shared(square, ["b"], len))) == [0]


def test_a_process_that_only_reads_articles_loads_no_pandas():
    loaded = "import sys, analysis.extractors.readings; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
