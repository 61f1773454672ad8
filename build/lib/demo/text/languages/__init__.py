"""The page's words: one file a language, found by itself."""

import pkgutil
from importlib import import_module
from types import ModuleType

LANGUAGES: dict[str, ModuleType] = {
    module.name: import_module(f"{__name__}.{module.name}")
    for module in pkgutil.iter_modules(__path__)
}
ENGLISH = LANGUAGES["en"]
