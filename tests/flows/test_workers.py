import operator
from functools import partial

import pytest

from etl.workers import map_on_all_cores


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_each_input_comes_back_once_in_order_with_its_result(count):
    double = partial(operator.mul, 2)
    assert list(map_on_all_cores(double, range(count))) == [(value, 2 * value) for value in range(count)]


def test_a_fault_in_the_work_is_not_lost():
    with pytest.raises(ZeroDivisionError):
        list(map_on_all_cores(partial(operator.floordiv, 1), [1, 2, 0, 3, 4]))
