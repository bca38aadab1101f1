"""All species, in the order of the report, with what the product aims at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.errors import NothingToEvaluate
from kiosk.evaluation.liveness.session.backend import IN_HAND as HELD_TERMINAL
from kiosk.evaluation.liveness.session.backend import ClientClaim
from kiosk.evaluation.liveness.simulation.digital_attack import Trick
from kiosk.evaluation.liveness.simulation.display import MONITOR, PHONE, TABLET
from kiosk.evaluation.liveness.simulation.print_attack import Shape
from kiosk.evaluation.liveness.species.clip_attack import clip_and_mirror, suits
from kiosk.evaluation.liveness.species.injected import (
    Author,
    bot,
    foreign_token,
    one_photograph,
    rebuilt_chain,
    stitched,
)
from kiosk.evaluation.liveness.species.near import NEAR_SPECIES
from kiosk.evaluation.liveness.species.presented import (
    Playing,
    digital,
    genuine,
    genuine_in_bright_room,
    genuine_in_hand,
    morphed,
    printed,
    relief,
    replayed,
    shown_still,
    swapped,
    swapped_frames,
    worn_mask,
)
from kiosk.evaluation.liveness.species.species import Kind, Species

NONE, REPLAY, BENT, RELIEF, STOLEN_KEY = 0.0, 0.02, 0.05, 0.10, 0.20
GENTLE_DEG, BENDS_DEG = (40, 60), (80, 100, 120, 140, 180)
"""Over the width of the face."""
VIRTUAL_CAMERA = ClientClaim("OBS Virtual Camera", CameraDevice("linux", "/dev/video9", "v4l2 loopback", "virtual"))
SCRIPTED = ClientClaim(
    stream=CameraStream(
        frames=80,
        interval_median_ms=83.0,
        interval_deviation_ms=4.0,
        noise_pairs=70,
        noise_level=1.4,
    )
)
"""What a script says that knows what a terminal would: its author has stolen the terminal's key."""
WITHOUT_KEY = replace(SCRIPTED, has_key=False)
HELD = ClientClaim(terminal=HELD_TERMINAL)
"""By a terminal that the backend expects in the customer's hand."""
NO_LIGHT = ClientClaim(needs=CustomerNeeds(photosensitive=True))
SCRIPTED_NO_LIGHT = replace(SCRIPTED, needs=CustomerNeeds(photosensitive=True))
"""Whoever asks for the check without light, which is the client's word."""
RESTARTS = 12


def _prints() -> Iterator[Species]:
    attack = Kind.PRESENTATION
    yield Species("flat_print", attack, "flat print, tilted and shifted", printed(Shape()), goal=NONE)
    gentle = [Shape(bend) for bend in GENTLE_DEG]
    yield Species("bent_gently", attack, "print bent by 40 or 60 degrees", printed(*gentle), goal=NONE)
    for bend in BENDS_DEG:
        yield Species(f"bent_{bend}", attack, f"print bent by {bend} degrees", printed(Shape(bend)), goal=BENT)
    gradual = [Shape(bend, is_gradual=True) for bend in (*GENTLE_DEG, *BENDS_DEG)]
    title = "print bent while it is turned, by 40 to 180 degrees at most"
    yield Species("bent_gradually", attack, title, printed(*gradual), goal=NONE)
    level = [Shape(bend, is_level=True) for bend in (60, 80, 100, 120)]
    title = "print bent by 60 to 120 degrees about a level axis"
    yield Species("bent_level", attack, title, printed(*level), goal=BENT)
    eyes = Shape(80, has_eyes=True)
    yield Species("cut_out_eyes", attack, "print bent by 80 degrees with cut-out eyes", printed(eyes), goal=BENT)
    nose = Shape(80, nose=0.16)
    yield Species("paper_nose", attack, "paper nose on a print bent by 80 degrees", printed(nose), goal=BENT)
    for percent in (30, 40, 50):
        title = f"relief with {percent} % of a head's depth"
        yield Species(f"relief_{percent}", attack, title, relief(percent / 100), goal=RELIEF)
    yield Species("worn_mask", attack, "worn mask with real eyes behind it", worn_mask)


