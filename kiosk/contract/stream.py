"""What a terminal or page needs to open the stream of one liveness session."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints

from kiosk.contract.message import Positive, Reply
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials, StreamGrant

SESSION_ID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
# They become part of an address or of a signature, so nothing that could change the meaning of either passes.
_SessionId = Annotated[str, StringConstraints(pattern=SESSION_ID)]
_Region = Annotated[str, StringConstraints(pattern="^[a-z0-9-]+$", max_length=32)]
_Endpoint = Annotated[
    str, StringConstraints(pattern=r"^wss://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~/-]*)?$", max_length=256)
]
_Printable = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]*$", max_length=4096)]
_AccessKeyId = Annotated[str, StringConstraints(pattern=r"^[\w+=,.@-]+$", max_length=128)]
_Pem = Annotated[str, StringConstraints(pattern=r"^[\x20-\x7e\r\n]*$", max_length=16_384)]


class StreamCredentialsReply(Reply):
    """A signing key that opens streams and nothing else."""

    access_key_id: _AccessKeyId = Field(repr=False)
    secret_access_key: _Printable = Field(repr=False, min_length=1)
    session_token: _Printable = Field("", repr=False)
    expires_at: Positive
    """Seconds since the epoch."""


class StreamGrantReply(Reply):
    """Where the stream of a session is opened, and with what."""

    session_id: _SessionId
    region: _Region
    endpoint: _Endpoint
    """To which the operation's path is added."""
    authority: _Pem = ""
    """In PEM, what signed the endpoint's certificate, to be trusted for this stream alone; empty for those that the
    machine trusts."""
    credentials: StreamCredentialsReply = Field(repr=False)

    @classmethod
    def of(cls, grant: StreamGrant) -> Self:
        """Tell all of a grant."""
        key = grant.credentials
        return cls(
            session_id=grant.session_id,
            region=grant.region,
            endpoint=grant.endpoint,
            authority=grant.authority_pem,
            credentials=StreamCredentialsReply(
                access_key_id=key.access_key_id,
                secret_access_key=key.secret_access_key,
                session_token=key.session_token,
                expires_at=key.expires_at_s,
            ),
        )

    def to_grant(self) -> StreamGrant:
        """Return the grant."""
        key = self.credentials
        return StreamGrant(
            self.session_id,
            self.region,
            self.endpoint,
            StreamCredentials(key.access_key_id, key.secret_access_key, key.session_token, key.expires_at),
            self.authority,
        )
