# The portal's commands. CONTENT=dir OUTPUT=dir DATE=2020-01-01 hold for all of them.
# A host's own folder of content and file of settings may stand in egen.mk, which no upgrade touches.
-include egen.mk
CONTENT ?= content
SETTINGS ?= publishconf.py
OUTPUT ?= output
PORTALS ?= $(dir $(SETTINGS))portaler.yaml
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links
export PYTHONPATH := plugins:tools:tests
export PYTHONUTF8 := 1
ifdef DATE
export DATE
endif

.DEFAULT_GOAL := help
.PHONY: help where where-portals site check serve new import edit publish deploy nightly verify releases restore remove history gather codeowners test bench soak audit screenshots docs messages lock clean

help:
	@echo "make site      bygger portalen i $(OUTPUT)/"
	@echo "make check     prövar innehållet utan att bygga"
	@echo "make serve     bygger, visar på http://127.0.0.1:8000 och bygger om när du sparar"
	@echo "make edit      öppnar redigeringen i webbläsaren, med sidan bredvid"
	@echo "make new       frågar sig fram till en ny, riktig fil"
	@echo "make import    läser in en ifylld tabell, FILE=uppfoljning.xlsx, som utkast"
	@echo "make publish   bygger för en webbserver (publishconf.py)"
	@echo "make test      kör alla prov"
	@echo "CONTENT=mapp OUTPUT=mapp DATE=2020-01-01 gäller för alla kommandon."

# Where the content lies, for the night's job: egen.mk may say another folder.
where:
	@echo "$(CONTENT)"

# And the list of the portals that are gathered from.
where-portals:
	@echo "$(PORTALS)"

