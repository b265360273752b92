# `make` alone lists what there is to do. Needs Python 3.11 or later and a package index, nothing else.

SHELL := /bin/sh
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python

# The first Python on this machine that is new enough; PYTHON=… chooses another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$p && break; done)

FREE_PORT := import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test bench lint usable-python free-port

help: ## list what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: free-port $(VENV)/ready ## build the demo city if need be and serve it on http://127.0.0.1:$(PORT)/ (PORT=8000)
	@exec $(PY) manage.py demo --port $(PORT)

demo-reset: free-port $(VENV)/ready ## the same, starting afresh: what was entered in the demo is lost
	@exec $(PY) manage.py demo --reset --port $(PORT)

test: $(VENV)/ready-for-tests ## everything: style, both databases, browser; installs what it needs
	@tests/run.sh

bench: $(VENV)/ready-for-tests ## measure the speed of dashboards (SQLite, PostgreSQL), of saving and of submitting
	@$(PY) tests/bench/run.py

lint: $(VENV)/ready-for-tests ## style only
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

usable-python:
	@if [ -x $(PY) ]; then exit 0; fi; \
	if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c '$(NEW_ENOUGH)'; then \
		echo "Python 3.11 or later is needed; found: $$(python3 --version 2>&1). Name another with PYTHON=/path/to/python3.11" >&2; \
		echo "需要 Python 3.11 以上版本。" >&2; exit 1; fi; \
	if ! "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv" >&2; \
		echo "缺少 venv 模块，请先安装 python3-venv。" >&2; exit 1; fi

free-port:
	@p="$(PYTHON)"; [ -x $(PY) ] && p=$(PY); [ -z "$$p" ] || "$$p" -c '$(FREE_PORT)' "$(PORT)" 2>/dev/null || { \
		echo "Port $(PORT) is in use or not a port. Choose another: make demo PORT=8001" >&2; \
		echo "端口 $(PORT) 已被占用或无效，请换一个：make demo PORT=8001" >&2; exit 1; }

$(PY): | usable-python
	@echo "making $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV)

# Stamps: installing again only when the pins have changed.
$(VENV)/ready: requirements.txt | $(PY)
	@echo "installing requirements.txt"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/ready-for-tests: tests/requirements.txt requirements.txt | $(PY)
	@echo "installing tests/requirements.txt"
	@$(PIP) -r tests/requirements.txt
	@touch $@ $(VENV)/ready
