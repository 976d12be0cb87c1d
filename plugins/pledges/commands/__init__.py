"""One module for each command behind the Makefile."""
