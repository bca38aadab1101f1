import subprocess
import sys

from kiosk.vision.mediapipe_import import import_without_plotting

START = "from kiosk.vision.face_mesh import FaceMesh; FaceMesh(still=True)"
SAY = "import sys; print('matplotlib' in sys.modules)"


def test_the_face_mesh_starts_without_matplotlib() -> None:
    command = [sys.executable, "-c", f"{START}; {SAY}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_others_get_the_real_one_before_and_afterwards() -> None:
    import matplotlib

    with import_without_plotting():
        import matplotlib.pyplot as empty
    assert sys.modules["matplotlib"] is matplotlib
    assert not hasattr(empty, "figure")
