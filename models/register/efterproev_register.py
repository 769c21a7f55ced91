"""Efterprøver et register fra Aftalehjulet: uden Aftalehjulet, uden net, med Python 3.9 eller nyere alene.

Giv registeret (register.zip eller register.jsonl) og jeres egne kvitteringsmails (.eml eller .txt). En mail viser,
hvordan registeret sluttede, da den blev sendt: er kæden siden regnet om eller skåret af, passer den ikke mere.
"""

import argparse
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import Any

HEAD = re.compile(r"nr\.[\s>]*(\d+)[\s>]*:[\s>]*([0-9a-f]{64})(?![0-9a-f])")
SALT = re.compile("[0-9a-f]{64}")  # were its length free, the text could begin earlier or later
OWN_WORDS = {"answer", "plan", "hearing_answer", "contact_check", "status_report"}
WRONG = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError)
SOUND, FORGED, UNREADABLE = 0, 1, 2


class Proof:
    """Takes the entries one by one; `heads` are (number, hash, receipt), `part` the party whose extract it is."""

    def __init__(self, heads: list[tuple[int, str, str]], part: str = "") -> None:
        self.heads, self.receipts, self.part, self.faults = heads, len(heads), part, list[str]()
        self.seq, self.end, self.erased, self.withheld = 0, "0" * 64, 0, 0
        self.versions, self._gone = dict[str, str](), dict[str, str]()
        self._kept, self._tellers = set[str](), dict[str, Any]()

    def take(self, line: bytes) -> None:
        """Hold one line against the one before and against the receipts, and its texts against their digests."""
        try:
            self._take(json.loads(line), line)
        except WRONG:
            self.faults.append(f"Ved post {self.seq}: en linje er ikke en post.")

    def _take(self, row: dict[str, Any], line: bytes) -> None:
        canonical = row["canonical"].encode("utf-8", "surrogateescape")
        told, found = json.loads(canonical), sha256(canonical).hexdigest()
        seq, facts, texts = int(told["seq"]), told["facts"], told["texts"]
        again = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        given = {each["field"]: each for each in row["texts"]}
        faults = {
            f"følger ikke efter post {self.seq}; poster mangler, er flyttet eller skudt ind": seq != self.seq + 1,
            f"kæden er brudt; den peger ikke på post {self.seq}": told["prev"] != self.end,
            "indholdet svarer ikke til kontrolsummen": (found, seq) != (row["hash"], row["seq"]),
            "linjen er skrevet om": (json.dumps(row).encode(), again.encode()) != (line.strip(), canonical),
            "der er en tekst, som posten ikke kender": len(given.keys() & texts.keys()) < len(row["texts"]),
        }
        told_by = [receipt for number, digest, receipt in self.heads if number == seq and digest != found]
        faults.update({f"{receipt} viser en anden post; kæden er regnet om siden": True for receipt in told_by})
        self.heads = [head for head in self.heads if head[0] != seq]
        self.faults += [f"Post {seq}: {fault}." for fault, is_so in faults.items() if is_so]
        self.seq, self.end = seq, found
        self._tellers[str(seq)] = facts.get("party") if told["kind"] in OWN_WORDS else None
        for field, digest in texts.items():
            self._judge(str(seq), field, digest, given.get(field, {}))
        self._note(told["kind"], facts, f"{told['cycle']} (post {seq})")

    def _judge(self, seq: str, field: str, digest: str, given: dict[str, str]) -> None:
        told, salt, text = {"field": field, "digest": digest}, given.get("salt", ""), given.get("text", "")
        is_own = self.part in map(self._tellers.get, (seq, *field.split(".")))  # "7.remarks" is instead of 7's
        is_sealed = SALT.fullmatch(salt) and sha256(bytes.fromhex(salt) + text.encode()).hexdigest() == digest
        if is_sealed and given == {**told, "state": "kept", "salt": salt, "text": text}:
            self._kept.add(digest)
        elif given == {**told, "state": "erased"}:
            self._gone[digest] = f"Post {seq}: teksten »{field}«"
        elif given == {**told, "state": "withheld"} and not is_own:
            self.withheld += 1
        else:
            self.faults.append(f"Post {seq}: teksten »{field}« {'er ændret' if text else 'mangler'}.")

    def _note(self, kind: str, facts: dict[str, Any], where: str) -> None:
        for digest in facts["digests"] if kind == "erased" else ():
            self.erased += self._gone.pop(digest, None) is not None
            if digest in self._kept:
                self.faults.append(f"{where}: en tekst siges slettet, men ligger her endnu.")
        for digest in (facts["sha256"], *facts.get("parts", ())) if kind == "version" else ():
            self.versions[str(digest)] = f"version {facts.get('version')} i {where}"

    def finish(self, documents: dict[str, str]) -> None:
        """Judge what only the end can tell; `documents` are the SHA-256 (hex) of files by their names."""
        self.faults += [f"{text} er fjernet, uden at en post siger det." for text in self._gone.values()]
        if self.withheld and not self.part:
            self.faults.append(f"{self.withheld} tekster mangler. Er filen jeres udtræk, så skriv --part KODE.")
        for seq, _, receipt in (head for head in self.heads if head[:2] != (0, "0" * 64)):
            self.faults.append(f"{receipt} viser post {seq}, men den sidste er {self.seq}; enden er skåret af.")
        for name in (name for name, digest in documents.items() if digest not in self.versions):
            self.faults.append(f"{name} er ikke en version i registeret.")


