package dev.easel.pipeline.family;

import dev.easel.model.JsonFile;
import dev.easel.model.ModelException;
import dev.easel.scheduler.SchedulerConfig;
import dev.easel.scheduler.SchedulerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Scheduler configurations as on the Hub, and those that are refused. */
class SchedulerFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyClassIsReadWithItsDefaults(SchedulerType type) throws IOException {
        var config = read(type.className(), "\"skip_prk_steps\": true");
        assertThat(config.type()).isEqualTo(type);
        assertThat(config.scheduler().schedule(4, 256).steps()).isEqualTo(type.evaluations(4));
    }

    @Test
    void settingsOfOtherClassesAndPrivateOnesAreIgnored() throws IOException {
        var plain = read("EulerDiscreteScheduler", "\"beta_end\": 0.012");
        var full = read("EulerDiscreteScheduler", """
                "beta_end": 0.012, "_diffusers_version": "0.19.0", "clip_sample": true, "skip_prk_steps": false,
                "trained_betas": null, "lambda_min_clipped": -3.0, "sample_max_value": 1.0""");
        assertThat(full.scheduler().schedule(4, 1)).isEqualTo(plain.scheduler().schedule(4, 1));
    }

    @Test
    void pythonsInfinityIsANumber() throws IOException {
        var config =
                read("DPMSolverMultistepScheduler", "\"lambda_min_clipped\": -Infinity, \"disable_corrector\": []");
        assertThat(config.scheduler().schedule(4, 1).steps()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    LMSDiscreteScheduler        | steps_offset: 1             | has the _class_name LMSDiscreteScheduler
                    EulerDiscreteScheduler      | colour: 1                   | has the unknown setting 'colour'
                    EulerDiscreteScheduler      | beta_schedule: "sigmoid"    | sets beta_schedule to sigmoid; expected linear or scaled_linear
                    EulerDiscreteScheduler      | beta_start: "0.1"           | sets beta_start to 0.1; expected a number
                    EulerDiscreteScheduler      | beta_end: NaN               | sets beta_end to NaN; expected a number
                    EulerDiscreteScheduler      | num_train_timesteps: 1e9    | sets num_train_timesteps to 1.0E9; expected an integer
                    EulerDiscreteScheduler      | steps_offset: 0.5           | sets steps_offset to 0.5; expected an integer
                    EulerDiscreteScheduler      | trained_betas: [0.1]        | sets trained_betas to [0.1]; expected null
                    EulerDiscreteScheduler      | prediction_type: "sample"   | sets prediction_type to sample
                    EulerDiscreteScheduler      | timestep_type: "continuous" | sets timestep_type to continuous; expected discrete
                    EulerDiscreteScheduler      | interpolation_type: "log_linear" | sets interpolation_type to log_linear
                    EulerDiscreteScheduler      | sigma_max: 80               | sets sigma_max to 80.0; expected null
                    EulerDiscreteScheduler      | use_karras_sigmas: true, use_beta_sigmas: true | sets two of
                    EulerDiscreteScheduler      | use_karras_sigmas: "yes"    | sets use_karras_sigmas to yes; expected true or false
                    EulerDiscreteScheduler      | prediction_type: "flow_prediction" | expected epsilon or v_prediction
                    DDIMScheduler               | thresholding: true          | sets thresholding to true; expected false
                    DDIMScheduler               | clip_sample_range: 0        | sets clip_sample_range to 0.0
                    DDPMScheduler               | variance_type: "learned"    | sets variance_type to learned; expected fixed_small or
                    PNDMScheduler               | steps_offset: 1             | sets skip_prk_steps to false; expected true
                    LCMScheduler                | original_inference_steps: 0 | sets original_inference_steps to 0.0
                    DPMSolverMultistepScheduler | algorithm_type: "dpmsolver" | expected dpmsolver++ or sde-dpmsolver++
                    DPMSolverMultistepScheduler | solver_type: "euler"        | sets solver_type to euler; expected midpoint or heun
                    DPMSolverMultistepScheduler | solver_order: 4             | sets solver_order to 4.0
                    DPMSolverMultistepScheduler | use_lu_lambdas: true        | sets use_lu_lambdas to true
                    DPMSolverMultistepScheduler | lambda_min_clipped: -5.1    | sets lambda_min_clipped to -5.1
                    DPMSolverMultistepScheduler | variance_type: "learned_range" | sets variance_type to learned_range
                    DPMSolverMultistepScheduler | use_flow_sigmas: true       | expected flow_prediction with use_flow_sigmas
                    UniPCMultistepScheduler     | solver_type: "bh1"          | sets solver_type to bh1; expected bh2
                    UniPCMultistepScheduler     | predict_x0: false           | sets predict_x0 to false
                    UniPCMultistepScheduler     | disable_corrector: [0]      | sets disable_corrector to [0]
                    UniPCMultistepScheduler     | lower_order_final: false    | sets lower_order_final to false
                    FlowMatchEulerDiscreteScheduler | invert_sigmas: true     | sets invert_sigmas to true
                    FlowMatchEulerDiscreteScheduler | shift: 0                | sets shift to 0.0
                    """)
    void unsupportedSettingsAreRefusedByName(String className, String settings, String message) {
        var json = settings.replaceAll("(\\w+): ", "\"$1\": ");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> read(className, json))
                .withMessageStartingWith(folder.resolve("scheduler_config.json").toString())
                .withMessageContaining(message);
    }

    private SchedulerConfig read(String className, String settings) throws IOException {
        var file = folder.resolve("scheduler_config.json");
        Files.writeString(file, "{\"_class_name\": \"" + className + "\", " + settings + "}");
        return SchedulerFile.read(JsonFile.read(file));
    }
}
