"""Records the goldens of package image: images and masks that Pillow and diffusers process.

    python tools/goldens/record_images.py src/test/resources/fixtures/goldens

Needs Pillow, NumPy and diffusers with torch. Recorded with Pillow 12.3.0 and diffusers 0.40.0.dev0.
image_processor/ is made from its own input_96x80.png; image_decoder/ holds NAME.EXT, a file to decode, and
NAME.EXT.expected.png, its pixels turned upright on white. Files without an expected image are refused.
"""

import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from diffusers.image_processor import VaeImageProcessor
from PIL import Image, ImageOps

SIZES = [(37, 91), (193, 5), (1, 1), (1, 160), (300, 1), (95, 80), (96, 81), (128, 128)]


def record_processor(folder):
    source = Image.open(folder / "input_96x80.png").convert("RGB")
    for width, height in SIZES:
        resized = source.resize((width, height), Image.LANCZOS)
        resized.save(folder / f"lanczos_{width}x{height}.png", optimize=True)
    grey = source.convert("L")
    grey.save(folder / "input_grey_96x80.png", optimize=True)
    grey.resize((41, 29), Image.LANCZOS).save(folder / "lanczos_grey_41x29.png", optimize=True)
    source.crop((0, 0, 96, 1)).resize((33, 7), Image.LANCZOS).save(folder / "lanczos_first_row_33x7.png")
    source.crop((0, 0, 1, 80)).resize((7, 33), Image.LANCZOS).save(folder / "lanczos_first_column_7x33.png")
    masks = VaeImageProcessor(
        vae_scale_factor=8, do_normalize=False, do_binarize=True, do_convert_grayscale=True)
    for width, height in [(96, 80), (64, 64), (40, 120)]:
        mask = masks.preprocess(source, height=height, width=width)[0, 0].numpy()
        Image.fromarray((mask * 255).astype(np.uint8)).convert("1").save(folder / f"mask_{width}x{height}.png")


