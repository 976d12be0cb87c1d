"""The benchmark: a made-up country to build, and the runner that times the portal beside other generators."""
