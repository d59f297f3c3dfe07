package dev.easel.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One scheduler configuration with records of diffusers: schedules for many step counts, and two walks. */
record SchedulerGolden(JsonNode json) {
    private static final Shape SHAPE = Shape.of(1, 1, 2, 4);

    /** The configuration of a record of diffusers. */
    static SchedulerConfig config(JsonNode json) {
        var settings = new HashMap<String, Object>();
        json.get("config")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), SchedulerConfig.value(entry.getValue())));
        var type = SchedulerType.of(json.get("scheduler").asText()).orElseThrow();
        return new SchedulerConfig(type, settings);
    }

    static SchedulerGolden read(String name) {
        return new SchedulerGolden(
                Fixtures.json(Fixtures.GOLDENS.resolve("schedulers").resolve(name + ".json")));
    }

    SchedulerConfig config() {
        return config(json);
    }

    Scheduler scheduler() {
        boolean explicit = json.get("set_timesteps").has("sigmas");
        var scheduler = config().scheduler(explicit ? FlowSpacing.NUMPY : FlowSpacing.TRAINED);
        return scheduler instanceof DdimScheduler ddim
                ? ddim.withEta(json.path("eta").asInt())
                : scheduler;
    }

    /**
     * Whether timesteps are interpolated between logarithms of noise levels, whose last bit depends on the library. All
     * other timesteps are exact.
     */
    boolean interpolatesTimesteps() {
        return config().type() == SchedulerType.EULER
                && Stream.of("use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas")
                        .anyMatch(config()::flag);
    }

    /** The number of tokens with the recorded mu. */
    int tokens() {
        if (!json.get("set_timesteps").has("mu")
                || !(scheduler() instanceof FlowMatchEulerScheduler flow)
                || !(flow.shift() instanceof SigmaShift.Dynamic shift)) {
            return 1;
        }
        double slope = (shift.maxShift() - shift.baseShift())
                / (shift.maxImageSequenceLength() - shift.baseImageSequenceLength());
        double mu = json.get("set_timesteps").get("mu").asDouble();
        return (int) Math.round((mu - shift.baseShift()) / slope + shift.baseImageSequenceLength());
    }

    void eachSchedule(BiConsumer<Integer, JsonNode> check) {
        json.get("schedules")
                .properties()
                .forEach(entry -> check.accept(Integer.parseInt(entry.getKey()), entry.getValue()));
    }

    List<JsonNode> walks() {
        return StreamSupport.stream(json.get("trajectories").spliterator(), false)
                .toList();
    }

    static FloatTensor tensor(JsonNode values) {
        var floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values.get(i).asDouble();
        }
        return FloatTensor.of(SHAPE, floats);
    }

    /** The k-th draw of the walks: {@code cos(1.7 i + 0.9 k + 0.3)}. */
    static NoiseSource noise(int draw) {
        return shape -> {
            var values = new float[shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.cos(1.7 * i + 0.9 * draw + 0.3);
            }
            return new NoiseSource.Draw(FloatTensor.of(shape, values), noise(draw + 1));
        };
    }
}
