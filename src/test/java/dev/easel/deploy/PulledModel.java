package dev.easel.deploy;

import java.util.ArrayList;
import java.util.List;

/** Checks that the Job pulls the served model into the served cache. */
final class PulledModel {
    private static final String JOB = "easel-pull-model";

    private PulledModel() {}

    static List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        Workload.of(manifests).stream()
                .filter(workload -> workload.name().equals(JOB))
                .forEach(job -> {
                    var model = StrictYaml.documents(manifests.files().get("model.yaml"))
                            .getFirst()
                            .at("/easel/model");
                    var served = List.of(
                            model.path("id").asText(),
                            "--revision",
                            model.path("revision").asText());
                    var pulled = job.containers().getFirst().getArgs();
                    if (!pulled.equals(served)) {
                        problems.add("the Job pulls " + pulled + ", but model.yaml serves " + served);
                    }
                    var cache = model.path("cache_dir").asText();
                    if (!job.environment("EASEL_MODEL_CACHE_DIR").orElse("").equals(cache)) {
                        problems.add("the Job does not pull into " + cache + ", the cache of model.yaml");
                    }
                });
        return problems;
    }
}
