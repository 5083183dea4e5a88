"""Settings for every test: nothing is timed, and a run can be repeated."""

from hypothesis import settings

# A slow machine is no failure; the examples come from a fixed seed, so that a failure can be met again.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")
