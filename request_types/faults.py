"""What is wrong with something typed, field by field, as Danish sentences that the reader sees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

Model = TypeVar("Model", bound=BaseModel)
OWN: Final = "danish"
FILL_IN: Final = "Feltet skal udfyldes."


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field; `field` is empty where no single field is to blame."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What is said where a field of a model is not filled in; it stands in the field's own annotation."""

    sentence: str


class BadInput(ValueError):
    """Something typed cannot be used; nothing was changed."""

    def __init__(self, *faults: Fault) -> None:
        self.faults: Final = faults
        super().__init__(" ".join(fault.message for fault in faults))


def read_model(model: type[Model], values: Mapping[str, object], *, fallbacks: Mapping[str, object]) -> Model:
    """Return `values` as a `model`.

    `fallbacks` stand in for fields that are missing or wrong, so that the other fields are judged as well and
    the reader hears of all faults at once.

    Raises:
        BadInput: with every fault.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        faults = tuple(_faults_of_error(error, model))
    raise BadInput(*faults, *_further_faults(model, values, faults, fallbacks))


def as_error(faults: tuple[Fault, ...]) -> PydanticCustomError:
    """Return an error for a validator to raise; `read_model` gives the faults back."""
    pairs = [(fault.field, fault.message) for fault in faults]
    message = " ".join(fault.message for fault in faults).replace("{", "(").replace("}", ")")
    return PydanticCustomError(OWN, message, {"faults": pairs})


def _faults_of_error(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Yield the faults of a validation error, in the order of the model's fields."""
    for detail in error.errors(include_url=False, include_input=False):
        if detail["type"] == OWN:
            yield from (Fault(field, message) for field, message in detail["ctx"]["faults"])
        else:
            field = str(detail["loc"][0]) if detail["loc"] else ""
            yield Fault(field, _sentence(model, field, detail))


def _further_faults(
    model: type[Model],
    values: Mapping[str, object],
    faults: tuple[Fault, ...],
    fallbacks: Mapping[str, object],
) -> tuple[Fault, ...]:
    named = {fault.field for fault in faults}
    rest = {field: value for field, value in values.items() if field not in named}
    stand_ins = {field: value for field, value in fallbacks.items() if field in named}
    try:
        model.model_validate(rest | stand_ins)
    except ValidationError as error:
        return tuple(fault for fault in _faults_of_error(error, model) if fault.field not in named)
    return ()


_DATE: Final = "Skriv datoen som år-måned-dag, for eksempel 2027-12-15."
_TEXT: Final = "Skriv tekst her."
_SENTENCES: Final = {
    "extra_forbidden": "Feltet kendes ikke.",
    "enum": "Vælg en af mulighederne.",
    "bool_parsing": "Svar ja eller nej.",
    "bool_type": "Svar ja eller nej.",
    "int_parsing": "Skriv et helt tal.",
    "int_type": "Skriv et helt tal.",
    "int_from_float": "Skriv et helt tal.",
    "string_type": _TEXT,
    "string_unicode": "Teksten indeholder tegn, der ikke kan læses.",
    "string_pattern_mismatch": "Skriv dokumentets SHA-256 som 64 tegn.",
    "greater_than_equal": "Tallet er for lille.",
    "less_than_equal": "Tallet er for stort.",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "value_error": "Skriv en gyldig mailadresse.",
}


def _sentence(model: type[BaseModel], field: str, detail: ErrorDetails) -> str:
    match detail["type"]:
        case "missing" | "string_too_short" | "too_short":
            metadata = model.model_fields[field].metadata if field in model.model_fields else ()
            return next((each.sentence for each in metadata if isinstance(each, Missing)), FILL_IN)
        case "string_too_long":
            return f"Teksten er for lang; højst {detail['ctx']['max_length']} tegn."
        case kind:
            return _SENTENCES.get(kind, "Værdien kan ikke bruges.")
