"""What the tests of the playground share."""

import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def _no_figures_of_other_tests():
    """Each test begins without open figures, so that it can say which are left."""
    plt.close("all")