def _replays() -> Iterator[Species]:
    attack = Kind.PRESENTATION
    yield Species("still_tablet", attack, "still photograph on a tablet, tilted", shown_still(TABLET), goal=REPLAY)
    for device in (PHONE, TABLET, MONITOR):
        title = f"recorded turns on a {device.name}, moved"
        yield Species(f"replay_{device.name}", attack, title, replayed(device, moved=True), goal=REPLAY)
    unmoved = replayed(MONITOR, moved=False)
    yield Species("replay_unmoved", attack, "recorded turns on a monitor that stays", unmoved, goal=REPLAY)
    looped = replayed(TABLET, moved=True, playing=Playing.LOOPED)
    yield Species("looped", attack, "video in a loop on a tablet, moved", looped, goal=NONE)
    slowed = replayed(TABLET, moved=True, playing=Playing.SLOWED)
    yield Species("slowed", attack, "video in slow motion on a tablet, moved", slowed, goal=REPLAY)


def _replaced_people() -> Iterator[Species]:
    attack = Kind.INJECTION
    yield Species("swap", attack, "one person looks straight, another turns", swapped, goal=NONE, changes_person=True)
    morph = "a morph at the start, then an attacker, then the victim"
    yield Species("morph", attack, morph, morphed, goal=NONE, has_id_photo=True, changes_person=True)
    few = "4, 8 or 12 frames that prove nothing show a stranger"
    yield Species("swapped_frames", attack, few, swapped_frames(4, 8, 12), goal=NONE, changes_person=True)


def _recordings() -> Iterator[Species]:
    attack = Kind.INJECTION
    yield Species("stitched", attack, "two photographs, frontal and turned", inject=stitched, goal=NONE, told=SCRIPTED)
    yield Species("bot", attack, "one photograph, shifted", inject=bot, goal=NONE, told=SCRIPTED)
    virtual = digital(Trick())
    yield Species(
        "virtual_camera", attack, "recorded turns from a virtual camera", virtual, goal=NONE, told=VIRTUAL_CAMERA
    )
    patched = digital(Trick(keeps_room=True, tints=True))
    yield Species(
        "patched_client",
        attack,
        "recorded turns, cut out, moved and tinted, in a patched client",
        patched,
        goal=REPLAY,
        told=SCRIPTED,
    )
    yield Species(
        "rebuilt_chain",
        attack,
        "another session's frames, numbered and chained anew",
        inject=rebuilt_chain,
        goal=NONE,
        told=SCRIPTED,
    )
    title = "another session's frames with another challenge's token"
    yield Species("foreign_token", attack, title, inject=foreign_token, goal=NONE, told=SCRIPTED)
    yield Species(
        "clip_and_mirror", attack, f"one clip and its mirror image, up to {RESTARTS} starts", answer=clip_and_mirror,
        suits=suits, attempts=RESTARTS, goal=NONE, told=SCRIPTED,
    )  # fmt: skip


def _scripts() -> Iterator[Species]:
    attack = Kind.INJECTION
    for suffix, author, title in (
        ("", Author(noise=True), "one photograph, warped in 3-D by a script"),
        (
            "_gaze",
            Author(gaze=True, noise=True),
            "one photograph, warped by a script, with eyes that stay on the screen",
        ),
        (
            "_light",
            Author(light=True, noise=True),
            "one photograph, warped by a script and lit as a face is, with eyes that turn along",
        ),
        (
            "_gaze_light",
            Author(gaze=True, light=True, noise=True),
            "one photograph, warped by a script and lit as a face is, with eyes that stay on the screen",
        ),
    ):
        yield Species(
            f"photo_injection{suffix}", attack, title, inject=one_photograph(author), goal=STOLEN_KEY, told=SCRIPTED
        )
    knowing = one_photograph(Author(gaze=True, light=True, noise=True))
    title = "one photograph, warped, lit and with eyes that stay, by a script without a terminal's key"
    yield Species("photo_injection_no_key", attack, title, inject=knowing, goal=NONE, told=WITHOUT_KEY)


