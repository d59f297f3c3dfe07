package dev.easel.simulator;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The command as its caller sees it: arguments, both streams, exit code. */
class SimulateCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void comparesSettingsAndPrintsTheAnnotationsOfTheCheapest() {
        assertThat(run("team", "--days=2", "--start=45s", "--retention=0s,15m", "--min-scale", "0,1"))
                .isZero();
        assertThat(out())
                .contains(
                        "always on, pods: 1",
                        "min-scale 0, retention 0s ",
                        "min-scale 0, retention 15m",
                        "min-scale 1 ")
                .contains("cheapest of 3 settings and always on: ")
                .contains("  autoscaling.knative.dev/scale-to-zero-pod-retention-period: \"15m\"\n");
    }

    @Test
    void theSameCommandPrintsTheSameOutput() {
        run("bursty", "--requests=2000", "--seed=3", "--target=4");
        var first = out();
        out.reset();
        run("bursty", "--requests=2000", "--seed=3", "--target=4");
        assertThat(out()).isEqualTo(first);
    }

    @Test
    void aSearchShowsTheDefaultsAndSettingsThatMeetTheTarget() {
        assertThat(run("team", "--days=1", "--target=8", "--scale-down-delay=0s", "--search", "--wait-p95=1s"))
                .isZero();
        assertThat(out()).contains("Knative's defaults", "95 % of the images begin within 1s", "kept  ", "yes  ");
    }

    @Test
    void saysThatNoSettingMeetsTheTarget() {
        assertThat(run("team", "--days=1", "--retention=0s", "--wait-p99=0.001s"))
                .isZero();
        assertThat(out()).contains("99 % within 0.001s", "none of 1 settings meets the target, nor does always on");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "siege                      | there is no trace 'siege'; expected one of steady, bursty, diurnal, team",
                "team --profile=x           | there is no profile 'x'; expected one of scenes, flux-schnell",
                "team --requests=0          | --requests is 0; expected 1 to 1000000",
                "team --days=29             | --days is 29; expected 1 to 28",
                "team --retention=2h        | --retention is 2h; expected 0s to 1h",
                "team --window=1s           | --window is 1s; expected 6s to 1h",
                "team --start=soon          | soon is not a time; expected for example 90s, 15m or 1h",
                "team --step=0.1s --row=1s  | --step is shorter than --row",
                "team --target=many         | many",
                "team --fast                | --fast",
                "''                         | TRACE"
            })
    void aWrongArgumentExitsWithCodeTwoAndOneLineThatNamesIt(String words, String message) {
        assertThat(run(words.isBlank() ? new String[0] : words.strip().split(" ")))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("easel simulate: ")
                .contains(message)
                .hasLineCount(1);
    }

    @Test
    void timesOnTheCommandLineReplaceTheProfile() {
        assertThat(run("team", "--days=1", "--profile=flux-schnell", "--step=0.4s", "--row=0.3s", "--start=20s"))
                .isZero();
        assertThat(out()).contains("flux-schnell: 4 steps of 0.1000 s + 0.3000 s per row, a start takes 20.0 s");
    }

    @Test
    void helpListsTheOptions() {
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("TRACE", "--retention", "--wait-p95", "--search");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(String... words) {
        var utf8 = StandardCharsets.UTF_8;
        return new SimulateCommand(new PrintStream(out, true, utf8), new PrintStream(err, true, utf8)).run(words);
    }
}
