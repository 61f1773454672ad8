"""What Gradio tells of the page's parts, found out once and not for every visitor.

Gradio 6.31 describes every part of the page anew for each visit and for each request of a program:
half of the time that such a request takes, because this page has many parts.
"""

from typing import Any

from gradio.blocks import Block, Blocks, BlocksConfig


class DescribedOnce(BlocksConfig):
    """`BlocksConfig` that remembers the description of each part that all visits share."""

    def __init__(self, root_block: Blocks) -> None:
        super().__init__(root_block)
        self.__dict__.update(root_block.default_config.__dict__)
        self._known: dict[int, tuple[Block, dict[str, Any]]] = {}

    def __copy__(self) -> "DescribedOnce":
        """For a visit, which may change parts of its own."""
        new = super().__copy__()
        new.__class__ = DescribedOnce
        new._known = self._known
        copied: DescribedOnce = new
        return copied

    def config_for_block(  # type: ignore[override]  # Gradio's is static; all calls are of objects
        self, _id: int, rendered_ids: list[int], block: Block, renderable: Any = None
    ) -> dict[str, Any]:
        """The description of one part. Visits write their values into it, so each has a copy."""
        is_shared = self.root_block.is_running and self.root_block.blocks.get(_id) is block
        if renderable is not None or not is_shared:
            return BlocksConfig.config_for_block(_id, rendered_ids, block, renderable)
        if _id not in self._known or self._known[_id][0] is not block:
            description = BlocksConfig.config_for_block(_id, rendered_ids, block)
            self._known[_id] = (block, description)
        description = self._known[_id][1]
        return {**description, "props": dict(description["props"])}
