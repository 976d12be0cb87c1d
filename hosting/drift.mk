# Värdens kommandon utöver dem i Makefile, som tar in den här filen. docs/drift.md säger hur de används.
.PHONY: releases nightly

releases: $(VENV)/site
	@$(PY) -m pledges releases $(TARGET)

nightly: $(VENV)/site
	@git pull --quiet --ff-only
	@$(MAKE) --no-print-directory publish
	@$(MAKE) --no-print-directory deploy
	@git add content/.utgivet
	@git diff --cached --quiet -- content/.utgivet || git commit --quiet -m "Utgivet" -- content/.utgivet
	@git push --quiet
