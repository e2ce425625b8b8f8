#!/usr/bin/env bash
# What the action does, in one place that tests can run. Wants the inputs as INPUT_..., and of the forge RUNNER_TEMP;
# GITHUB_OUTPUT and GITHUB_STEP_SUMMARY are written to where they are given. KLA_SCORE_COMMAND names a program that is
# installed already. Works with bash 3.2, which macOS still has, and with that of Git for Windows.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${RUNNER_TEMP:?the forge says where files may be put}/kla-score.XXXXXX")
# The workspace may hold a file called venv.py or signal.py that is not ours: no Python that starts here looks there.
export PYTHONSAFEPATH=1 PYTHONUTF8=1

# Whoever reads the log takes lines that begin with :: for commands, and whatever a sheet or the name of a file says
# could be such a line. What stands between these two is shown as it is; nobody can guess the word that ends it.
quietly() {
  local word code=0
  word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  if [ "${#word}" != 32 ]; then refuse "No random word is to be had."; fi
  printf '::stop-commands::%s\n' "$word"
  "$@" 2>&1 || code=$?
  printf '\n::%s::\n' "$word"
  return "$code"
}

refuse() {
  printf '::error title=kla-score::%s\n' "$1"
  finish 2
}

finish() {
  printf 'exit-code=%s\n' "$1" >>"${GITHUB_OUTPUT:-/dev/null}"
  if [ "$1" = 1 ] && [ "${INPUT_FAIL_ON_FINDINGS:-true}" = false ]; then exit 0; fi
  exit "$1"
}

# Lines become names: a name of a file as it stands, else what the pattern finds, else the line itself, so that the
# program says that there is no such file. Nothing is split at blanks, and nothing in a line is run.
shopt -s globstar 2>/dev/null || true
expand() {
  local line IFS=
  found=()
  while read -r line || [ -n "$line" ]; do
    if [ ! -e "$line" ]; then # blanks around it come from the YAML around it
      line=${line#"${line%%[![:space:]]*}"}
      line=${line%"${line##*[![:space:]]}"}
    fi
    if [ -z "$line" ]; then continue; fi
    # shellcheck disable=SC2206 # a pattern is meant to become names
    if [ -e "$line" ]; then found+=("$line"); else found+=($line); fi
  done <<<"$1"
}

install() {
  local python candidate
  for candidate in python3 python; do
    if "$candidate" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$candidate
      break
    fi
  done
  if [ -z "${python:-}" ]; then refuse "Python 3.11 or newer is needed; set it up in a step before."; fi
  "$python" -I -m venv "$work/environment" || refuse "Python has no module venv that works."
  local programs=$work/environment/bin
  if [ -d "$work/environment/Scripts" ]; then programs=$work/environment/Scripts; fi
  local wanted=${INPUT_VERSION:-}
  if [ -z "$wanted" ]; then wanted=$(cd "$here/../../.." && pwd); fi
  quietly "$programs/python" -I -m pip install --quiet --disable-pip-version-check -- "$wanted" ||
    refuse "kla-score could not be installed."
  program=$programs/kla-score
}

validate() {
  # Annotations are commands on purpose, and safe: the program takes care of that. The rest goes to a file first.
  local code=0
  "$program" validate --format github --lang "$language" ${strict[@]+"${strict[@]}"} -- "$@" 2>"$work/notes" || code=$?
  quietly cat "$work/notes"
  return "$code"
}

score() {
  local code=0 verb=batch
  if [ "$#" = 1 ] && [ -f "$1" ]; then verb=evaluate; fi
  quietly "$program" "$verb" --format table --output "$work/summary.md" --lang "$language" \
    ${instrument[@]+"--instrument=${instrument[0]}"} -- "$@" || code=$?
  if [ -f "$work/summary.md" ]; then
    # The forge drops a summary above 1 MiB altogether.
    if [ "$(wc -c <"$work/summary.md")" -le 1000000 ]; then
      cat "$work/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    else
      printf '::warning title=kla-score::The summary is larger than 1 MB; only the log shows the scores.\n'
    fi
  fi
  return "$code"
}

worst=0
# 1 and 2 are findings and failures; 130 and the like stay what they are.
keep() { if [ "$1" -gt "$worst" ]; then worst=$1; fi; }

for name in STRICT FAIL_ON_FINDINGS; do
  variable=INPUT_$name
  case ${!variable:-} in
    true | false | '') ;;
    *) refuse "${name} is true or false." ;;
  esac
done
language=${INPUT_LANGUAGE:-id}
case $language in
  id | en) ;;
  *) refuse "LANGUAGE is id or en." ;;
esac
strict=()
if [ "${INPUT_STRICT:-}" = true ]; then strict=(--strict); fi
expand "${INPUT_INSTRUMENT:-}"
instrument=(${found[@]+"${found[@]}"})
expand "${INPUT_SHEETS:-}"
sheets=(${found[@]+"${found[@]}"})
if [ "$((${#instrument[@]} + ${#sheets[@]}))" = 0 ]; then refuse "Name an instrument, sheets, or both."; fi
if [ "${#instrument[@]}" -gt 1 ] && [ "${#sheets[@]}" != 0 ]; then
  refuse "Sheets are scored with one instrument, and here are ${#instrument[@]}. Use a step for each."
fi

if [ -n "${KLA_SCORE_COMMAND:-}" ]; then program=$KLA_SCORE_COMMAND; else install; fi
printf 'command=%s\n' "$program" >>"${GITHUB_OUTPUT:-/dev/null}"
if [ "${#instrument[@]}" != 0 ]; then validate "${instrument[@]}" || keep $?; fi
if [ "${#sheets[@]}" != 0 ]; then score "${sheets[@]}" || keep $?; fi
finish "$worst"
