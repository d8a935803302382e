#!/usr/bin/env bash
# Makes this checkout ready to run and to test: Debian packages where they are missing and may be
# installed, a virtual environment, and the project in it. Does nothing when all of that is done.
#
# VENV  the virtual environment's folder (default .venv)
# PYTHON  the interpreter to make it with (default: the first of python3, python3.14 ... python3.11
#         that is new enough)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=${VENV:-.venv}
stamp=$venv/.hearth-$(cat pyproject.toml "${BASH_SOURCE[0]}" | sha256sum | cut -c1-16)
updated=no

say() { printf 'setup: %s\n' "$*" >&2; }

# install PACKAGE... installs Debian packages; fails when that is not permitted or does not work.
install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "installing $*"
  if [ "$updated" = no ]; then
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null || return 1
    updated=yes
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# has PROGRAM looks in the sbin folders too, which a plain user's PATH leaves out.
has() { PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$1" >/dev/null; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if new_enough "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

broker() {
  if has mosquitto && has mosquitto_pub; then return; fi
  if install mosquitto mosquitto-clients; then return; fi
  say "mosquitto is missing and cannot be installed from here: 'apt install mosquitto mosquitto-clients'"
  say "going on without it: the simulated home brings its own broker, tests that need mosquitto are skipped"
}

environment() {
  local python
  if ! has python3; then install python3 python3-venv || true; fi
  if ! python=$(find_python); then
    say "Python 3.11 or newer is needed; found: $(python3 --version 2>&1 || echo none)"
    say "on Debian 12: 'apt install python3 python3-venv'; elsewhere name one: 'make PYTHON=/path/to/python3.12'"
    exit 1
  fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    install python3-venv || { say "$python cannot make virtual environments: 'apt install python3-venv'"; exit 1; }
  fi
  # A checkout that was moved has an environment whose interpreter is gone: make it anew.
  "$venv/bin/python" -c pass 2>/dev/null || "$python" -m venv --clear "$venv"
  say "installing the project into $venv"
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --retries 5 -e '.[dev]'
  rm -f "$venv"/.hearth-*
  touch "$stamp"
}

broker
[ -e "$stamp" ] && "$venv/bin/python" -c pass 2>/dev/null || environment
