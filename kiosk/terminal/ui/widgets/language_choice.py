"""The languages to choose from: one small button on every screen, and a list that opens from it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.domain.language import Language
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.text.translations import OWN_NAMES
from kiosk.terminal.ui.theme import BAR_PX, Shape
from kiosk.terminal.ui.widgets.factories import frame, plain_button

_WIDTH_PX, _GAP_PX = 220, 8


class LanguageChoice(QWidget):
    """A button that names the present language by itself; it lies over the screens and moves nothing."""

    chosen = Signal(Language)

    def __init__(self, languages: Sequence[Language], parent: QWidget) -> None:
        """Offers these; nothing is shown where there is one alone."""
        super().__init__(parent)
        self._languages = tuple(languages)
        self._button = plain_button("language", "")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button)
        self._rows = QVBoxLayout()
        self._list = frame("languages", self._rows)
        self._list.setParent(parent)
        self._list.hide()
        self._choices = [self._add(language) for language in self._languages]
        self.stand_aside(False)

    def _add(self, language: Language) -> QPushButton:
        made = plain_button("language", OWN_NAMES[language])
        made.setCheckable(True)
        made.clicked.connect(lambda: self._choose(language))
        self._rows.addWidget(made)
        return made

    def _choose(self, language: Language) -> None:
        self.close_list()
        self.chosen.emit(language)

    def show_language(self, language: Language) -> None:
        """Name the language that is used now."""
        name = OWN_NAMES[language]
        self._button.setText(name)
        self._button.setAccessibleName(f"{get_text(TextKey.LANGUAGE)}: {name}")
        self._button.setAccessibleDescription(get_text(TextKey.LANGUAGE))
        for offered, choice in zip(self._languages, self._choices, strict=True):
            choice.setChecked(offered is language)

    def stand_aside(self, aside: bool) -> None:
        """Show nothing while the screen is wanted for something else."""
        if aside:
            self.close_list()
        self.setVisible(len(self._languages) > 1 and not aside)

    def close_list(self) -> None:
        """Put the list away."""
        self._button.setChecked(False)

    def _open(self, opened: bool) -> None:
        self._list.setVisible(opened)
        if opened:
            self._list.raise_()
            checked = [choice for choice in self._choices if choice.isChecked()]
            (checked or self._choices)[0].setFocus(Qt.FocusReason.PopupFocusReason)
        elif self._list.isAncestorOf(self.window().focusWidget() or self._list):
            self._button.setFocus()

    def arrange(self, shape: Shape) -> None:
        """In the corner where lines end, within the bar that screens leave free."""
        window, gap = self.window().rect(), shape.px(_GAP_PX)
        width = shape.touch_px(_WIDTH_PX)
        left = gap if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else window.width() - width - gap
        self.setGeometry(QRect(left, 0, width, shape.touch_px(BAR_PX)))
        for layout in (self._rows,):
            layout.setContentsMargins(gap, gap, gap, gap)
            layout.setSpacing(gap)
        self._list.adjustSize()
        self._list.resize(width, self._list.sizeHint().height())
        self._list.move(QPoint(left, self.geometry().bottom() + 1))
        self.raise_()
        self._list.raise_()
