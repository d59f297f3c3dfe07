package dev.easel.request.parameter;

import dev.easel.image.file.ImageFormat;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every request parameter, in the order in which people see them. A parameter is declared here alone: these declarations read
 * and refuse requests, list limits, draw forms and pages, and replay images.
 */
public final class Catalogue {
    public static final Parameter<String> PROMPT = of("prompt", ParameterSettings::prompt)
            .title("Prompt", "提示词")
            .description("What the image shows", "图像的内容")
            .show(Show.FIRST)
            .in(context -> text(context, false, context.settings().prompt()))
            .drawn(image -> Optional.of(image.prompt()));

    public static final Parameter<String> NEGATIVE_PROMPT = of("negative_prompt", ParameterSettings::negativePrompt)
            .title("Negative prompt", "反向提示词")
            .description(
                    "What to steer away from. FLUX models need a `true_cfg_scale` above 1; SDXL and Stable Diffusion need"
                            + " a `guidance_scale` above 1, Z-Image above 0",
                    "图像要避开的内容。FLUX 需要 `true_cfg_scale` 大于 1；SDXL 和 Stable Diffusion 需要 `guidance_scale` 大于 1，"
                            + "Z-Image 大于 0")
            .needs(Ability.NEGATIVE_PROMPT)
            .in(context -> text(context, true, context.settings().negativePrompt()))
            .drawn(ImageParameters::negativePrompt);

    public static final Parameter<String> IMAGE = of("image", ParameterSettings::image)
            .title("Image", "原图")
            .description(
                    "An image to begin with: a PNG, JPEG or WebP file in base64, or as a data URL with base64. URLs are not"
                            + " fetched. Without `width` and `height` the result follows its size",
                    "作为起点的图像：base64 或 data URL 形式的 PNG、JPEG 或 WebP 文件，不会下载网址。不给 `width` 和 `height` 时，" + "结果沿用它的尺寸")
            .show(Show.FIRST)
            .needs(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.EDIT)
            .changesPixels()
            .in(_ -> new ImageDomain());

    public static final Parameter<String> MASK_IMAGE = of("mask_image", ParameterSettings::maskImage)
            .title("Mask", "蒙版")
            .description(
                    "The white part of the mask is redrawn; an image like `image`, resized to fit it",
                    "蒙版的白色部分会重画；格式与 `image` 相同，会缩放到同样大小")
            .show(Show.FIRST)
            .needs(Ability.INPAINT)
            .with(IMAGE)
            .changesPixels()
            .in(_ -> new ImageDomain());

    public static final Parameter<Double> STRENGTH = of("strength", ParameterSettings::strength)
            .title("Strength", "重绘强度")
            .description(
                    "How far the result may go from `image`; at 1 little of it is left",
                    "结果可以偏离 `image` 多少；为 1 时几乎不保留原图")
            .show(Show.FIRST)
            .needs(Ability.IMAGE_TO_IMAGE, Ability.INPAINT)
            .with(IMAGE)
            .bounds(0.0001, 1)
            .usual(0.01, 1)
            .styled()
            .decimal(ParameterSettings::strength, _ -> 0.6f)
            .drawn(image -> Replay.strength(image.task()));

    public static final Parameter<String> STYLE_PRESET = of("style_preset", ParameterSettings::stylePreset)
            .title("Style", "风格")
            .description("A style, which also brings its own settings", "风格；风格自带一组设置")
            .show(Show.FIRST)
            .partOf(Feature.STYLES)
            .changesPixels()
            .in(context -> new NameDomain(context.styles(), Optional.empty()));

    public static final Parameter<Integer> N = of("n", ParameterSettings::n)
            .title("Images", "张数")
            .description(
                    "How many images, with the seeds `seed`, `seed` + 1 and so on", "图像张数；种子依次为 `seed`、`seed` + 1……")
            .show(Show.FIRST)
            .partOf(Feature.SEVERAL_IMAGES)
            .bounds(1, 4)
            .usual(1, 4)
            .whole(ParameterSettings::n, _ -> new IntegerRange.OfModel(1));

    public static final Parameter<Integer> WIDTH = of("width", ParameterSettings::width)
            .title("Width", "宽度")
            .description("Pixels; the model draws its own size best", "像素；模型自己的尺寸效果最好")
            .bounds(1, Integer.MAX_VALUE)
            .usual(64, Integer.MAX_VALUE)
            .styled()
            .whole(ParameterSettings::width, Catalogue::side)
            .drawn(image -> Optional.of(image.width()));

    public static final Parameter<Integer> HEIGHT = of("height", ParameterSettings::height)
            .title("Height", "高度")
            .description("Pixels; the model draws its own size best", "像素；模型自己的尺寸效果最好")
            .bounds(1, Integer.MAX_VALUE)
            .usual(64, Integer.MAX_VALUE)
            .styled()
            .whole(ParameterSettings::height, Catalogue::side)
            .drawn(image -> Optional.of(image.height()));

    public static final Parameter<Integer> STEPS = of("steps", ParameterSettings::steps, "num_inference_steps")
            .title("Steps", "步数")
            .description("Denoising steps; more take longer and may show more detail", "去噪步数；越多越慢，细节可能更多")
            .bounds(1, 1000)
            .usual(1, 100)
            .styled()
            .whole(
                    ParameterSettings::steps,
                    model -> new IntegerRange.OfModel(model.defaults().steps()))
            .drawn(image -> Optional.of(image.steps()));

