"""rekognition"""
