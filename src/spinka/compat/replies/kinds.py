"""Kinds of values that answers of several families share, with their units."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from spinka.compat.registry import Reply

UnixTime = Annotated[int, Meta(ge=0, description="Unix seconds; 0 when not set")]
Flag = Annotated[int, Meta(ge=0, le=1, description="0 or 1")]
TextFlag = Annotated[Literal["0", "1"], Meta(description="0 or 1 as text")]
DayText = Annotated[str, Meta(description="YYYY-MM-DD, or an empty text")]
Star = Annotated[int, Meta(ge=0, le=5, description="0 to 5; 0 for none")]
PricesByGroup = Annotated[dict[str, float], Meta(description="Gross price by price group id")]
PiecesByWarehouse = Annotated[dict[str, int], Meta(description="Pieces by warehouse key, e.g. bl_205")]
TextsByWarehouse = Annotated[dict[str, str], Meta(description="Text by warehouse key, e.g. bl_205")]
Warnings = Annotated[
    dict[str, str], Meta(description="What was left out or not written, by its place; empty when all is well")
]
TextValue = str | dict[str, str]
TextFields = Annotated[
    dict[str, TextValue],
    Meta(
        description="By text key `field[|language[|source]]`: a text, a map of names and values for features,"
        " title and url for a file"
    ),
]
ExtraValues = Annotated[dict[str, TextValue], Meta(description="Value by extra field id; a file is title and url")]
PlainData = Annotated[dict[str, Any], Meta(description="Details by name; names differ from case to case")]


class StatusRow(Reply):
    """A status of orders or returns."""

    id: int
    name: str
    name_for_customer: str
    color: str
    group_id: int
    is_primary: Flag


class StatusGroupRow(Reply):
    """A group of statuses; the main group has the number 0."""

    group_id: int
    name: str
    is_main_group: Flag


EditorType = Literal["text", "number", "select", "checkbox", "radio", "date", "file"]


class ExtraFieldRow(Reply):
    """An extra field an account defined; `options` only where there is a choice."""

    extra_field_id: int
    name: str
    editor_type: EditorType
    options: list[str] | UnsetType = UNSET


class RefusedRow(Reply):
    """Why a row of a batch was refused."""

    error_code: str
    error_message: str


RefusedRows = Annotated[dict[str, RefusedRow], Meta(description="Refused rows by their index in the request, from 0")]
