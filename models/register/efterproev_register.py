"""Efterprøver et register fra Aftalehjulet: uden Aftalehjulet, uden net, med Python 3.9 eller nyere alene.

Giv registeret (register.zip eller register.jsonl) og jeres egne kvitteringsmails (.eml eller .txt). En mail viser,
hvordan registeret sluttede, da den blev sendt: er kæden siden regnet om eller skåret af, passer den ikke mere.
"""

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import Any

HEAD = re.compile(r"nr\.[\s>]*(\d+)[\s>]*:[\s>]*([0-9a-f]{64})(?![0-9a-f])")
SOUND, FORGED, UNREADABLE = 0, 1, 2


class Proof:
    """Takes the entries one by one; `heads` are (number, hash, receipt), faults are Danish sentences."""

    def __init__(self, heads: list[tuple[int, str, str]]) -> None:
        self.heads, self.receipts = heads, len(heads)
        self.faults: list[str] = []
        self.seq, self.end, self.erased, self.withheld = 0, "0" * 64, 0, 0
        self.versions: dict[str, str] = {}
        self._kept: set[str] = set()
        self._gone: dict[str, str] = {}

    def take(self, line: str) -> None:
        """Hold one line against the one before and against the receipts, and its texts against their digests."""
        try:
            row = json.loads(line)
            canonical = row["canonical"].encode("utf-8", "surrogateescape")
            told = json.loads(canonical)
            seq, facts, texts = int(told["seq"]), dict(told["facts"]), dict(told["texts"])
            given = {str(each["field"]): each for each in row["texts"]}
            for each in [each for each in given.values() if each["state"] == "kept"]:
                each["found"] = sha256(bytes.fromhex(each["salt"]) + each["text"].encode()).hexdigest()
        except (ValueError, TypeError, KeyError, AttributeError):
            self.faults.append(f"Efter post {self.seq}: en linje er ikke en post.")
            return
        found = sha256(canonical).hexdigest()
        faults = {
            f"følger ikke efter post {self.seq}; poster mangler, er flyttet eller skudt ind": seq != self.seq + 1,
            f"kæden er brudt; den peger ikke på post {self.seq}": told.get("prev") != self.end,
            "indholdet svarer ikke til kontrolsummen": (found, seq) != (row.get("hash"), row.get("seq")),
            "der er en tekst, som posten ikke kender": bool(given.keys() - texts.keys()),
        }
        for head in [head for head in self.heads if head[0] == seq]:
            self.heads.remove(head)
            faults[f"{head[2]} viser en anden post; kæden er regnet om siden"] = head[1] != found
        self.faults += [f"Post {seq}: {fault}." for fault, is_so in faults.items() if is_so]
        self.seq, self.end = seq, found
        for field, digest in texts.items():
            self._judge(f"Post {seq}: teksten »{field}«", str(digest), given.get(field) or {})
        self._note(str(told.get("kind")), facts, f"{told.get('cycle')} (post {seq})")

    def _judge(self, text: str, digest: str, given: dict[str, Any]) -> None:
        state = given.get("state") if given.get("digest") == digest else "missing"
        if state == "withheld":
            self.withheld += 1
        elif state == "erased":
            self._gone[digest] = text
        elif state == "kept" and given["found"] == digest:
            self._kept.add(digest)
        else:
            self.faults.append(f"{text} {'er ændret' if state == 'kept' else 'mangler'}.")

    def _note(self, kind: str, facts: dict[str, Any], where: str) -> None:
        for digest in facts.get("digests", ()) if kind == "erased" else ():
            self.erased += self._gone.pop(digest, None) is not None
            if digest in self._kept:
                self.faults.append(f"{where}: en tekst siges slettet, men ligger her endnu.")
        for digest in (facts.get("sha256"), *facts.get("parts", ())) if kind == "version" else ():
            self.versions[str(digest)] = f"version {facts.get('version')} i {where}"

    def finish(self, documents: dict[str, str]) -> None:
        """Judge what only the end can tell; `documents` are the SHA-256 (hex) of files by their names."""
        for text in self._gone.values():
            self.faults.append(f"{text} er fjernet, uden at en post siger, at den er slettet.")
        for seq, _, receipt in self.heads:
            if seq:
                self.faults.append(
                    f"{receipt} viser post {seq}, men den sidste er {self.seq}; enden er skåret af."
                )
        for name in (name for name, digest in documents.items() if digest not in self.versions):
            self.faults.append(f"{name} er ikke en version i registeret.")


def lines_of(path: Path) -> Iterator[str]:
    """Give the lines of an exported register, which may be larger than the memory."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive, archive.open("register.jsonl") as member:
            yield from (line.decode() for line in member)
    else:
        with path.open("rb") as plain:
            yield from (line.decode() for line in plain)


def heads_in(path: Path) -> list[tuple[int, str, str]]:
    """Return how the register ended when a receipt was sent; `path` is the mail as .eml, or its text."""
    raw = path.read_bytes()
    text = raw.decode("utf-8", "replace")
    if path.suffix.lower() == ".eml":
        parts = message_from_bytes(raw, policy=policy.default).walk()
        text = "\n".join(str(part.get_content()) for part in parts if part.get_content_maintype() == "text")
    heads = {(int(seq), digest) for seq, digest in HEAD.findall(re.sub(r"<[^>]*>|&nbsp;", " ", text))}
    if not heads:
        raise ValueError(f"{path.name} viser ikke, hvordan registeret sluttede; er det en kvittering?")
    return [(seq, digest, path.name) for seq, digest in sorted(heads)]


def report(proof: Proof, documents: dict[str, str]) -> str:
    """Return in Danish what was found."""
    told = [f"FORFALSKET: {fault}" for fault in proof.faults]
    told += [f"{name} er {proof.versions[sha]}." for name, sha in documents.items() if sha in proof.versions]
    told.append(f"Poster: {proof.seq}. Tekster slettet med ret: {proof.erased}, holdt tilbage: {proof.withheld}.")
    told.append(f"Kvitteringer holdt op imod: {proof.receipts}. Sidste post er nr. {proof.seq}: {proof.end}")
    if not proof.receipts:
        told.append("Uden en kvittering kan det ikke ses, om kæden er regnet om, eller om enden er skåret af.")
    return "\n".join([*told, "Registeret er IKKE i orden." if proof.faults else "Registeret er i orden.", ""])


def main(arguments: list[str]) -> int:
    """Prove what is named; return 0 where all is well, 1 where something is forged, 2 where it cannot be told."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("register", type=Path)
    reader.add_argument("kvittering", type=Path, nargs="*")
    reader.add_argument("--dokument", type=Path, nargs="+", default=[], help="er filen en version i registeret?")
    named = reader.parse_intermixed_args(arguments)
    try:
        proof = Proof([head for path in named.kvittering for head in heads_in(path)])
        documents = {str(path): sha256(path.read_bytes()).hexdigest() for path in named.dokument}
        for line in lines_of(named.register):
            proof.take(line)
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        sys.stderr.write(f"Kan ikke efterprøves: {error}\n")
        return UNREADABLE
    proof.finish(documents)
    sys.stdout.write(report(proof, documents))
    return FORGED if proof.faults else SOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
