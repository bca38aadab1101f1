"""The two weights of the typeface for Arabic that the theme uses."""

from PyInstaller.utils.hooks import collect_data_files

FILES = ["files/IBMPlexSansArabic-Regular.ttf", "files/IBMPlexSansArabic-SemiBold.ttf"]
datas = collect_data_files("fontpkg_ibm_plex_sans_arabic", includes=FILES)
