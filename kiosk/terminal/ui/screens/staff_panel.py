"""What staff sees of an attempt, behind the PIN: result, scores, pictures, and what can be decided."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from kiosk.domain.identity.staff_actions import StaffAction
from kiosk.domain.identity.step_results import Evidence, StaffDecision
from kiosk.terminal.session.events import DecisionPressed, EnrolPressed, ReadDocumentPressed
from kiosk.terminal.session.states import Session, StaffPanel
from kiosk.terminal.ui.screens.screen import Screen, announce_timeout
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import (
    FIRST_PICTURES,
    describe_attempt,
    get_text,
    list_facts,
    name_duplicates,
    name_score,
    order_names,
)
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import (
    ACROSS,
    DOWN,
    box,
    button,
    column,
    describe_by_key,
    entry,
    frame,
    label,
    set_margins,
    set_page_margins,
)
from kiosk.terminal.ui.widgets.picture import Picture
from kiosk.terminal.ui.widgets.scrolling import make_scrollable

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
        self._facts.setColumnStretch(0, 2)
        self._facts.setColumnStretch(1, 3)
        self._reason = entry("reason", TextKey.DECISION_REASON)
        self._reason.setMaxLength(MAX_REASON)
        describe_by_key(self._reason, TextKey.PANEL_TITLE)
        self._reason.textChanged.connect(self._allow)
        self._preset_buttons = [self._preset(key) for key in PRESET_REASONS]
        self._presets = box(ACROSS, *self._preset_buttons)
        self._no_face = label("heading", TextKey.NO_FACE_COMPARED)
        facts = make_scrollable(column(box(DOWN, self._facts, 1)), TextKey.PANEL_TITLE)
        self._read = button("secondary", TextKey.READ_DOCUMENT)
        self._read.clicked.connect(lambda: self.intent_given.emit(ReadDocumentPressed()))
        self._scores = box(DOWN, self._result, self._no_face, facts, self._read)
        self._gallery = QGridLayout()
        self._gallery_card = frame("card", self._gallery)
        self._middle = box(ACROSS)
        self._middle.addWidget(frame("card", self._scores), 1)
        self._middle.addWidget(self._gallery_card, 1)
        self._make_buttons()
        self._layout = box(DOWN, label("heading", TextKey.PANEL_TITLE))
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
        self._identify = button("primary", TextKey.DECIDE_WITHOUT_FACE)
        self._identify.clicked.connect(lambda: self._decide(StaffDecision.WITHOUT_FACE))
        self._finish.clicked.connect(self.done_pressed)
        self._review.clicked.connect(lambda: self._decide(StaffDecision.REVIEW))
        self._override.clicked.connect(lambda: self._decide(StaffDecision.OVERRIDE))
        self._enrol.clicked.connect(lambda: self.intent_given.emit(EnrolPressed()))
        self._buttons = box(ACROSS, self._finish, 1, self._review, self._override)
        for made in (self._enrol, self._identify):
            self._buttons.addWidget(made)

    def _preset(self, reason: TextKey) -> QPushButton:
        made = button("choice", reason)
        made.clicked.connect(lambda: self._reason.setText(get_text(reason)))
        return made

    def _decide(self, decision: StaffDecision) -> None:
        self.intent_given.emit(DecisionPressed(decision, self._reason.text().strip()))

    def _allow(self) -> None:
        """Nothing is decided without a reason."""
        has_reason = bool(self._reason.text().strip())
        self._review.setEnabled(has_reason)
        self._override.setEnabled(has_reason)
        self._identify.setEnabled(has_reason)

    def show_session(self, session: Session) -> None:
        """Result, scores and pictures, as the backend recorded them."""
        announce_timeout(self._timeout, session)
        if not isinstance(session.state, StaffPanel):
            return
        actions = session.state.evidence.actions
        self._review.setVisible(StaffAction.REVIEW in actions)
        self._override.setVisible(StaffAction.OVERRIDE in actions)
        self._enrol.setVisible(StaffAction.ENROL in actions and session.accepted)
        self._read.setVisible(StaffAction.READ_DOCUMENT in actions)
        self._identify.setVisible(StaffAction.WITHOUT_FACE in actions)
        self._no_face.setVisible(session.without_face)
        decides = bool({StaffAction.REVIEW, StaffAction.OVERRIDE, StaffAction.WITHOUT_FACE} & {*actions})
        for shown in (self._reason, *self._preset_buttons):
            shown.setVisible(decides)
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
            shown = label("fact", value)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._facts.addWidget(shown, row, 1)
        if not facts:
            self._facts.addWidget(label("fact", get_text(TextKey.NO_SCORES)), 0, 0)
        self._show_pictures(dict(evidence.images), name_duplicates(evidence))

    def _show_pictures(self, images: Mapping[str, bytes], names: Mapping[str, str]) -> None:
        _clear(self._gallery)
        self._gallery_card.setVisible(bool(images))
        for index, name in enumerate(order_names(images, FIRST_PICTURES)):
            picture = Picture()
            named = names.get(name, name_score(name))
            picture.show_jpeg(images[name], named)
            self._gallery.addWidget(picture, 2 * (index // 3), index % 3)
            caption = label("caption", named, centred=True)
            self._gallery.addWidget(caption, 2 * (index // 3) + 1, index % 3)

    def retranslate(self) -> None:
        """The facts, too."""
        super().retranslate()
        self._shown = None

    def focus_first(self) -> None:
        """Give the keyboard to the reason, or to enrolling."""
        wanted = self._reason if self._enrol.isHidden() else self._enrol
        (self._finish if wanted.isHidden() else wanted).setFocus()

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
        set_page_margins(self._layout, shape, 32, 28)
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