def png(path, array, bits, color, adam7=False, chunks=b""):
    """Writes PNG files that Pillow cannot: 16 bits, interlacing, fewer bits than 8, transparent colours."""
    height, width = array.shape[:2]
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = bytearray()
    for x, y, dx, dy in passes if adam7 else [(0, 0, 1, 1)]:
        part = array[y::dy, x::dx]
        for row in part if part.size else []:
            samples = row.reshape(-1)
            if bits == 16:
                packed = samples.astype(">u2").tobytes()
            else:
                shown = [format(int(sample), f"0{bits}b") for sample in samples]
                text = "".join(shown)
                text += "0" * (-len(text) % 8)
                packed = int(text, 2).to_bytes(len(text) // 8, "big")
            rows += b"\0" + packed
    header = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, int(adam7))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks
                     + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b""))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def on_white(rgba):
    rgba = rgba.astype(np.int32)
    alpha = rgba[..., 3:]
    return ((rgba[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def expect(path, rgb):
    Image.fromarray(rgb).save(path.with_name(path.name + ".expected.png"), optimize=True)


def expect_what_pillow_sees(path):
    upright = ImageOps.exif_transpose(Image.open(path))
    expect(path, on_white(np.asarray(upright.convert("RGBA"))))


def image():
    y, x = np.mgrid[0:17, 0:23]
    noise = np.random.default_rng(5).integers(0, 40, (17, 23))
    rgb = np.stack([x * 10 + noise % 20, y * 12 + noise, (x + y) * 6], axis=-1).clip(0, 255).astype(np.uint8)
    alpha = ((x * 12 + y * 3) % 256).astype(np.uint8)
    return rgb, alpha


def record_png(folder, rgb, alpha):
    rgba = np.dstack([rgb, alpha])
    wide = rgb.astype(np.uint16) * 257 - (rgb > 0) * 100
    grey = rgb[..., 1]
    whole = Image.fromarray(rgb)
    whole.save(folder / "rgb.png")
    Image.fromarray(rgba).save(folder / "rgba.png")
    whole.convert("L").save(folder / "grey.png")
    Image.fromarray(np.dstack([grey, alpha]), "LA").save(folder / "grey_alpha.png")
    whole.quantize(50).save(folder / "palette.png")
    whole.quantize(13).save(folder / "palette_4_bits.png", bits=4)
    Image.fromarray(rgba).quantize(60, method=Image.Quantize.FASTOCTREE).save(folder / "palette_alpha.png")
    whole.convert("1").save(folder / "grey_1_bit.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    whole.save(folder / "turned.png", exif=exif)
    for path in sorted(folder.glob("*.png")):
        expect_what_pillow_sees(path)

    lossless = {
        "rgb_adam7": (rgb, 8, 2, True, b"", rgb),
        "rgba_adam7": (rgba, 8, 6, True, b"", on_white(rgba)),
        "rgb_16_bits": (wide, 16, 2, False, b"", (wide >> 8).astype(np.uint8)),
        "rgba_16_bits": (np.dstack([wide, alpha.astype(np.uint16) * 257]), 16, 6, False, b"",
                         on_white(np.dstack([wide >> 8, alpha]))),
        "grey_16_bits": (wide[..., :1], 16, 0, False, b"", np.repeat(wide[..., :1] >> 8, 3, 2).astype(np.uint8)),
        "grey_4_bits": (grey[..., None] >> 4, 4, 0, False, b"", np.repeat((grey[..., None] >> 4) * 17, 3, 2)),
        "grey_2_bits_adam7": (grey[..., None] >> 6, 2, 0, True, b"", np.repeat((grey[..., None] >> 6) * 85, 3, 2)),
    }
    key = rgb[3, 4]
    keyed = rgb.copy()
    keyed[(rgb == key).all(-1)] = 255
    lossless["rgb_transparent_color"] = (rgb, 8, 2, False, chunk(b"tRNS", struct.pack(">HHH", *map(int, key))), keyed)
    grey_key = int(grey[3, 4])
    keyed = np.repeat(np.where(grey == grey_key, 255, grey)[..., None], 3, 2).astype(np.uint8)
    lossless["grey_transparent_color"] = (grey[..., None], 8, 0, False, chunk(b"tRNS", struct.pack(">H", grey_key)), keyed)
    wide_key = wide[3, 4]
    keyed = (wide >> 8).astype(np.uint8)
    keyed[(wide == wide_key).all(-1)] = 255
    lossless["rgb_16_bits_transparent_color"] = (
        wide, 16, 2, False, chunk(b"tRNS", struct.pack(">HHH", *map(int, wide_key))), keyed)
    for name, (array, bits, color, adam7, chunks, expected) in lossless.items():
        path = folder / f"{name}.png"
        png(path, array, bits, color, adam7, chunks)
        expect(path, np.ascontiguousarray(expected))
    whole.save(folder / "animated.png", save_all=True, append_images=[whole.rotate(90)])


def record_jpeg(folder, rgb):
    whole = Image.fromarray(rgb)
    whole.save(folder / "halved_colors.jpg", quality=85, subsampling="4:2:0")
    whole.save(folder / "full_colors.jpg", quality=95, subsampling="4:4:4")
    whole.save(folder / "progressive.jpg", progressive=True)
    whole.save(folder / "restarts.jpg", restart_marker_blocks=1)
    whole.save(folder / "rgb.jpg", keep_rgb=True)
    whole.convert("L").save(folder / "grey.jpg")
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        whole.save(folder / f"orientation_{orientation}.jpg", exif=exif)
    for path in sorted(folder.glob("*.jpg")):
        expect_what_pillow_sees(path)
    whole.convert("CMYK").save(folder / "cmyk.jpg")


def record_webp(folder, rgb, alpha):
    whole = Image.fromarray(rgb)
    rgba = Image.fromarray(np.dstack([rgb, alpha]))
    exif = Image.Exif()
    exif[0x0112] = 8
    whole.save(folder / "lossy.webp", quality=80)
    whole.save(folder / "lossless.webp", lossless=True)
    rgba.save(folder / "lossy_alpha.webp", quality=80, exact=True)
    rgba.save(folder / "lossless_alpha.webp", lossless=True, exact=True)
    whole.save(folder / "turned.webp", lossless=True, exif=exif)
    for path in sorted(folder.glob("*.webp")):
        expect_what_pillow_sees(path)
    whole.save(folder / "animated.webp", save_all=True, append_images=[whole.rotate(90)])


def main(goldens):
    record_processor(goldens / "image_processor")
    folder = goldens / "image_decoder"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    rgb, alpha = image()
    record_png(folder, rgb, alpha)
    record_jpeg(folder, rgb)
    record_webp(folder, rgb, alpha)


main(Path(sys.argv[1]))
