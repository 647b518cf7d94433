# SPDX-License-Identifier: MIT
"""Headers of metadata (PEP 566): the form of RFC 822, whose body is the description."""

_SEVERAL = frozenset((
    "classifier", "obsoletes_dist", "platform", "project_url", "provides_dist", "provides_extra", "requires_dist", "requires_external",
    "supported_platform", "dynamic",
))


class PackageMessage:
    """A mapping of headers, whose names are compared without regard to case; its body is the header Description."""

    def __init__(self, text):
        head, _, body = text.replace("\r\n", "\n").partition("\n\n")
        headers = []
        for line in head.split("\n"):
            if line[:1] in (" ", "\t") and headers:
                headers[-1][1] += "\n" + line
            elif ":" in line:
                name, _, value = line.partition(":")
                headers.append([name, value.strip()])
        self._headers = [(name, self._unfolded(name, value)) for name, value in headers]
        if body:
            self._headers.append(("Description", body))

    @staticmethod
    def _unfolded(name, value):
        """Lines that go on were indented: by eight spaces, or with a bar that keeps what follows it."""
        lines = value.split("\n")
        if len(lines) == 1:
            return value
        return "\n".join([lines[0], *(line[8:] if line.startswith(" " * 8) else line.strip().removeprefix("|") for line in lines[1:])])

    def get_all(self, name, failobj=None):
        """All values of a header."""
        return [value for key, value in self._headers if key.lower() == name.lower()] or failobj

    def get(self, name, failobj=None):
        """The first value of a header."""
        found = self.get_all(name)
        return found[0] if found else failobj

    def __getitem__(self, key):
        found = self.get_all(key)
        if not found:
            import warnings

            warnings.warn("Implicit None on return values is deprecated and will raise KeyErrors.", DeprecationWarning, stacklevel=2)
            return None
        return found[0]

    def __contains__(self, key):
        return self.get_all(key) is not None

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._headers)

    def keys(self):
        return [key for key, _ in self._headers]

    def values(self):
        return [value for _, value in self._headers]

    def items(self):
        return list(self._headers)

    @property
    def json(self):
        """The same as plain data, with names as PEP 566 has them for JSON."""
        import re

        made = {}
        for name in self.keys():
            key = name.replace("-", "_").lower()
            if key in _SEVERAL:
                made[key] = self.get_all(name)
            elif key == "keywords":
                made[key] = re.split(r"\s+", self[name])
            else:
                made[key] = self[name]
        return made
