"""The parts of the training at small scale: schedules, threads, checkpoints. Needs torch, but no lab."""

import tempfile
import unittest
from pathlib import Path

import torch
from torch import nn

from network import lab
from training.loop import remember_full_rates, restore, set_rate, train
from training.muon import Muon
from training.replicas import Replicas
from training.schedule import LAST, Run


class TrainingTest(unittest.TestCase):
    def test_a_run_warms_up_holds_and_falls(self):
        run = Run(start=1000, samples=10_000, decay=0.5, warm_up=100)
        self.assertLess(run.rate(1000), 0.02)
        self.assertEqual([run.rate(seen) for seen in (1100, 6000)], [1, 1])
        self.assertAlmostEqual(run.rate(8500), LAST + (1 - LAST) / 2)
        self.assertAlmostEqual(run.rate(11_000), LAST)
        self.assertEqual([run.is_over(seen) for seen in (10_999, 11_000)], [False, True])

    def test_threads_find_the_gradient_of_the_whole_batch(self):
        torch.manual_seed(0)
        x = torch.randn(12, 8)
        alone, shared = _network(), _network()
        alone(x).square().mean().backward()

        def loss_of(module, part):
            loss = module(part).square().sum() / len(x)
            return loss, loss.item()

        reports = Replicas(shared, threads=2).gradients(loss_of, x.split(3))
        self.assertEqual(len(reports), 4)
        for p, q in zip(alone.parameters(), shared.parameters()):
            torch.testing.assert_close(p.grad, q.grad)

    def test_muon_makes_updates_orthogonal(self):
        torch.manual_seed(0)
        matrix = nn.Parameter(torch.zeros(16, 24))
        matrix.grad = torch.randn(16, 24) @ torch.diag(torch.logspace(0, -1, 24))
        Muon([matrix], lr=1.0).step()
        stretches = torch.linalg.svdvals(matrix.detach()) / (0.2 * 24**0.5)
        self.assertTrue(((stretches > 0.5) & (stretches < 1.3)).all(), stretches)

    def test_a_restored_optimizer_has_its_own_rates(self):
        old, new = ([_adam(rate)] for rate in (1e-3, 2e-3))
        restore(remember_full_rates(new), [remember_full_rates(old)[0].state_dict()])
        set_rate(new, 0.5)
        self.assertEqual(new[0].param_groups[0]["lr"], 1e-3)

    def test_a_checkpoint_is_whole_or_the_one_before(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "some" / "checkpoint.pt"
            lab.save({"seen": 1}, file)
            with self.assertRaises(Exception):
                lab.save({"seen": lambda: None}, file)
            self.assertEqual(lab.load(file), {"seen": 1})

    def test_a_run_ends_after_its_samples_with_a_checkpoint(self):
        training = _Counting(Run(start=0, samples=1000, decay=0.5))
        train(training)
        self.assertEqual((training.seen, training.saved_at), (1000, 1000))


class _Counting:
    def __init__(self, run):
        self.run, self.seen, self.saved_at = run, 0, None

    def take_step(self):
        self.seen += 100
        return {"loss": 0.0}

    def save(self):
        self.saved_at = self.seen


def _network():
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(8, 4), nn.Tanh(), nn.Linear(4, 1))


def _adam(rate):
    return torch.optim.AdamW(nn.Linear(2, 2).parameters(), lr=rate)


if __name__ == "__main__":
    unittest.main()
