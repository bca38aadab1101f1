"""The commands of Apple's tools that make an application ready for others, as lists of arguments."""

from pathlib import Path

from release.binaries import binaries
from release.layout import BUNDLE_ID, PACKAGING, PRODUCT, VERSION

Command = list[str]
MACOS = PACKAGING / "macos"
ENTITLEMENTS = MACOS / "entitlements.plist"


def sign(app: Path, identity: str) -> list[Command]:
    """Sign from the inside out, with hardened runtime and a time stamp; programs get the entitlements."""
    programs = app / "Contents" / "MacOS"
    main = programs / "kiosk"
    nested = sorted({*binaries(app), *app.rglob("*.framework")} - {main}, key=_deepest_first)
    inside = [_codesign(path, identity, is_program=path.parent == programs) for path in nested]
    return [*inside, _codesign(app, identity, is_program=True)]


def _deepest_first(path: Path) -> tuple[int, str]:
    return -len(path.parts), str(path)


def _codesign(path: Path, identity: str, *, is_program: bool) -> Command:
    entitled = ["--entitlements", str(ENTITLEMENTS)] if is_program else []
    return ["codesign", "--force", "--options", "runtime", "--timestamp", *entitled, "--sign", identity, str(path)]


def seal(app: Path) -> list[Command]:
    """Sign without an identity, which seals the files as they are, and check it."""
    return [["codesign", "--force", "--deep", "--sign", "-", str(app)], *verify(app)]


def sign_image(image: Path, identity: str) -> list[Command]:
    """Sign a disk image."""
    return [["codesign", "--force", "--timestamp", "--sign", identity, str(image)]]


def verify(app: Path) -> list[Command]:
    """Check the application's signatures; before it is notarised."""
    return [["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app)]]


def assess(path: Path) -> list[Command]:
    """Ask Gatekeeper, as it will be asked at the bank; after notarising and stapling."""
    if path.suffix == ".pkg":
        return [
            ["pkgutil", "--check-signature", str(path)],
            ["spctl", "--assess", "--type", "install", "--verbose=2", str(path)],
        ]
    kind = ["open", "--context", "context:primary-signature"] if path.suffix == ".dmg" else ["execute"]
    return [["spctl", "--assess", "--type", *kind, "--verbose=2", str(path)]]


def notarise(path: Path, keychain_profile: str, work: Path, keychain: str = "") -> list[Command]:
    """Send an application, image or package to Apple and wait; the profile is `notarytool store-credentials`'s."""
    upload = work / f"{path.stem}.zip" if path.suffix == ".app" else path
    # A zip made by other tools loses what the signatures of frameworks are about.
    packed = [["ditto", "-c", "-k", "--keepParent", str(path), str(upload)]] if upload != path else []
    credentials = ["--keychain-profile", keychain_profile, *(["--keychain", keychain] if keychain else [])]
    return [*packed, ["xcrun", "notarytool", "submit", str(upload), *credentials, "--wait", "--timeout", "1h"]]


def staple(path: Path) -> list[Command]:
    """Attach Apple's ticket, so that Macs without network accept it."""
    return [["xcrun", "stapler", "staple", str(path)], ["xcrun", "stapler", "validate", str(path)]]


def dmg(folder: Path, image: Path) -> list[Command]:
    """A disk image of a folder, for whoever installs by hand."""
    source = ["-volname", PRODUCT, "-srcfolder", str(folder), "-fs", "HFS+"]
    return [["hdiutil", "create", *source, "-format", "ULFO", "-ov", str(image)]]


def pkg(root: Path, components: Path, package: Path, identity: str | None, work: Path) -> list[Command]:
    """An installer package of a folder laid out as the disk, for device management; unsigned without an identity."""
    component = work / "component.pkg"
    what = ["--identifier", f"{BUNDLE_ID}.pkg", "--version", VERSION, "--install-location", "/"]
    source = ["--root", str(root), "--component-plist", str(components), "--scripts", str(MACOS / "scripts")]
    signed = ["--sign", identity, "--timestamp"] if identity else []
    return [
        ["pkgbuild", *source, *what, "--ownership", "recommended", str(component)],
        ["productbuild", "--package", str(component), *signed, str(package)],
    ]
