# Värdens kommandon utöver dem i Makefile, som tar in den här filen. docs/drift.md säger hur de används.
SITE ?= $(if $(filter output,$(OUTPUT)),public,$(OUTPUT))
.PHONY: verify releases nightly audit

verify: $(VENV)/site
	@$(PY) -m pledges verify $(SITE)

releases: $(VENV)/site
	@$(PY) -m pledges releases $(TARGET)

nightly: $(VENV)/site
	@git pull --quiet --ff-only
	@$(MAKE) --no-print-directory publish
	@$(MAKE) --no-print-directory deploy
	@git add content/.utgivet
	@git diff --cached --quiet -- content/.utgivet || git commit --quiet -m "Utgivet" -- content/.utgivet
	@git push --quiet

audit: $(VENV)/tools
	@$(PY) -m audit
