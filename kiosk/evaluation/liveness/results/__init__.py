"""What is made of the sessions: rates with their bounds, tables, plots, a page and files of figures."""
