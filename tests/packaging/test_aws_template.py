"""The stack is valid, is the one that the application expects, and keeps the promises of its page on security."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

import pytest
from botocore import xform_name
from botocore.session import Session

from kiosk.backend.api.app import create_app
from kiosk.backend.build.aws import build_aws
from kiosk.backend.build.aws_enrolment import PREFIX as ENROLLED
from kiosk.backend.engines.rekognition.collections import UNKNOWN_VERSION
from kiosk.backend.engines.rekognition.face_liveness import STREAM_POLICY
from kiosk.backend.metrics.cloudwatch_emf import NAMESPACE
from kiosk.backend.metrics.names import METRICS
from kiosk.backend.stores.aws.clients import AwsResources as ClientSettings
from kiosk.backend.stores.dynamodb.items import EXPIRY, PARTITION_KEY, SORT_KEY
from kiosk.contract.error_table import ROWS
from kiosk.domain.identity.collection_layout import Layout
from kiosk.domain.identity.retention_policy import RetentionPolicy
from kiosk.service_settings import AwsSettings
from kiosk.settings import load, names
from kiosk.terminal.client.json_body import refused_code
from release import lambda_modules, lambda_package, layout
from tests.packaging.aws_template import PATH, Stack, translated, written

MTLS = {
    "KioskAuthentication": "mtls",
    "DomainName": "verify.bank.example",
    "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/x",
    "TruststoreUri": "s3://bank/terminals.pem",
}
AUTHENTICATIONS: Mapping[str, Mapping[str, str]] = {
    "api-key": {},
    "mtls": MTLS,
    "iam": {"KioskAuthentication": "iam"},
    "everything": {
        **MTLS,
        "KioskAuthentication": "api-key",
        "TruststoreVersion": "1",
        "WebAclArn": "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/x/y",
        "CorsOrigins": '["https://demo.bank.example"]',
        "ReservedConcurrency": "100",
        "XRay": "on",
        "AccessLogs": "account-role",
        "BucketLogBucket": "logs",
        "AlarmEmail": "nobody@bank.example",
        "Challenge": "face-movement-and-light",
    },
    "pages that stream": {"KycLiveness": "rekognition"},
    "nothing": {"AccessLogs": "off", "DeletionProtection": "off"},
}
WITHOUT_RESOURCES = {
    "rekognition:CompareFaces",
    "rekognition:CreateFaceLivenessSession",
    "rekognition:DetectFaces",
    "rekognition:GetFaceLivenessSessionResults",
    "rekognition:ListCollections",
    "rekognition:StartFaceLivenessSession",
    "textract:AnalyzeID",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}
"""Actions for which AWS knows no resources: its Service Authorization Reference names none for them."""
GRANTED_BY_ANOTHER_NAME = {
    "secretsmanager": {},
    "rekognition": {},
    "sts": {},
    "dynamodb": {"TransactWriteItems": "ConditionCheckItem"},
    "textract": {},
    "s3": {"DeleteObjects": "DeleteObject", "ListObjectsV2": "ListBucket"},
}


@pytest.fixture(params=AUTHENTICATIONS)
def stack(request: pytest.FixtureRequest) -> Stack:
    return Stack(**AUTHENTICATIONS[request.param])


def body(stack: Stack) -> Mapping[str, Any]:
    definition: Mapping[str, Any] = stack.only("AWS::ApiGateway::RestApi")["Body"]
    return definition


def is_closed(stack: Stack) -> bool:
    """Whether API Gateway's own address, which asks for no client certificate, answers nobody."""
    (server,) = body(stack)["servers"]
    closed: bool = server["x-amazon-apigateway-endpoint-configuration"]["disableExecuteApiEndpoint"]
    return closed


