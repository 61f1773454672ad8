"""Folders of recordings: the words by speaker, and sounds that hold none of them."""
