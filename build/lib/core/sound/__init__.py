"""Sound in: a file or an array becomes a `Clip`; how loud, where, and what is wrong with it."""
