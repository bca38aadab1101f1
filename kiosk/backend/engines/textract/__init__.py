"""textract"""
