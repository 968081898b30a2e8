"""The registry's face: values only, Django only when an office is opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gongwen import registry


def test_every_public_name_can_be_reached():
    assert all(getattr(registry, name) is not None for name in registry.__all__)


def test_no_module_hides_a_public_name():
    modules = {path.stem for path in Path(registry.__file__).parent.iterdir()}

    assert modules & set(registry.__all__) == set()


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = registry.no_such_thing


@pytest.mark.slow
def test_importing_the_registry_and_its_values_does_not_start_django():
    program = "import sys; from gongwen import registry; registry.OrganRow; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
