"""What must not be lost, in a folder: a line of JSON for each message, and the pictures as files named by their hash."""
import json
import os


class Journal:
    def __init__(self, folder):
        self.pictures = os.path.join(folder, "pictures")
        os.makedirs(self.pictures, exist_ok=True)
        self.file = open(os.path.join(folder, "journal.jsonl"), "a+b")

    def read(self):
        """All lines, oldest first. A last line without its end was never acknowledged: it is cut off."""
        self.file.seek(0)
        whole = self.file.read()
        whole = whole[: whole.rfind(b"\n") + 1]
        self.file.truncate(len(whole))
        return [json.loads(line) for line in whole.splitlines()]

    def add(self, entry):
        """Returns when it is on the disk."""
        self.file.write(json.dumps(entry).encode("ascii") + b"\n")
        self.file.flush()
        os.fsync(self.file.fileno())

    def keep(self, sha256, picture):
        """The file is there whole or not at all."""
        path = os.path.join(self.pictures, sha256 + ".jpg")
        with open(path + ".part", "wb") as file:
            file.write(picture)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path + ".part", path)
