"""The bill of materials: what the program consists of, in CycloneDX 1.6, the same bytes for the same bundle."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import distribution, version
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from release import attribution, distributions, licences
from release.checksums import sha256
from release.layout import BUNDLE_ID, PUBLISHER, VERSION, Target, source_date_epoch, this_target
from release.native_parts import PYTHON, STUBS, Part

_KNOWN = {"Qt": lambda: version("PySide6-Essentials"), STUBS.name: lambda: VERSION}
"""Versions that no file tells."""
_MODEL_LICENCES = {".dat": "CC0-1.0", ".onnx": "Apache-2.0", ".tflite": "Apache-2.0"}


def write(bundle: Path, out_dir: Path) -> Path:
    """Write the bill of a bundle that this environment has made; raises Unattributed, NotAllowed."""
    target = this_target()
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / target.file_name(".cdx.json")
    path.write_text(JsonV1Dot6(bom(bundle, target)).output_as_string(indent=2) + "\n", encoding="utf-8", newline="\n")
    return path


def bom(bundle: Path, target: Target) -> Bom:
    """The bill itself."""
    found, pins = attribution.contents(bundle), distributions.pins()
    program = _component("kiosk", VERSION, "Apache-2.0", kind=ComponentType.APPLICATION)
    program.supplier = OrganizationalEntity(name=PUBLISHER)
    components = [
        *(_distribution(name, pins.get(name), files, bundle) for name, files in found.distributions.items()),
        *(_part(part, files, bundle) for (part, _), files in found.parts.items()),
        _component(PYTHON.name, attribution.python_version(), PYTHON.licence, _files(found.python, bundle)),
        _bootloader(_files(found.launchers, bundle)),
        *(_model(path, bundle) for path in found.models),
    ]
    made = Bom(components=components, serial_number=uuid5(NAMESPACE_URL, f"{BUNDLE_ID}:{target.file_name('')}"))
    made.metadata.component = program
    made.metadata.timestamp = datetime.fromtimestamp(source_date_epoch(), UTC)
    made.register_dependency(program, components)
    return made


def _component(
    name: str,
    number: str,
    licence: str,
    files: Iterable[Component] = (),
    *,
    kind: ComponentType = ComponentType.LIBRARY,
    purl: PackageURL | None = None,
) -> Component:
    return Component(
        name=name,
        version=number or None,
        type=kind,
        purl=purl,
        bom_ref=str(purl) if purl else f"{name}@{number}",
        licenses=[LicenseExpression(licence)],
        components=files,
    )


def _distribution(name: str, pin: distributions.Pin | None, files: Sequence[Path], bundle: Path) -> Component:
    of = distribution(name)
    purl = PackageURL("pypi", None, name, of.version)
    made = _component(name, of.version, licences.require_allowed(of), _files(files, bundle), purl=purl)
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in (pin.sha256 if pin else ())]
    reference = ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(str(purl)), hashes=hashes)
    made.external_references.add(reference)
    return made


def _part(part: Part, files: Sequence[Path], bundle: Path) -> Component:
    known = _KNOWN[part.name]() if part.name in _KNOWN else part.version(files)
    made = _component(part.name, known, part.licence, _files(files, bundle))
    made.bom_ref.value = f"{part.name}@{known}:{attribution.place_of(files[0], bundle).parent}"
    made.description = part.description or None
    if part.cpe_vendor and known:
        made.cpe = f"cpe:2.3:a:{part.cpe_vendor}:{part.name.lower().replace(' ', '_')}:{known}:*:*:*:*:*:*:*"
    return made


def _bootloader(files: Iterable[Component]) -> Component:
    number = version("pyinstaller")
    made = _component("pyinstaller-bootloader", number, "GPL-2.0-or-later WITH Bootloader-exception", files)
    made.description = "Starts the frozen program"
    return made


def _model(path: Path, bundle: Path) -> Component:
    made = _file(path, bundle)
    made.type = ComponentType.MACHINE_LEARNING_MODEL
    made.name = path.name
    made.properties.add(Property(name="kiosk:place", value=path.relative_to(bundle).as_posix()))
    made.licenses.add(LicenseExpression(_MODEL_LICENCES[path.suffix]))
    return made


def _files(paths: Iterable[Path], bundle: Path) -> list[Component]:
    return [_file(path, bundle) for path in paths]


def _file(path: Path, bundle: Path) -> Component:
    place = path.relative_to(bundle).as_posix()
    digest = HashType(alg=HashAlgorithm.SHA_256, content=sha256(path))
    return Component(name=place, type=ComponentType.FILE, bom_ref=f"file:{place}", hashes=[digest])
