"""MediaPipe's face models and graphs, which it opens by path; the other solutions stay out."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files(
    "mediapipe",
    includes=[
        "modules/face_detection/face_detection_short_range*",
        "modules/face_landmark/*.binarypb",
        "modules/face_landmark/face_landmark.tflite",
        "modules/face_landmark/face_landmark_with_attention.tflite",
    ],
)
