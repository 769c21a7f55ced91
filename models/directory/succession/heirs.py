"""The bodies that begin where others end."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.store.collation import danish_sort_key
from models.tables import Body, BodyKind

COUNCIL_OF: Final = {
    BodyKind.MUNICIPALITY: BodyKind.MUNICIPAL_COUNCIL,
    BodyKind.REGION: BodyKind.REGIONAL_COUNCIL,
}
_SOURCE: Final = "kataloget: sammenlægning eller nyt navn"


@dataclass(frozen=True, slots=True)
class NewName:
    """What a new body is to be called: its code ("825-2") and its full name ("Østhavet Kommune")."""

    code: str
    name: str

    @property
    def short(self) -> str:
        """What Danes say: "Østhavet" of "Østhavet Kommune", "Østdanmark" of "Region Østdanmark"."""
        return self.name.removesuffix(" Kommune").removeprefix("Region ")

    @property
    def council_code(self) -> str:
        """The code of the council of a new authority."""
        return f"raad-{self.code}"


def new_body(new: NewName, *, kind: BodyKind, region_code: str, on: date) -> Body:
    """Return the body that begins on the local date `on`; a region lies in itself."""
    short_name = new.short if kind in COUNCIL_OF else new.name
    return Body(
        code=new.code,
        kind=kind,
        name=new.name,
        short_name=short_name,
        sort_key=danish_sort_key(short_name),
        region_code=new.code if kind is BodyKind.REGION else region_code,
        source=_SOURCE,
        valid_from=on,
    )


def council_of(authority: Body, code: str) -> Body:
    """Return the council of an authority that begins; what a municipality calls its own is not known yet."""
    is_region = authority.kind is BodyKind.REGION
    word = "Regionsrådet" if is_region else "Kommunalbestyrelsen"
    short_name = word if is_region else authority.short_name
    return Body(
        code=code,
        kind=COUNCIL_OF[authority.kind],
        name=f"{word} i {authority.name}",
        short_name=short_name,
        sort_key=danish_sort_key(short_name),
        region_code=authority.region_code,
        is_sure=is_region,
        source=_SOURCE,
        valid_from=authority.valid_from,
    )
