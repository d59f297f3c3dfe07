package dev.easel.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.generation.GenerationResponse;
import dev.easel.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A job as JSON; what is not known, or not so, is left out.
 *
 * @param id the job's id
 * @param status {@code queued}, {@code waiting}, {@code running}, {@code decoding}, {@code succeeded}, {@code cancelled}
 *     or {@code failed}
 * @param priority as the caller said
 * @param position 1 for the next job to begin
 * @param step passes done
 * @param steps passes of the whole job
 * @param etaMs milliseconds that the rest is expected to take
 * @param images the result, if it succeeded
 * @param error why it failed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record JobView(
        UUID id,
        String status,
        String priority,
        Optional<Integer> position,
        int step,
        int steps,
        OptionalLong etaMs,
        List<GenerationResponse.Image> images,
        Optional<Problem> error) {}