# Each set of packages is installed once, from the lock files, into the project's own environment.
$(VENV)/site: requirements/site.txt
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) >/dev/null || { echo "$(VENV) kunde inte skapas. Saknas Pythons paket python3-venv, installera det som root: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installerar det som portalen behöver …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r requirements/site.txt
	@touch $@

$(VENV)/served: requirements/served.txt $(VENV)/site
	@echo "Installerar det som inloggningen behöver …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r requirements/served.txt
	@touch $@

$(VENV)/tools: requirements/tools.txt $(VENV)/site
	@echo "Installerar verktygen för prov …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r requirements/tools.txt
	@touch $@

site: $(VENV)/site
	@$(PY) -m pledges site --content $(CONTENT) --output $(OUTPUT)

serve: $(VENV)/site
	@$(PY) -m pledges serve --content $(CONTENT) --output $(OUTPUT) $(if $(PORT),--port $(PORT))

check: $(VENV)/site
	@$(PY) -m pledges check --content $(CONTENT) --settings $(SETTINGS) --output $(if $(filter output,$(OUTPUT)),public,$(OUTPUT)) $(if $(FORM),--form $(FORM))

new: $(VENV)/site
	@$(PY) -m pledges new --content $(CONTENT)

# A filled-in table of actions becomes drafts. What holds for all of its rows may be said here instead of in each.
import: $(VENV)/site
	@$(PY) -m pledges import --content $(CONTENT) --settings $(SETTINGS) $(if $(COVERS),--covers "$(COVERS)") $(if $(TYPE),--type "$(TYPE)") $(if $(PUBLISHED),--published "$(PUBLISHED)") $(if $(BY),--by "$(BY)") $(if $(SOURCE),--source "$(SOURCE)") $(if $(KEPT_BY),--kept-by "$(KEPT_BY)") -- "$(FILE)"

# SERVE=redigering.toml serves it to several who log in (docs/drift.md).
edit: $(VENV)/$(if $(SERVE),served,site)
	@exec $(PY) -m pledges edit --content $(CONTENT) $(if $(SERVE)$(filter-out publishconf.py,$(SETTINGS)),--settings $(SETTINGS)) $(if $(SERVE),--serve "$(SERVE)") $(if $(PORT),--port $(PORT)) $(if $(WHO),--who "$(WHO)") $(if $(SHARED),--shared)

publish: $(VENV)/site
	@$(PY) -m pledges publish --content $(CONTENT) --settings $(SETTINGS) --output $(if $(filter output,$(OUTPUT)),public,$(OUTPUT))

# Three at a time on two cores: a third of the time a test waits for a browser or a server. While mypy has one core the
# tests are compiled on the other, where each of the three would else compile all of them; what is wrong they tell.
test: $(VENV)/tools
	@$(PY) -m support.programs
	@$(PY) -m ruff check .
	@$(PY) -m pytest --collect-only -qq >/dev/null 2>&1 & $(PY) -m mypy; typed=$$?; wait; exit $$typed
	@$(VENV)/bin/lint-imports --no-cache --no-logo
	@$(PY) -m pytest -n 3 --dist worksteal

# TARGET is /srv/loften, ssh://user@host/srv/loften, sftp://user@host/folder or s3:remote:bucket.
deploy: $(VENV)/site
	@$(PY) -m pledges deploy $(if $(OLDER),,--content $(CONTENT)) $(if $(LATEST),--latest) $(if $(filter output,$(OUTPUT)),public,$(OUTPUT)) $(TARGET)

# SITE is https://… or a folder; AGAINST an older copy of its log; SIGNERS the keys that it may be signed with.
verify: $(VENV)/site
	@$(PY) -m pledges verify $(if $(filter output,$(OUTPUT)),public,$(OUTPUT)) $(if $(TARGET),--target $(TARGET)) $(if $(BYTES),--bytes) $(if $(SITE),--site "$(SITE)") $(if $(AGAINST),--against "$(AGAINST)") $(if $(SIGNERS),--signers "$(SIGNERS)") --text "$$TEXT"

# Every night: the day moves on, and what stands differently is put out.
nightly: publish deploy

releases: $(VENV)/site
	@$(PY) -m pledges releases $(TARGET)

restore: $(VENV)/site
	@$(PY) -m pledges restore $(TARGET) $(NUMBER)

# What is to go may hold any sign: the shell takes it from the surroundings, where make puts what it is given.
# With TARGET it goes out at once: the night's job removes it in the newest of the content, and calls this again without.
remove: $(VENV)/site
ifneq ($(TARGET),)
	@sh hosting/schema/natt.sh $(TARGET) ta-bort
else
	@$(PY) -m pledges remove --content $(CONTENT) --output $(if $(filter output,$(OUTPUT)),public,$(OUTPUT)) $(if $(CHANGED),--changed $(CHANGED)) --text "$$TEXT" "$$RECORD" "$$REASON"
endif

# What git has from before the first publication: it is shown, and with SAVE=ja remembered.
history: $(VENV)/site
	@$(PY) -m pledges history --content $(CONTENT) --output $(if $(filter output,$(OUTPUT)),public,$(OUTPUT)) $(if $(SAVE),--save)

# What other portals of this kind publish is laid among the content: PORTALS is the list of them.
gather: $(VENV)/site
	@$(PY) -m pledges gather --content $(CONTENT) --portals $(PORTALS) $(if $(GATHERED),--gathered $(GATHERED))

codeowners: $(VENV)/site
	@$(PY) -m pledges codeowners --content $(CONTENT) "$(TEAM)" "$(EDITORS)"

bench: $(VENV)/tools
	@$(PY) -m bench.run $(ARGS)

soak: $(VENV)/tools
	@$(PY) -m support.programs wrk
	@$(PY) -m soak $(ARGS)

audit: $(VENV)/tools
	@$(PY) -m audit $(ARGS)

screenshots: $(VENV)/tools
	@$(PY) tools/screenshots.py
	@$(PY) tools/readme_picture.py
	@$(PY) tools/editor_pictures.py

docs: $(VENV)/tools
	@$(PY) -m pledges.commands.reference.documents

# Every text of the site, for translators; a language is a catalogue in theme/locale/.
messages: $(VENV)/tools
	@mkdir -p build
	@$(PY) -m babel.messages.frontend --quiet extract -F babel.cfg -k Words -k ResultWords -k say -o build/portal.pot .
	@$(PY) -m pledges.commands.reference.language_texts
	@echo "Alla texter ligger i build/portal.pot, och de som ett nytt språk behöver i build/sprak.pot."

lock: $(VENV)/tools
	@$(PY) -m uv pip compile $(LOCK) pyproject.toml --group tools -o requirements/tools.txt
	@$(PY) -m uv pip compile $(LOCK) pyproject.toml -c requirements/tools.txt -o requirements/site.txt
	@$(PY) -m uv pip compile $(LOCK) --group served -c requirements/tools.txt -o requirements/served.txt

clean:
	rm -rf $(OUTPUT) .output.build public .public.build build .cache
