"""What customers and staff read in English of a document and of the faces on it and before the camera."""

from kiosk.domain.documents.document import Finding, Source
from kiosk.domain.faces.quality import Advice

FINDINGS = {
    Finding.NO_PAGE: "Show the whole page, with all four corners.",
    Finding.SEVERAL_DOCUMENTS: "We see more than one document. Show one document, one side at a time.",
    Finding.BLACK_AND_WHITE: "This looks like a copy in black and white. Please show the document itself.",
    Finding.COPY_SUSPECTED: "This looks like a copy or a screen. Show the document itself, or ask a member of staff.",
    Finding.KIND_NOT_ACCEPTED: "We cannot read this kind of document here. Please show your passport or identity card.",
    Finding.GLARE: "Tilt the document a little, so that it does not shine.",
    Finding.BLURRED: "Hold the document still until the picture is taken.",
    Finding.PAGE_TOO_SMALL: "Bring the document closer to the camera.",
    Finding.PHOTO_PAGE_MISSING: "Open your passport at the page with your photo, and show that page.",
    Finding.ZONE_COVERED: "Something covers the lines of letters at the edge. Keep your fingers off them.",
    Finding.ZONE_MISSING: "The lines of letters at the edge are covered, or not in the picture. Show the whole page.",
    Finding.OTHER_SIDE_MISSING: "Please show the other side of your card, too.",
    Finding.UNREADABLE: "We cannot read the text. Hold the page flat and in good light.",
    Finding.NO_PORTRAIT: "We cannot see the photo. Show the side with the photo first.",
    Finding.SEVERAL_PORTRAITS: "We see more than one face. Show one document, and nothing else.",
    Finding.CHECK_DIGIT_WRONG: "We cannot read the lines of letters at the edge. Show them clearly.",
    Finding.EXPIRED: "This document has expired. Please use one that is still valid.",
    Finding.FIELDS_DISAGREE: "What we read does not fit together. Show both sides of one document.",
    Finding.IMPLAUSIBLE: "We cannot check this document here. Please ask a member of staff.",
    Finding.BIRTH_INCOMPLETE: "Your date of birth is not complete on the document. Please ask a member of staff.",
    Finding.NAME_TRUNCATED: "We could not read your whole name. Please ask a member of staff.",
    Finding.UNCONFIRMED: "We could not check everything on this document. Please ask a member of staff.",
}

SOURCES = {
    Source.MACHINE_READABLE_ZONE: "lines at the edge",
    Source.PRINTED: "print",
    Source.BARCODE: "barcode",
}

SELFIE_ADVICE = {
    Advice.LOOK_STRAIGHT: "Look straight into the camera.",
    Advice.LEVEL_HEAD: "Keep your head level.",
    Advice.HOLD_STILL: "Hold your head still.",
    Advice.MORE_LIGHT: "Face the light.",
    Advice.LESS_LIGHT: "Turn away from the bright light.",
    Advice.UNCOVER_FACE: "Take off hat, mask and sunglasses.",
    Advice.COME_CLOSER: "Come a little closer to the camera.",
}

PORTRAIT_ADVICE = {
    Advice.LOOK_STRAIGHT: "Hold the document straight to the camera.",
    Advice.LEVEL_HEAD: "Hold the document upright.",
    Advice.HOLD_STILL: "Hold the document still.",
    Advice.MORE_LIGHT: "Hold the document in good light.",
    Advice.LESS_LIGHT: "Tilt the document so that the photo does not shine.",
    Advice.UNCOVER_FACE: "Keep your fingers off the photo.",
    Advice.COME_CLOSER: "Bring the document closer to the camera.",
}
