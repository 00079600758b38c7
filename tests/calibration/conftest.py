import pytest

from calibration.__main__ import main


@pytest.fixture
def calibrate(tmp_path, monkeypatch, capsys):
    """Return what runs a command in a folder of its own and gives its exit code and output."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    return run
