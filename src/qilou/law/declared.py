"""Every declaration of the product, imported: rules, steps, clocks, notices and parameters register themselves so."""

import importlib
import pkgutil

import qilou

LEFT_OUT = {"site", "demo"}
NOT_DECLARATIONS = {"migrations", "commands", "apps"}


def declare_all() -> list[str]:
    """Import every module that may declare something; Django must have been set up. Gives their names."""
    names = [
        found.name
        for found in pkgutil.walk_packages(qilou.__path__, "qilou.")
        if not LEFT_OUT & set(found.name.split(".")[1:2]) and not NOT_DECLARATIONS & set(found.name.split("."))
    ]
    for name in names:
        importlib.import_module(name)
    return names
