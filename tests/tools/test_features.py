"""The list of features: states, and that every marked id is listed."""

from tools import features


class TestState:
    REPORT = {
        "t.py::a": {"features": ["F-05"], "passed": True},
        "t.py::b[x]": {"features": ["F-05"], "passed": True},
        "t.py::b[y]": {"features": ["F-05"], "passed": False},
    }

    def test_names_every_case(self) -> None:
        assert features.state("F-05", set(), self.REPORT) == "none"
        assert features.state("F-05", {"t.py::a"}, self.REPORT) == "pass"
        assert features.state("F-05", {"t.py::a", "t.py::b"}, self.REPORT) == "FAIL"
        assert features.state("F-05", {"t.py::a", "t.py::new"}, self.REPORT) == "unknown"


class TestMarkedTests:
    def test_only_listed_ids_are_marked(self) -> None:
        listed = {line.split("\t")[0] for line in features.TABLE.read_text().splitlines()}
        assert features.marked_tests().keys() <= listed
