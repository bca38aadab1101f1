"""nose"""