def routes(stack: Stack) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in body(stack)["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def statements(stack: Stack) -> Iterator[Mapping[str, Any]]:
    """Of all policies that say what somebody of this stack may do."""
    documents = [
        policy["PolicyDocument"]
        for role in stack.of_type("AWS::IAM::Role").values()
        for policy in role.get("Policies", ())
    ]
    documents += [policy["PolicyDocument"] for policy in stack.of_type("AWS::IAM::ManagedPolicy").values()]
    for document in documents:
        yield from document["Statement"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def actions(statement: Mapping[str, Any]) -> list[str]:
    return listed(statement["Action"])


def function(stack: Stack, name: str = "BackendFunction") -> Mapping[str, Any]:
    return stack.of_type("AWS::Lambda::Function")[name]


def test_cfn_lint_finds_nothing() -> None:
    command = [sys.executable, "-c", "import sys; from cfnlint.runner import main; sys.exit(main())"]
    command += ["--include-checks", "I", "--", str(PATH)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, ""), result.stdout


def test_every_answer_about_authentication_is_tested() -> None:
    tested = {parameters.get("KioskAuthentication", "api-key") for parameters in AUTHENTICATIONS.values()}
    assert tested == set(written()["Parameters"]["KioskAuthentication"]["AllowedValues"])


def test_nobody_reaches_a_challenge_unknown(stack: Stack) -> None:
    api = body(stack)
    scheme = "sigv4" if "TerminalPolicy" in stack.resources else "apiKey"
    closed = is_closed(stack)
    if closed:
        assert stack.only("AWS::ApiGateway::DomainName")["MutualTlsAuthentication"]["TruststoreUri"]
    for method, path, operation in routes(stack):
        if (method, path) != ("GET", "/health") and method != "OPTIONS":
            assert operation["security"] == ([] if closed else [{scheme: []}]), path
    assert api["components"]["securitySchemes"]["sigv4"]["x-amazon-apigateway-authtype"] == "awsSigv4"
    assert api["components"]["securitySchemes"]["apiKey"] == {"type": "apiKey", "name": "x-api-key", "in": "header"}


def test_the_address_without_client_certificates_is_closed_with_them_alone() -> None:
    closed = {name for name, parameters in AUTHENTICATIONS.items() if is_closed(Stack(**parameters))}
    assert closed == {"mtls"}


def test_client_certificates_need_a_domain() -> None:
    broken = Stack(KioskAuthentication="mtls").rules_broken()
    assert len(broken) == 3
    assert Stack(**MTLS).rules_broken() == Stack().rules_broken() == []


def test_only_pages_of_other_origins_make_preflights_open() -> None:
    for name, parameters in AUTHENTICATIONS.items():
        preflights = [path for method, path, _ in routes(Stack(**parameters)) if method == "OPTIONS"]
        assert len(preflights) == (5 if name == "everything" else 0)


def test_the_api_has_the_application_s_routes_and_no_others() -> None:
    settings = load(
        aws=AwsSettings(table="t", bucket="b", accepts_untagged=True, token_secret_id="s", region="eu-central-1")
    )
    with build_aws(settings) as service:
        paths = create_app(service, settings).openapi()["paths"]
    written_as = {"challenge_id": "challengeId", "session_id": "sessionId"}
    ours = {
        (method.upper(), re.sub(r"\w+_id", lambda found: written_as[found[0]], path))
        for path, each in paths.items()
        for method in each
    }
    assert {(method, path) for method, path, _ in routes(Stack())} >= ours
    later = {
        ("POST", "/challenge"),
        ("PUT", "/challenge/{challengeId}/frame"),
        # It describes the others and not itself.
        ("GET", "/api/openapi.json"),
    }
    assert {(method, path) for method, path, _ in routes(Stack())} <= ours | later


def test_the_api_is_described_in_valid_openapi(stack: Stack) -> None:
    validator = pytest.importorskip("openapi_spec_validator").OpenAPIV30SpecValidator
    described = json.loads(json.dumps(body(stack)))
    # API Gateway's extension for servers comes without an address in its own documentation too.
    described["servers"][0]["url"] = "/"
    assert [error.message for error in validator(described).iter_errors()] == []


def test_every_route_leads_to_the_backend_in_time(stack: Stack) -> None:
    for _, path, operation in routes(stack):
        integration = operation["x-amazon-apigateway-integration"]
        assert integration["type"] == "aws_proxy", path
        assert (
            "${BackendFunction.Arn}" in integration["uri"]["Fn::Sub"] if isinstance(integration["uri"], dict) else True
        )
        assert function(stack)["Timeout"] * 1000 < integration["timeoutInMillis"] <= 29_000
    client = ClientSettings("", "", "", "")
    worst_s = client.max_attempts * (client.connect_timeout_s + client.read_timeout_s)
    assert worst_s < function(stack)["Timeout"]


def test_the_stage_is_throttled_and_logs_no_bodies(stack: Stack) -> None:
    settings = stack.only("AWS::ApiGateway::Stage")["MethodSettings"]
    everything, *slower = settings
    assert (everything["HttpMethod"], everything["ResourcePath"]) == ("*", "/*")
    assert {each["ResourcePath"] for each in slower} == {
        "/~1challenge",
        "/~1challenge~1start",
        "/~1challenge~1{challengeId}~1document",
        "/~1api~1liveness~1session",
        "/~1api~1kyc~1analyze~1identity-with-liveness",
    }
    there_are = {(method, path.replace("/", "~1")) for method, path, _ in routes(stack)}
    assert {(each["HttpMethod"], each["ResourcePath"].removeprefix("/")) for each in slower} <= there_are
    for each in settings:
        assert int(each["ThrottlingRateLimit"]) > 0
        assert int(each["ThrottlingBurstLimit"]) > 0
        assert each["DataTraceEnabled"] is False
        assert each["LoggingLevel"] == "OFF"


def test_a_terminal_may_send_as_fast_as_it_does_and_no_faster() -> None:
    throttle = Stack().of_type("AWS::ApiGateway::UsagePlan")["TerminalPlan"]["Throttle"]
    assert load().max_upload_fps < int(throttle["RateLimit"]) <= 2 * load().max_upload_fps
    assert Stack().only("AWS::ApiGateway::UsagePlanKey")["KeyType"] == "API_KEY"
    assert not Stack(**MTLS).of_type("AWS::ApiGateway::ApiKey")


def test_a_caller_of_the_kyc_api_has_a_rate_and_a_day_s_quota() -> None:
    plan = Stack(CallerRateLimit="7", CallerBurstLimit="9", CallerDailyQuota="11").of_type(
        "AWS::ApiGateway::UsagePlan"
    )["CallerPlan"]
    assert plan["Throttle"] == {"RateLimit": "7", "BurstLimit": "9"}
    assert plan["Quota"] == {"Limit": "11", "Period": "DAY"}


def test_a_form_reaches_the_function_as_it_was_sent(stack: Stack) -> None:
    assert body(stack)["x-amazon-apigateway-binary-media-types"] == ["multipart/form-data"]
    forms = [path for _, path, each in routes(stack) if "multipart/form-data" in str(each.get("requestBody"))]
    assert forms == ["/api/kyc/analyze/identity-with-liveness"]


def test_bodies_are_limited_but_not_below_what_the_application_takes() -> None:
    api = body(Stack())
    assert api["x-amazon-apigateway-request-validators"]["body"]["validateRequestBody"] is True
    assert api["x-amazon-apigateway-request-validator"] == "body"
    for method, path, operation in routes(Stack()):
        if method != "GET" and path not in WITHOUT_BODY | FORMS:
            assert operation["requestBody"]["required"] is (path != "/api/liveness/session"), path
            name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert set(unlimited(api["components"]["schemas"][name])) <= {"settings"}, path
    frame = api["components"]["schemas"]["Frame"]["properties"]["frameBase64"]
    assert load().max_image_bytes * 4 / 3 < frame["maxLength"] < 1.1 * load().max_image_bytes * 4 / 3


WITHOUT_BODY, FORMS = {"/api/liveness/verify/{sessionId}"}, {"/api/kyc/analyze/identity-with-liveness"}


def unlimited(schema: Mapping[str, Any]) -> Iterator[str]:
    """Names of what may be of any length."""
    for name, each in schema["properties"].items():
        if each["type"] == "array":
            yield from unlimited(each["items"])
        elif "maxLength" not in each:
            yield name


def test_the_gateway_s_own_answers_are_the_application_s(stack: Stack) -> None:
    for each in body(stack)["x-amazon-apigateway-gateway-responses"].values():
        text = each["responseTemplates"]["application/json"]
        code = refused_code(text.encode())
        assert code is not None
        assert json.loads(text) == {"code": code, "message": ROWS[code].message}
        # Too many requests is what a terminal repeats; the gateway itself calls it 429 and the application 503.
        assert each["statusCode"] in {ROWS[code].status, 429, 502, 504}


def test_an_unsigned_request_is_refused_and_an_unknown_address_not_found() -> None:
    answers = {
        name: body(Stack(**AUTHENTICATIONS[name]))["x-amazon-apigateway-gateway-responses"] for name in AUTHENTICATIONS
    }
    assert answers["iam"]["MISSING_AUTHENTICATION_TOKEN"]["statusCode"] == 401
    assert answers["api-key"]["MISSING_AUTHENTICATION_TOKEN"]["statusCode"] == 404


def test_a_change_of_parameters_reaches_the_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    """SAM makes a new deployment when the routes' text changes, and a condition's text does not."""
    deployments = set[str]()
    for now_s in (1.0, 2.0):
        monkeypatch.setattr("samtranslator.model.apigateway.time.time", lambda now_s=now_s: now_s)
        deployments |= translated({})["Resources"].keys() - written()["Resources"].keys() - {"ApiliveStage"}
    assert len([name for name in deployments if name.startswith("ApiDeployment")]) == 2


def test_the_access_log_holds_no_challenge_and_no_key() -> None:
    log = Stack().only("AWS::ApiGateway::Stage")["AccessLogSetting"]["Format"]
    assert "$context.resourcePath" in log
    assert not [
        secret for secret in ("$context.path", 'apiKey"', 'identity.apiKey"', "body", "userAgent") if secret in log
    ]


def test_nothing_is_allowed_on_everything(stack: Stack) -> None:
    for statement in statements(stack):
        assert statement["Effect"] == "Allow"
        assert not [action for action in actions(statement) if "*" in action]
        if "*" in listed(statement["Resource"]):
            assert set(actions(statement)) <= WITHOUT_RESOURCES, statement


def test_no_role_has_a_policy_that_somebody_else_writes(stack: Stack) -> None:
    managed = [arn for role in stack.of_type("AWS::IAM::Role").values() for arn in role.get("ManagedPolicyArns", ())]
    assert all(arn.endswith("/AmazonAPIGatewayPushToCloudWatchLogs") for arn in managed)
    assert "FullAccess" not in PATH.read_text(encoding="utf-8")
    assert {each["Role"]["Fn::GetAtt"][0] for each in stack.of_type("AWS::Lambda::Function").values()} == {
        "BackendRole",
        "RotationRole",
    }


def test_only_known_callers_may_invoke_a_function(stack: Stack) -> None:
    for permission in stack.of_type("AWS::Lambda::Permission").values():
        assert permission["Action"] == "lambda:InvokeFunction"
        assert permission["SourceArn"]


SPEAKS_TO_AWS = ("stores/aws", "stores/dynamodb", "engines/rekognition", "engines/textract", "build")


def calls_of(*but: str) -> set[str]:
    """Operations of AWS that the backend's sources call, as `service:Operation`."""
    session = Session()
    known = {
        xform_name(operation): f"{service}:{operation}"
        for service in GRANTED_BY_ANOTHER_NAME
        for operation in session.get_service_model(service).operation_names
    }
    called: set[str] = set()
    for path in (path for room in SPEAKS_TO_AWS for path in (layout.ROOT / "kiosk/backend" / room).glob("*.py")):
        if path.stem in but:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="get_paginator"), args=[ast.Constant(value=str(name))]):
                    called.add(known[name])
                case ast.Attribute(attr=name) if name in known:
                    called.add(known[name])
    return called


