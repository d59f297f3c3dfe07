"""The scorer against a service that answers with real renderings, right and wrong ones."""

import io
import json
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from scenes.renderer import Renderer
from scenes.scene import NORMAL, is_held_out, make_rng
from scenes.vocabulary import FLAT_LOOK
from scoring.judge import Judge
from scoring.prompts import DEFAULT_COUNT, ORDERED, ROUND, held_out_prompts
from scoring.score import score, table, thing_table
from scoring.self_check import swapped
from scoring.sources import Service


class ScoringTest(unittest.TestCase):
    def test_prompts_are_held_out_and_always_the_same(self):
        prompts = held_out_prompts()
        self.assertEqual(prompts, held_out_prompts())
        self.assertGreaterEqual(sum(prompt.scene.look == FLAT_LOOK for prompt in prompts), 300)
        for prompt in prompts:
            self.assertEqual(is_held_out(prompt.scene), prompt.scene.layout in ORDERED)
        self.assertEqual(len(prompts), DEFAULT_COUNT)

    def test_a_service_is_judged_by_its_images(self):
        renderer, rng, prompts = Renderer(), make_rng(0), held_out_prompts(ROUND)
        images = {}
        wrong = set()
        for prompt in prompts:
            spoilt = swapped(prompt.scene, rng) if rng.random() < 0.5 else None
            if spoilt:
                wrong.add(prompt.text)
            images[prompt.text] = renderer.render(spoilt or prompt.scene)
        with _Drawing(images) as service:
            verdicts = score(Service(service.url), prompts, Judge(), steps=8, guidance=None)
        self.assertTrue(wrong)
        self.assertEqual([v.scene for v in verdicts], [prompt.text not in wrong for prompt in prompts])
        self.assertTrue(all(v.background for v in verdicts))
        self.assertEqual(service.asked[0]["steps"], 8)
        self.assertNotIn("guidance_scale", service.asked[0])
        self.assertIn("| flat: two things |", "\n".join(table(prompts, {"8 steps": verdicts})))
        by_size = "\n".join(thing_table(prompts, {"8 steps": verdicts}))
        flat = [prompt.scene for prompt in prompts if prompt.scene.look == FLAT_LOOK]
        normal = sum(thing.size == NORMAL for scene in flat for thing in scene.things)
        self.assertIn(f"| without a size | {normal} |", by_size)


class _Drawing:
    """A service that answers each prompt with a given image."""

    def __init__(self, images):
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                wish = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                asked.append(wish)
                file = io.BytesIO()
                Image.fromarray(images[wish["prompt"]]).save(file, "PNG")
                self.send_response(200)
                self.end_headers()
                self.wfile.write(file.getvalue())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


if __name__ == "__main__":
    unittest.main()
