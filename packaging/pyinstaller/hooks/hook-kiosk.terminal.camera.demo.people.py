"""The demo person's photograph; matplotlib itself stays out."""

from kiosk.terminal.camera.demo.people import demo_person

datas = [(str(demo_person()), "matplotlib/mpl-data/sample_data")]
