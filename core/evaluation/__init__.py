"""How often it is right: figures, robustness, speed, and the card that shows them.

In the order in which to read:

    metrics             figures from answers, each with its interval
    evaluate            answers to a folder of words
    figures             figures as files, and which model they are of
    detection           words found in recordings, and false ones
    robustness          noise, rooms, voices, edges, streams, hours without a word
    tables, published   figures as Markdown, and others' beside them
    card_tables         the model card's tables
    robustness_tables   those of the robustness
    card                the model card
    live                one long stream, and what a listener costs
    benchmark           how fast and how large
"""