    public static final Parameter<Double> GUIDANCE_SCALE = of("guidance_scale", ParametersConfig::guidance, "cfg_scale")
            .title("Guidance", "引导强度")
            .description(
                    "How closely to follow the prompt. FLUX.1-dev, FLUX.1-Kontext and LCM take it as an input, which costs no"
                            + " time; FLUX.1-schnell ignores it. Z-Image runs a second pass above 0, SDXL and Stable"
                            + " Diffusion above 1, which takes twice as long",
                    "多大程度上遵循提示词。FLUX.1-dev、FLUX.1-Kontext 和 LCM 把它当作输入，不费时间；FLUX.1-schnell 忽略它。Z-Image "
                            + "大于 0、SDXL 和 Stable Diffusion 大于 1 时多算一遍，时间加倍")
            .show(Show.EXPERT)
            .bounds(0, Float.MAX_VALUE)
            .usual(0, 30)
            .styled()
            .decimal(ParametersConfig::guidance, model -> model.defaults().guidanceScale())
            .drawn(image -> Optional.of(NumberRange.exact(image.guidanceScale())));

    public static final Parameter<Double> TRUE_CFG_SCALE = of("true_cfg_scale", ParameterSettings::trueCfgScale)
            .title("True CFG", "真实 CFG")
            .description(
                    "How strongly FLUX models steer away from `negative_prompt`; above 1 it takes twice as long",
                    "FLUX 避开 `negative_prompt` 的强度；大于 1 时时间加倍")
            .show(Show.EXPERT)
            .needs(Ability.TRUE_CFG)
            .neutral(1.0)
            .bounds(1, Float.MAX_VALUE)
            .usual(1, 20)
            .styled()
            .decimal(ParameterSettings::trueCfgScale, _ -> 1f)
            .drawn(image -> Optional.of(NumberRange.exact(image.trueCfgScale())));

    public static final Parameter<String> SCHEDULER = of("scheduler", ParameterSettings::scheduler)
            .title("Scheduler", "调度器")
            .description("Another scheduler than the model's own", "不用模型自己的调度器，改用这一个")
            .show(Show.EXPERT)
            .partOf(Feature.SCHEDULERS)
            .styled()
            .name(ParameterSettings::scheduler, model -> model.schedulers().keySet())
            .drawn(image -> image.setup().scheduler());

    public static final Parameter<Map<String, Float>> LORAS = of("loras", ParameterSettings::loras)
            .title("LoRAs", "LoRA")
            .description("LoRAs by name, each with its weight; 1 is as it was trained", "按名称列出的 LoRA 和各自的权重；1 即训练时的强度")
            .partOf(Feature.LORAS)
            .in(Catalogue::loras)
            .drawn(image -> Replay.weights(image.setup().loras()));

    public static final Parameter<Long> SEED = of("seed", ParameterSettings::seed)
            .title("Seed", "种子")
            .description("Repeats an image; without one, each image is new", "用于重现图像；不给时每张图都不同")
            .in(_ -> new SeedDomain())
            .drawn(image -> Optional.of(image.seed()));

    public static final Parameter<String> MODEL = of("model", ParameterSettings::model)
            .title("Model", "模型")
            .description("The model that draws", "所用的模型")
            .show(Show.FIRST)
            .changesPixels()
            .in(context ->
                    new NameDomain(context.models(), Optional.of(context.model().name())));

    public static final Parameter<String> OUTPUT_FORMAT = of("output_format", ParameterSettings::outputFormat)
            .title("File format", "文件格式")
            .description("The image's file format; takes precedence over `Accept`", "图像的文件格式；优先于 `Accept`")
            .in(_ -> new NameDomain(List.copyOf(formats().keySet()), Optional.empty()));

    /** All parameters. */
    public static final List<Parameter<?>> ALL = List.of(
            PROMPT,
            NEGATIVE_PROMPT,
            IMAGE,
            MASK_IMAGE,
            STRENGTH,
            STYLE_PRESET,
            N,
            WIDTH,
            HEIGHT,
            STEPS,
            GUIDANCE_SCALE,
            TRUE_CFG_SCALE,
            SCHEDULER,
            LORAS,
            SEED,
            MODEL,
            OUTPUT_FORMAT);

    private static final int SIZE_HEADROOM = 2;
    /** The weight that LoRAs are trained at, as far as it is allowed. */
    private static final float TRAINED_WEIGHT = 1;

    private Catalogue() {}

    /** The file formats by name. */
    public static Map<String, ImageFormat> formats() {
        var formats = new LinkedHashMap<String, ImageFormat>();
        Arrays.stream(ImageFormat.values())
                .forEach(format -> formats.put(format.name().toLowerCase(Locale.ROOT), format));
        return formats;
    }

    private static Declaration of(
            String name, Function<ParameterSettings, ? extends ParameterSettings.Words> words, String... aliases) {
        return new Declaration(name, List.of(aliases), words);
    }

    private static Domain<String> text(ParameterContext context, boolean mayBeBlank, ParameterSettings.Written config) {
        return new TextDomain(context.settings().prompt().maxLength(), mayBeBlank, config.initial());
    }

    /** Beyond twice their own size models repeat themselves. */
    private static IntegerRange.OfModel side(ModelDescription model) {
        int size = model.defaults().size();
        return new IntegerRange.OfModel(size, size * SIZE_HEADROOM, model.sizeMultiple());
    }

    private static Domain<Map<String, Float>> loras(ParameterContext context) {
        var weight = context.settings().loras().weight();
        return new WeightsDomain(
                context.model().loras().stream().sorted().toList(),
                context.model().unweightedLoras().stream().sorted().toList(),
                new NumberRange(Math.clamp(TRAINED_WEIGHT, weight.min(), weight.max()), weight.min(), weight.max()),
                context.settings().loras().max());
    }
}
