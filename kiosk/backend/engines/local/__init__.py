"""Engines that need nothing but this machine: MediaPipe, dlib, ONNX Runtime and OpenCV."""
