#!/usr/bin/env bash
# What the commands right of the log cost beside those of an older commit: publishes both, runs them in turn on the older
# commit's shipped suite and prints medians and ratios. CPU is user and system time of the whole process.
#   tests/EvalHarness.Benchmarks/compare.sh [commit, b58e093 by default] [rounds, 5 by default]
set -euo pipefail
commit=${1:-b58e093}
rounds=${2:-5}
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$work/old" 2> "$work/log" || true; rm -rf "$work"' EXIT

git -C "$root" worktree add --quiet --detach "$work/old" "$commit"
ln -s "$root" "$work/new"
for side in old new; do
  (cd "$work/$side/" && dotnet publish src/EvalHarness.Cli -c Release -o "$work/tool-$side" -v q)
done
du -shL "$work/tool-old" "$work/tool-new"

cd "$work/old"
suite=suites/finance/headline-sentiment.yaml
tool() { dotnet "$work/tool-$1/EvalHarness.Cli.dll" "${@:2}"; }
for side in old new; do tool $side run $suite --results "$work/results-$side" > "$work/log"; done

# The CPU and wall seconds of one command of one side.
measure() {
  local TIMEFORMAT='%U %S %R'
  { time tool "$@" > "$work/log" 2>&1; } 2>&1 | awk '{ print $1 + $2, $3 }'
}

median() { sort -g | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

printf '%-10s %9s %9s %7s %7s %9s %9s %7s\n' command 'old CPU' 'new CPU' ratio 'to be' 'old wall' 'new wall' ratio
while read -r target name arguments; do
  rm -f "$work"/times-*
  for ((round = 1; round <= rounds; round++)); do
    for side in old new; do
      latest=$(echo "$work/results-$side"/finance/headline-sentiment/2*/)
      filled=${arguments//RESULTS/$work\/results-$side}
      filled=${filled//FRESH/$work\/fresh-$side-$round}
      # shellcheck disable=SC2086 # words are meant to part
      measure $side ${filled//LATEST/$latest} >> "$work/times-$side"
    done
  done
  for side in old new; do
    for column in 1 2; do cut -d' ' -f$column "$work/times-$side" | median; done
  done | paste -sd' ' | awk -v name="$name" -v target="$target" \
    '{ printf "%-10s %9.2f %9.2f %7.2f %7.2f %9.2f %9.2f %7.2f\n", name, $1, $3, $3 / $1, target, $2, $4, $4 / $2 }'
done << LIST
0.125 decide decide $suite --results RESULTS
0.143 report report LATEST
0.2 score score LATEST
0.2 run run $suite --no-cache --results FRESH
0.5 validate validate $suite
0.42 plan plan $suite --results RESULTS
LIST
