"""Commands about the keys that everything is encrypted and tagged with."""

import typer

from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings, load


def add_commands(app: typer.Typer) -> None:
    """Offer `kiosk rotate-key` and `kiosk tag-store`."""
    app.command()(rotate_key)
    app.command()(tag_store)


def rotate_key() -> None:
    """Encrypt the data folder with a new key and destroy the old one; stop the backend first.

    Interrupted, it goes on when it is started again.
    """
    from kiosk.backend.build.rotate_key import rotate_key
    from kiosk.rekognition_local.own_liveness import discard_sessions

    settings = load()
    if settings.adapters == "aws":
        raise SettingsInvalid("adapters: keys on AWS are rotated there, see packaging/aws/README.md")
    rotate_key(settings.data_dir)
    # Sealed with the key that is gone, and nobody waits for them.
    discard_sessions(settings)
    _rotate_key_of_stand_in(settings)
    typer.echo("the data folder has a new key, the old one is destroyed")


def _rotate_key_of_stand_in(settings: Settings) -> None:
    """Do the same for what rekognition-local keeps, which is no part of the installed program."""
    from kiosk.backend.build.rotate_key import DATABASES, rotate_key
    from kiosk.backend.stores.files.master_key import FILE_NAME

    try:
        from kiosk.rekognition_local.build import FOLDER
        from kiosk.rekognition_local.liveness.store import LIVENESS
    except ModuleNotFoundError:
        return
    if (settings.data_dir / FOLDER / FILE_NAME).exists():
        rotate_key(settings.data_dir / FOLDER, {**DATABASES, "liveness.sqlite3": LIVENESS})


def tag_store() -> None:
    """Give what a version without tags has kept on AWS its tags, while AcceptsUntagged is on."""
    from kiosk.backend.build.open import tag_everything

    settings = load()
    if settings.adapters != "aws" or not settings.aws.data_secret_id or not settings.aws.accepts_untagged:
        raise SettingsInvalid("aws__accepts_untagged: tags are given on AWS, with a data secret, while this is on")
    items, images = tag_everything(settings)
    typer.echo(f"{items} items and {images} images have got their tags")
