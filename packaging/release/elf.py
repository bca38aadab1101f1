"""What a program or shared library for Linux says of itself."""

from pathlib import Path

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile


def needed(binary: Path) -> list[str]:
    """File names of the libraries that an ELF file asks for itself, which `ldd` mixes with those that they ask for."""
    with binary.open("rb") as file:
        dynamic = ELFFile(file).get_section_by_name(".dynamic")
        if not isinstance(dynamic, DynamicSection):
            return []
        tags = (tag for tag in dynamic.iter_tags() if tag.entry.d_tag == "DT_NEEDED")
        return [tag.needed for tag in tags]  # type: ignore[attr-defined]
