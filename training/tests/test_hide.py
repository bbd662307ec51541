"""Words hidden behind the mask while training."""

import torch

from training.batches import Batch, hide


def test_a_hidden_word_is_hidden_whole_and_marks_stay() -> None:
    torch.manual_seed(3)
    batch = Batch(
        torch.tensor([[101, 7, 8, 9, 102, 0]] * 200),
        torch.tensor([[0, 1, 1, 2, 0, 0]] * 200),
        torch.zeros(200, 2, 4, dtype=torch.long),
        {},
    )
    hidden = hide(batch, 0.3)
    assert hidden.pieces[:, [0, 4, 5]].equal(batch.pieces[:, [0, 4, 5]])
    first, second = (hidden.pieces[:, place] == 103 for place in (1, 2))
    assert first.equal(second)  # the two pieces of one word
    assert 0.2 < float(first.float().mean()) < 0.4
    assert hide(batch, 0.0) is batch
