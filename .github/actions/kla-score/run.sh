#!/usr/bin/env bash
# The script of the action, in a file of its own so that tests can run it. It reads the inputs from the variables
# INPUT_... and uses the folder RUNNER_TEMP. It writes to GITHUB_OUTPUT and GITHUB_STEP_SUMMARY if they are set.
# KLA_SCORE_COMMAND is the path of an installed program. The script runs with bash 3.2 (macOS) and Git for Windows.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${RUNNER_TEMP:?the CI host sets RUNNER_TEMP}/kla-score.XXXXXX")
# The workspace may contain files such as venv.py or signal.py. Python must not import them.
export PYTHONSAFEPATH=1 PYTHONUTF8=1

# GitHub executes lines of the log that begin with ::. A text from a workbook or a file name could be such a line.
# Between the two commands below, GitHub only shows the lines. The word that ends this part is random.
quietly() {
  local word code=0
  word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  if [ "${#word}" != 32 ]; then refuse "The runner has no source of random numbers."; fi
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

# Expand each line to file names: the line itself if the file exists, else the matches of the pattern. A line without
# a match stays as it is, so that the program reports the missing file. Blanks do not separate names, and no part of a
# line is executed.
shopt -s globstar 2>/dev/null || true
expand() {
  local line IFS=
  found=()
  while read -r line || [ -n "$line" ]; do
    if [ ! -e "$line" ]; then # YAML can add blanks around a name
      line=${line#"${line%%[![:space:]]*}"}
      line=${line%"${line##*[![:space:]]}"}
    fi
    if [ -z "$line" ]; then continue; fi
    # shellcheck disable=SC2206 # expands the pattern
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
  if [ -z "${python:-}" ]; then refuse "Python 3.11 or newer is required. Set it up in an earlier step."; fi
  "$python" -I -m venv "$work/environment" || refuse "The module venv of Python does not work. Install it in an earlier step."
  local programs=$work/environment/bin
  if [ -d "$work/environment/Scripts" ]; then programs=$work/environment/Scripts; fi
  local wanted=${INPUT_VERSION:-}
  if [ -z "$wanted" ]; then wanted=$(cd "$here/../../.." && pwd); fi
  quietly "$programs/python" -I -m pip install --quiet --disable-pip-version-check -- "$wanted" ||
    refuse "pip could not install kla-score. The log shows the reason."
  program=$programs/kla-score
}

validate() {
  # Annotations are commands for GitHub. The program escapes them. All other output goes to a file first.
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
    # GitHub discards a summary above 1 MiB.
    if [ "$(wc -c <"$work/summary.md")" -le 1000000 ]; then
      cat "$work/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    else
      printf '::warning title=kla-score::The summary is larger than 1 MB. Only the log shows the scores.\n'
    fi
  fi
  return "$code"
}

worst=0
# Keep the highest exit code: 1 for findings, 2 for failures, and signals such as 130.
keep() { if [ "$1" -gt "$worst" ]; then worst=$1; fi; }

for name in STRICT FAIL_ON_FINDINGS; do
  variable=INPUT_$name
  case ${!variable:-} in
    true | false | '') ;;
    *) refuse "${name} is not a valid value. Use true or false." ;;
  esac
done
language=${INPUT_LANGUAGE:-id}
case $language in
  id | en) ;;
  *) refuse "LANGUAGE is not a valid value. Use id or en." ;;
esac
strict=()
if [ "${INPUT_STRICT:-}" = true ]; then strict=(--strict); fi
expand "${INPUT_INSTRUMENT:-}"
instrument=(${found[@]+"${found[@]}"})
expand "${INPUT_SHEETS:-}"
sheets=(${found[@]+"${found[@]}"})
if [ "$((${#instrument[@]} + ${#sheets[@]}))" = 0 ]; then refuse "No input found. Enter an instrument, workbooks (sheets) or both."; fi
if [ "${#instrument[@]}" -gt 1 ] && [ "${#sheets[@]}" != 0 ]; then
  refuse "Workbooks need exactly one instrument, but there are ${#instrument[@]}. Use one step for each instrument."
fi

if [ -n "${KLA_SCORE_COMMAND:-}" ]; then program=$KLA_SCORE_COMMAND; else install; fi
printf 'command=%s\n' "$program" >>"${GITHUB_OUTPUT:-/dev/null}"
if [ "${#instrument[@]}" != 0 ]; then validate "${instrument[@]}" || keep $?; fi
if [ "${#sheets[@]}" != 0 ]; then score "${sheets[@]}" || keep $?; fi
finish "$worst"
