"""Operations in any order, with restarts, against a model of a few dictionaries."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.rekognition_local.errors import ConflictException, ResourceNotFoundException
from tests.fakes.collection_engine import Service, person, photo

NAMES = st.sampled_from(["anna", "berta", "clara"])
PEOPLE = st.integers(0, 4)
NUMBERS = st.integers(0, 50)


class Collections(RuleBasedStateMachine):
    """`faces` says whose each face is, `users` who there is."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.service = Service(Path(self.folder.name))
        self.service("CreateCollection", CollectionId="c")
        self.faces: dict[str, str | None] = {}
        self.users: set[str] = set()

    @rule(number=PEOPLE, shot=NUMBERS)
    def index(self, number: int, shot: int) -> None:
        self.faces |= dict.fromkeys(self.service.index(photo(number, shot), person(number + 5)))

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=3))
    def delete(self, numbers: list[int]) -> None:
        if wanted := self._chosen(numbers):
            answer = self.service("DeleteFaces", CollectionId="c", FaceIds=wanted)
            free = {face for face in wanted if self.faces[face] is None}
            assert set(answer["DeletedFaces"]) == free
            assert {each["UserId"] for each in answer["UnsuccessfulFaceDeletions"]} <= self.users
            self.faces = {face: user for face, user in self.faces.items() if face not in free}

    @rule(name=NAMES)
    def create_user(self, name: str) -> None:
        try:
            self.service("CreateUser", CollectionId="c", UserId=name)
        except ConflictException:
            assert name in self.users
        self.users.add(name)

    @rule(name=NAMES)
    def delete_user(self, name: str) -> None:
        try:
            self.service("DeleteUser", CollectionId="c", UserId=name)
        except ResourceNotFoundException:
            assert name not in self.users
        self.users.discard(name)
        self.faces = {face: None if user == name else user for face, user in self.faces.items()}

    @rule(name=NAMES, numbers=st.lists(NUMBERS, min_size=1, max_size=3), threshold=st.sampled_from([0, 75]))
    def associate(self, name: str, numbers: list[int], threshold: float) -> None:
        if name in self.users and (wanted := self._chosen(numbers)):
            members = {"CollectionId": "c", "UserId": name, "FaceIds": wanted, "UserMatchThreshold": threshold}
            added = [each["FaceId"] for each in self.service("AssociateFaces", **members)["AssociatedFaces"]]
            free = [face for face in wanted if self.faces[face] is None]
            assert set(added) <= set(free)
            assert added == free or (threshold > 0 and name in self.faces.values())
            self.faces |= dict.fromkeys(added, name)

    @rule(name=NAMES, numbers=st.lists(NUMBERS, min_size=1, max_size=3))
    def disassociate(self, name: str, numbers: list[int]) -> None:
        if name in self.users and (wanted := self._chosen(numbers)):
            answer = self.service("DisassociateFaces", CollectionId="c", UserId=name, FaceIds=wanted)
            own = [face for face in wanted if self.faces[face] == name]
            assert [each["FaceId"] for each in answer["DisassociatedFaces"]] == own
            self.faces |= dict.fromkeys(own)

    @rule()
    def restart(self) -> None:
        engine = self.service.engine
        self.service.store.close()
        self.service = Service(Path(self.folder.name), engine)

    @invariant()
    def lists_and_searches_agree(self) -> None:
        listed = self.service("ListFaces", CollectionId="c")["Faces"]
        assert {face["FaceId"]: face.get("UserId") for face in listed} == self.faces
        status = {user: "ACTIVE" if user in self.faces.values() else "CREATED" for user in self.users}
        users = self.service("ListUsers", CollectionId="c")["Users"]
        assert {user["UserId"]: user["UserStatus"] for user in users} == status
        image = self.service.engine.picture(person(0))
        found = self.service("SearchFacesByImage", CollectionId="c", Image=image, FaceMatchThreshold=0)
        assert {match["Face"]["FaceId"] for match in found["FaceMatches"]} == self.faces.keys()
        alike = self.service("SearchUsersByImage", CollectionId="c", Image=image, UserMatchThreshold=0)
        active = {user for user, state in status.items() if state == "ACTIVE"}
        assert {match["User"]["UserId"] for match in alike["UserMatches"]} == active

    def teardown(self) -> None:
        self.service.store.close()
        self.folder.cleanup()

    def _chosen(self, numbers: list[int]) -> list[str]:
        faces = list(self.faces)
        return list(dict.fromkeys(faces[number % len(faces)] for number in numbers)) if faces else []


TestCollections = Collections.TestCase
TestCollections.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
