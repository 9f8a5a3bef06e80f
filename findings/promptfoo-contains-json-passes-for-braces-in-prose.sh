#!/usr/bin/env bash
# promptfoo 0.123.1: `contains-json` cuts a text from each '{' or '[' on and reads the piece as YAML, of which JSON is a part: prose with
# braces passes, "Say {name} twice" as the mapping { name: null }, and a schema that asks for an object is met too. So `not-contains-json`
# fails on it. Guessed: only what a JSON parser takes is JSON, as the error message says ("Expected output to contain valid JSON").
# Seen: 'pass pass fail pass' for a template in braces, the same with the schema { type: object }, no braces, and real JSON.
set -uo pipefail
export PROMPTFOO_DISABLE_TELEMETRY=1 PROMPTFOO_DISABLE_UPDATE=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PROMPTFOO_CONFIG_DIR="$folder/config"
cd "$folder" || exit 1

case $(uname -m) in aarch64 | arm64) cpu=arm64 ;; *) cpu=x64 ;; esac
case $(uname -s) in Darwin) os=darwin ;; *) os=linux ;; esac
npm install --silent --no-audit --no-fund --ignore-scripts promptfoo@0.123.1 "node-bin-$os-$cpu@npm:node-$os-$cpu@22.23.5" || exit 1
node=$folder/node_modules/node-bin-$os-$cpu/bin/node
cat > config.yaml <<'Y'
prompts: ['{{said}}']
providers: [echo]
tests:
  - { vars: { said: 'Say {name} twice' }, assert: [{ type: contains-json }] }
  - { vars: { said: 'Say {name} twice' }, assert: [{ type: contains-json, value: { type: object } }] }
  - { vars: { said: 'Say it twice' }, assert: [{ type: contains-json }] }
  - { vars: { said: 'Here: {"a": 1}' }, assert: [{ type: contains-json }] }
Y
"$node" node_modules/promptfoo/dist/src/main.js eval -c config.yaml --no-cache --no-table -o out.json > /dev/null 2>&1
seen=$("$node" -e '
  const { results } = JSON.parse(require("fs").readFileSync("out.json")).results;
  console.log(results.sort((a, b) => a.testIdx - b.testIdx).map(one => one.success ? "pass" : "fail").join(" "));
') || exit 1
echo "$seen"
[ "$seen" = 'pass pass fail pass' ] || { echo 'changed: what contains-json takes for JSON'; exit 1; }
