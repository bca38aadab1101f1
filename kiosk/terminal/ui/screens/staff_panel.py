"""What staff sees of an attempt, behind the PIN: result, scores, pictures, and what can be decided."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QWidget

from kiosk.domain.identity.step_results import Evidence, StaffDecision
from kiosk.terminal.session.events import DecisionPressed, EnrolPressed
from kiosk.terminal.session.states import Session, StaffPanel
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import (
    FIRST_PICTURES,
    describe_attempt,
    get_text,
    list_facts,
    name_score,
    order_names,
)
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, box, button, column, entry, frame, label, set_margins
from kiosk.terminal.ui.widgets.picture import Picture

MAX_REASON = 500
"""Letters, as the backend takes them."""
PRESET_REASONS = (
    TextKey.DECISION_CHECKED_BY_HAND,
    TextKey.DECISION_KNOWN_IN_PERSON,
    TextKey.DECISION_PICTURE_QUALITY,
)


class StaffPanelScreen(Screen):
    """Emits `done_pressed` and what staff decides."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Evidence | None = None
        self._timeout = label("quiet")
        self._result, self._facts = label("heading"), QGridLayout()
        self._facts.setColumnStretch(0, 1)
        self._reason = entry("reason", TextKey.DECISION_REASON)
        self._reason.setMaxLength(MAX_REASON)
        self._reason.textChanged.connect(self._allow)
        self._presets = box(ACROSS, *(self._preset(key) for key in PRESET_REASONS))
        self._scores = box(DOWN, self._result, self._make_scrollable(self._facts))
        self._gallery = QGridLayout()
        self._gallery_card = frame("card", self._gallery)
        self._middle = box(ACROSS)
        self._middle.addWidget(frame("card", self._scores), 1)
        self._middle.addWidget(self._gallery_card, 1)
        self._make_buttons()
        self._layout = box(DOWN, label("heading", get_text(TextKey.PANEL_TITLE)))
        self._layout.addLayout(self._middle, 1)
        for part in (self._presets, self._buttons):
            self._layout.addLayout(part)
        self._layout.insertWidget(2, self._reason)
        self._layout.addWidget(self._timeout)
        self.setLayout(self._layout)
        self._allow()

    def _make_buttons(self) -> None:
        self._finish, self._review = (
            button("secondary", TextKey.FINISH),
            button("secondary", TextKey.DECIDE_REVIEW),
        )
        self._override, self._enrol = (
            button("secondary", TextKey.DECIDE_OVERRIDE),
            button("primary", TextKey.ENROL),
        )
        self._finish.clicked.connect(self.done_pressed)
        self._review.clicked.connect(lambda: self._decide(StaffDecision.REVIEW))
        self._override.clicked.connect(lambda: self._decide(StaffDecision.OVERRIDE))
        self._enrol.clicked.connect(lambda: self.intent_given.emit(EnrolPressed()))
        self._buttons = box(ACROSS, self._finish, 1, self._review, self._override, self._enrol)

    def _preset(self, reason: TextKey) -> QPushButton:
        made = button("choice", reason)
        made.clicked.connect(lambda: self._reason.setText(get_text(reason)))
        return made

    @staticmethod
    def _make_scrollable(layout: QGridLayout) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(column(box(DOWN, layout, 1)))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return area

    def _decide(self, decision: StaffDecision) -> None:
        self.intent_given.emit(DecisionPressed(decision, self._reason.text().strip()))

    def _allow(self) -> None:
        """Nothing is decided without a reason."""
        has_reason = bool(self._reason.text().strip())
        self._review.setEnabled(has_reason)
        self._override.setEnabled(has_reason)

    def show_session(self, session: Session) -> None:
        """Result, scores and pictures, as the backend recorded them."""
        announce_timeout(self._timeout, session)
        if not isinstance(session.state, StaffPanel):
            return
        self._enrol.setVisible(session.accepted)
        self._override.setVisible(not session.accepted)
        if session.state.evidence is not self._shown:
            self._shown = session.state.evidence
            self._show_evidence(self._shown)

    def _show_evidence(self, evidence: Evidence) -> None:
        reasons = ", ".join(evidence.reasons)
        self._result.setText(describe_attempt(evidence) + (f": {reasons}" if reasons else ""))
        _clear(self._facts)
        facts = list_facts(evidence)
        for row, (name, value) in enumerate(facts):
            self._facts.addWidget(label("fact", name, wrap=False), row, 0)
            shown = label("fact", value, wrap=False)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._facts.addWidget(shown, row, 1)
        if not facts:
            self._facts.addWidget(label("fact", get_text(TextKey.NO_SCORES)), 0, 0)
        self._show_pictures(dict(evidence.images))

    def _show_pictures(self, images: Mapping[str, bytes]) -> None:
        _clear(self._gallery)
        for index, name in enumerate(order_names(images, FIRST_PICTURES)):
            picture = Picture()
            picture.show_jpeg(images[name], name_score(name))
            self._gallery.addWidget(picture, 2 * (index // 3), index % 3)
            caption = label("caption", name_score(name), centred=True, wrap=False)
            self._gallery.addWidget(caption, 2 * (index // 3) + 1, index % 3)

    def focus_first(self) -> None:
        """Give the keyboard to the reason, or to enrolling."""
        (self._reason if self._enrol.isHidden() else self._enrol).setFocus()

    def wipe(self) -> None:
        """Leave no trace of the attempt."""
        self._shown = None
        self._result.setText("")
        self._reason.clear()
        _clear(self._facts)
        _clear(self._gallery)

    def arrange(self, shape: Shape) -> None:
        """Scores beside the pictures, or above them."""
        self._middle.setDirection(DOWN if shape.portrait else ACROSS)
        set_margins(self._layout, shape.px(32), shape.px(28))
        for layout in (self._layout, self._middle, self._buttons, self._presets):
            layout.setSpacing(shape.px(14))
        self._facts.setVerticalSpacing(shape.px(6))
        for card in (self._scores, self._gallery):
            set_margins(card, shape.px(20), shape.px(16))


def _clear(layout: QGridLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = None if item is None else item.widget()
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()
