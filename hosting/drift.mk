# Värdens kommandon; Makefile tar in den här filen. docs/drift.md säger hur de används.
#   TO=/srv/loften (eller ssh://…, sftp://…, s3:…)   SITE=public   RELEASE=7   FILE=kommuner/…/x.md   REASON="…"
SITE ?= $(if $(filter output,$(OUTPUT)),public,$(OUTPUT))
OPERATE = $(PY) -m pledges.operating
.PHONY: deploy verify releases restore remove codeowners nightly soak audit

deploy: $(VENV)/site
	@test -n "$(TO)" || { echo "Ange vart: make deploy TO=/srv/loften" >&2; exit 1; }
	@$(OPERATE) deploy $(SITE) "$(TO)"

verify: $(VENV)/site
	@$(OPERATE) verify $(SITE)

releases: $(VENV)/site
	@$(OPERATE) releases "$(TO)"

restore: $(VENV)/site
	@$(OPERATE) restore "$(TO)" $(RELEASE)

remove: $(VENV)/site
	@$(OPERATE) remove --content $(CONTENT) "$(FILE)" "$(REASON)"

codeowners: $(VENV)/site
	@$(OPERATE) codeowners --content $(CONTENT) "$(TEAM)" "$(EDITORS)"

nightly: $(VENV)/site
	@git pull --quiet --ff-only
	@$(MAKE) --no-print-directory publish deploy
	@git add content/.utgivet
	@git diff --cached --quiet -- content/.utgivet || git commit --quiet -m "Utgivet" -- content/.utgivet
	@git push --quiet

soak: $(VENV)/tools
	@$(PY) -m soak

audit: $(VENV)/tools
	@$(PY) -m audit
