"""The stack's template as CloudFormation would see it with given parameters."""

import copy
import logging
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from release import layout

PATH = layout.PACKAGING / "aws" / "template.yaml"
PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-central-1",
    "AWS::StackName": "kiosk",
    "AWS::URLSuffix": "amazonaws.com",
}
Resource = Mapping[str, Any]


class _NoValue:
    """What `AWS::NoValue` leaves."""


@cache
def written() -> Mapping[str, Any]:
    """The template as it is written; nobody changes it."""
    template: Mapping[str, Any] = yaml_parse(PATH.read_text(encoding="utf-8"))
    return template


class Stack:
    """All resources that there are with these parameters: transformed by SAM, conditions and parameters resolved."""

    def __init__(self, **parameters: str) -> None:
        """Parameters that are not given have their defaults."""
        values = {name: str(each.get("Default")) for name, each in written()["Parameters"].items()}
        assert not parameters.keys() - values.keys()
        self._values = {**values, **parameters, **PSEUDO}
        self.transformed = translated(self._values)
        self._conditions = self.transformed.get("Conditions", {})
        self.resources: Mapping[str, Any] = {
            name: self._resolved(each)
            for name, each in self.transformed["Resources"].items()
            if "Condition" not in each or self._holds(each["Condition"])
        }

    def of_type(self, kind: str) -> Mapping[str, Resource]:
        """Properties of every resource of a type, by name."""
        return {name: each.get("Properties", {}) for name, each in self.resources.items() if each["Type"] == kind}

    def only(self, kind: str) -> Resource:
        """Properties of the one resource of a type."""
        (properties,) = self.of_type(kind).values()
        return properties

    def rules_broken(self) -> list[str]:
        """Descriptions of the assertions that these parameters break."""
        return [
            each["AssertDescription"]
            for rule in written()["Rules"].values()
            if self._truth(rule["RuleCondition"])
            for each in rule["Assertions"]
            if not self._truth(each["Assert"])
        ]

    def _holds(self, name: str) -> bool:
        return self._truth(self._conditions[name])

    def _truth(self, expression: Any) -> bool:
        match expression:
            case {"Fn::Equals": [a, b]}:
                return str(self._resolved(a)) == str(self._resolved(b))
            case {"Fn::Not": [inner]}:
                return not self._truth(inner)
            case {"Fn::Or": several}:
                return any(self._truth(each) for each in several)
            case {"Condition": name}:
                return self._holds(name)
        raise AssertionError(f"a condition that the tests cannot read: {expression}")

    def _resolved(self, value: Any) -> Any:
        match value:
            case {"Ref": "AWS::NoValue"}:
                return _NoValue
            case {"Ref": name} if name in self._values:
                return self._values[name]
            case {"Fn::If": [condition, then, otherwise]}:
                return self._resolved(then if self._holds(condition) else otherwise)
            case {"Fn::FindInMap": [name, key, inner]}:
                return self.transformed["Mappings"][name][self._resolved(key)][inner]
            case {"Fn::Sub": str(text)}:
                return re.sub(r"\$\{([^}]+)\}", lambda found: self._values.get(found[1], found[0]), text)
            case dict():
                resolved = {key: self._resolved(inner) for key, inner in value.items()}
                return {key: inner for key, inner in resolved.items() if inner is not _NoValue}
            case list():
                return [inner for inner in map(self._resolved, value) if inner is not _NoValue]
        return value


def translated(values: Mapping[str, str]) -> Mapping[str, Any]:
    """What AWS's own translator makes of the template; raises InvalidDocumentException."""
    # It misses the configuration and the metrics of AWS's own service.
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    template = copy.deepcopy(written())
    # Where `sam deploy` would have put what `sam build` made.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"
    session = boto3.Session(region_name=PSEUDO["AWS::Region"])
    translator = Translator({}, Parser(), boto_session=session)
    result: Mapping[str, Any] = translator.translate(template, parameter_values=dict(values))
    return result