def _without_light() -> Iterator[Species]:
    """Attackers who ask for no light, which their recordings and scripts would not answer."""
    attack, injection = Kind.PRESENTATION, Kind.INJECTION
    for device in (TABLET, MONITOR):
        title = f"recorded turns on a {device.name}, moved, by whoever asks for no light"
        moved = replayed(device, moved=True)
        yield Species(f"replay_{device.name}_no_light", attack, title, moved, goal=REPLAY, told=NO_LIGHT)
    unmoved, title = (
        replayed(MONITOR, moved=False),
        "recorded turns on a monitor that stays, by whoever asks for no light",
    )
    yield Species("replay_unmoved_no_light", attack, title, unmoved, goal=REPLAY, told=NO_LIGHT)
    yield Species(
        "patched_client_no_light",
        injection,
        "recorded turns, cut out and moved, in a patched client that asks for no light",
        digital(Trick(keeps_room=True)),
        goal=REPLAY,
        told=SCRIPTED_NO_LIGHT,
    )
    yield Species(
        "photo_injection_no_light",
        injection,
        "one photograph, warped, with eyes that stay on the screen, by a script that asks for no light",
        inject=one_photograph(Author(gaze=True, noise=True)),
        goal=STOLEN_KEY,
        told=SCRIPTED_NO_LIGHT,
    )


GENUINE = Species("genuine", Kind.BONA_FIDE, "people before a fixed terminal", genuine)
IN_HAND = Species(
    "genuine_in_hand", Kind.BONA_FIDE, "people before a terminal held in hand", genuine_in_hand, told=HELD
)
IN_BRIGHT_ROOM = Species(
    "genuine_bright", Kind.BONA_FIDE, "people in rooms of 500 to 1,500 lx on the face", genuine_in_bright_room
)
WITHOUT_LIGHT = Species(
    "genuine_no_light", Kind.BONA_FIDE, "people who cannot have coloured light", genuine, told=NO_LIGHT
)
TURN_LITTLE, NEED_TIME = CustomerNeeds(turns_little=True), CustomerNeeds(needs_more_time=True)
TURNING_LITTLE, SLOW = (
    replace(
        GENUINE, name="genuine_turning_little", title="people who cannot turn far", told=ClientClaim(needs=TURN_LITTLE)
    ),
    replace(GENUINE, name="genuine_slow", title="people who need more time", told=ClientClaim(needs=NEED_TIME)),
)
PEOPLE = (GENUINE, IN_HAND, IN_BRIGHT_ROOM, WITHOUT_LIGHT, TURNING_LITTLE, SLOW)
EASED = (
    "bent_100", "bent_level", "paper_nose", "relief_50", "replay_tablet", "replay_unmoved", "clip_and_mirror",
    "photo_injection",
)  # fmt: skip
"""Attacks that are tried once more by whoever says to be a customer who needs an easier challenge."""


def _eased(attacks: Mapping[str, Species]) -> Iterator[Species]:
    """Attackers who say that they cannot turn far, or need more time: nobody can check that."""
    wishes = (("turning_little", TURN_LITTLE, "cannot turn far"), ("slow", NEED_TIME, "needs more time"))
    for name in EASED:
        attack = attacks[name]
        for suffix, needs, words in wishes:
            title = f"{attack.title}, by whoever {words}"
            yield replace(attack, name=f"{name}_{suffix}", title=title, told=replace(attack.told, needs=needs))


def _list_species() -> Iterator[Species]:
    attacks = (*_prints(), *_replays(), *_replaced_people(), *_recordings(), *_scripts())
    yield from (*PEOPLE, *attacks, *_without_light(), *_eased({each.name: each for each in attacks}))


SPECIES: Mapping[str, Species] = MappingProxyType({each.name: each for each in _list_species()})
"""Of the nose challenge."""
NEAR: Mapping[str, Species] = MappingProxyType({each.name: each for each in NEAR_SPECIES})
ALL_SPECIES: Mapping[str, Species] = MappingProxyType({**SPECIES, **NEAR})


def choose(names: Sequence[str], *, near: bool = False) -> tuple[Species, ...]:
    """Those of these names, all without any, of the challenge of coming near or of the other one.

    Raises NothingToEvaluate for one that is not known there.
    """
    known = NEAR if near else SPECIES
    unknown = [name for name in names if name not in known]
    if unknown:
        raise NothingToEvaluate(f"no species is called {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(known[name] for name in names) if names else tuple(known.values())
