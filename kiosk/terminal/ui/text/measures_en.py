"""What staff reads in English of an attempt: names of measures, of stages, of pictures and of what a document says.

By the names that backends give them; one that only a newer backend knows is shown as it is.
"""

_STAGES = {
    "liveness": "Liveness",
    "quality": "Picture quality",
    "document": "Document",
    "face_match": "Comparison of faces",
    "duplicate_search": "Search for duplicates",
    "enrolment": "Enrolment",
    "review": "Decision of staff",
}
_PICTURES = {
    "selfie": "Selfie",
    "portrait": "Photo on the document",
    "page-front": "Front of the document",
    "page-back": "Back of the document",
}
_FIELDS = {
    "name": "Name",
    "surname": "Surname",
    "given_names": "Given names",
    "document_number": "Document number",
    "date_of_birth": "Date of birth",
    "date_of_expiry": "Valid until",
    "nationality": "Nationality",
    "issuing_state": "Issuing state",
    "sex": "Sex",
}
_SIMILARITIES = {
    "similarity": "Similarity of the faces",
    "threshold": "Similarity that is needed",
    "duplicate_similarity": "Similarity with another customer",
    "id_photo_similarity": "Similarity with the photo of the document",
    "same_person": "Similarity of the pictures with each other",
    "document_frames": "Similarity of further pictures with the document",
}
_CHALLENGE = {
    "frames": "Pictures judged",
    "targets_reached": "Circles reached",
    "turn_deg": "Smallest turn of the head (°)",
    "good_frames": "Good pictures at a circle",
    "seconds": "Duration (s)",
    "time_factor": "Time allowed, times the usual",
    "frames_compared": "Pictures compared",
    "frames_not_compared": "Pictures not compared",
    "strange_frames": "Pictures of somebody else",
    "light_shown": "Coloured light shown",
    "light_left_out": "Coloured light declined",
}
_WEIGHED = {
    "nose_slope": "Depth: way of the nose in a turn",
    "nose_fit": "Depth: evenness of that way",
    "nose_parallax": "Depth: parallax of the nose",
    "width_slope": "Shape: width of the face in a turn",
    "width_kept": "Shape: width that stays",
    "face_slope": "Movement of the face in a turn",
    "fastest_deg_s": "Fastest turn (° a second)",
    "eye_movement": "Movement of the eyes",
    "room_px": "Movement of the room (pixels)",
    "room_known": "Likeness to the room of this terminal",
    "expression": "Changes of expression",
    "light_answer": "Reflection of the coloured light",
    "face_step": "Sudden change of the face",
    "brightness_step": "Sudden change of brightness",
    "colour_step": "Sudden change of colours",
    "scene_step": "Sudden change of the background",
    "moire": "Pattern of a screen",
    "sensor_noise": "Noise of the sensor",
    "suspicion": "Suspicion of an attack",
}
_NEARNESS = {
    "relief": "Depth: relief of the face",
    "relief_beyond_bend": "Depth: relief beyond a bent picture",
    "relief_shape": "Depth: shape of the relief",
    "growth": "Growth of the face while coming near",
    "fit": "Fit into the oval",
    "initial_face_overlap": "Place of the face at the beginning",
    "start_width": "Width of the face at the beginning",
    "largest_jump": "Largest jump",
    "light_correlation": "Agreement with the coloured light",
    "light_lag_s": "Delay of the light (s)",
    "light_contrast": "Contrast of the light",
    "light_beside": "Coloured light beside the face, over the face's",
    "service_confidence": "Confidence of the liveness service",
    "audit_images": "Further pictures",
}
_CAMERA = {
    "terminal_attested": "Terminal with a key of its own",
    "camera_device_known": "Camera known",
    "camera_stream_measured": "Pictures of the camera measured",
    "camera_noise_measured": "Noise of the camera measured",
    "camera_interval_ms": "Time between pictures (ms)",
    "camera_interval_deviation_ms": "Deviation of that time (ms)",
    "camera_repeated_share": "Share of repeated pictures",
    "camera_returned": "Pictures that came back",
    "camera_silent_share": "Share of pictures without noise",
    "camera_noise_level": "Noise of the camera",
}
_SELFIE = {
    "selfie_yaw_deg": "Selfie: turned aside (°)",
    "selfie_pitch_deg": "Selfie: tipped up or down (°)",
    "selfie_sharpness": "Selfie: sharpness",
    "selfie_brightness": "Selfie: brightness",
    "selfie_occlusion": "Selfie: covered",
    "selfie_size": "Selfie: size of the face (pixels)",
    "selfie_over_exposure_prevention": "Selfie: not over-exposed",
    "reference_yaw_deg": "Selfie: turned aside (°)",
    "reference_pitch_deg": "Selfie: tipped up or down (°)",
    "reference_sharpness": "Selfie: sharpness",
    "reference_brightness": "Selfie: brightness",
}
_PORTRAIT = {
    "portrait_yaw_deg": "Photo on the document: turned aside (°)",
    "portrait_pitch_deg": "Photo on the document: tipped up or down (°)",
    "portrait_sharpness": "Photo on the document: sharpness",
    "portrait_brightness": "Photo on the document: brightness",
    "portrait_occlusion": "Photo on the document: covered",
    "portrait_size": "Photo on the document: size of the face (pixels)",
    "portrait_over_exposure_prevention": "Photo on the document: not over-exposed",
}
_UNITLESS = {
    "selfie_yaw": _SELFIE["selfie_yaw_deg"],
    "selfie_pitch": _SELFIE["selfie_pitch_deg"],
    "portrait_yaw": _PORTRAIT["portrait_yaw_deg"],
    "portrait_pitch": _PORTRAIT["portrait_pitch_deg"],
}
"""As the gate of quality calls what has failed."""

MEASURES = {
    **_STAGES,
    **_PICTURES,
    **_FIELDS,
    **_SIMILARITIES,
    **_CHALLENGE,
    **_WEIGHED,
    **_NEARNESS,
    **_CAMERA,
    **_SELFIE,
    **_PORTRAIT,
    **_UNITLESS,
}