def granted(stack: Stack, role: str) -> set[str]:
    documents = [policy["PolicyDocument"] for policy in stack.of_type("AWS::IAM::Role")[role]["Policies"]]
    attached = [
        each for each in stack.of_type("AWS::IAM::ManagedPolicy").values() if {"Ref": role} in each.get("Roles", ())
    ]
    documents += [each["PolicyDocument"] for each in attached]
    return {action for document in documents for statement in document["Statement"] for action in actions(statement)}


def needed(calls: set[str]) -> set[str]:
    split = [call.split(":") for call in calls]
    return {f"{service}:{GRANTED_BY_ANOTHER_NAME[service].get(name, name)}" for service, name in split}


def test_the_backend_may_do_what_it_does() -> None:
    # Scanning is for deleting by hand what has expired, which the table does by itself on AWS.
    does = needed(calls_of("rotation") - {"dynamodb:Scan"})
    streaming = granted(Stack(Challenge="face-movement"), "BackendRole")
    may = {action for action in streaming if action.split(":")[0] in GRANTED_BY_ANOTHER_NAME}
    assert does <= may
    # Parts of a transaction, which are no operations of their own here.
    assert may - does <= {"dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"}


FOR_STREAMS = {
    "rekognition:CreateFaceLivenessSession",
    "rekognition:GetFaceLivenessSessionResults",
    "sts:AssumeRole",
}


