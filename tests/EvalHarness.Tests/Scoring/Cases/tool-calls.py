"""Verdicts of the Berkeley Function Calling Leaderboard's checker on calls of our own, one JSON line a case.

    python tool-calls.py .../berkeley-function-call-leaderboard/bfcl_eval/eval_checker/ast_eval/ast_checker.py > tool-calls.jsonl

github.com/ShishirPatil/gorilla at commit 6ea57973c7a6097fd7c5915698c54c17c5b1b6c8, Apache License 2.0; Python 3.11. Its imports of other
languages and of model tables are replaced by empty ones, which the Python categories do not use.
"""

import enum
import importlib.util
import json
import sys
import types


def load(path):
    class Language(enum.Enum):
        PYTHON, JAVA, JAVASCRIPT = 1, 2, 3

    class Models(dict):
        def __getitem__(self, name):
            return types.SimpleNamespace(underscore_to_dot=False)

    for name, content in {
        "bfcl_eval.constants.enums": {"Language": Language},
        "bfcl_eval.constants.model_config": {"MODEL_CONFIG_MAPPING": Models()},
        "bfcl_eval.constants.type_mappings": {"JAVA_TYPE_CONVERSION": {}, "JS_TYPE_CONVERSION": {}},
        "bfcl_eval.eval_checker.ast_eval.type_convertor.java_type_converter": {"java_type_converter": None},
        "bfcl_eval.eval_checker.ast_eval.type_convertor.js_type_converter": {"js_type_converter": None},
    }.items():
        module = types.ModuleType(name)
        module.__dict__.update(content)
        sys.modules[name] = module
    spec = importlib.util.spec_from_file_location("ast_checker", path)
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    return checker, Language


def tool(name, required, **properties):
    return {
        "name": name,
        "description": name,
        "parameters": {"type": "dict", "properties": properties, "required": required},
    }


STRING, INTEGER, FLOAT, BOOLEAN = ({"type": t} for t in ("string", "integer", "float", "boolean"))
QUOTE = tool(
    "quote.get", ["ticker"],
    ticker=STRING, days=INTEGER, spread=FLOAT, adjusted=BOOLEAN,
    fields={"type": "array", "items": {"type": "string"}},
    window={"type": "dict", "properties": {"from": STRING, "to": STRING}},
    levels={"type": "array", "items": {"type": "float"}},
    legs={"type": "array", "items": {"type": "dict", "properties": {"side": STRING, "size": INTEGER}}},
)
ORDER = tool("order_place", ["ticker", "size"], ticker=STRING, size=INTEGER, side=STRING)
TOOLS = [QUOTE, ORDER]

RIGHT = {"quote.get": {
    "ticker": ["ACME", "ACME Corp."], "days": [5, ""], "spread": [0.5, 1.0, ""], "adjusted": [True, ""],
    "fields": [["open", "close"], ["close", "open"], ""],
    "window": [{"from": ["2024-01-01"], "to": ["2024-02-01", ""]}, ""],
    "levels": [[1.0, 2.5], ""], "legs": [[{"side": ["buy"], "size": [10]}, {"side": ["sell", "short"], "size": [5, ""]}], ""],
}}
BUY = {"order_place": {"ticker": ["ACME"], "size": [10], "side": ["buy", ""]}}
SELL = {"order_place": {"ticker": ["ACME"], "size": [5], "side": ["sell"]}}

