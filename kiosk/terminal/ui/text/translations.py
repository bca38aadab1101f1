"""The catalogues of Qt Linguist, and which of them is used."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from kiosk.domain.language import Language
from kiosk.errors import ResourceMissing
from kiosk.system.paths import resource
from kiosk.terminal.ui.text.translate import LANGUAGE_PROPERTY

OWN_NAMES = {
    Language.ENGLISH: "English",
    Language.PORTUGUESE: "Português",
    Language.SPANISH: "Español",
    Language.FRENCH: "Français",
    Language.ARABIC: "العربية",
}
"""What each is called by those who speak it; never translated."""
_QT_NAMES = {Language.PORTUGUESE: "pt_BR"}
"""Of Qt's own catalogues, where they differ."""


def catalogue_name(language: Language) -> str:
    """Return the path under `resources/` of a compiled catalogue."""
    return f"translations/kiosk_{language}.qm"


def load_languages(languages: Iterable[Language]) -> None:
    """Read the catalogues of these languages now; raises ResourceMissing for one that is missing or damaged."""
    application = QCoreApplication.instance()
    if application is not None:
        for language in languages:
            _translators(application, language)


def use_language(language: Language) -> None:
    """Say everything that is asked for from now on in this language, from its side; raises ResourceMissing."""
    application = QCoreApplication.instance()
    if application is None:
        return
    wanted = _translators(application, language)
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
    for translator in wanted:
        application.installTranslator(translator)
    application.setProperty(LANGUAGE_PROPERTY, language.value)
    if isinstance(application, QGuiApplication):
        direction = Qt.LayoutDirection.RightToLeft if language.is_right_to_left else Qt.LayoutDirection.LeftToRight
        application.setLayoutDirection(direction)


def _translators(application: QCoreApplication, language: Language) -> list[QTranslator]:
    """Ours, over those of Qt's own dialogs, which may be missing: staff alone sees them. Each is read once."""
    known = application.findChildren(QTranslator, language.value)
    if known:
        return known
    own, of_qt = QTranslator(), QTranslator()
    if not own.load(str(resource(catalogue_name(language)))):
        raise ResourceMissing(f"{catalogue_name(language)} is missing or damaged; install again")
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = of_qt.load(f"qtbase_{_QT_NAMES.get(language, language.value)}", folder)
    made = [of_qt, own] if found else [own]
    for translator in made:
        translator.setObjectName(language.value)
        translator.setParent(application)
    return made
