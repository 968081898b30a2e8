"""The registry's face: values only, Django only when an office is opened."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gongwen import registry


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = registry.no_such_thing


@pytest.mark.slow
def test_importing_the_registry_and_its_values_does_not_start_django():
    program = "import sys; from gongwen import registry; registry.OrganRow; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
