"""The world is seeded, never shows held-out pairs, and its captions match its scenes."""

import unittest
from collections import Counter

import numpy as np

from scenes.captions import caption, with_article
from scenes.renderer import Renderer
from scenes.scene import SIDE, is_held_out, make_rng, sample_scene, sample_training_scene
from scenes.vocabulary import BACKGROUNDS, CONCEPTS, LOOKS


class WorldTest(unittest.TestCase):
    def test_one_seed_gives_one_world(self):
        drawn = [_captioned_scenes(make_rng(5)) for _ in range(2)]
        self.assertEqual(drawn[0], drawn[1])
        self.assertNotEqual(drawn[0], _captioned_scenes(make_rng(6)))

    def test_no_training_scene_is_held_out(self):
        rng = make_rng(1)
        self.assertFalse(any(is_held_out(sample_training_scene(rng)) for _ in range(5000)))

    def test_a_tenth_of_the_pairs_is_held_out(self):
        rng = make_rng(2)
        share = np.mean([is_held_out(sample_scene(rng, "pair_h")) for _ in range(5000)])
        self.assertAlmostEqual(share, 0.1, delta=0.02)

    def test_things_stay_inside_the_image(self):
        rng = make_rng(3)
        for _ in range(2000):
            for thing in sample_scene(rng).things:
                self.assertTrue(0 <= thing.x <= SIDE - thing.size and 0 <= thing.y <= SIDE - thing.size, thing)

    def test_words_leave_no_place_open(self):
        rng, places = make_rng(9), {}
        for _ in range(3000):
            scene = sample_scene(rng)
            said = scene.layout, scene.place, tuple(thing.size_word for thing in scene.things)
            where = [(thing.x, thing.y, thing.size) for thing in scene.things]
            self.assertEqual(places.setdefault(said, where), where, said)

    def test_training_shows_everything(self):
        rng = make_rng(4)
        scenes = [sample_training_scene(rng) for _ in range(4000)]
        self.assertEqual(len(Counter(scene.background for scene in scenes)), len(BACKGROUNDS))
        self.assertEqual(len(Counter(scene.look for scene in scenes)), len(LOOKS))
        shown = Counter((thing.concept, thing.size) for scene in scenes for thing in scene.things)
        self.assertEqual(len(shown), len(CONCEPTS) * 3)

    def test_a_complete_caption_names_things_and_background(self):
        rng = make_rng(7)
        for _ in range(500):
            scene = sample_scene(rng)
            text = caption(scene, rng, complete=True)
            for thing in scene.things:
                concept = CONCEPTS[thing.concept]
                self.assertTrue(any(word in text for word in [*concept.words, concept.plural]), text)
            self.assertTrue(any(phrase in text for phrase in BACKGROUNDS[scene.background].phrases), text)

    def test_articles(self):
        self.assertEqual([with_article(w) for w in ("apple", "unicorn", "cat")], ["an apple", "a unicorn", "a cat"])

    def test_one_scene_gives_one_image(self):
        rng = make_rng(8)
        first, second = Renderer(), Renderer()
        for look in range(len(LOOKS)):
            scene = sample_scene(rng, look=look)
            image = first.render(scene)
            self.assertEqual((image.shape, image.dtype), ((SIDE, SIDE, 3), np.uint8))
            np.testing.assert_array_equal(image, second.render(scene))


def _captioned_scenes(rng):
    scenes = [sample_training_scene(rng) for _ in range(50)]
    return [(scene, caption(scene, rng)) for scene in scenes]


if __name__ == "__main__":
    unittest.main()
