"""Writes of the exchange, by noun; call them through this package."""

from spinka.connect.services.codes import TooManyWrongCodes, WrongCode, reset_code, verify_code
from spinka.connect.services.connections import (
    Joined,
    LoopRefused,
    change_state,
    join,
    leave,
    set_own_settings,
    set_settings,
)
from spinka.connect.services.credit import (
    CreditShort,
    PricesNotShared,
    SettlementRefused,
    answer_claim,
    claim_payment,
    set_limit,
    settle,
)
from spinka.connect.services.integrations import (
    delete_integration,
    save_integration,
    set_contractor_settings,
    set_integration_settings,
)

__all__ = [
    "CreditShort",
    "Joined",
    "LoopRefused",
    "PricesNotShared",
    "SettlementRefused",
    "TooManyWrongCodes",
    "WrongCode",
    "answer_claim",
    "change_state",
    "claim_payment",
    "delete_integration",
    "join",
    "leave",
    "reset_code",
    "save_integration",
    "set_contractor_settings",
    "set_integration_settings",
    "set_limit",
    "set_own_settings",
    "set_settings",
    "settle",
    "verify_code",
]
