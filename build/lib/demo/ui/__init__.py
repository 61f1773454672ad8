"""What several tabs use: bars of choices, players, verdicts, tables, pictures."""
