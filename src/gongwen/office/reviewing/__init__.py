"""审核: what somebody between two meetings decides: what waits for them, all that one decision rests on, the score.

`waiting` lists, `decision_page` shows one thing with `differences` since it was last seen, `deciding` takes the move,
`own_sheet` and `panel` score with the `evidence` beside each line, `light` takes several alike at once, `standing_in`
tells of deputies, `lane` is the same decision on paper.
"""
