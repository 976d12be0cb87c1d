"""`make new`: asking its way to a correct file."""
