"""The two weights of the typeface that the theme uses."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("fontpkg_fira_sans", includes=["files/FiraSans-Regular.ttf", "files/FiraSans-SemiBold.ttf"])
