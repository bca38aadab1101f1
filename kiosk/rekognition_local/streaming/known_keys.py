"""Access keys that this server knows, and so verifies signatures of."""

from kiosk.errors import LibraryMissing


def keys_of_environment() -> dict[str, str]:
    """The secret by the access key id of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; none when they are not set.

    Of all of boto3's places for credentials only this one needs no network. Raises LibraryMissing.
    """
    try:
        from botocore.credentials import EnvProvider
        from botocore.exceptions import PartialCredentialsError
    except ModuleNotFoundError as error:
        raise LibraryMissing(
            "botocore: install the extra, `uv sync --extra aws` or `pip install 'kiosk[aws]'`"
        ) from error

    try:
        found = EnvProvider().load()
    except PartialCredentialsError:
        return {}
    return {} if found is None else {str(found.access_key): str(found.secret_key)}
