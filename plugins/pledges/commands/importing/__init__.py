"""`make import`: a result sheet that a municipality has filled in becomes follow-ups to go on with."""
