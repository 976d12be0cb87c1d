"""What holds for every test: hypothesis measures nothing, since benchmarks measure and tests don't time."""

from hypothesis import settings

settings.register_profile("portal", deadline=None)
settings.load_profile("portal")
