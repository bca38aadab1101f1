"""Which of the program's files the functions on AWS are made of."""

from release import lambda_modules, layout
from tests.golden.expectation import expect


def test_the_files_of_the_functions() -> None:
    names = [path.relative_to(layout.ROOT).as_posix() for path in lambda_modules.files(layout.ROOT)]
    expect("lambda_modules.txt", "\n".join([*sorted(names), "", "handlers:", *sorted(lambda_modules.HANDLERS)]))
