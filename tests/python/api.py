"""Holds the server against docs/openapi.json, with schemathesis.

First `cases.py` reaches every code of every call by what it does, and schemathesis judges each answer;
then schemathesis makes requests of its own, half of them with a valid stamp or signature, and judges those.
What is told to it, and what it tells, is JSON.
"""

import json
import sys

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

from cases import Cases
from keys import Keys

# Of each call; the seed is always the same. That what fits the forms is accepted is not asked: a form
# cannot tell a stamp.
EXAMPLES = 40


def main():
    world = json.load(sys.stdin)
    schema = schemathesis.openapi.from_path(world["document"])
    calls = {call.definition.raw["operationId"]: call for call in all_calls(schema)}
    judge = Judge(calls)
    keys = Keys(world)
    Cases(world, keys, judge).run()
    for name, call in calls.items():
        judge.make_up(name, call, world["plain"], keys)
    json.dump(judge.told(), sys.stdout)


def all_calls(schema):
    for result in schema.get_all_operations():
        yield result.ok()


class Judge:
    """What was reached, and what is not as documented."""

    def __init__(self, calls):
        self.calls = calls
        self.reached = set()
        self.made_up = 0
        self.session = None
        self.not_asked = [positive_data_acceptance]
        self.wrong = []

    def expect_faults(self):
        self.not_asked.append(schemathesis.checks.not_a_server_error)

    def expect_none(self):
        self.not_asked.remove(schemathesis.checks.not_a_server_error)

    def send(self, name, base, **parts):
        """Makes a call, and has schemathesis judge the answer."""
        case = self.calls[name].Case(**parts)
        return self.judged(name, case, base)

    def judged(self, name, case, base):
        response = case.call(base_url=base, timeout=60, session=self.session)
        code = f"{response.status_code}"
        if response.headers.get("content-type") == ["application/problem+json"]:
            code += " " + response.json()["code"]
        self.reached.add((name, code))
        try:
            case.validate_response(response, excluded_checks=self.not_asked)
        except (FailureGroup, AssertionError) as failure:
            self.wrong.append(f"{name} {code}: {str(failure)[:600]}")
        return response

    def make_up(self, name, call, base, keys):
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=call.as_strategy())
        def one(case):
            self.made_up += 1
            if self.made_up % 2:
                keys.make_valid(name, case)
            self.judged(name, case, base)

        one()

    def documented(self):
        for name, call in self.calls.items():
            for status, response in call.definition.raw["responses"].items():
                shapes = response.get("content", {}).get("application/problem+json")
                if shapes is None:
                    yield name, status
                    continue
                for code in shapes["schema"]["allOf"][1]["properties"]["code"]["enum"]:
                    yield name, f"{status} {code}"

    def told(self):
        documented = set(self.documented())
        return {
            "reached": sorted(" ".join(one) for one in documented & self.reached),
            "missing": sorted(" ".join(one) for one in documented - self.reached),
            "wrong": sorted(set(self.wrong))
            + sorted(" ".join(one) for one in self.reached - documented),
            "made up": self.made_up,
        }


main()
