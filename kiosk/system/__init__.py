"""The machine under the program: paths, logs, data folder, settings, display, processes."""