def lines_of(path: Path) -> Iterator[bytes]:
    """Give the lines of an exported register, which may be larger than the memory."""
    with zipfile.ZipFile(path) if path.suffix.lower() == ".zip" else path.open("rb") as file:
        zipped = file.namelist() if isinstance(file, zipfile.ZipFile) else []
        if sum(name.lower().endswith("register.jsonl") for name in zipped) > 1:
            raise ValueError(f"{path} rummer mere end én register.jsonl")
        yield from file.open("register.jsonl") if isinstance(file, zipfile.ZipFile) else file


def heads_in(path: Path) -> list[tuple[int, str, str]]:
    """Return how the register ended when a receipt was sent; `path` is the mail as .eml, or its text."""
    text = path.read_text("utf-8", "replace")
    if path.suffix.lower() == ".eml":
        parts = message_from_bytes(path.read_bytes(), policy=policy.default).walk()
        text = "\n".join(str(part.get_content()) for part in parts if part.get_content_maintype() == "text")
    heads = {(int(seq), digest) for seq, digest in HEAD.findall(re.sub(r"<[^>]*>|&nbsp;", " ", text))}
    if not heads:
        raise ValueError(f"{path} viser ikke, hvordan registeret sluttede; er det en kvittering?")
    return [(seq, digest, str(path)) for seq, digest in sorted(heads)]


def report(proof: Proof, documents: dict[str, str]) -> list[str]:
    """Return in Danish what was found."""
    told = [f"{name} er {proof.versions[sha]}." for name, sha in documents.items() if sha in proof.versions]
    told.append(f"Poster: {proof.seq}. Tekster slettet med ret: {proof.erased}, holdt tilbage: {proof.withheld}.")
    told.append(f"Kvitteringer holdt op imod: {proof.receipts}. Sidste post er nr. {proof.seq}: {proof.end}")
    told += [] if proof.receipts else ["Uden en kvittering ses det ikke, om kæden er regnet om eller skåret af."]
    return [*told, "Registeret er IKKE i orden." if proof.faults else "Registeret er i orden."]


def main(arguments: list[str]) -> int:
    """Prove what is named; return 0 where all is well, 1 where something is forged, 2 where it cannot be told."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("register", type=Path)
    reader.add_argument("kvittering", type=Path, nargs="*")
    reader.add_argument("--part", default="", metavar="KODE", help="registeret er denne parts eget udtræk")
    reader.add_argument("--dokument", type=Path, nargs="+", default=[], help="er filen en version i registeret?")
    named, proof = reader.parse_intermixed_args(arguments), Proof([])
    try:
        proof = Proof([head for path in named.kvittering for head in heads_in(path)], named.part)
        documents = {str(path): sha256(path.read_bytes()).hexdigest() for path in named.dokument}
        for line in lines_of(named.register):
            proof.take(line)
        proof.finish(documents)
        told, code = report(proof, documents), FORGED if proof.faults else SOUND
    except (*WRONG, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        told, code = [f"Kan ikke efterprøves: {error}"], UNREADABLE
    for sentence in [*(f"FORFALSKET: {fault}" for fault in proof.faults), *told]:
        sys.stdout.write(re.sub(r"[^ -~\xa0-\xff]", "?", sentence) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
