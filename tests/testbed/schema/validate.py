"""Compares what hpmsim's readers say of documents with what a JSON Schema validator says.

    validate.py CASES.jsonl MEANING.txt SCHEMA.json...

Each case is {"what", "schema", "document", "errors"}; errors is what the reader said, or null. A
document must be refused by both or by none, unless all errors are of those that only meaning tells
(MEANING.txt). Exit status 77: there is no validator.
"""
import json
import os
import re
import sys

try:
    from jsonschema import Draft7Validator
except ImportError:
    print("SKIPPED: no python3-jsonschema")
    sys.exit(77)

cases_path, meaning_path, *schema_paths = sys.argv[1:]
validators = {}
for path in schema_paths:
    with open(path) as file:
        schema = json.load(file)
    Draft7Validator.check_schema(schema)
    validators[os.path.basename(path).split(".")[0]] = Draft7Validator(schema)
with open(meaning_path) as file:
    meaning = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
met = set()


def only_meaning(errors):
    """Whether each line is one that only meaning tells."""
    for line in errors.split("\n"):
        found = {pattern for pattern in meaning if re.search(pattern, line)}
        if not found:
            return False
        met.update(found)
    return True


count = refused = by_meaning = wrong = 0
with open(cases_path) as file:
    for line in file:
        case = json.loads(line)
        validator = validators[case["schema"]]
        good = validator.is_valid(case["document"])
        errors = case["errors"]
        count += 1
        refused += not good
        if good == (errors is None):
            continue
        if good and only_meaning(errors):
            by_meaning += 1
            continue
        wrong += 1
        if wrong > 20:
            continue
        print(f"{case['what']}: {json.dumps(case['document'])}")
        print("  the reader: " + (errors or "fine").replace("\n", "\n    "))
        print("  the schema: " + ("fine" if good else "wrong"))
        for error in validator.iter_errors(case["document"]):
            print("    " + error.message[:200])
for pattern in meaning:
    if pattern not in met:
        print(f"{meaning_path}: no case has the error {pattern}")
        wrong += 1
print(f"{count} documents, {refused} refused by both, {by_meaning} for what only meaning tells, "
      f"{wrong} wrong")
sys.exit(wrong > 0)
