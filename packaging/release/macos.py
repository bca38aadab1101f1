"""What macOS reads of the application: its Info.plist."""

from release.layout import BUNDLE_ID, EXECUTABLE, PRODUCT, VERSION

MINIMUM_SYSTEM = "13.0"
"""What PySide6 6.11 asks for."""
WHY_CAMERA = (
    "The terminal looks at the face of the person in front of it to establish that a live person is there. "
    "It films during a check only."
)


def info_plist() -> dict[str, object]:
    """Keys and values of Info.plist; the terminal asks for the camera and for nothing else."""
    return {
        "CFBundleIdentifier": BUNDLE_ID,
        "CFBundleName": PRODUCT,
        "CFBundleDisplayName": PRODUCT,
        "CFBundleExecutable": EXECUTABLE,
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": VERSION,
        "CFBundleVersion": VERSION,
        "CFBundleDevelopmentRegion": "en",
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": MINIMUM_SYSTEM,
        "LSMultipleInstancesProhibited": True,
        "NSCameraUsageDescription": WHY_CAMERA,
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSHumanReadableCopyright": "Apache License 2.0",
    }
