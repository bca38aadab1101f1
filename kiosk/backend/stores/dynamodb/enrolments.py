"""Enrolments in DynamoDB's one table: a user's record and faces under the user, and small items to find them by.

References stand in the records, which the table encrypts at rest, and never in a key. None of these items has a time
at which DynamoDB deletes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from kiosk.backend.enrolment.records import Checkpoint, Enrolment, EnrolmentState, Layouts, MappedFace
from kiosk.backend.stores.aws.backoff import RetryBudget
from kiosk.backend.stores.aws.tags import UNTAGGED, Tags
from kiosk.backend.stores.dynamodb.items import PARTITION_KEY, SORT_KEY, Item, key, number
from kiosk.backend.stores.dynamodb.reference_hash import DynamoReferenceHash
from kiosk.backend.stores.dynamodb.table import Condition, Table, unchanged
from kiosk.errors import CustomerExists, StorageFailed, StoreTampered

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

RECORD, FACE, LAST = "enrolment", "face#", "~"
UNFINISHED, PLAN, LAYOUTS, CHECKPOINT = "enrolments#unfinished", "enrolments#plan", "layouts", "checkpoint"
DIGITS = "0123456789abcdef"
"""Users who are whole are listed under the first digit of their random ids, so that no partition takes all writes."""
_NEW = Condition(f"attribute_not_exists({PARTITION_KEY})")
_TIMES = ("started_at_s", "seen_at_s")
_TEXTS = ("user", "customer", "state", "claim")


class DynamoEnrolments:
    """Implements `EnrolmentStore`; besides StorageFailed every method raises Busy and ServiceUnavailable.

    A claim is a nonce: by it a writer whose answer was lost knows its own work again.
    """

    def __init__(self, client: "DynamoDBClient", table: str, tags: Tags = UNTAGGED) -> None:
        self._table = Table(client, table, tags)
        self._key_of = DynamoReferenceHash(self._table)

    def add(self, enrolment: Enrolment) -> None:
        """A pending enrolment: one transaction."""
        pointer = {**self._pointer(enrolment.customer), "user": {"S": enrolment.user}}
        writes = [
            self._put(pointer, _NEW),
            self._put(_record(enrolment)),
            self._put(_listed(UNFINISHED, enrolment.user)),
        ]
        patience = RetryBudget()
        while self._table.transact(writes):
            found = self._table.get(self._pointer(enrolment.customer))
            if found is not None and found["user"]["S"] == enrolment.user:
                return
            if found is not None:
                raise CustomerExists
            patience.wait()

    def find(self, customer: str) -> Enrolment | None:
        """The customer's enrolment: two reads."""
        pointer = self._table.get(self._pointer(customer))
        found = None if pointer is None else self.of_user(str(pointer["user"]["S"]))
        if found is not None and found.customer != customer:
            raise StoreTampered("an enrolment lies under the reference of another customer")
        return found

    def of_user(self, user: str) -> Enrolment | None:
        """The enrolment of a user: one read."""
        item = self._table.get(key(_partition(user), RECORD))
        return None if item is None else _enrolment(item)

    def move(self, enrolment: Enrolment, state: EnrolmentState, claim: str) -> bool:
        """Go on to another state: one transaction."""
        after = replace(enrolment, state=state, claim=claim)
        further = [
            self._put(_listed(UNFINISHED, enrolment.user)),
            self._delete(_listed(_active(enrolment.user), enrolment.user)),
        ]
        return self._changed(enrolment, after, further)

    def activate(self, enrolment: Enrolment, now_s: float, layouts_version: int) -> bool:
        """Pending to active, while the layouts are of this version: one transaction."""
        after = replace(enrolment, state=EnrolmentState.ACTIVE, seen_at_s=now_s)
        as_known = Condition("#version = :version", {"#version": "version"}, {":version": {"N": str(layouts_version)}})
        further = [
            self._check(key(PLAN, LAYOUTS), as_known),
            self._delete(_listed(UNFINISHED, enrolment.user)),
            self._put(_listed(_active(enrolment.user), enrolment.user)),
        ]
        return self._changed(enrolment, after, further, layouts_version)

    def activate_without_face(self, enrolment: Enrolment, now_s: float) -> bool:
        """Pending to WITHOUT_FACE: one transaction."""
        after = replace(enrolment, state=EnrolmentState.WITHOUT_FACE, seen_at_s=now_s)
        further = [
            self._delete(_listed(UNFINISHED, enrolment.user)),
            self._put(_listed(_active(enrolment.user), enrolment.user)),
        ]
        return self._changed(enrolment, after, further)

    def touch(self, enrolment: Enrolment, now_s: float) -> None:
        """The customer was seen now: one read and one write."""
        self._changed(enrolment, replace(enrolment, seen_at_s=now_s), ())

    def put_face(self, enrolment: Enrolment, face: MappedFace) -> bool:
        """Write down a face of this customer: one transaction."""
        item = {
            **_face_key(enrolment.user, face),
            "image": {"S": face.image},
            "box": {"S": _FACE.dump_json(face).decode()},
        }
        return self._changed(enrolment, enrolment, [self._put(item)])

    def faces(self, user: str) -> tuple[MappedFace, ...]:
        """The user's faces in all collections."""
        found = self._table.between(_partition(user), FACE, FACE + LAST)
        return tuple(_read(_FACE, item["box"]["S"]) for item in found)

    def drop_faces(self, user: str, faces: Sequence[MappedFace]) -> None:
        """Forget these faces of a user."""
        self._table.delete([_face_key(user, face) for face in faces])

    def remove(self, enrolment: Enrolment) -> None:
        """Forget an enrolment that is being undone or erased; its record last, by which the rest is found again."""
        if enrolment.state not in (EnrolmentState.UNDOING, EnrolmentState.ERASING):
            return
        self.drop_faces(enrolment.user, self.faces(enrolment.user))
        record = {**key(_partition(enrolment.user), RECORD)}
        writes = [
            self._delete(record, _still(enrolment)),
            self._delete(self._pointer(enrolment.customer)),
            self._delete(_listed(UNFINISHED, enrolment.user)),
        ]
        patience = RetryBudget()
        while self._table.transact(writes) and self.of_user(enrolment.user) == enrolment:
            patience.wait()

    def list_unfinished(self, before_s: float) -> tuple[Enrolment, ...]:
        """Those that were begun before then and are pending, and all that are being undone or erased."""
        found = (self.of_user(user) for user in self._listed_after(UNFINISHED, ""))
        return tuple(
            each
            for each in found
            if each is not None
            and (each.state is not EnrolmentState.PENDING or each.started_at_s < before_s)
            and not each.state.is_whole
        )

    def after(self, user: str, limit: int, state: EnrolmentState = EnrolmentState.ACTIVE) -> tuple[Enrolment, ...]:
        """The next ones in this state by user: one read for each that is whole, and one for each page of the list."""
        digits = DIGITS[DIGITS.index(user[0]) :] if user else DIGITS
        users = (each for digit in digits for each in self._listed_after(_active(digit), user))
        found = (self.of_user(each) for each in users)
        return tuple(islice((each for each in found if each and each.state is state), limit))

    def layouts(self) -> Layouts | None:
        """The layouts: one read."""
        item = self._table.get(key(PLAN, LAYOUTS))
        return None if item is None else _read(_LAYOUTS, item["value"]["S"])

    def put_layouts(self, layouts: Layouts) -> bool:
        """Replace the version before, or be the first: one write."""
        before = {":before": {"N": str(layouts.version - 1)}}
        condition = _NEW if layouts.version == 1 else Condition("#version = :before", {"#version": "version"}, before)
        value = {"version": {"N": str(layouts.version)}, "value": {"S": _LAYOUTS.dump_json(layouts).decode()}}
        return self._table.put({**key(PLAN, LAYOUTS), **value}, condition) or self.layouts() == layouts

    def checkpoint(self) -> Checkpoint | None:
        """Where the migration stands: one read."""
        item = self._table.get(key(PLAN, CHECKPOINT))
        return None if item is None else _read(_CHECKPOINT, item["value"]["S"])

    def put_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Write down where it stands: one write."""
        value = {"value": {"S": _CHECKPOINT.dump_json(checkpoint).decode()}}
        always = Condition(f"attribute_exists({PARTITION_KEY}) OR attribute_not_exists({PARTITION_KEY})")
        self._table.put({**key(PLAN, CHECKPOINT), **value}, always)

    def _changed(
        self,
        enrolment: Enrolment,
        after: Enrolment,
        further: Sequence[Mapping[str, Any]],
        layouts_version: int | None = None,
    ) -> bool:
        """Whether this was written, and what goes with it: one read and one transaction; both again where they met
        others, until the enrolment is not as it was."""
        patience, tried = RetryBudget(), False
        while True:
            item = self._table.get(key(_partition(enrolment.user), RECORD))
            if item is None:
                return False
            found = _enrolment(item)
            if (found.state, found.claim) != (enrolment.state, enrolment.claim):
                return tried and (found.state, found.claim) == (after.state, after.claim)
            layouts = None if layouts_version is None else self.layouts()
            if layouts is not None and layouts.version != layouts_version:
                return False
            tried = True
            if not self._table.transact([self._put(_record(after), unchanged(item)), *further]):
                return True
            patience.wait()

    def _listed_after(self, partition: str, user: str) -> Iterator[str]:
        # A space sorts before everything that a longer id could go on with.
        for item in self._table.between(partition, f"{user} ", LAST):
            yield str(item[SORT_KEY]["S"])

    def _pointer(self, customer: str) -> Item:
        return key(f"customer#{self._key_of('enrolment', customer)}", RECORD)

    def _put(self, item: Item, condition: Condition | None = None) -> Mapping[str, Any]:
        return self._table.putting(item, condition)

    def _check(self, place: Item, condition: Condition) -> Mapping[str, Any]:
        return {"ConditionCheck": {"TableName": self._table.name, "Key": place, **condition.arguments()}}

    def _delete(self, place: Item, condition: Condition | None = None) -> Mapping[str, Any]:
        arguments = condition.arguments() if condition is not None else {}
        return {"Delete": {"TableName": self._table.name, "Key": place, **arguments}}


_FACE, _LAYOUTS, _CHECKPOINT = TypeAdapter(MappedFace), TypeAdapter(Layouts), TypeAdapter(Checkpoint)


def _still(enrolment: Enrolment) -> Condition:
    """The enrolment is as its caller knows it."""
    known = {":state": {"S": enrolment.state}, ":claim": {"S": enrolment.claim}}
    return Condition("#state = :state AND claim = :claim", {"#state": "state"}, known)


def _partition(user: str) -> str:
    return f"user#{user}"


def _active(user: str) -> str:
    return f"enrolments#{user[0]}"


def _listed(partition: str, user: str) -> Item:
    return key(partition, user)


def _face_key(user: str, face: MappedFace) -> Item:
    return key(_partition(user), f"{FACE}{face.collection}#{face.face_id}")


def _record(enrolment: Enrolment) -> Item:
    return {
        **key(_partition(enrolment.user), RECORD),
        **{name: {"S": str(getattr(enrolment, name))} for name in _TEXTS},
        **{name: {"N": number(getattr(enrolment, name))} for name in _TIMES},
    }


def _enrolment(item: Item) -> Enrolment:
    user, customer, state, claim = (str(item[name]["S"]) for name in _TEXTS)
    return Enrolment(user, customer, EnrolmentState(state), claim, *(float(item[name]["N"]) for name in _TIMES))


def _read(model: TypeAdapter[Any], text: str) -> Any:
    try:
        return model.validate_json(text)
    except ValidationError as error:
        raise StorageFailed("an enrolment does not read") from error