def test_only_a_stack_that_streams_may_create_sessions_and_give_out_keys() -> None:
    assert granted(Stack(Challenge="face-movement"), "BackendRole") - granted(Stack(), "BackendRole") == FOR_STREAMS
    assert not FOR_STREAMS & granted(Stack(), "BackendRole")
    assert "StreamRole" not in Stack().resources


@pytest.mark.parametrize("chosen", [{"Challenge": "face-movement-and-light"}, {"KycLiveness": "rekognition"}])
def test_keys_for_streams_open_streams_and_nothing_else(chosen: Mapping[str, str]) -> None:
    stack = Stack(**chosen)
    role = stack.of_type("AWS::IAM::Role")["StreamRole"]
    assert granted(stack, "StreamRole") == {"rekognition:StartFaceLivenessSession"}
    (asked,) = json.loads(STREAM_POLICY)["Statement"]
    assert {asked["Action"]} == granted(stack, "StreamRole")
    (trusted,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trusted["Principal"] == {"AWS": {"Fn::GetAtt": ["BackendRole", "Arn"]}}
    assert function(stack)["Environment"]["Variables"]["KIOSK_AWS__STREAM_ROLE"] == {
        "Fn::GetAtt": ["StreamRole", "Arn"]
    }
    (policy,) = [each for each in stack.of_type("AWS::IAM::ManagedPolicy").values() if "Roles" in each]
    keys = next(each for each in policy["PolicyDocument"]["Statement"] if each["Sid"] == "KeysOfStreams")
    assert keys["Resource"] == {"Fn::GetAtt": ["StreamRole", "Arn"]}


def test_the_rotation_may_do_what_it_does() -> None:
    session = Session()
    names_of = {xform_name(each): each for each in session.get_service_model("secretsmanager").operation_names}
    tree = ast.parse((layout.ROOT / "kiosk/backend/stores/aws/rotation.py").read_text(encoding="utf-8"))
    does = {names_of[node.attr] for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in names_of}
    may = {action for action in granted(Stack(), "RotationRole") if action.startswith("secretsmanager:")}
    assert may == {f"secretsmanager:{name}" for name in does}


def test_the_key_opens_only_what_services_of_the_stack_keep(stack: Stack) -> None:
    for statement in statements(stack):
        if any(action.startswith("kms:") for action in actions(statement)):
            services = listed(statement["Condition"]["StringEquals"]["kms:ViaService"])
            assert {service.split(".")[0] for service in services} <= {"dynamodb", "s3", "secretsmanager"}
    key = stack.only("AWS::KMS::Key")
    assert key["EnableKeyRotation"] is True
    for statement in key["KeyPolicy"]["Statement"]:
        assert "AWS" in statement["Principal"] or statement["Condition"]


def test_the_table_expires_recovers_and_is_encrypted(stack: Stack) -> None:
    table = stack.only("AWS::DynamoDB::Table")
    assert table["KeySchema"] == [
        {"AttributeName": PARTITION_KEY, "KeyType": "HASH"},
        {"AttributeName": SORT_KEY, "KeyType": "RANGE"},
    ]
    assert table["TimeToLiveSpecification"] == {"AttributeName": EXPIRY, "Enabled": True}
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert table["SSESpecification"]["SSEType"] == "KMS"
    assert table["SSESpecification"]["SSEEnabled"] is True
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_the_table_is_protected_unless_asked_otherwise() -> None:
    assert Stack().only("AWS::DynamoDB::Table")["DeletionProtectionEnabled"] is True
    assert Stack(DeletionProtection="off").only("AWS::DynamoDB::Table")["DeletionProtectionEnabled"] is False


def test_the_bucket_is_private_encrypted_and_forgets(stack: Stack) -> None:
    bucket = stack.only("AWS::S3::Bucket")
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["BucketKeyEnabled"] is True
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert "VersioningConfiguration" not in bucket, "a deleted face would be kept as an old version"
    rules = bucket["LifecycleConfiguration"]["Rules"]
    assert {rule["Status"] for rule in rules} == {"Enabled"}
    (unfinished,) = [rule for rule in rules if "ExpirationInDays" not in rule]
    assert "Prefix" not in unfinished
    assert unfinished["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] == 1


def test_the_bucket_refuses_plain_connections(stack: Stack) -> None:
    for statement in stack.only("AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]:
        assert statement["Effect"] == "Deny"
        assert (statement["Principal"], statement["Action"], len(statement["Resource"])) == ("*", "s3:*", 2)
    conditions = [each["Condition"] for each in stack.only("AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]]
    assert {"Bool": {"aws:SecureTransport": "false"}} in conditions


def kept_days(stack: Stack) -> Mapping[str, int]:
    """For how long what lies below each prefix is kept."""
    rules = stack.only("AWS::S3::Bucket")["LifecycleConfiguration"]["Rules"]
    return {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}


def test_nobody_s_enrolment_is_deleted_by_a_rule(stack: Stack) -> None:
    assert set(kept_days(stack)) == {"images/", "sessions/", "documents/", "reviews/"}
    assert not [prefix for prefix in kept_days(stack) if ENROLLED.startswith(prefix)]


@pytest.mark.parametrize(
    ("parameter", "prefix", "variable"),
    [
        ("Retention", "images/", "RETENTION_HOURS"),
        ("SessionRetention", "sessions/", "RETENTION__SESSION_HOURS"),
        ("DocumentRetention", "documents/", "RETENTION__DOCUMENT_HOURS"),
        ("ReviewRetention", "reviews/", "RETENTION__REVIEW_HOURS"),
    ],
)
def test_bucket_and_backend_keep_equally_long(parameter: str, prefix: str, variable: str) -> None:
    for retention in ("1-day", "30-days"):
        stack = Stack(**{parameter: retention})
        assert kept_days(stack)[prefix] * 24 == function(stack)["Environment"]["Variables"][f"KIOSK_{variable}"]
    assert written()["Parameters"][parameter]["AllowedValues"] == list(written()["Mappings"]["Retentions"])


def test_what_the_services_do_not_delete_is_cleaned_up_every_hour(stack: Stack) -> None:
    assert stack.only("AWS::Events::Rule")["ScheduleExpression"] == "rate(1 hour)"
    cleaning = function(stack, "CleaningFunction")
    assert cleaning["Environment"] == function(stack)["Environment"]
    assert cleaning["Role"] == function(stack)["Role"]


def test_collections_of_two_stacks_do_not_mix() -> None:
    stack = Stack()
    prefix = function(stack)["Environment"]["Variables"]["KIOSK_ENROLMENT__PREFIX"]
    (may,) = [each for each in statements(stack) if "rekognition:IndexFaces" in actions(each)]
    patterns = [each.rpartition("/")[2] for each in may["Resource"]]

    def allowed(name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in patterns)

    for version in ("rekognition-6.0", "rekognition-7.0", "rekognition-10.1"):
        assert all(map(allowed, Layout(prefix, version, 12, 64).collections))
        for other in (f"{prefix}-test", f"{prefix}-7", f"{prefix}x", f"{prefix}-rekognition", "test"):
            assert not any(map(allowed, Layout(other, version, 1, 64).collections))
    assert allowed(f"{prefix}-{UNKNOWN_VERSION}-probe-{'0' * 16}")
    assert not allowed(f"{prefix}-test-{UNKNOWN_VERSION}-probe-{'0' * 16}")


def test_no_right_is_on_what_another_stack_s_name_begins() -> None:
    """A stack's name consists of letters, digits and hyphens, so that none of these may follow it in a pattern."""
    for line in PATH.read_text(encoding="utf-8").splitlines():
        if "arn:" not in line:
            continue
        for rest in line.split("${AWS::StackName}")[1:]:
            assert rest.startswith(("/", "-rekognition-?.?-", "-rekognition-??.?-")), line


def test_the_secret_is_drawn_encrypted_and_rotated(stack: Stack) -> None:
    secrets = stack.of_type("AWS::SecretsManager::Secret")
    assert secrets.keys() == {"TokenSecret", "DataSecret"}
    for secret in secrets.values():
        assert "SecretString" not in secret
        assert secret["GenerateSecretString"]["PasswordLength"] >= 64
        assert secret["KmsKeyId"]
    schedule = stack.only("AWS::SecretsManager::RotationSchedule")
    assert 1 <= int(schedule["RotationRules"]["AutomaticallyAfterDays"]) <= 365
    assert schedule["RotationLambdaARN"]["Fn::GetAtt"][0] == "RotationFunction"


def test_functions_are_arm_on_the_package_s_python(stack: Stack) -> None:
    for each in stack.of_type("AWS::Lambda::Function").values():
        assert each["Architectures"] == ["arm64"]
        assert each["Runtime"] == f"python{lambda_package.RUNTIME}"
        assert each["Timeout"] < (301 if each["Handler"] == "kiosk.backend.build.lambda_cleaning.handler" else 29)
        assert each["Handler"].removesuffix(".handler") in lambda_modules.HANDLERS
        assert each["LoggingConfig"]["LogFormat"] == "JSON"
        assert each["LoggingConfig"]["LogGroup"]["Ref"] in stack.resources


def test_variables_are_settings_and_hold_no_secret(stack: Stack) -> None:
    variables = function(stack)["Environment"]["Variables"]
    ours = {name.removeprefix("KIOSK_").lower() for name in variables if name.startswith("KIOSK_")}
    assert ours <= set(names())
    assert {"aws__table", "aws__bucket", "aws__kms_key_id", "aws__token_secret_id"} <= ours
    assert variables["KIOSK_AWS__TOKEN_SECRET_ID"] == {"Ref": "TokenSecret"}
    assert variables["KIOSK_AWS__DATA_SECRET_ID"] == {"Ref": "DataSecret"}
    assert variables["KIOSK_AWS__ACCEPTS_UNTAGGED"] == "false"
    assert "Environment" not in function(stack, "RotationFunction")
    assert "resolve:" not in json.dumps(stack.resources, default=str), "a secret would lie in the template"


def test_the_application_reads_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in function(Stack(**AUTHENTICATIONS["everything"]))["Environment"]["Variables"].items():
        monkeypatch.setenv(name, value if isinstance(value, str) else str(value))
    settings = load()
    assert settings.cors_origins == ("https://demo.bank.example",)
    assert not settings.analyse_on_arrival
    assert settings.aws.bucket_owner == "123456789012"
    assert settings.retention == RetentionPolicy()
    assert settings.enrolment.prefix == "kiosk"
    assert dict(settings.kyc_api_keys) == dict(settings.staff_pins) == {}


def test_concurrency_is_reserved_by_parameter() -> None:
    assert "ReservedConcurrentExecutions" not in function(Stack())
    assert function(Stack(ReservedConcurrency="100"))["ReservedConcurrentExecutions"] == "100"


@pytest.mark.parametrize("switch", ["on", "off"])
def test_tracing_is_by_parameter(switch: str) -> None:
    stack, on = Stack(XRay=switch), switch == "on"
    assert stack.only("AWS::ApiGateway::Stage")["TracingEnabled"] is on
    assert {each["TracingConfig"]["Mode"] for each in stack.of_type("AWS::Lambda::Function").values()} == {
        "Active" if on else "PassThrough"
    }
    assert ("xray:PutTraceSegments" in granted(stack, "BackendRole")) is on


def test_every_log_is_encrypted_and_ends(stack: Stack) -> None:
    for each in stack.of_type("AWS::Logs::LogGroup").values():
        assert int(each["RetentionInDays"]) > 0
        assert each["KmsKeyId"]
        assert each["LogGroupName"].startswith("/kiosk/kiosk/"), "the key's policy names these"


def test_alarms_watch_what_can_fail(stack: Stack) -> None:
    alarms = stack.of_type("AWS::CloudWatch::Alarm")
    watched = {(alarm["Namespace"], alarm["MetricName"]) for alarm in alarms.values() if "Namespace" in alarm}
    assert watched >= {
        ("AWS/ApiGateway", "5XXError"),
        ("AWS/ApiGateway", "Latency"),
        ("AWS/DynamoDB", "ReadThrottleEvents"),
        ("AWS/DynamoDB", "WriteThrottleEvents"),
        ("AWS/Lambda", "Duration"),
        ("AWS/Lambda", "Errors"),
        ("AWS/Lambda", "Throttles"),
        ("AWS/Rekognition", "ThrottledCount"),
        ("AWS/Textract", "ThrottledCount"),
        ("Kiosk/kiosk", "Failures"),
    }
    told = bool(stack.of_type("AWS::SNS::Topic"))
    assert all(("AlarmActions" in alarm) is told for alarm in alarms.values())
    assert all(topic["KmsMasterKeyId"] for topic in stack.of_type("AWS::SNS::Topic").values())


def test_indicators_that_are_watched_and_shown_are_counted(stack: Stack) -> None:
    queries = [
        each["Expression"]
        for alarm in stack.of_type("AWS::CloudWatch::Alarm").values()
        for each in alarm.get("Metrics", ())
    ]
    assert len(queries) == 3
    for query in queries:
        name = re.match(rf"SELECT SUM\((\w+)\) FROM {NAMESPACE}( WHERE outcome = 'failed')?$", query)
        assert name is not None and name[1] in METRICS, query
    for dimensions, name in re.findall(r"SEARCH\('\{Kiosk,([^}]*)\} MetricName=\"(\w+)\"", dashboard(stack)):
        assert sorted(METRICS[name].labels) == dimensions.split(","), name


def dashboard(stack: Stack) -> str:
    """The text of all expressions on it."""
    shown = stack.only("AWS::CloudWatch::Dashboard")["DashboardBody"]
    return str(shown["Fn::Sub"] if isinstance(shown, dict) else shown).replace('\\"', '"')


def test_the_dashboard_shows_every_alarm(stack: Stack) -> None:
    shown = stack.only("AWS::CloudWatch::Dashboard")["DashboardBody"]
    text = shown["Fn::Sub"] if isinstance(shown, dict) else shown
    widgets = json.loads(text)["widgets"]
    (alarms,) = [widget["properties"]["alarms"] for widget in widgets if widget["type"] == "alarm"]
    assert {each.strip("${}").removesuffix(".Arn") for each in alarms} == set(stack.of_type("AWS::CloudWatch::Alarm"))


def test_what_holds_data_outlives_the_stack(stack: Stack) -> None:
    for name, each in stack.resources.items():
        if each["Type"] in {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Logs::LogGroup"}:
            assert (each["DeletionPolicy"], each["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain"), name


def test_the_build_leaves_nothing_in_the_sources() -> None:
    config = (PATH.parent / "samconfig.toml").read_text(encoding="utf-8")
    assert (PATH.parent / "../../build/aws").resolve() == (layout.BUILD / "aws").resolve()
    assert config.count("../../build/aws") == 2
    makefile = (PATH.parent / "function" / "Makefile").read_text(encoding="utf-8")
    for name in written()["Resources"]:
        if written()["Resources"][name]["Type"] == "AWS::Serverless::Function":
            assert f"build-{name}" in makefile
    assert f"--python {lambda_package.RUNTIME} " in makefile


def test_the_translator_knows_all_that_is_written() -> None:
    assert not [name for name, each in translated({})["Resources"].items() if "Serverless" in each["Type"]]
