#!/usr/bin/env bash
# Tests against Home Assistant and Zigbee2MQTT themselves. Makes their environments under .cache when they
# are missing (two minutes, 1.1 GB, the only time that the network is used) and runs tests_ha.
#
# VENV       the project's own environment (default .venv; `make test-ha` makes it)
# PYTHON313  a Python 3.13, which Home Assistant needs (default: looked for on PATH and in pyenv)
# arguments  go to pytest, such as -k zigbee, or --results docs/results-ha.md
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=${VENV:-.venv}
home_assistant=.cache/ha-venv
zigbee2mqtt=.cache/z2m

# The versions that these tests were written against, and what Home Assistant would fetch at run time.
HOME_ASSISTANT=(
  homeassistant==2025.4.4 Pillow==11.1.0 ha-ffmpeg==3.2.2 hassil==2.2.3 home-assistant-frontend==20250411.0
  home-assistant-intents==2025.3.28 mutagen==1.47.0 paho-mqtt==2.1.0 pymicro-vad==1.0.1 pyspeex-noise==1.0.2
  wyoming==1.5.4
)
case $(uname -m) in aarch64) arch=arm64 ;; *) arch=x64 ;; esac
ZIGBEE2MQTT=(zigbee2mqtt@2.14.1 "node-linux-$arch@22")

say() { printf 'test-ha: %s\n' "$*" >&2; }

stop() {
  say "$@"
  exit 1
}

# made FOLDER VERSIONS... says whether a folder holds these versions; mark FOLDER VERSIONS... says so.
made() { [ "$(cat "$1/.hearth-stamp" 2>/dev/null)" = "${*:2}" ]; }
mark() { echo "${*:2}" >"$1/.hearth-stamp"; }

find_python() {
  local candidate
  for candidate in ${PYTHON313:-python3.13 "$HOME"/.pyenv/versions/3.13.*/bin/python}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

make_home_assistant() {
  local python
  python=$(find_python) || stop "Home Assistant needs Python 3.13, none was found:" \
    "install one ('pyenv install 3.13') or name it: 'make test-ha PYTHON313=/path/to/python3.13'"
  say "installing Home Assistant into $home_assistant"
  "$python" -m venv --clear "$home_assistant"
  nice -n 19 "$home_assistant/bin/pip" install -qq --disable-pip-version-check --prefer-binary "${HOME_ASSISTANT[@]}"
  mark "$home_assistant" "${HOME_ASSISTANT[@]}"
}

make_zigbee2mqtt() {
  command -v npm >/dev/null || stop "Zigbee2MQTT needs npm: 'apt install npm'"
  say "installing Zigbee2MQTT into $zigbee2mqtt"
  mkdir -p "$zigbee2mqtt"
  echo '{"private": true}' >"$zigbee2mqtt/package.json"
  nice -n 19 npm install --prefix "$zigbee2mqtt" --no-audit --no-fund --loglevel=error "${ZIGBEE2MQTT[@]}" >/dev/null
  mark "$zigbee2mqtt" "${ZIGBEE2MQTT[@]}"
}

# Home Assistant's Wyoming and camera integrations load these.
make_debian() {
  if command -v ffmpeg >/dev/null && ldconfig -p | grep -q libturbojpeg; then return; fi
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
    || stop "Home Assistant needs ffmpeg and libturbojpeg: 'apt install ffmpeg libturbojpeg0'"
  say "installing ffmpeg and libturbojpeg0"
  DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ffmpeg libturbojpeg0 >/dev/null
}

[ -x "$venv/bin/python" ] || stop "the project's environment is missing: 'make setup'"
make_debian
made "$home_assistant" "${HOME_ASSISTANT[@]}" || make_home_assistant
made "$zigbee2mqtt" "${ZIGBEE2MQTT[@]}" || make_zigbee2mqtt
# Named, because a file given to an option would else decide where pytest looks for its settings.
exec "$venv/bin/python" -m pytest -c tests_ha/pytest.ini --rootdir tests_ha tests_ha "$@"