SINGLE = {
    "only what is required": {"ticker": "ACME"},
    "another spelling": {"ticker": "acme corp"},
    "punctuation and spaces": {"ticker": "A.C-M_E / Corp"},
    "another text": {"ticker": "ACNE"},
    "a missing argument": {"days": 5},
    "an optional number": {"ticker": "ACME", "days": 5},
    "another number": {"ticker": "ACME", "days": 6},
    "a number as a text": {"ticker": "ACME", "days": "5"},
    "a text as a number": {"ticker": 5},
    "an integer for a float": {"ticker": "ACME", "spread": 1},
    "a float": {"ticker": "ACME", "spread": 0.5},
    "another float": {"ticker": "ACME", "spread": 0.25},
    "a truth value": {"ticker": "ACME", "adjusted": True},
    "the other truth value": {"ticker": "ACME", "adjusted": False},
    "a truth value as a text": {"ticker": "ACME", "adjusted": "true"},
    "an argument that the tool lacks": {"ticker": "ACME", "currency": "USD"},
    "a list": {"ticker": "ACME", "fields": ["open", "close"]},
    "a list in another case": {"ticker": "ACME", "fields": ["Open", "CLOSE"]},
    "a list in another permitted order": {"ticker": "ACME", "fields": ["close", "open"]},
    "a list with too few": {"ticker": "ACME", "fields": ["open"]},
    "a text for a list": {"ticker": "ACME", "fields": "open"},
    "a list of numbers": {"ticker": "ACME", "levels": [1.0, 2.5]},
    "a list of other numbers": {"ticker": "ACME", "levels": [2.5, 1.0]},
    "an object": {"ticker": "ACME", "window": {"from": "2024-01-01", "to": "2024-02-01"}},
    "an object in another spelling": {"ticker": "ACME", "window": {"from": "2024/01/01", "to": "2024 02 01"}},
    "an object without its optional member": {"ticker": "ACME", "window": {"from": "2024-01-01"}},
    "an object without its needed member": {"ticker": "ACME", "window": {"to": "2024-02-01"}},
    "an object with another member": {"ticker": "ACME", "window": {"from": "2024-01-01", "zone": "UTC"}},
    "a list of objects": {"ticker": "ACME", "legs": [{"side": "buy", "size": 10}, {"side": "short"}]},
    "a list of objects in another order": {"ticker": "ACME", "legs": [{"side": "short"}, {"side": "buy", "size": 10}]},
    "a list of too few objects": {"ticker": "ACME", "legs": [{"side": "buy", "size": 10}]},
    "all of it": {
        "ticker": "ACME", "days": 5, "spread": 0.5, "adjusted": True, "fields": ["open", "close"],
        "window": {"from": "2024-01-01"}, "levels": [1.0, 2.5], "legs": [{"side": "buy", "size": 10}, {"side": "sell", "size": 5}],
    },
}


def cases():
    for name, arguments in SINGLE.items():
        yield name, "multiple", [RIGHT], [{"quote.get": arguments}]
    buy, sell = {"ticker": "ACME", "size": 10}, {"ticker": "ACME", "size": 5, "side": "sell"}
    quote = {"ticker": "ACME"}
    yield "another tool", "multiple", [RIGHT], [{"order_place": buy}]
    yield "two calls for one", "multiple", [BUY], [{"order_place": buy}, {"order_place": buy}]
    yield "an argument that may not be left out", "multiple", [SELL], [{"order_place": {"ticker": "ACME", "size": 5}}]
    for name, made in {
        "side by side": [{"order_place": buy}, {"order_place": sell}],
        "side by side in another order": [{"order_place": sell}, {"order_place": buy}],
        "one missing": [{"order_place": buy}],
        "one too many": [{"order_place": buy}, {"order_place": sell}, {"order_place": sell}],
        "one twice": [{"order_place": buy}, {"order_place": buy}],
        "one wrong": [{"order_place": buy}, {"order_place": dict(sell, size=6)}],
    }.items():
        yield name, "parallel", [BUY, SELL], made
    for name, made in {
        "two tools": [{"quote.get": quote}, {"order_place": buy}],
        "two tools in another order": [{"order_place": buy}, {"quote.get": quote}],
        "two tools, one wrong": [{"order_place": buy}, {"quote.get": {"ticker": "ACNE"}}],
    }.items():
        yield name, "parallel", [RIGHT, BUY], made


def main():
    checker, language = load(sys.argv[1])
    for name, category, target, made in cases():
        said = checker.ast_checker(TOOLS, made, target, language.PYTHON, category, "none")
        print(json.dumps({
            "name": name,
            "tools": TOOLS,
            "target": target,
            "answer": [{"name": tool, "arguments": given} for call in made for tool, given in call.items()],
            "valid": said["valid"],
        }))


main()
